"""A plan written out as a letter: formulas by rule, one answer an ask, a 【待核实：…】 wherever nothing is known."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import Template

from corpus.grammar.numerals import chinese_to_int
from drafting.draft import AnswerSection, Basis, Draft, Paragraph, Sentence
from drafting.formulas import environment, phrase
from drafting.frame import Frame, settle_letter, settle_ways
from drafting.frame_words import FrameWords, printed_date
from drafting.jurisdiction_register import jurisdictions
from drafting.matter import Matter
from drafting.plan import AnswerPlan
from drafting.sections import answer_sections
from drafting.tail import class_of, contact, copies, disclosure, doc_number

_ASK = re.compile(r"建议\s*[（(]?(?P<number>[一二三四五六七八九十]+|\d+(?:\.\d+)*)[）)]?")


def fill(matter: Matter, plans: Sequence[AnswerPlan]) -> Draft:
    """The whole letter for ``matter``. Every assertion carries its sources; what is open is a placeholder."""
    frame = matter.frame or _usual(matter)
    words = FrameWords(matter, frame)
    plans = _of_the_part(plans, frame.part)
    sections = _sections(plans, matter, frame, words)
    settled = not any(s.role == "placeholder" for section in sections for s in section.sentences())
    mark, form, marked = class_of([plan.stance for plan in plans if not plan.parent], frame, settled)
    number, copied, called = doc_number(matter, frame), copies(matter, frame, words.consulted, words.to), contact(frame)
    disclosed, reason = disclosure(frame)
    issuer = matter.issuer or phrase("placeholder", "issuer")
    basis: tuple[Basis, ...] = (*words.basis, *number.basis, *marked, *disclosed.basis, *copied.basis, *called.basis)
    letter = Draft(
        case=matter.case.item_no,
        kind=frame.letter,
        title=words.title,
        addressee=words.addressee,
        class_mark=mark,
        issuer=issuer,
        doc_number=number.text,
        opening=tuple(Paragraph((Sentence(text, "frame", words.sources),)) for text in words.opening),
        sections=sections,
        closing=tuple(Paragraph((Sentence(text, "frame"),)) for text in words.closing),
        signature=issuer,
        date=printed_date(matter.date) or phrase("placeholder", "date"),
        contact=called.text,
        disclosure=disclosed.text,
        copies=copied.text,
        attachments=_attachments(matter, frame),
        class_form=form,
        disclosure_reason=reason,
        basis=basis,
    )
    return replace(letter, text=render(letter))


def render(draft: Draft) -> str:
    """The letter as plain text, laid out by the template of its kind."""
    return _layout("opinion" if draft.kind == "opinion" else "reply").render(draft=draft)


@cache
def _layout(name: str) -> Template:
    path = Path(__file__).with_name("templates") / f"{name}.txt.j2"
    return environment().from_string(path.read_text("utf-8"))


def _usual(matter: Matter) -> Frame:
    """The frame where nobody settled one: the letter of the role, the ways of the place that are built in."""
    ways = settle_ways(matter.case, matter.issuer, matter.year, jurisdictions())
    return Frame(settle_letter(None, matter.role), ways)


def _sections(
    plans: Sequence[AnswerPlan], matter: Matter, frame: Frame, words: FrameWords
) -> tuple[AnswerSection, ...]:
    """The answers; an extension notice has none."""
    if frame.letter == "interim":
        return ()
    return answer_sections(plans, matter, "opinion" if frame.letter == "opinion" else "reply", words.to.you)


def _attachments(matter: Matter, frame: Frame) -> tuple[str, ...]:
    """A reply goes out with the form on which the member says how content he or she is."""
    if frame.letter not in ("reply", "second_reply"):
        return ()
    return (phrase("attachment", "feedback", noun=matter.case.item_kind),)


def _of_the_part(plans: Sequence[AnswerPlan], part: str | None) -> Sequence[AnswerPlan]:
    """The plans of the asks that ``part`` names by number (建议1、建议2), all where it names none of them."""
    numbers = {match["number"] for match in _ASK.finditer(part or "")}
    wanted = {str(chinese_to_int(n)) if not n[0].isdigit() else n for n in numbers}
    kept = [p for p in plans if any(p.suggestion.id == n or p.suggestion.id.startswith(f"{n}.") for n in wanted)]
    return kept or plans
