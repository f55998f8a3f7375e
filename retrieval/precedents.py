"""Precedents: how asks like these were answered before.

An ask is compared with the asks of past cases, and what answered those is shown. Where the past case is not stored,
the answers themselves are compared with the ask.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from corpus.document import Answer, Document, Suggestion, UnitReply
from retrieval.boosts import Preference
from retrieval.evidence import Evidence
from retrieval.filters import Filters, Reader
from retrieval.library import Library
from retrieval.result import Options
from retrieval.search import search_many

_CASES = ("proposal", "page")
_ANSWERS = ("reply", "opinion", "page")
_CANDIDATES = 40
_PAST_ASKS = 12
# An answer found both by its ask and by its own words is surer than either says.
_BOTH = 0.1
_UNFOLDED = Options(fold=False, topical=False)


@dataclass(frozen=True, slots=True)
class PastAsk:
    """An ask of a past case. ``start``/``end`` are offsets into the text of ``document``; ``score`` is its likeness."""

    document: str
    title: str | None
    item_no: str | None
    id: str
    text: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier answer. ``unit`` wrote it; ``asked`` is the earlier ask it answers and ``past`` where that stands,
    where the case is stored. ``start``/``end`` are offsets into the text of the evidence's document; ``class_mark`` is
    that document's."""

    evidence: Evidence
    unit: str | None
    number: str | None
    text: str
    start: int
    end: int
    asked: str | None
    past: PastAsk | None = None
    class_mark: str | None = None


@dataclass(frozen=True, slots=True)
class PastCases:
    """What is known of the past: documents by id, documents by the item they name, replies aligned with asks, and the
    case that a reply was written to (its id and itself)."""

    lookup: Callable[[str], Document]
    by_item: Callable[[str], Sequence[str]]
    align: Callable[[Document, tuple[Suggestion, ...]], tuple[UnitReply, ...]]
    case_of: Callable[[str, Document], tuple[str, Document] | None]


def precedents(
    asks: Sequence[str],
    library: Library,
    past: PastCases,
    own_item: str | None = None,
    top: int = 5,
    preference: Preference | None = None,
    reader: Reader | None = None,
) -> list[tuple[Precedent, ...]]:
    """For each of ``asks`` (in its own words) at most ``top`` earlier answers, the likeliest first, each once.

    ``own_item`` is the number of the case at hand: its own asks are no precedent. Only what ``reader`` may know
    of is found.
    """
    wanted = preference or Preference()
    cases = Filters(kind=_CASES, exclude=_own_cases(own_item, past), reader=reader)
    by_ask = search_many(asks, library, cases, _CANDIDATES, wanted, _UNFOLDED)
    by_answer = search_many(asks, library, Filters(kind=_ANSWERS, reader=reader), _CANDIDATES, wanted, _UNFOLDED)
    return [
        _merged([*_by_past_asks(asked.hits, library, past), *_by_answers(answered.hits, past)])[:top]
        for asked, answered in zip(by_ask, by_answer, strict=True)
    ]


def _merged(found: Sequence[Precedent]) -> tuple[Precedent, ...]:
    """Each answer once, with the better of its scores."""
    best: dict[tuple[str, int], Precedent] = {}
    for one in found:
        key = (one.evidence.document, one.start)
        known = best.get(key)
        if known is None:
            best[key] = one
            continue
        low, high = sorted((known, one), key=lambda p: p.evidence.score)
        score = min(1.0, high.evidence.score + _BOTH * low.evidence.score)
        best[key] = replace(high, evidence=replace(high.evidence, score=score), past=known.past or one.past)
    return tuple(sorted(best.values(), key=lambda p: (-p.evidence.score, p.evidence.passage, p.start)))


def _own_cases(item: str | None, past: PastCases) -> tuple[str, ...]:
    ids = past.by_item(item) if item else ()
    return tuple(id for id in ids if (case := past.lookup(id).case) is not None and case.item_no == item)


