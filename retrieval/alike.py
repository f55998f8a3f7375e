"""Passages that share rare words with given sentences: where a sentence may have been taken from.

A sentence that was copied, with a character changed here and there, shares most of its rarest pairs of characters with
its source. Only the postings of these few pairs are read, so many sentences are looked up in the time of one search.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.storage.stored import PassageRow
from index.lexical import Postings, inverse_frequency
from index.snapshot import Snapshot
from index.words import bigram_codes
from retrieval.filters import Filters, allowed_rows
from retrieval.library import Library

# The rarest pairs of a sentence that are looked up: enough that a few changed ones do not matter.
_PAIRS = 20
# A passage must hold this share of their weight to be looked at.
_SHARED = 0.35
_NO_ROWS = np.empty(0, np.int32)


def alike(sentences: Sequence[str], library: Library, top: int = 4, exclude: Collection[str] = ()) -> list[PassageRow]:
    """Passages of the workspace (not of the rules pack) that any of ``sentences`` may rest on, at most ``top`` for
    each sentence; ``exclude`` are ids of documents left out."""
    filters = Filters(exclude=tuple(exclude))
    keys: dict[str, None] = {}
    for snapshot in library.own.segments:
        if not snapshot.size:
            continue
        mask = allowed_rows(snapshot, filters)
        for sentence in sentences:
            for row in _nearest(np.unique(bigram_codes(sentence)), snapshot, mask, top):
                keys[snapshot.keys[row]] = None
    return library.store.passage_rows(list(keys))


def _nearest(codes: NDArray[np.uint64], snapshot: Snapshot, mask: NDArray[np.bool_] | None, top: int) -> list[int]:
    postings = snapshot.bigrams
    counts = postings.frequencies(codes)
    known = np.flatnonzero(counts)
    rarest = known[np.argsort(counts[known], kind="stable")[:_PAIRS]]
    if not len(rarest):
        return []
    weights = inverse_frequency(counts[rarest], postings.size)
    rows = [_rows(postings, int(at)) for at in postings.places(codes[rarest])]
    spread = np.repeat(weights, [len(one) for one in rows])
    found, place = np.unique(np.concatenate(rows), return_inverse=True)
    scores = np.bincount(place, spread, len(found))
    if mask is not None:
        scores = np.where(mask[found], scores, 0.0)
    best = np.argsort(-scores, kind="stable")[:top]
    least = max(_SHARED * float(weights.sum()), 1e-9)
    return [int(found[at]) for at in best if scores[at] >= least]


def _rows(postings: Postings, at: int) -> NDArray[np.int32]:
    return postings.rows[postings.starts[at] : postings.starts[at + 1]] if at >= 0 else _NO_ROWS
