"""Questions are encoded once, in the order asked, and begun ones are kept."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

import index.remembered
from index.encoder import Vectors
from index.encoder_tiny import TinyEncoder
from index.remembered import Remembered


class Counting(TinyEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return super().queries(texts)

    def begin_queries(self, texts: Sequence[str]) -> Callable[[], Vectors]:
        return lambda: self.queries(texts)


def test_each_question_is_encoded_once() -> None:
    inner = Counting()
    encoder = Remembered(inner)
    first = encoder.queries(["甲", "乙", "甲"])
    again = encoder.queries(["乙", "丙", "甲"])
    assert inner.asked == ["甲", "乙", "丙"]
    assert np.array_equal(again[[0, 2]], first[[1, 0]])
    assert np.allclose(again, TinyEncoder().queries(["乙", "丙", "甲"]))
    assert encoder.queries([]).shape[0] == 0


def test_what_was_begun_is_kept() -> None:
    inner = Counting()
    encoder = Remembered(inner)
    begun = encoder.begin_queries(["甲"])()
    assert np.array_equal(begun, encoder.begin_queries(["甲"])())
    assert np.array_equal(begun, encoder.queries(["甲"]))
    assert inner.asked == ["甲"]


def test_a_full_memory_forgets_and_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.remembered, "_MOST", 2)
    encoder = Remembered(TinyEncoder())
    encoder.queries(["甲", "乙"])
    assert np.allclose(encoder.queries(["甲", "丙", "丁"]), TinyEncoder().queries(["甲", "丙", "丁"]))
