"""Evidence for a case: one search an ask, each passage with its score for each ask that found it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Suggestion
from drafting.archive import Finder, Lookup
from drafting.origin import Found
from drafting.topic import is_title, topic
from retrieval.evidence import Evidence

_LONGEST_QUERY = 240
# What the search itself calls this far off supports nothing (see LEAST in select.py) and is not even read.
_FAR = 0.28


@dataclass(frozen=True, slots=True)
class Gathered:
    """``found`` holds every passage that is not far off once, by the best place any ask gave it, so that each ask keeps
    its own best; ``scores`` is keyed by (suggestion id, passage key), ``hits`` holds all that the search found."""

    found: tuple[Found, ...]
    scores: Mapping[tuple[str, str], float]
    hits: Mapping[str, tuple[Evidence, ...]]


def gather(asks: Sequence[Suggestion], title: str | None, find: Finder, lookup: Lookup) -> Gathered:
    """Search for every ask at once, but for those that only head others, and look each document up once."""
    asks = [ask for ask in asks if not is_title(ask, asks)]
    results = find([query_of(ask, title) for ask in asks])
    scores: dict[tuple[str, str], float] = {}
    best: dict[str, Evidence] = {}
    rank: dict[str, int] = {}
    hits: dict[str, tuple[Evidence, ...]] = {}
    for ask, result in zip(asks, results, strict=True):
        hits[ask.id] = tuple(result)
        for place, evidence in enumerate(result):
            rank[evidence.passage] = min(place, rank.get(evidence.passage, place))
            scores[ask.id, evidence.passage] = evidence.score
            known = best.get(evidence.passage)
            if known is None or known.score < evidence.score:
                best[evidence.passage] = evidence
    near = [evidence for evidence in best.values() if evidence.score >= _FAR]
    documents = {key: lookup(key) for key in dict.fromkeys(e.document for e in near)}
    ranked = sorted(near, key=lambda e: (rank[e.passage], -e.score, e.passage))
    return Gathered(tuple(Found(e, documents[e.document]) for e in ranked), scores, hits)


def query_of(ask: Suggestion, title: str | None) -> str:
    """The ask in its own words with its subject first; a short ask leans on the title of the case."""
    words = f"{topic(ask).text} {ask.text}"[:_LONGEST_QUERY]
    return f"{title} {words}" if title and len(words) < _LONGEST_QUERY // 3 else words
