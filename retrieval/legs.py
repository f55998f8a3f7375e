"""The three legs of a search over several indexes: vectors, words, and pairs of characters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.encoder import Encoder
from index.lexical import Postings, best_rows, inverse_frequency
from index.overlap import overlap
from index.snapshot import Snapshot
from retrieval.adapt import Adapter, likeness, open_adapter
from retrieval.fuse import fusion, length_of, relevance, standing_out
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
class Vectorised:
    """The queries' vectors, ``None`` where none are wanted; for each snapshot the best rows of each query and the
    middle of its passages; and what was learned for the encoder."""

    vectors: Values | None
    nearest: Sequence[Sequence[Rows]]
    sample: Values
    middles: Sequence[Values | None] = ()
    adapter: Adapter | None = None


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
    adapter = open_adapter(encoder.fingerprint)
    middles = [
        adapter.middle(index.middle()[None], len(index.rows)) if adapter is not None and index is not None else None
        for index in dense
    ]
    sample = samples[0] if len(samples) == 1 else np.concatenate(samples)
    return Vectorised(vectors, nearest, sample, middles, adapter)


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
    words = _weigh([s.words for s in snapshots], query.words)
    bigrams = _weigh([s.bigrams for s in snapshots], query.bigrams)
    vector = None if vectorised.vectors is None else vectorised.vectors[at]
    background = vectorised.sample @ vector if vector is not None else np.empty(0, np.float32)
    length, depth = length_of(query.text), fusion().depth
    found = []
    for i, (snapshot, mask) in enumerate(zip(snapshots, masks, strict=True)):
        by_words, by_bigrams = words.shares(snapshot.words), bigrams.shares(snapshot.bigrams)
        wanted = np.fromiter(named[i], np.int64, len(named[i]))
        best = (best_rows(by_words, depth, mask), best_rows(by_bigrams, depth, mask))
        rows = np.unique(np.concatenate((vectorised.nearest[i][at], *best, wanted)))
        dense = snapshot.dense if len(vectorised.nearest[i][at]) else None
        cosine, adapted = _by_meaning(dense, rows, vector, vectorised, i, length)
        signs = np.column_stack((
            standing_out(cosine, background),
            adapted,
            np.sqrt(by_words[rows]),
            np.sqrt(by_bigrams[rows]),
            *_by_terms(words, snapshot.words, bigrams, snapshot.bigrams, rows),
            np.log1p(snapshot.bigrams.lengths[rows]),
        )).astype(np.float32)  # fmt: skip
        bm25 = by_words[rows] * words.whole + by_bigrams[rows] * bigrams.whole
        found.append(Found(rows, cosine, bm25, signs, relevance(signs, length)))
    return found


def bm25_scores(query: Query, snapshots: Sequence[Snapshot]) -> list[Values]:
    """BM25 of every row of each snapshot, summed over words and pairs of characters: the lexical leg by itself."""
    words = _weigh([s.words for s in snapshots], query.words)
    bigrams = _weigh([s.bigrams for s in snapshots], query.bigrams)
    return [words.shares(s.words) * words.whole + bigrams.shares(s.bigrams) * bigrams.whole for s in snapshots]


def _by_meaning(
    dense: DenseIndex | None, rows: Rows, vector: Values | None, vectorised: Vectorised, at: int, length: float
) -> tuple[Values, Values]:
    """The cosines and the adapted likeness of the rows; NaN where they are not known."""
    unknown = np.full(len(rows), np.nan, np.float32)
    if dense is None or vector is None:
        return unknown, unknown
    adapter, middle = vectorised.adapter, vectorised.middles[at]
    if adapter is None or middle is None:
        return dense.cosines(vector, rows), unknown
    aim = adapter.aim(vector, length)
    cosine, towards, inward = dense.products(np.stack((vector, aim, middle)), rows)
    return cosine, likeness(towards, inward, aim, middle)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A query's terms with their idf over all indexes; ``whole`` is the sum of ``idf · count``."""

    terms: Terms
    idf: Values
    whole: float

    def shares(self, postings: Postings) -> Values:
        """BM25 of every row as a part of the query's whole weight."""
        return postings.scores(self.terms.codes, self.idf * self.terms.counts / np.float32(self.whole))


def _weigh(postings: Sequence[Postings], terms: Terms) -> _Weighed:
    frequencies = sum((p.frequencies(terms.codes) for p in postings), np.zeros(len(terms.codes), np.int64))
    idf = inverse_frequency(frequencies, sum(p.size for p in postings))
    return _Weighed(terms, idf, float(idf @ terms.counts) or 1.0)


def _by_terms(
    words: _Weighed, word_postings: Postings, bigrams: _Weighed, bigram_postings: Postings, rows: Rows
) -> tuple[Values, Values, Values, Values]:
    """Of words and of pairs: the share of the first line's weight that a row reaches, then of the distinct terms'."""
    leads, helds = [], []
    for weighed, postings in ((words, word_postings), (bigrams, bigram_postings)):
        lead = weighed.idf * weighed.terms.lead
        sums = overlap(postings, weighed.terms.codes, lead, weighed.idf, rows)
        leads.append(sums.lead / np.float32(lead.sum() or 1))
        helds.append(sums.held / np.float32(weighed.idf.sum() or 1))
    return leads[0], leads[1], helds[0], helds[1]
