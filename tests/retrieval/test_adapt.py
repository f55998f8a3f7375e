"""The learned comparison against vectors moved and multiplied one by one."""

from pathlib import Path

import numpy as np
import pytest

from retrieval import adapt
from retrieval.adapt import Adapter, open_adapter
from retrieval.leg_kernels import likeness_of

RANDOM = np.random.RandomState(0)


def unit(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    vectors = RANDOM.normal(size=shape)
    normal: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = (
        vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    ).astype(np.float32)
    return normal


ADAPTER = Adapter(0.3 * unit(8), 0.2 * unit(2, 8), RANDOM.normal(size=(2, 8, 8)).astype(np.float16), unit(2, 8))


@pytest.mark.parametrize("length", [0.0, 0.3, 1.0])
def test_likeness_is_the_product_with_the_moved_passage(length: float) -> None:
    query, passages = unit(8), unit(5, 8)
    middle, aim = ADAPTER.middle(passages, 5), ADAPTER.aim(query, length)
    got = likeness_of(np.stack((query, aim, middle)) @ passages.T, aim, middle)
    towards = query - ADAPTER.queries[0] - length * ADAPTER.queries[1]
    towards /= np.linalg.norm(towards)
    wanted = []
    for passage in passages:
        moved = (passage - middle) / np.linalg.norm(passage - middle)
        first = towards @ ADAPTER.matrices[0] @ moved + ADAPTER.priors[0] @ moved
        wanted.append(first + length * (towards @ ADAPTER.matrices[1] @ moved + ADAPTER.priors[1] @ moved))
    assert got == pytest.approx(wanted, abs=1e-5)


def test_a_small_index_keeps_close_to_the_learned_middle() -> None:
    vectors = unit(5, 8)
    near, far = ADAPTER.middle(vectors, 5), ADAPTER.middle(vectors, 1_000_000)
    assert np.linalg.norm(near - ADAPTER.passages) < 0.02 * np.linalg.norm(vectors.mean(0) - ADAPTER.passages) + 1e-6
    assert far == pytest.approx(vectors.mean(0), abs=1e-3)
    assert ADAPTER.middle(np.empty((0, 8), np.float32), 0) is ADAPTER.passages


def test_another_encoder_has_nothing_learned() -> None:
    assert open_adapter("tiny-1") is None


def test_what_is_shipped_is_whole_and_belongs_to_one_encoder() -> None:
    with np.load(Path(adapt.__file__).with_name("adapt.npz"), allow_pickle=False) as data:
        fingerprint = str(data["fingerprint"])
    adapter = open_adapter(fingerprint)
    assert adapter is not None and len(fingerprint) == 64
    size = len(adapter.passages)
    assert adapter.queries.shape == (2, size)
    assert adapter.matrices.shape == (len(adapter.priors), size, size)
    assert all(np.isfinite(values).all() for values in (adapter.queries, adapter.matrices, adapter.priors))
