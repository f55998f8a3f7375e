"""The vector index held to plain NumPy."""

import numpy as np
import pytest
from numpy.typing import NDArray

from index.dense import FlatIndex

SIZE, DIMENSION = 300, 24


def unit(count: int, seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return np.ascontiguousarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


ROWS = np.flatnonzero(np.arange(SIZE) % 3).astype(np.int64)
VECTORS, QUERIES = unit(len(ROWS), 1), unit(5, 2)


@pytest.fixture
def index() -> FlatIndex:
    return FlatIndex(VECTORS, ROWS, SIZE)


@pytest.mark.parametrize("top", [1, 10, len(ROWS), 1000])
def test_the_nearest_rows_are_those_of_numpy(index: FlatIndex, top: int) -> None:
    for query, rows in zip(QUERIES, index.search(QUERIES, top), strict=True):
        assert rows.tolist() == ROWS[np.argsort(-(VECTORS @ query), kind="stable")][:top].tolist()


def test_only_allowed_rows_are_found(index: FlatIndex) -> None:
    allowed = np.zeros(SIZE, np.bool_)
    allowed[::7] = True
    open_ = np.flatnonzero(allowed[ROWS])
    for query, rows in zip(QUERIES, index.search(QUERIES, 8, allowed), strict=True):
        order = np.argsort(-(VECTORS[open_] @ query), kind="stable")[:8]
        assert rows.tolist() == ROWS[open_[order]].tolist()


def test_nothing_allowed_finds_nothing(index: FlatIndex) -> None:
    assert [rows.tolist() for rows in index.search(QUERIES, 8, np.zeros(SIZE, np.bool_))] == [[]] * len(QUERIES)


def test_cosines_of_chosen_rows(index: FlatIndex) -> None:
    found = index.cosines(QUERIES[0], np.array([ROWS[0], 0, ROWS[-1]]))
    assert found[[0, 2]] == pytest.approx([float(VECTORS[0] @ QUERIES[0]), float(VECTORS[-1] @ QUERIES[0])], abs=1e-5)
    assert np.isnan(found[1]), "row 0 has no vector"


def test_the_sample_is_spread_and_small(index: FlatIndex) -> None:
    assert len(index.sample()) == len(ROWS)
    large = FlatIndex(unit(5000, 3), np.arange(5000), 5000)
    assert 500 <= len(large.sample()) <= 1024


def test_an_empty_index_finds_nothing() -> None:
    empty = FlatIndex(np.empty((0, DIMENSION), np.float32), np.empty(0, np.int64), 4)
    assert [rows.tolist() for rows in empty.search(QUERIES, 3)] == [[]] * len(QUERIES)
    assert np.isnan(empty.cosines(QUERIES[0], np.arange(4))).all()
