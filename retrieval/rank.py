"""Candidates into an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
    place: int
    hit: int
    document: str
    key: str
    value: float
    boosts: Mapping[str, float]
    reason: str | None


def rank(
    snapshots: Sequence[Snapshot],
    found: Sequence[Found],
    boosts: Sequence[Mapping[str, Values]],
    named: Sequence[Mapping[int, str]],
    top: int,
) -> list[Ranked]:
    """The ``top`` candidates: first what is named, then the rest, each by relevance and boosts; ties by key."""
    every = [
        one
        for place in range(len(snapshots))
        for one in _valued(place, snapshots[place], found[place], boosts[place], named[place])
    ]
    first = _first_named(every)
    taken = {(one.place, one.hit) for one in first}
    rest = sorted((one for one in every if (one.place, one.hit) not in taken), key=_order)
    chosen = [(one, True) for one in first] + [(one, False) for one in rest]
    return [_ranked(snapshots, found, one, is_first) for one, is_first in chosen[:top]]


def _order(one: _Valued) -> tuple[float, str]:
    return -one.value, one.key


def _valued(
    place: int, snapshot: Snapshot, found: Found, boosts: Mapping[str, Values], named: Mapping[int, str]
) -> list[_Valued]:
    values = relevance(found.z, found.words, found.bigrams)
    documents = snapshot.row_document[found.rows]
    gains = {name: by_document[documents] for name, by_document in boosts.items()}
    total = (values + sum(gains.values(), np.zeros(len(values), np.float32))).tolist()
    valued = []
    for hit, row in enumerate(found.rows.tolist()):
        given = {name: round(float(gain[hit]), 3) for name, gain in gains.items() if gain[hit]}
        document = snapshot.documents[documents[hit]]
        valued.append(_Valued(place, hit, document, snapshot.keys[row], total[hit], given, named.get(row)))
    return valued


def _first_named(every: Sequence[_Valued]) -> list[_Valued]:
    """The best passages of what is named, in order; a few a document, so that a long law does not fill the list."""
    gained = [
        replace(
            one, value=one.value + named_boost(one.reason), boosts={**one.boosts, one.reason: named_boost(one.reason)}
        )
        for one in every
        if one.reason
    ]
    counts: dict[str, int] = {}
    first = []
    for one in sorted(gained, key=_order):
        counts[one.document] = counts.get(one.document, 0) + 1
        if counts[one.document] <= fusion().named_passages:
            first.append(one)
    return first


def _ranked(snapshots: Sequence[Snapshot], found: Sequence[Found], one: _Valued, is_first: bool) -> Ranked:
    columns = found[one.place]
    cosine, bm25 = float(columns.cosine[one.hit]), float(columns.bm25[one.hit])
    return Ranked(
        snapshot=snapshots[one.place],
        row=int(columns.rows[one.hit]),
        score=score(one.value, is_first),
        cosine=None if np.isnan(cosine) else cosine,
        bm25=bm25 or None,
        boosts=one.boosts,
    )
