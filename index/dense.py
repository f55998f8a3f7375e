"""Nearest passages by the inner product of unit vectors, that is by cosine: what an index offers, and the exact one.

Exact (FAISS flat) while there are few; :mod:`index.signs` takes over where there are more. ``dense.toml`` says from
how many.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.row_file import RowFile

Vectors = NDArray[np.float32]
Stored = NDArray[np.float16] | NDArray[np.float32] | RowFile
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_SAMPLE = 1024


def one_thread() -> Any:
    """FAISS, set to one thread in the calling thread: on a busy machine two wait for each other, and several queries
    may run at once. Imported late; its annotations do not describe its Python interface."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss


@dataclass(frozen=True, slots=True)
class Spread:
    """What an arbitrary passage of an index looks like, by a sample of ``count``: the ``middle`` of their vectors,
    shape ``(d,)``, how they vary about it (the upper triangle of the ``covariance``, line after line), and how far
    from it they usually lie (``radius``)."""

    count: int
    middle: Vectors
    covariance: Vectors
    radius: float


class DenseIndex(Protocol):
    """Vectors of some or all rows of a snapshot: ``vectors[i]`` belongs to row ``rows[i]``, ascending."""

    @property
    def vectors(self) -> Stored: ...
    @property
    def rows(self) -> Rows: ...

    def near(self, queries: Vectors, top: int, allowed: Mask | None = None) -> list[Rows]:
        """For each query ``top`` rows or some more, those whose inner products are most likely the highest, ascending;
        only rows that ``allowed`` marks. As good as candidates need; the queries may be of any length."""
        ...

    def search(self, queries: Vectors, top: int, allowed: Mask | None = None) -> list[Rows]:
        """For each query the rows of the ``top`` highest cosines, best first; only rows that ``allowed`` marks."""
        ...

    def cosines(self, query: Vectors, rows: Rows) -> Vectors:
        """The cosine of one query with each row; NaN for a row without a vector."""
        ...

    def products(self, vectors: Vectors, rows: Rows) -> Vectors:
        """The inner product of each of ``vectors`` with each row, shape ``(len(vectors), len(rows))``; NaN for a row
        without a vector. The rows' vectors are read once."""
        ...

    def spread(self) -> Spread:
        """What an arbitrary passage looks like, by up to 1,024 vectors evenly spread over the index."""
        ...


class Held:
    """Vectors and the rows they belong to: ``rows[i]`` (ascending) is the row of ``vectors[i]``; ``size`` counts the
    snapshot's rows."""

    def __init__(self, vectors: Stored, rows: Rows, size: int) -> None:
        self.vectors, self.rows, self._size = vectors, rows, size
        self._whole = len(rows) == size

    def cosines(self, query: Vectors, rows: Rows) -> Vectors:
        cosines: Vectors = self.products(query[None], rows)[0]
        return cosines

    def products(self, vectors: Vectors, rows: Rows) -> Vectors:
        if self._whole:
            return self._against(vectors, rows)
        if not len(self.rows):
            return np.full((len(vectors), len(rows)), np.nan, np.float32)
        places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        known: Vectors = np.where(self.rows[places] == rows, self._against(vectors, places), np.float32(np.nan))
        return known

    def spread(self) -> Spread:
        return self._spread

    @cached_property
    def _spread(self) -> Spread:
        size = self.vectors.shape[1]
        step = max(1, -(-len(self.rows) // _SAMPLE))
        sample = np.asarray(self.vectors[::step], np.float32)
        if not len(sample):
            return Spread(0, np.zeros(size, np.float32), np.zeros(size * (size + 1) // 2, np.float32), 1.0)
        middle = sample.mean(0)
        apart = sample - middle
        covariance = apart.T @ apart / np.float32(len(sample))
        upper = covariance[np.triu_indices(size)]
        return Spread(len(sample), middle, upper, float(np.sqrt(np.trace(covariance))) or 1.0)

    def _against(self, vectors: Vectors, places: Rows) -> Vectors:
        stored = self.vectors
        if stored.dtype != np.float32 or isinstance(stored, RowFile):
            few: Vectors = vectors @ stored[places].astype(np.float32, copy=False).T
            return few
        from index.kernels import products_of

        products = np.empty((len(vectors), len(places)), np.float32)
        products_of(vectors, stored, places, products)
        return products

    def _marks(self, allowed: Mask) -> Mask:
        """Which vectors may be found: shape ``(len(rows),)``."""
        marks: Mask = allowed if self._whole else allowed[self.rows]
        return marks

    def _ordered(self, queries: Vectors, found: Sequence[Rows]) -> list[Rows]:
        """The rows found for each query, best first."""
        pairs = zip(queries, found, strict=True)
        return [rows[np.argsort(-self.cosines(query, rows), kind="stable")] for query, rows in pairs]

    def _exact(self, queries: Vectors, top: int, places: Rows) -> list[Rows]:
        """The rows of the best among a few vectors, each compared; ``places`` ascend."""
        products = self._against(queries, places)
        return [self.rows[places[_best(cosines, top)]] for cosines in products]


def _best(cosines: Vectors, top: int) -> Rows:
    """Places of the ``top`` highest values, ascending; of equal ones the first."""
    from index.gather import best_of

    best: Rows = best_of(cosines, top)
    return best


def nothing(queries: Sequence[Vectors] | Vectors) -> list[Rows]:
    """No row for each query."""
    return [np.empty(0, np.int64) for _ in queries]


class FlatIndex(Held):
    """Exact search: every vector is compared."""

    def search(self, queries: Vectors, top: int, allowed: Mask | None = None) -> list[Rows]:
        top = min(top, len(self.rows))
        if not top:
            return nothing(queries)
        options = None
        if allowed is not None:
            bits = np.packbits(self._marks(allowed), bitorder="little")
            faiss = one_thread()
            options = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        index = self._index
        one_thread()
        _, places = index.search(np.ascontiguousarray(queries), top, params=options)
        return [self.rows[found[found >= 0]] for found in places]

    def near(self, queries: Vectors, top: int, allowed: Mask | None = None) -> list[Rows]:
        return [np.sort(rows) for rows in self.search(queries, top, allowed)]

    @cached_property
    def _index(self) -> Any:
        index = one_thread().IndexFlatIP(self.vectors.shape[1])
        index.add(np.ascontiguousarray(self.vectors, np.float32))
        return index
