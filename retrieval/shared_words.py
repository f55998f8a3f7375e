"""The words that a query shares with its hits, as they are shown to the reader."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.lexical import inverse_frequency
from index.snapshot import Snapshot
from retrieval.query import Query
from retrieval.rank import Ranked

_MOST_WORDS = 12


def shared_words(query: Query, hits: Sequence[Ranked]) -> list[tuple[str, ...]]:
    """For each hit the query's words that stand in the passage, its title or headings, the rarest first.

    Single characters are named only where nothing longer is shared, and nothing that is part of a word already named.
    """
    told: list[tuple[str, ...]] = [()] * len(hits)
    for snapshot in {id(hit.snapshot): hit.snapshot for hit in hits}.values():
        places = [at for at, hit in enumerate(hits) if hit.snapshot is snapshot]
        order, held = _held(query, snapshot, np.array([hits[at].row for at in places], np.int32))
        for column, at in enumerate(places):
            told[at] = _shown([query.shown[term] for term in order[held[:, column]]])
    return told


def _held(query: Query, snapshot: Snapshot, rows: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The query's terms that the snapshot has, the rarest first, and for each of them the ``rows`` that hold it: shape
    ``(terms, rows)``."""
    postings = snapshot.words
    at = postings.places(query.words.codes)
    known = np.flatnonzero(at >= 0)
    starts, ends = postings.starts[at[known]], postings.starts[at[known] + 1]
    rarity = inverse_frequency(ends - starts, postings.size) * query.words.counts[known]
    order = np.argsort(-rarity, kind="stable")
    held = np.zeros((len(known), len(rows)), np.bool_)
    for line, (start, end) in enumerate(zip(starts[order].tolist(), ends[order].tolist(), strict=True)):
        span = postings.rows[start:end]
        found = span.searchsorted(rows)
        held[line] = span[np.minimum(found, len(span) - 1)] == rows
    return known[order], held


def _shown(words: Sequence[str]) -> tuple[str, ...]:
    distinct = list(dict.fromkeys(words))
    longer = [word for word in distinct if len(word) > 1] or distinct
    whole = [word for word in longer if not any(word != other and word in other for other in longer)]
    return tuple(whole[:_MOST_WORDS])
