"""Candidates into an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.snapshot import Snapshot
from retrieval.boosts import Values
from retrieval.exact import Reason
from retrieval.fuse import fusion, scores
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
    """The candidates of one snapshot with their values, boosts included, and what each boost (by name) adds."""

    snapshot: Snapshot
    found: Found
    values: Values
    gains: Mapping[str, Values]


def rank(
    snapshots: Sequence[Snapshot],
    found: Sequence[Found],
    boosts: Sequence[Mapping[str, Values]],
    named: Sequence[Mapping[int, Reason]],
    top: int,
) -> list[Ranked]:
    """The ``top`` candidates: first what is named, then the rest, each by relevance and boosts; ties by key."""
    every = [_valued(*parts) for parts in zip(snapshots, found, boosts, strict=True)]
    if not every:
        return []
    places = np.repeat(np.arange(len(every)), [len(one.values) for one in every])
    hits = np.concatenate([np.arange(len(one.values)) for one in every])
    values = np.concatenate([one.values for one in every])
    order = np.argsort(-values, kind="stable")
    ordered = _by_key(every, list(zip(places[order].tolist(), hits[order].tolist(), strict=True)), values[order])
    first = _first_named(every, named, ordered)
    chosen = [*first, *(at for at in ordered if at not in first)]
    scored = [(scores(one.values, False).tolist(), scores(one.values, True).tolist()) for one in every]
    return [
        _ranked(every[place], hit, scored[place][(place, hit) in first][hit], first.get((place, hit)))
        for place, hit in chosen[:top]
    ]


def _by_key(every: Sequence[_Valued], ordered: list[tuple[int, int]], values: Values) -> list[tuple[int, int]]:
    """What is ordered by ``values``, equal ones by key. Keys are read only where values are equal."""
    bounds = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), len(values)]
    for start, end in pairwise(bounds):
        if end - start > 1:
            ordered[start:end] = sorted(
                ordered[start:end], key=lambda at: every[at[0]].snapshot.keys[int(every[at[0]].found.rows[at[1]])]
            )
    return ordered


def _valued(snapshot: Snapshot, found: Found, boosts: Mapping[str, Values]) -> _Valued:
    documents = snapshot.row_document[found.rows]
    gains = {name: by_document[documents] for name, by_document in boosts.items()}
    values = found.relevance + sum(gains.values(), np.zeros(len(found.rows), np.float32))
    return _Valued(snapshot, found, values, gains)


def _first_named(
    every: Sequence[_Valued], named: Sequence[Mapping[int, Reason]], ordered: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], Reason]:
    """The best passages of what is named, by the reasons' places; a few a document, so that a long law does not fill
    the list."""
    if not any(named):
        return {}
    reasons = []
    for place, hit in ordered:
        if why := named[place].get(int(every[place].found.rows[hit])):
            reasons.append(((place, hit), why))
    counts: dict[str, int] = {}
    first = {}
    for at, why in sorted(reasons, key=lambda one: one[1].place):  # stable: equal ones stay in order
        snapshot, row = every[at[0]].snapshot, every[at[0]].found.rows[at[1]]
        document = snapshot.documents[snapshot.row_document[row]]
        counts[document] = counts.get(document, 0) + 1
        if counts[document] <= fusion().named_passages:
            first[at] = why
    return first


def _ranked(one: _Valued, hit: int, score: float, why: Reason | None) -> Ranked:
    cosine, bm25 = float(one.found.cosine[hit]), float(one.found.bm25[hit])
    boosts = {name: round(float(gain[hit]), 3) for name, gain in one.gains.items() if gain[hit]}
    if why is not None:
        boosts[why.name] = 1.0
    return Ranked(
        snapshot=one.snapshot,
        row=int(one.found.rows[hit]),
        score=score,
        cosine=None if np.isnan(cosine) else cosine,
        bm25=bm25 or None,
        boosts=boosts,
    )
