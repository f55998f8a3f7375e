"""From a case to a checked draft: settle the matter, gather evidence, plan, fill, guard."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.document import Document
from corpus.errors import UnusableInput
from corpus.offices.organs import parse_organ
from drafting.archive import Archive
from drafting.draft import Draft
from drafting.finding import Finding
from drafting.finish import finish
from drafting.frame import Frame, FrameOrder, earlier_reply, seen_series, settle_assigned, settle_letter, settle_ways
from drafting.gather import Gathered, gather
from drafting.materials import materials
from drafting.matter import (
    Matter,
    Opinion,
    find_session,
    opinion_unit,
    settle_day,
    settle_issuer,
    settle_role,
    stored_unit,
)
from drafting.outdated import outdated
from drafting.plan import AnswerPlan, make_plan


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """``case`` and ``opinions`` are parsed documents with the names they came under; the rest may be ``None``."""

    case: Document
    opinions: tuple[tuple[str, Document], ...] = ()
    role: str | None = None
    issuer: str | None = None
    date: str | None = None
    frame: FrameOrder = field(default_factory=FrameOrder)


@dataclass(frozen=True, slots=True)
class DraftResult:
    """``gathered`` keeps the evidence per ask for precedents and rules; ``seconds`` is wall time of the drafting."""

    draft: Draft
    matter: Matter
    plans: tuple[AnswerPlan, ...]
    gathered: Gathered
    findings: tuple[Finding, ...]
    placeholders: tuple[str, ...]
    seconds: float


def draft_case(request: DraftRequest, archive: Archive) -> DraftResult:
    """Draft the letter for ``request`` from what ``archive`` holds.

    Raises ``UnusableInput`` where the case asks for nothing or is no case at all.
    """
    began = time.perf_counter()
    matter = settle(request, archive)
    gathered = gather(matter.case.suggestions, matter.title, archive.find, archive.lookup)
    usable = materials(gathered.found, matter, archive.stands)
    plans = make_plan(matter, usable, archive.relevance, gathered, archive.article)
    letter = finish(matter, plans, archive.article)
    findings = (*letter.findings, *outdated(gathered.found, matter, archive.catalogue))
    return DraftResult(
        letter.draft, matter, plans, gathered, findings, letter.placeholders, time.perf_counter() - began
    )


def settle(request: DraftRequest, archive: Archive) -> Matter:
    """Everything the formulas need: from the case file, then the opinions, then stored texts of the same item."""
    document = request.case
    case = document.case
    if case is None:
        raise UnusableInput(
            f"没有在《{document.title or '所给文件'}》中认出提案或建议：请确认文件含有案由（题目）和建议内容。"
        )
    if not case.suggestions:
        raise UnusableInput(
            f"《{case.title or document.title or '所给文件'}》中没有找到建议事项："
            "请补充“建议”部分，或者用“1.”“一、”“一是”标明各项建议。"
        )
    related = _related(case.item_no, archive)
    role = settle_role(request.role, case, request.issuer, document.text)
    issuer = settle_issuer(request.issuer, role, document, case)
    organ = parse_organ(issuer) if issuer else None
    opinions = tuple(
        _opinion(at, name, opinion, related, organ.level if organ else "")
        for at, (name, opinion) in enumerate(request.opinions, start=1)
    )
    texts = tuple((o.reference, o.document) for o in opinions)
    session, sources = find_session(document, case, (*related, *texts))
    day, as_of = settle_day(request.date, case)
    matter = Matter(document.text, case, case.title, role, issuer, opinions, session, sources, day, as_of)
    return replace(matter, frame=_frame(matter, request.frame, related, archive))


def _frame(matter: Matter, order: FrameOrder, related: Sequence[tuple[str, Document]], archive: Archive) -> Frame:
    """The letter's kind, the ways of its place, and what stored letters tell of its number and of the first reply."""
    letter = settle_letter(order.letter, matter.role)
    written = archive.letters(matter.issuer) if matter.issuer else ()
    return Frame(
        letter=letter,
        ways=settle_ways(matter.case, matter.issuer, matter.year, archive.places),
        earlier=earlier_reply(matter.issuer, related, matter.date or matter.as_of),
        series=seen_series(matter.issuer, letter, written, archive.lookup),
        part=order.part,
        assigned=settle_assigned(order.assigned),
    )


def _related(item_no: str | None, archive: Archive) -> tuple[tuple[str, Document], ...]:
    if item_no is None:
        return ()
    return tuple((key, archive.lookup(key)) for key in archive.by_item(item_no))


def _opinion(at: int, name: str, document: Document, related: Sequence[tuple[str, Document]], level: str) -> Opinion:
    if not document.replies:
        raise UnusableInput(f"会办意见 {name} 中没有可用的内容：请确认文件是会办单位的意见全文。")
    reply = document.replies[0]
    unit, source = opinion_unit(document, reply, name), None
    if unit is None or unit not in document.text:
        stored, source = stored_unit(reply, related, level)
        unit = stored or unit
    return Opinion(f"opinion:{at}", unit, document, reply, document.title, source)
