"""Candidates into an order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.snapshot import Snapshot
from retrieval.boosts import Values
from retrieval.exact import Reason
from retrieval.fuse import fusion, score
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
    values = every[0].values if len(every) == 1 else np.concatenate([one.values for one in every])
    chosen = np.argsort(-values, kind="stable") if any(named) else _highest(values, top)
    ordered = _by_key(every, _places(every, chosen), values[chosen])
    first = _first_named(every, named, ordered) if any(named) else {}
    listed = [*first, *(at for at in ordered if at not in first)][:top] if first else ordered[:top]
    return [_ranked(every[place], hit, first.get((place, hit))) for place, hit in listed]


def _places(every: Sequence[_Valued], chosen: NDArray[np.int64]) -> list[tuple[int, int]]:
    """For places in the lists of all snapshots one after another, the number of the list and the place in it."""
    if len(every) == 1:
        return [(0, hit) for hit in chosen.tolist()]
    starts = np.cumsum([0, *(len(one.values) for one in every[:-1])])
    of = np.searchsorted(starts, chosen, "right") - 1
    return list(zip(of.tolist(), (chosen - starts[of]).tolist(), strict=True))


def _highest(values: Values, top: int) -> NDArray[np.int64]:
    """The places of the ``top`` highest values, and of all that equal the last of them, in their order."""
    if top < len(values):
        chosen = np.flatnonzero(values >= np.partition(values, -top)[-top])
        return chosen[np.argsort(-values[chosen], kind="stable")]
    return np.argsort(-values, kind="stable")


def _by_key(every: Sequence[_Valued], ordered: list[tuple[int, int]], values: Values) -> list[tuple[int, int]]:
    """What is ordered by ``values``, equal ones by key. Keys are read only where values are equal."""
    told = values.tolist()
    if len(set(told)) == len(told):
        return ordered
    bounds = [0, *(at + 1 for at, (one, other) in enumerate(pairwise(told)) if one != other), len(told)]
    for start, end in pairwise(bounds):
        if end - start > 1:
            ordered[start:end] = sorted(
                ordered[start:end], key=lambda at: every[at[0]].snapshot.keys[int(every[at[0]].found.rows[at[1]])]
            )
    return ordered


def _valued(snapshot: Snapshot, found: Found, boosts: Mapping[str, Values]) -> _Valued:
    if not boosts:
        return _Valued(snapshot, found, found.relevance, {})
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


def _ranked(one: _Valued, hit: int, why: Reason | None) -> Ranked:
    found = one.found
    cosine = found.cosine.item(hit)
    boosts = {name: round(gain.item(hit), 3) for name, gain in one.gains.items() if gain[hit]}
    if why is not None:
        boosts[why.name] = 1.0
    return Ranked(
        snapshot=one.snapshot,
        row=found.rows.item(hit),
        score=score(one.values.item(hit), why is not None),
        cosine=None if cosine != cosine else cosine,  # NaN alone differs from itself
        bm25=found.bm25.item(hit) or None,
        boosts=boosts,
    )
