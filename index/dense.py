"""Nearest passages by the inner product of unit vectors, that is by cosine.

Exact (FAISS flat) while a workspace is small: 26,000 passages take about two milliseconds a query on one thread.
A quantised index for large corpora can take the place of :class:`FlatIndex` behind :class:`DenseIndex`.
"""

from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_SAMPLE = 1024


def _faiss() -> Any:
    """The library, imported late; its annotations do not describe its Python interface."""
    import faiss

    return faiss


class DenseIndex(Protocol):
    """Vectors of some or all rows of a snapshot: ``vectors[i]`` belongs to row ``rows[i]``, ascending."""

    @property
    def vectors(self) -> Vectors: ...
    @property
    def rows(self) -> Rows: ...

    def search(self, queries: Vectors, top: int, allowed: Mask | None = None) -> list[Rows]:
        """For each query the rows of the ``top`` highest cosines, best first; only rows that ``allowed`` marks."""
        ...

    def cosines(self, query: Vectors, rows: Rows) -> Vectors:
        """The cosine of one query with each row; NaN for a row without a vector."""
        ...

    def sample(self) -> Vectors:
        """Up to 1,024 vectors evenly spread over the index: what an arbitrary passage looks like."""
        ...


class FlatIndex:
    """Exact search. ``rows[i]`` (ascending) is the row of ``vectors[i]``; ``size`` counts the snapshot's rows."""

    def __init__(self, vectors: Vectors, rows: Rows, size: int) -> None:
        self.vectors, self.rows, self._size = vectors, rows, size

    def search(self, queries: Vectors, top: int, allowed: Mask | None = None) -> list[Rows]:
        top = min(top, len(self.rows))
        if not top:
            return [np.empty(0, np.int64) for _ in queries]
        options = None
        if allowed is not None:
            bits = np.packbits(allowed[self.rows], bitorder="little")
            faiss = _faiss()
            options = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        _, places = self._index.search(np.ascontiguousarray(queries), top, params=options)
        return [self.rows[found[found >= 0]] for found in places]

    def cosines(self, query: Vectors, rows: Rows) -> Vectors:
        places = self._places[rows]
        found = np.full(len(rows), np.nan, np.float32)
        known = places >= 0
        found[known] = self.vectors[places[known]] @ query
        return found

    def sample(self) -> Vectors:
        step = max(1, -(-len(self.rows) // _SAMPLE))
        return self.vectors[::step]

    @cached_property
    def _places(self) -> Rows:
        places = np.full(self._size, -1, np.int64)
        places[self.rows] = np.arange(len(self.rows))
        return places

    @cached_property
    def _index(self) -> Any:
        faiss = _faiss()
        # One thread a query: on a busy machine two wait for each other, and several queries may run at once.
        faiss.omp_set_num_threads(1)
        index = faiss.IndexFlatIP(self.vectors.shape[1])
        index.add(np.ascontiguousarray(self.vectors))
        return index
