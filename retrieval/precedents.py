"""Precedents: how asks like these were answered before, each passage with the whole answer it belongs to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.document import Answer, Document, Suggestion
from corpus.replies import aligned
from retrieval.evidence import Evidence

_KINDS = ("reply", "opinion", "page")


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier answer. ``unit`` wrote it; ``asked`` is the earlier ask it answers, where that case is stored."""

    evidence: Evidence
    unit: str | None
    number: str | None
    text: str
    start: int
    end: int
    asked: str | None


def precedents(
    hits: Sequence[Evidence],
    lookup: Callable[[str], Document],
    case_of: Callable[[Document], tuple[Suggestion, ...]],
    top: int,
) -> tuple[Precedent, ...]:
    """The first ``top`` answers among ``hits``, each once. ``case_of`` gives the asks a reply was written to."""
    found: list[Precedent] = []
    seen: set[tuple[str, int]] = set()
    for evidence in hits:
        if len(found) == top:
            break
        if evidence.kind not in _KINDS:
            continue
        document = lookup(evidence.document)
        asks = case_of(document)
        place = _answer_at(document, asks, evidence)
        if place is None or (evidence.document, place[1].start) in seen:
            continue
        unit, answer = place
        seen.add((evidence.document, answer.start))
        asked = next((s.text for s in asks if s.id in answer.suggestions), None)
        found.append(Precedent(evidence, unit, answer.number, answer.text, answer.start, answer.end, asked))
    return tuple(found)


def _answer_at(
    document: Document, asks: tuple[Suggestion, ...], evidence: Evidence
) -> tuple[str | None, Answer] | None:
    for reply in aligned(document, asks):
        for answer in reply.answers:
            if answer.start < evidence.end and evidence.start < answer.end:
                return reply.unit or document.issuer, answer
    return None
