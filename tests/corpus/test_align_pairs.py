"""Alignment on proposals and replies of many habits, and against replies to something else."""

import tomllib
from typing import Any

import pytest

from bench.alignment import PAIRS, case_of, compare, on_pairs, on_sample, unit_of
from corpus.cases.align import align, named_in

PAIRED: list[dict[str, Any]] = tomllib.loads(PAIRS.read_text("utf-8"))["pair"]


@pytest.mark.parametrize("pair", PAIRED, ids=lambda pair: str(pair["name"]))
def test_a_pair(pair: dict[str, Any]) -> None:
    unit = unit_of(pair["proposal"], pair["reply"])
    assert len(unit.answers) == len(pair["answers"])
    assert compare(unit, pair["answers"]).f1 >= 0.85


def test_all_pairs_together() -> None:
    counts = list(on_pairs().values())
    assert sum(counts[1:], counts[0]).f1 >= 0.95


def test_the_sample() -> None:
    assert on_sample().f1 >= 0.95


def test_replies_to_something_else_answer_nothing() -> None:
    aligned = total = 0
    for at, pair in enumerate(PAIRED):
        asks = case_of(pair["proposal"]).suggestions
        for other in PAIRED[:at] + PAIRED[at + 1 :]:
            given = unit_of(other["proposal"], other["reply"]).answers
            # an answer that names its ask by number (对于建议3) says so itself
            found = align(tuple(answer for answer in given if not named_in(answer.text, asks)), asks)
            aligned += sum(bool(answer.suggestions) for answer in found)
            total += len(found)
    assert aligned / total <= 0.05
