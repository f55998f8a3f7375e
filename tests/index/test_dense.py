"""The vector index held to plain NumPy."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.dense import FlatIndex
from index.row_file import RowFile, has_row_files

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


def test_near_rows_are_the_nearest_in_their_order(index: FlatIndex) -> None:
    for query, rows in zip(QUERIES, index.near(3 * QUERIES, 20), strict=True):
        assert rows.tolist() == sorted(index.search(query[None], 20)[0].tolist())


def test_the_spread_is_that_of_all_vectors_where_they_are_few(index: FlatIndex) -> None:
    spread, covariance = index.spread(), np.cov(VECTORS.T, bias=True)
    assert spread.count == len(ROWS) and spread.middle == pytest.approx(VECTORS.mean(0), abs=1e-6)
    assert spread.covariance == pytest.approx(covariance[np.triu_indices(DIMENSION)], abs=1e-6)
    assert spread.radius == pytest.approx(np.sqrt(np.square(VECTORS - VECTORS.mean(0)).sum(1).mean()), rel=1e-4)
    assert 500 <= FlatIndex(unit(5000, 3), np.arange(5000), 5000).spread().count <= 1024


def test_an_empty_index_finds_nothing() -> None:
    empty = FlatIndex(np.empty((0, DIMENSION), np.float32), np.empty(0, np.int64), 4)
    assert [rows.tolist() for rows in empty.search(QUERIES, 3)] == [[]] * len(QUERIES)
    assert np.isnan(empty.cosines(QUERIES[0], np.arange(4))).all()
    assert empty.spread().count == 0 and not empty.spread().middle.any()


def test_products_read_each_row_once(index: FlatIndex) -> None:
    rows = np.array([ROWS[3], 0, ROWS[-1]])
    assert index.products(QUERIES, rows)[:, [0, 2]] == pytest.approx(QUERIES @ VECTORS[[3, -1]].T, abs=1e-5)
    assert np.isnan(index.products(QUERIES, rows)[:, 1]).all()


@pytest.mark.skipif(not has_row_files(), reason="needs preadv")
@pytest.mark.parametrize("kind", [np.float16, np.float32])
def test_rows_are_read_from_a_file(tmp_path: Path, kind: type) -> None:
    held: NDArray[Any] = VECTORS.astype(kind)
    np.save(tmp_path / "vectors.npy", held)
    rows = RowFile(tmp_path / "vectors.npy")
    assert (rows.shape, len(rows), rows.dtype) == (held.shape, len(held), held.dtype)
    places = np.array([5, 0, len(held) - 1, 5])
    assert np.array_equal(rows[places], held[places])
    assert np.array_equal(rows[::7], held[::7]) and np.array_equal(np.asarray(rows), held)
    np.save(tmp_path / "flat.npy", held[0])
    with pytest.raises(ValueError, match="no rows"):
        RowFile(tmp_path / "flat.npy")
