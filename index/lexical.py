"""BM25 over sparse arrays.

The Lucene variant of Robertson & Zaragoza 2009 ("The Probabilistic Relevance Framework: BM25 and Beyond"), as in
Kamphuis et al. 2020 ("Which BM25 Do You Mean?")::

    score(q, d) = sum over t in q of  idf(t) · tf / (tf + k1 · (1 - b + b · |d| / average))
    idf(t)      = ln(1 + (N - df + 0.5) / (df + 0.5))

``tf`` and ``|d|`` are weighted over the fields text, heading and title (BM25F with one ``b``, chapter 3.6 there).

Own code rather than the library ``bm25s``, whose layout of arrays this follows: there the idf is part of the stored
scores, so two indexes (the workspace's and the rules pack's) could not be ranked together by common statistics, and
an index cannot take over the unchanged rows of the last one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]
Codes = NDArray[np.uint64]
Counts = NDArray[np.float16]
Parts = NDArray[np.uint16]

WHOLE = 65_535
"""A part of 1; a stored part is off by at most half of one of these, a thousandth of a percent of the largest."""


@dataclass(frozen=True, slots=True)
class Parameters:
    k1: float
    b: float


@dataclass(frozen=True, slots=True)
class Postings:
    """Term by term, the rows that hold it.

    ``terms`` is sorted; the rows of ``terms[i]`` are ``rows[starts[i]:starts[i+1]]``, ascending, with the weighted
    count of the term in each (``counts``) and its share of the score but for the idf in 65,535ths (``parts``).
    ``lengths`` holds the weighted length of every row.

    All arrays may be views of mapped files. A search reads 6 bytes a posting (``rows`` and ``parts``); ``counts`` are
    only there for the next merge.
    """

    terms: Codes
    starts: NDArray[np.int64]
    rows: Rows
    counts: Counts
    parts: Parts
    lengths: Floats
    tops: Parts = field(init=False, repr=False, compare=False)
    """The highest part of each term, 0 until a search asked for it (:mod:`index.many`)."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tops", np.zeros(len(self.terms), np.uint16))

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.lengths)

    def places(self, codes: Codes) -> NDArray[np.int64]:
        """Where each code stands in ``terms``; -1 where it does not."""
        if not len(self.terms):
            return np.full(len(codes), -1, np.int64)
        at = np.searchsorted(self.terms, codes)
        at = np.minimum(at, len(self.terms) - 1)
        return np.where(self.terms[at] == codes, at, -1)

    def spans(self, codes: Codes) -> NDArray[np.int64]:
        """Where the rows of each code begin and end, shape ``(2, n)``; equal where it stands in none."""
        from index.kernels import spans_of

        spans: NDArray[np.int64] = spans_of(self.terms, self.starts, codes)
        return spans

    def frequencies(self, codes: Codes) -> NDArray[np.int64]:
        """In how many rows each code stands."""
        begins, ends = self.spans(codes)
        counts: NDArray[np.int64] = ends - begins
        return counts

    def scores(self, codes: Codes, weights: Floats) -> Floats:
        """Sum of ``weight · part`` over the codes, for every row: shape ``(size,)``."""
        total = np.empty(self.size, np.float32)
        self.score(self.spans(codes), weights, total)
        return total

    def score(self, spans: NDArray[np.int64], weights: Floats, total: Floats) -> None:
        """Write the sum of ``weight · part`` over terms with these ``spans`` into ``total``, one for every row."""
        from index.gather import add_parts

        add_parts(self.rows, self.parts, spans, (weights / np.float32(WHOLE)).astype(np.float32, copy=False), total)

    def holds(self, codes: Codes, row: int) -> NDArray[np.bool_]:
        """Which of the codes stand in a row."""
        held = np.zeros(len(codes), np.bool_)
        for i, at in enumerate(self.places(codes).tolist()):
            if at >= 0:
                rows = self.rows[self.starts[at] : self.starts[at + 1]]
                place = np.searchsorted(rows, row)
                held[i] = place < len(rows) and rows[place] == row
        return held


