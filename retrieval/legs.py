"""The three legs of a search over several indexes: vectors, words, and pairs of characters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex, Spread
from index.encoder import Encoder
from index.lexical import EVERY, Postings, inverse_frequency
from index.scratch import scratch
from index.snapshot import Snapshot
from retrieval.adapt import Adapter, open_adapter
from retrieval.fuse import fusion, length_of, weights_for
from retrieval.query import Query, Terms

Values = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates of one snapshot: parallel arrays of rows with what each leg says of them.

    ``cosine`` is NaN without a vector, ``bm25`` the sum over words and pairs; ``signs`` has a column for each of
    :data:`retrieval.fuse.SIGNS`, and ``relevance`` is what they come to.
    """

    rows: Rows
    cosine: Values
    bm25: Values
    signs: Values
    relevance: Values


@dataclass(frozen=True, slots=True)
class Meant:
    """A query's vector with the weights of its length; the mean and the deviation of its cosines with arbitrary
    passages; and what passages are compared with instead (``aim``), with the middle of each snapshot, ``None`` where
    nothing was learned."""

    vector: Values
    weights: tuple[Values, Values]
    mean: float
    deviation: float
    aim: Values | None
    middles: Sequence[Values | None]


@dataclass(frozen=True, slots=True)
class Vectorised:
    """What each query means, ``None`` where there is no encoder or vector; and for each snapshot the rows nearest to
    each query, ascending."""

    meant: Sequence[Meant | None]
    nearest: Sequence[Sequence[Rows]]


def usable(snapshot: Snapshot, encoder: Encoder | None) -> DenseIndex | None:
    """The snapshot's vectors, if the encoder at hand speaks their language."""
    same = encoder is not None and snapshot.manifest.fingerprint == encoder.fingerprint
    return snapshot.dense if same else None


def vectorise(
    texts: Sequence[str], snapshots: Sequence[Snapshot], encoder: Encoder | None, masks: Sequence[Mask | None]
) -> Vectorised:
    """Encode all queries in one call and find the nearest rows of each in every snapshot."""
    dense = [usable(snapshot, encoder) for snapshot in snapshots]
    nothing: list[Rows] = [_NO_ROWS for _ in texts]
    if encoder is None or not any(index is not None for index in dense):
        return Vectorised([None for _ in texts], [nothing for _ in snapshots])
    adapter = open_adapter(encoder.fingerprint)
    spreads = [index.spread() for index in dense if index is not None]
    middles = [None if adapter is None or index is None else _middle(index, adapter) for index in dense]
    vectors = encoder.queries(texts)
    meant = [_meant(text, vector, spreads, adapter, middles) for text, vector in zip(texts, vectors, strict=True)]
    nearest = [
        nothing if index is None else index.near(_asked(meant, index.spread()), fusion().by_vectors, mask)
        for index, mask in zip(dense, masks, strict=True)
    ]
    return Vectorised(meant, nearest)


def _meant(
    text: str, vector: Values, spreads: Sequence[Spread], adapter: Adapter | None, middles: Sequence[Values | None]
) -> Meant:
    length = length_of(text)
    mean, deviation = background(spreads, vector)
    aim = None if adapter is None else adapter.aim(vector, length)
    return Meant(vector, weights_for(length), mean, deviation, aim, middles)


def _asked(meant: Sequence[Meant], spread: Spread) -> Values:
    """The vectors whose products with passages rise with what cosine and adapted likeness together add to relevance,
    as far as passages lie equally far from their middle."""
    asked = np.empty((len(meant), len(meant[0].vector)), np.float32)
    for one, row in zip(meant, asked, strict=True):
        if one.aim is None:
            row[:] = one.vector
        else:
            share, adapted = one.weights[0][_ADAPTED, :2].tolist()
            np.multiply(one.vector, share / one.deviation, out=row)
            row += one.aim * (adapted / spread.radius)
    return asked


def _middle(index: DenseIndex, adapter: Adapter) -> Values:
    """The middle of an index as the adapter takes it, computed once."""
    known = _MIDDLES.get(index)
    if known is None or known[0] is not adapter:
        known = _MIDDLES[index] = (adapter, adapter.middle(index.spread().middle[None], len(index.rows)))
    return known[1]


