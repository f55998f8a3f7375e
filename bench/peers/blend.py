"""The two ways in which people fuse a vector index and a word index by hand.

Both take the best rows of each leg with their scores, best first, and return rows, best first; ties go to the lower
row. ``depth`` is how many rows of each leg the glue asks for.
"""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]

DEPTH = 100
RRF_K = 60
DENSE_SHARE = 0.6


def by_rank(dense: Rows, words: Rows, top: int) -> list[int]:
    """Reciprocal rank fusion: Cormack, Clarke & Büttcher 2009."""
    rows = np.concatenate((dense, words))
    gains = np.concatenate([1 / (RRF_K + 1 + np.arange(len(leg))) for leg in (dense, words)])
    distinct, places = np.unique(rows, return_inverse=True)
    return _first(distinct, np.bincount(places, gains, len(distinct)).astype(np.float64), top)


def by_score(dense: Rows, cosines: Scores, words: Rows, bm25: Scores, top: int) -> list[int]:
    """z-scores, 0.6 of the cosine and 0.4 of BM25. Mean and deviation are those of each leg's ``DEPTH`` best; a row
    that a leg did not return counts as its last one."""
    distinct = np.unique(np.concatenate((dense, words)))
    total = np.zeros(len(distinct))
    for rows, scores, share in ((dense, cosines, DENSE_SHARE), (words, bm25, 1 - DENSE_SHARE)):
        if len(rows):
            best = scores[:DEPTH]
            filled = np.full(len(distinct), scores[-1], np.float64)
            filled[np.searchsorted(distinct, rows)] = scores
            total += share * (filled - best.mean()) / max(float(best.std()), 1e-9)
    return _first(distinct, total, top)


def _first(rows: Rows, scores: NDArray[np.float64], top: int) -> list[int]:
    found: list[int] = rows[np.argsort(-scores, kind="stable")[:top]].tolist()
    return found
