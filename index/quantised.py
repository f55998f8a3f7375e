"""Approximate search among many vectors, with the best candidates compared in full.

An inverted file over a product quantiser with 4 bits a dimension, scanned by FAISS' fast scan: André, Kermarrec & Le
Scouarnec 2015 ("Cache locality is not enough", VLDB). It alone of FAISS' fast layouts takes a selector, so filters
hold before anything is ranked. The vectors themselves stay in their mapped file; only those of the candidates are
read.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from index.dense import Held, Mask, Rows, Stored, Vectors, nothing, one_thread

QUANTISER = "quantised.faiss"
_ADDED_AT_ONCE = 1 << 16
_GROWTH = 4
_FEWEST = 64  # so many rows at least are looked for: of few the rounding would lose a tenth


@dataclass(frozen=True, slots=True)
class Size:
    """One entry of ``dense.toml``: ``lists`` is 0 where search is exact."""

    up_to: int
    lists: int = 0
    probes: int = 0
    refine: int = 0


@dataclass(frozen=True, slots=True)
class DenseSettings:
    """``dense.toml``, where it is explained."""

    sample: int
    half_from: int
    sizes: tuple[Size, ...]


@cache
def dense_settings() -> DenseSettings:
    data = tomllib.loads(Path(__file__).with_name("dense.toml").read_text("utf-8"))
    return DenseSettings(data["sample"], data["half_from"], tuple(Size(**size) for size in data["sizes"]))


def size_for(count: int) -> Size:
    """How ``count`` vectors are searched."""
    sizes = dense_settings().sizes
    return next((size for size in sizes if count <= size.up_to), sizes[-1])


class QuantisedIndex(Held):
    """Search by quantised vectors; ``index`` holds as many as ``vectors``, in the same order."""

    def __init__(self, vectors: Stored, rows: Rows, size: int, index: Any, how: Size | None = None) -> None:
        super().__init__(vectors, rows, size)
        if index.ntotal != len(vectors):
            raise ValueError(f"{index.ntotal} quantised vectors for {len(vectors)}")
        self._index, self._how = index, how or size_for(len(vectors))

    def search(self, queries: Vectors, top: int, allowed: Mask | None = None) -> list[Rows]:
        count = len(self.rows)
        top = min(top, count)
        if not top:
            return nothing(queries)
        wanted = min(count, self._how.refine * max(top, _FEWEST))
        probes, selector = self._how.probes, None
        faiss = one_thread()
        if allowed is not None:
            marks = self._marks(allowed)
            passing = int(np.count_nonzero(marks))
            if passing <= wanted:
                return self._exact(queries, min(top, passing), np.flatnonzero(marks)) if passing else nothing(queries)
            bits = np.packbits(marks, bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)
            probes = probes * count // passing  # fewer rows a list: as many rows are looked at as without a filter
        options = faiss.SearchParametersIVF(sel=selector, nprobe=min(probes, self._index.nlist))
        _, places = self._index.search(np.ascontiguousarray(queries), wanted, params=options)
        return [
            self._exact(query[None], top, np.sort(found[found >= 0]))[0]
            for query, found in zip(queries, places, strict=True)
        ]


def quantise(vectors: Stored, like: Path | None = None, lists: int = 0) -> Any:
    """A FAISS index of ``vectors``, which are more than the first size of ``dense.toml``.

    ``like`` is the file of an earlier one of the same encoder: its quantiser is used again while it fits, since
    training takes longer than adding. ``lists`` overrides ``dense.toml``.
    """
    faiss = one_thread()
    lists = lists or size_for(len(vectors)).lists
    index = _trained_before(like, len(vectors), vectors.shape[1], lists) or _train(vectors, lists)
    for start in range(0, len(vectors), _ADDED_AT_ONCE):
        index.add(np.ascontiguousarray(vectors[start : start + _ADDED_AT_ONCE], np.float32))
    faiss.omp_set_num_threads(1)
    return index


def write_quantised(index: Any, path: Path) -> None:
    one_thread().write_index(index, str(path))


def read_quantised(path: Path) -> Any:
    """The index in a file, its codes mapped. Raises :class:`ValueError` where FAISS cannot read it."""
    faiss = one_thread()
    try:
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except RuntimeError as error:
        raise ValueError(f"{path.name}: {error}") from error


def _train(vectors: Stored, lists: int) -> Any:
    faiss, dimension = one_thread(), vectors.shape[1]
    step = max(1, len(vectors) // dense_settings().sample)
    sample = np.ascontiguousarray(vectors[::step], np.float32)
    kind = f"IVF{lists},PQ{dimension}x4fs"
    index = faiss.index_factory(dimension, kind, faiss.METRIC_INNER_PRODUCT)
    index.train(sample)
    return index


def _trained_before(like: Path | None, count: int, dimension: int, lists: int) -> Any:
    """An earlier quantiser without its vectors; ``None`` where there is none or it was trained on far fewer."""
    if like is None or not like.is_file():
        return None
    faiss = one_thread()
    try:
        index = faiss.read_index(str(like))
    except RuntimeError:
        return None  # damaged: it is trained anew
    if index.d != dimension or index.nlist != lists or count > _GROWTH * index.ntotal:
        return None
    index.reset()
    return index
