"""Candidates into an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.snapshot import Snapshot
from retrieval.boosts import Values, named_boost
from retrieval.fuse import fusion, relevance, score
from retrieval.legs import Found


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with its place in an index (``row`` of ``snapshot``) and what was said of it.

    ``cosine`` is ``None`` without a vector, ``bm25`` without a shared word or pair of characters.
    """

    snapshot: Snapshot
    row: int
    score: float
    cosine: float | None
    bm25: float | None
    boosts: Mapping[str, float]

    @property
    def key(self) -> str:
        return self.snapshot.keys[self.row]


@dataclass(frozen=True, slots=True)
class _Valued:
    hit: int
    place: int
    document: str
    key: str
    value: float
    boosts: Mapping[str, float]
    named: bool


def rank(
    snapshots: Sequence[Snapshot],
    found: Sequence[Found],
    boosts: Sequence[Mapping[str, Values]],
    named: Sequence[Mapping[int, str]],
    top: int,
) -> list[Ranked]:
    """The ``top`` candidates: first what is named, then the rest, each by relevance and boosts; ties by key."""
    valued = [
        one
        for place in range(len(snapshots))
        for one in _valued(place, snapshots[place], found[place], boosts[place], named[place])
    ]
    valued.sort(key=lambda v: (-v.value, v.key))
    first = _few_a_document([v for v in valued if v.named])
    chosen = {(v.place, v.hit) for v in first}
    rest = [v for v in valued if (v.place, v.hit) not in chosen]
    ordered = [(v, True) for v in first] + [(v, False) for v in rest]
    return [_ranked(snapshots, found, one, is_named) for one, is_named in ordered[:top]]


def _valued(
    place: int, snapshot: Snapshot, found: Found, boosts: Mapping[str, Values], named: Mapping[int, str]
) -> list[_Valued]:
    values = relevance(found.z, found.words, found.bigrams)
    documents = snapshot.row_document[found.rows]
    gains = {name: by_document[documents] for name, by_document in boosts.items()}
    total = values + sum(gains.values(), np.zeros(len(values), np.float32))
    valued = []
    for hit, row in enumerate(found.rows.tolist()):
        given = {name: round(float(gain[hit]), 3) for name, gain in gains.items() if gain[hit]}
        extra = 0.0
        if reason := named.get(row):
            extra = given[reason] = named_boost(reason)
        document, key = snapshot.documents[documents[hit]], snapshot.keys[row]
        valued.append(_Valued(hit, place, document, key, float(total[hit]) + extra, given, reason is not None))
    return valued


def _few_a_document(named: Sequence[_Valued]) -> list[_Valued]:
    """The best passages of each named document, so that a long law does not fill the list."""
    counts: dict[str, int] = {}
    kept = []
    for one in named:
        counts[one.document] = counts.get(one.document, 0) + 1
        if counts[one.document] <= fusion().named_passages:
            kept.append(one)
    return kept


def _ranked(snapshots: Sequence[Snapshot], found: Sequence[Found], one: _Valued, is_named: bool) -> Ranked:
    columns = found[one.place]
    cosine, bm25 = float(columns.cosine[one.hit]), float(columns.bm25[one.hit])
    return Ranked(
        snapshot=snapshots[one.place],
        row=int(columns.rows[one.hit]),
        score=score(one.value, is_named),
        cosine=None if np.isnan(cosine) else cosine,
        bm25=bm25 or None,
        boosts=one.boosts,
    )