def _by_past_asks(hits: Sequence[Evidence], library: Library, past: PastCases) -> Iterator[Precedent]:
    for hit, ask in islice(_past_asks(hits, past), _PAST_ASKS):
        asks = past.lookup(ask.document).case
        for id in _answering(ask, past) if asks else ():
            document = past.lookup(id)
            for unit in past.align(document, asks.suggestions if asks else ()):
                for answer in unit.answers:
                    if ask.id in answer.suggestions and (evidence := _evidence(id, answer, hit, library)) is not None:
                        yield _precedent(evidence, unit, answer, document, ask)


def _past_asks(hits: Sequence[Evidence], past: PastCases) -> Iterator[tuple[Evidence, PastAsk]]:
    """The asks of past cases that the hits lie in, the likeliest first, each once."""
    seen: set[tuple[str, str]] = set()
    for hit in hits:
        case = past.lookup(hit.document).case
        ask = _ask_at(case.suggestions, hit) if case else None
        if case is None or ask is None or (hit.document, ask.id) in seen:
            continue
        seen.add((hit.document, ask.id))
        told = PastAsk(
            hit.document, case.title or hit.title, case.item_no, ask.id, ask.text, ask.start, ask.end, hit.score
        )
        yield hit, told


def _ask_at(asks: Sequence[Suggestion], hit: Evidence) -> Suggestion | None:
    """The ask that shares most of its text with the hit; of one and its part the part."""
    shared = [(min(ask.end, hit.end) - max(ask.start, hit.start), ask.start - ask.end, ask) for ask in asks]
    best = max(shared, key=lambda one: one[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _answering(ask: PastAsk, past: PastCases) -> list[str]:
    """The documents that may answer a past ask: the page it stands on, and replies and opinions to its item."""
    of_item = past.by_item(ask.item_no) if ask.item_no else ()
    return [id for id in dict.fromkeys([ask.document, *of_item]) if _answers(id, ask, past)]


def _answers(id: str, ask: PastAsk, past: PastCases) -> bool:
    document = past.lookup(id)
    if id == ask.document or document.kind not in _ANSWERS:
        return id == ask.document and bool(document.replies)
    behind = past.case_of(id, document)
    return behind is not None and behind[0] == ask.document


def _by_answers(hits: Sequence[Evidence], past: PastCases) -> Iterator[Precedent]:
    """The answers that the hits lie in, with the ask each was given to where its case is stored."""
    for hit in hits:
        document = past.lookup(hit.document)
        behind = past.case_of(hit.document, document)
        case = behind[1].case if behind else None
        replies = past.align(document, case.suggestions) if case else document.replies
        for unit in replies:
            answer = next((a for a in unit.answers if a.start < hit.end and hit.start < a.end), None)
            if answer is None:
                continue
            ask = next((s for s in case.suggestions if s.id in answer.suggestions), None) if case else None
            told = (
                PastAsk(behind[0], case.title, case.item_no, ask.id, ask.text, ask.start, ask.end, hit.score)
                if behind and case and ask
                else None
            )
            yield _precedent(hit, unit, answer, document, told)
            break


def _evidence(id: str, answer: Answer, hit: Evidence, library: Library) -> Evidence | None:
    """The passage where an answer begins, with the score and the reasons of the ask that led to it."""
    passages = library.store.document_passages(id)
    keys = [p.key for p in passages if p.start < answer.end and answer.start < p.end]
    row = next(iter(library.store.passage_rows(keys[:1])), None)
    if row is None:
        return None
    return Evidence(
        passage=row.key, document=id, title=row.title, kind=row.kind, issuer=row.issuer, date=row.date,
        disclosure=row.disclosure, heading=row.heading, text=row.text, start=row.start, end=row.end,
        score=hit.score, why=hit.why,
    )  # fmt: skip


def _precedent(
    evidence: Evidence, unit: UnitReply, answer: Answer, document: Document, past: PastAsk | None
) -> Precedent:
    return Precedent(
        evidence=evidence,
        unit=unit.unit or document.issuer,
        number=answer.number,
        text=answer.text,
        start=answer.start,
        end=answer.end,
        asked=past.text if past else None,
        past=past,
        class_mark=document.class_mark,
    )
