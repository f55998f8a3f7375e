"""Nearest passages by the inner product of unit vectors, that is by cosine: what an index offers, and the exact one.

Exact (FAISS flat) while there are few; :mod:`index.quantised` takes over where that would take longer than a
millisecond. ``dense.toml`` says from how many.
"""

from collections.abc import Sequence
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


class DenseIndex(Protocol):
    """Vectors of some or all rows of a snapshot: ``vectors[i]`` belongs to row ``rows[i]``, ascending."""

    @property
    def vectors(self) -> Stored: ...
    @property
    def rows(self) -> Rows: ...

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

    def sample(self) -> Vectors:
        """Up to 1,024 vectors evenly spread over the index: what an arbitrary passage looks like."""
        ...

    def middle(self) -> Vectors:
        """The mean of :meth:`sample`, shape ``(d,)``; 0 where there is no vector."""
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

    def sample(self) -> Vectors:
        return self._sample

    def middle(self) -> Vectors:
        return self._middle

    @cached_property
    def _middle(self) -> Vectors:
        sample = self._sample
        middle: Vectors = sample.mean(0) if len(sample) else np.zeros(self.vectors.shape[1], np.float32)
        return middle

    @cached_property
    def _sample(self) -> Vectors:
        step = max(1, -(-len(self.rows) // _SAMPLE))
        return np.ascontiguousarray(self.vectors[::step], np.float32)

    def _against(self, vectors: Vectors, places: Rows) -> Vectors:
        products: Vectors = vectors @ self.vectors[places].astype(np.float32, copy=False).T
        return products

    def _marks(self, allowed: Mask) -> Mask:
        """Which vectors may be found: shape ``(len(rows),)``."""
        marks: Mask = allowed if self._whole else allowed[self.rows]
        return marks

    def _exact(self, queries: Vectors, top: int, places: Rows) -> list[Rows]:
        """The best among a few vectors, each compared."""
        held = self.vectors[places].astype(np.float32, copy=False)
        return [self.rows[places[_best(held @ query, top)]] for query in queries]


def _best(cosines: Vectors, top: int) -> Rows:
    """Places of the ``top`` highest values, best first; of equal ones the first."""
    if top < len(cosines):
        chosen = np.sort(np.argpartition(cosines, len(cosines) - top)[-top:])
        return chosen[np.argsort(-cosines[chosen], kind="stable")]
    return np.argsort(-cosines, kind="stable")


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

    @cached_property
    def _index(self) -> Any:
        index = one_thread().IndexFlatIP(self.vectors.shape[1])
        index.add(np.ascontiguousarray(self.vectors, np.float32))
        return index
