"""Search by the signs of vectors: the scan held to plain NumPy, what is found to every vector compared."""

from pathlib import Path

import numpy as np
import pytest

from index.dense import FlatIndex, Vectors
from index.sign_kernels import planes_of, scanner
from index.signs import BLOCK, SignIndex, dense_settings, read_signs, signs_of, size_for, write_signs

MANY, DIMENSION = 9000, 384
SPARSE_ROWS = np.flatnonzero(np.arange(MANY + MANY // 8) % 9).astype(np.int64)
SIZE = MANY + MANY // 8


def clustered(count: int, seed: int, dimension: int = DIMENSION) -> Vectors:
    """Unit vectors about centres that have much in common, as those of real passages lie."""
    centres = np.random.default_rng(9).standard_normal((40, dimension)) + 3
    random = np.random.default_rng(seed)
    vectors = centres[random.integers(0, len(centres), count)] + 0.6 * random.standard_normal((count, dimension))
    return np.ascontiguousarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SignIndex:
    """Vectors of most rows, their signs read back from a file as a snapshot does."""
    vectors = clustered(MANY, 4)
    assert size_for(MANY).refine and not size_for(100).refine
    path = tmp_path_factory.mktemp("signs") / "signs.npy"
    write_signs(signs_of(vectors), path)
    return SignIndex(vectors, SPARSE_ROWS, SIZE, read_signs(path))


@pytest.mark.parametrize("dimension", [384, 100])
@pytest.mark.parametrize("planes", [1, 3])
def test_the_scan_adds_up_levels_and_signs(dimension: int, planes: int) -> None:
    vectors, (query,) = clustered(200, 1, dimension), clustered(1, 2, dimension)
    signs = signs_of(vectors)
    words = signs.blocks.shape[1]
    likeness = np.zeros(len(signs.blocks) * BLOCK, np.int32)
    scanner(words, planes)(signs.blocks, signs.middle, query, likeness)
    asked = planes_of(query, signs.middle, planes, words)
    bits = np.unpackbits(asked.view(np.uint8), axis=1, bitorder="little")[:, :dimension].astype(int)
    levels = 2 * (bits * (1 << np.arange(planes))[:, None]).sum(0) - ((1 << planes) - 1)
    above = np.where(vectors > signs.middle, 1, -1)
    products = above @ levels
    rises = np.diff(likeness[: len(vectors)][np.argsort(products, kind="stable")])
    assert (rises >= 0).all() and likeness[: len(vectors)].min() > 0
    assert np.array_equal(np.diff(products), 2 * np.diff(likeness[: len(vectors)]))
    own = query - (query @ signs.middle) / (signs.middle @ signs.middle) * signs.middle
    assert np.corrcoef(levels, own)[0, 1] > (0.75 if planes == 1 else 0.95)


@pytest.mark.parametrize("share", [1.0, 0.5, 0.05, 0.01, 0.0003, 0.0])
def test_what_is_found_is_what_exact_search_finds(index: SignIndex, share: float) -> None:
    exact = FlatIndex(index.vectors, SPARSE_ROWS, SIZE)
    allowed = None if share == 1 else np.random.default_rng(8).random(SIZE) < share
    queries = clustered(40, 5)
    found, truth = index.search(queries, 10, allowed), exact.search(queries, 10, allowed)
    for rows, wanted in zip(found, truth, strict=True):
        assert len(rows) == len(wanted)
        assert allowed is None or allowed[rows].all()
    shared = [len(set(a.tolist()) & set(b.tolist())) / max(1, len(b)) for a, b in zip(found, truth, strict=True)]
    assert share == 0 or np.mean(shared) >= 0.99
    if share <= 0.01:  # so few pass that each is compared
        assert [rows.tolist() for rows in found] == [rows.tolist() for rows in truth]


def test_near_rows_ascend_and_hold_the_nearest(index: SignIndex) -> None:
    queries = clustered(40, 6)
    allowed = np.arange(SIZE) % 2 == 0
    truth = FlatIndex(index.vectors, SPARSE_ROWS, SIZE).search(queries, 10, allowed)
    for rows, wanted in zip(index.near(5 * queries, 200, allowed), truth, strict=True):
        assert len(rows) == 200 and (np.diff(rows) > 0).all() and allowed[rows].all()
        assert len(set(rows.tolist()) & set(wanted.tolist())) >= 8


def test_vectors_of_few_dimensions_are_found_too() -> None:
    vectors = clustered(3000, 4, 24)
    index, queries = SignIndex(vectors, np.arange(3000), 3000, signs_of(vectors)), clustered(20, 5, 24)
    for rows, wanted in zip(index.search(queries, 10), FlatIndex(vectors, np.arange(3000), 3000).search(queries, 10),
                            strict=True):  # fmt: skip
        assert rows.tolist() == wanted.tolist()


def test_damaged_or_foreign_signs_are_refused(tmp_path: Path) -> None:
    vectors, path = clustered(130, 4), tmp_path / "signs.npy"
    write_signs(signs_of(vectors), path)
    assert read_signs(path).count == 130
    with pytest.raises(ValueError, match="129"):
        SignIndex(vectors[:129], np.arange(129), 129, read_signs(path))
    np.save(path, np.load(path)[:-1])
    with pytest.raises(ValueError, match=r"signs\.npy"):
        read_signs(path)
    np.save(path, vectors)
    with pytest.raises(ValueError, match="no signs"):
        read_signs(path)


def test_sizes_ascend() -> None:
    bounds = [size.up_to for size in dense_settings().sizes]
    assert bounds == sorted(bounds)
