"""The three legs of a search over several indexes: vectors, words, and pairs of characters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.encoder import Encoder
from index.lexical import Postings, inverse_frequency
from index.snapshot import Snapshot
from retrieval.fuse import fusion, standing_out
from retrieval.query import Query, Terms

Values = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates of one snapshot: parallel arrays of rows with what each leg says of them.

    ``cosine`` and ``z`` are NaN without a vector; ``words`` and ``bigrams`` are shares of the query's weight,
    ``bm25`` the sum of both scores.
    """

    rows: Rows
    cosine: Values
    z: Values
    words: Values
    bigrams: Values
    bm25: Values


@dataclass(frozen=True, slots=True)
class Vectorised:
    """The queries' vectors, ``None`` where none are wanted, and for each snapshot the best rows of each query."""

    vectors: Values | None
    nearest: Sequence[Sequence[Rows]]
    sample: Values


def usable(snapshot: Snapshot, encoder: Encoder | None) -> DenseIndex | None:
    """The snapshot's vectors, if the encoder at hand speaks their language."""
    same = encoder is not None and snapshot.manifest.fingerprint == encoder.fingerprint
    return snapshot.dense if same else None


def vectorise(
    texts: Sequence[str], snapshots: Sequence[Snapshot], encoder: Encoder | None, masks: Sequence[Mask | None]
) -> Vectorised:
    """Encode all queries in one call and find the nearest rows of each in every snapshot."""
    dense = [usable(snapshot, encoder) for snapshot in snapshots]
    nothing: list[Rows] = [np.empty(0, np.int64) for _ in texts]
    samples = [index.sample() for index in dense if index is not None]
    if encoder is None or not samples:
        return Vectorised(None, [nothing for _ in snapshots], np.empty((0, 0), np.float32))
    vectors = encoder.queries(texts)
    nearest = [
        nothing if index is None else index.search(vectors, fusion().depth, mask)
        for index, mask in zip(dense, masks, strict=True)
    ]
    return Vectorised(vectors, nearest, np.concatenate(samples))


def candidates(
    at: int,
    query: Query,
    snapshots: Sequence[Snapshot],
    vectorised: Vectorised,
    masks: Sequence[Mask | None],
    named: Sequence[Collection[int]],
) -> list[Found]:
    """For each snapshot the rows that are named or that any leg ranks high for query number ``at``, with what all
    legs say of them."""
    words = _shares([s.words for s in snapshots], query.words)
    bigrams = _shares([s.bigrams for s in snapshots], query.bigrams)
    vector = None if vectorised.vectors is None else vectorised.vectors[at]
    background = vectorised.sample @ vector if vector is not None else np.empty(0, np.float32)
    found = []
    for i, (snapshot, mask) in enumerate(zip(snapshots, masks, strict=True)):
        dense = snapshot.dense if vector is not None and len(vectorised.nearest[i][at]) else None
        by_words, by_bigrams = words.shares[i], bigrams.shares[i]
        wanted = np.fromiter(named[i], np.int64, len(named[i]))
        rows = np.unique(
            np.concatenate((vectorised.nearest[i][at], _best(by_words, mask), _best(by_bigrams, mask), wanted))
        )
        nan = np.full(len(rows), np.nan, np.float32)
        cosine = nan if dense is None or vector is None else dense.cosines(vector, rows)
        bm25 = by_words[rows] * words.weight + by_bigrams[rows] * bigrams.weight
        z = standing_out(cosine, background)
        found.append(Found(rows, cosine, z, by_words[rows], by_bigrams[rows], bm25))
    return found


@dataclass(frozen=True, slots=True)
class _Shares:
    shares: Sequence[Values]
    weight: float


def _shares(postings: Sequence[Postings], terms: Terms) -> _Shares:
    """BM25 of every row as a part of the query's whole weight; document frequencies are those of all indexes."""
    frequencies = sum((p.frequencies(terms.codes) for p in postings), np.zeros(len(terms.codes), np.int64))
    weights = inverse_frequency(frequencies, sum(p.size for p in postings)) * terms.counts
    whole = float(weights.sum()) or 1.0
    return _Shares([p.scores(terms.codes, weights / np.float32(whole)) for p in postings], whole)


def _best(shares: Values, mask: Mask | None) -> Rows:
    """Rows with the highest shares above zero, in no order."""
    held = shares if mask is None else np.where(mask, shares, 0)
    depth = fusion().depth
    if len(held) > depth:
        top = np.argpartition(held, len(held) - depth)[-depth:]
        return top[held[top] > 0].astype(np.int64)
    return np.flatnonzero(held > 0)