_MIDDLES: WeakKeyDictionary[DenseIndex, tuple[Adapter, Values]] = WeakKeyDictionary()
_NO_ROWS: Rows = np.empty(0, np.int64)
_NO_LEAD: Values = np.empty(0, np.float32)
_ADAPTED = 2  # the line of weights for an encoder that something was learned for


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
    from index.gather import gather
    from index.many import MANY, gather_many
    from retrieval.leg_kernels import describe

    words, pairs = (
        _spans([s.words for s in snapshots], query.words),
        _spans([s.bigrams for s in snapshots], query.bigrams),
    )
    size, meant = sum(snapshot.size for snapshot in snapshots), vectorised.meant[at]
    weights, constants = weights_for(length_of(query.text)) if meant is None else meant.weights
    found = []
    for i, (snapshot, mask) in enumerate(zip(snapshots, masks, strict=True)):
        near, wanted = vectorised.nearest[i][at], np.array(sorted(named[i]), np.int64) if named[i] else _NO_ROWS
        fields = (
            _field(snapshot.words, query.words, words, i, "words"),
            _field(snapshot.bigrams, query.bigrams, pairs, i, "bigrams"),
        )
        rest = size, near, wanted, EVERY if mask is None else mask, fusion().by_words
        if snapshot.size > MANY:
            codes = query.words.codes, query.bigrams.codes
            rows, bm25, shared = gather_many((snapshot.words, snapshot.bigrams), codes, fields, *rest)
        else:
            rows, bm25, shared = gather(*fields, *rest)
        cosine, likeness = _by_meaning(snapshot.dense if len(near) else None, rows, meant, i)
        mean, deviation = (0.0, 1.0) if meant is None else (meant.mean, meant.deviation)
        lengths = snapshot.bigrams.lengths
        signs, relevance = describe(shared, lengths, rows, cosine, likeness, mean, deviation, weights, constants)
        found.append(Found(rows, cosine, bm25, signs, relevance))
    return found


def _spans(postings: Sequence[Postings], terms: Terms) -> tuple[list[Rows], Rows]:
    """Where a query's terms stand in the postings of each snapshot, and in how many rows of all."""
    spans = [one.spans(terms.codes) for one in postings]
    if not spans:
        return [], np.zeros(len(terms.codes), np.int64)
    frequencies: Rows = spans[0][1] - spans[0][0]
    for begins, ends in spans[1:]:
        frequencies += ends - begins
    return spans, frequencies


def _field(
    postings: Postings, terms: Terms, found: tuple[list[Rows], Rows], i: int, name: str
) -> tuple[NDArray[Any], ...]:
    """What :func:`index.gather.gather` is told of one kind of terms."""
    spans, frequencies = found
    shares = scratch(name, np.float32, postings.size)
    slots = scratch("slots", np.int32, postings.size)
    lead = _NO_LEAD if terms.lead is terms.counts else terms.lead  # of one line alone the share is known
    return postings.rows, postings.parts, spans[i], frequencies, terms.counts, lead, shares, slots


def bm25_scores(query: Query, snapshots: Sequence[Snapshot]) -> list[Values]:
    """BM25 of every row of each snapshot, summed over words and pairs of characters: the lexical leg by itself."""
    size = sum(snapshot.size for snapshot in snapshots)
    scores = [np.zeros(snapshot.size, np.float32) for snapshot in snapshots]
    for field, terms in (("words", query.words), ("bigrams", query.bigrams)):
        postings: list[Postings] = [getattr(snapshot, field) for snapshot in snapshots]
        weights = inverse_frequency(_spans(postings, terms)[1], size) * terms.counts
        for one, score in zip(postings, scores, strict=True):
            score += one.scores(terms.codes, weights)
    return scores


def background(spreads: Sequence[Spread], vector: Values) -> tuple[float, float]:
    """Mean and standard deviation of the cosines of ``vector`` with the passages of all ``spreads``; the deviation is
    at least ``least_deviation`` of ``fuse.toml``."""
    from retrieval.leg_kernels import seen_from

    seen = [(spread.count, *seen_from(spread.middle, spread.covariance, vector)) for spread in spreads]
    count = sum(number for number, _, _ in seen) or 1
    mean = sum(number * mean for number, mean, _ in seen) / count
    variance = sum(number * (varying + (own - mean) ** 2) for number, own, varying in seen) / count
    return mean, max(sqrt(variance), fusion().least_deviation)


def _by_meaning(dense: DenseIndex | None, rows: Rows, meant: Meant | None, i: int) -> tuple[Values, Values]:
    """The cosines of the rows, and their likeness as it was learned; NaN where they are not known."""
    from retrieval.leg_kernels import likeness_of

    unknown = np.full(len(rows), np.nan, np.float32)
    if dense is None or meant is None:
        return unknown, unknown
    middle = meant.middles[i]
    if meant.aim is None or middle is None:
        return dense.cosines(meant.vector, rows), unknown
    products = dense.products(np.stack((meant.vector, meant.aim, middle)), rows)
    return products[0], likeness_of(products, meant.aim, middle)
