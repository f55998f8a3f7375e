"""The vector index held to plain NumPy."""

from pathlib import Path
from typing import Any

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from index.dense import FlatIndex, Vectors
from index.quantised import QuantisedIndex, quantise, read_quantised, size_for, write_quantised
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


def test_the_sample_is_spread_and_small(index: FlatIndex) -> None:
    assert len(index.sample()) == len(ROWS)
    large = FlatIndex(unit(5000, 3), np.arange(5000), 5000)
    assert 500 <= len(large.sample()) <= 1024


def test_an_empty_index_finds_nothing() -> None:
    empty = FlatIndex(np.empty((0, DIMENSION), np.float32), np.empty(0, np.int64), 4)
    assert [rows.tolist() for rows in empty.search(QUERIES, 3)] == [[]] * len(QUERIES)
    assert np.isnan(empty.cosines(QUERIES[0], np.arange(4))).all()


def clustered(count: int, seed: int) -> Vectors:
    """Unit vectors around some centres, as those of real passages lie."""
    random = np.random.default_rng(seed)
    centres = unit(40, 9)
    vectors = centres[random.integers(0, len(centres), count)] + 0.12 * random.standard_normal((count, DIMENSION))
    return np.ascontiguousarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


MANY = 9000
SPARSE_ROWS = np.flatnonzero(np.arange(MANY + MANY // 8) % 9).astype(np.int64)


@pytest.fixture(scope="module")
def quantised(tmp_path_factory: pytest.TempPathFactory) -> QuantisedIndex:
    """Vectors of most rows, read back from a file as a snapshot does."""
    vectors = clustered(MANY, 4)
    assert size_for(MANY).lists, "so many are quantised"
    path = tmp_path_factory.mktemp("dense") / "quantised.faiss"
    write_quantised(quantise(vectors), path)
    return QuantisedIndex(vectors, SPARSE_ROWS, MANY + MANY // 8, read_quantised(path))


@pytest.mark.parametrize("share", [1.0, 0.5, 0.05, 0.01, 0.0003, 0.0])
def test_quantised_search_finds_what_exact_search_finds(quantised: QuantisedIndex, share: float) -> None:
    size = MANY + MANY // 8
    exact = FlatIndex(quantised.vectors, SPARSE_ROWS, size)
    allowed = None if share == 1 else np.random.default_rng(8).random(size) < share
    queries = clustered(40, 5)
    found, truth = quantised.search(queries, 10, allowed), exact.search(queries, 10, allowed)
    for rows, wanted in zip(found, truth, strict=True):
        assert len(rows) == len(wanted)
        assert allowed is None or allowed[rows].all()
    shared = [len(set(a.tolist()) & set(b.tolist())) / max(1, len(b)) for a, b in zip(found, truth, strict=True)]
    assert share == 0 or np.mean(shared) >= 0.99
    assert found[0].tolist() == truth[0].tolist()


def test_a_quantiser_is_used_again_until_it_is_outgrown(tmp_path: Path) -> None:
    few, path = clustered(6000, 4), tmp_path / "quantised.faiss"
    write_quantised(quantise(few), path)
    now = clustered(7000, 6)
    assert quantise(now, path).ntotal == 7000
    trained = read_quantised(path)
    for like, again in ((path, True), (tmp_path / "nothing", False)):
        made = quantise(now, like)
        same = faiss.vector_to_array(made.pq.centroids) == faiss.vector_to_array(trained.pq.centroids)
        assert bool(same.all()) == again
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(ValueError, match=r"quantised\.faiss"):
        read_quantised(path)
    assert quantise(now, path).ntotal == 7000


def test_products_read_each_row_once(index: FlatIndex) -> None:
    rows = np.array([ROWS[3], 0, ROWS[-1]])
    assert index.products(QUERIES, rows)[:, [0, 2]] == pytest.approx(QUERIES @ VECTORS[[3, -1]].T, abs=1e-5)
    assert np.isnan(index.products(QUERIES, rows)[:, 1]).all()
    assert index.middle() == pytest.approx(VECTORS.mean(0), abs=1e-6)


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