def inverse_frequency(frequencies: NDArray[np.int64], size: int) -> Floats:
    """idf of terms that stand in ``frequencies`` of ``size`` rows."""
    ratio = (size - frequencies + 0.5) / (frequencies + 0.5)
    return np.log1p(ratio).astype(np.float32)


def best_rows(scores: Floats, depth: int, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """The rows with the ``depth`` highest scores above zero, best first, of equal ones the first rows; only rows that
    ``allowed`` marks. No score lies below zero."""
    found = high_rows(scores, depth, allowed)
    return found[np.argsort(-scores[found], kind="stable")]


def high_rows(scores: Floats, depth: int, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """As :func:`best_rows`, but ascending."""
    from index.gather import highest

    # The bits of numbers that are not negative order as the numbers do.
    found: NDArray[np.int64] = highest(scores.view(np.int32), EVERY if allowed is None else allowed, depth)
    return found


EVERY: NDArray[np.bool_] = np.empty(0, np.bool_)
"""A mask that narrows nothing, for compiled code."""


@dataclass(frozen=True, slots=True)
class Triples:
    """Term counts before they are sorted: ``counts[i]`` times ``codes[i]`` in row ``rows[i]``, each pair once."""

    codes: Codes
    rows: Rows
    counts: Counts | Floats


def count_terms(fields: Sequence[tuple[Codes, float]]) -> tuple[Codes, Floats]:
    """The distinct codes of one row and their counts, summed over fields with the fields' weights."""
    from index.kernels import sum_equal

    codes = np.concatenate([codes for codes, _ in fields])
    weights = np.repeat(np.array([weight for _, weight in fields], np.float32), [len(codes) for codes, _ in fields])
    order = np.argsort(codes)
    distinct, sums = np.empty_like(codes), np.empty_like(weights)
    number = sum_equal(codes[order], weights[order], distinct, sums)
    return distinct[:number], sums[:number]


def kept_triples(postings: Postings, new_row: NDArray[np.int64]) -> Triples:
    """The counts of an older index for the rows that live on; ``new_row[old]`` is their new number or -1."""
    row = new_row[postings.rows]
    stays = row >= 0
    codes = np.repeat(postings.terms, np.diff(postings.starts))[stays]
    return Triples(codes, row[stays].astype(np.int32), postings.counts[stays])


def build_postings(
    triples: Sequence[Triples], size: int, parameters: Parameters, average: float | None = None
) -> Postings:
    """Sort counts into postings for ``size`` rows.

    ``average`` is the length that counts as usual, that of the rows themselves where none is given: postings that
    stand beside larger ones take theirs, so that the scores of both can be compared.
    """
    codes = np.concatenate([t.codes for t in triples]) if triples else np.empty(0, np.uint64)
    rows = np.concatenate([t.rows for t in triples]) if triples else np.empty(0, np.int32)
    counts = np.concatenate([t.counts for t in triples]) if triples else np.empty(0, np.float32)
    counts = counts.astype(np.float16).astype(np.float32)  # what the next merge will find
    order = np.lexsort((rows, codes))
    codes, rows, counts = codes[order], rows[order], counts[order]
    terms, first = np.unique(codes, return_index=True)
    starts = np.append(first, len(codes)).astype(np.int64)
    lengths = np.bincount(rows, counts, size).astype(np.float32)
    if average is None:
        average = float(lengths.mean()) if size else 0.0
    relative = lengths / np.float32(average or 1.0)
    damping = np.float32(parameters.k1) * (1 - parameters.b + parameters.b * relative)
    parts = np.rint(counts / (counts + damping[rows]) * np.float32(WHOLE)).astype(np.uint16)
    return Postings(terms, starts, rows, counts.astype(np.float16), parts, lengths)
