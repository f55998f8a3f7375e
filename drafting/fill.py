"""A plan written out as a letter: formulas by rule, one answer an ask, a 【待核实：…】 wherever nothing is known."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import Template

from corpus.offices.organs import same_organ
from drafting.class_mark import class_mark
from drafting.draft import Draft, LetterKind, Paragraph, Sentence, Source
from drafting.formulas import environment, formula, phrase
from drafting.matter import Matter, honorific_line
from drafting.plan import AnswerPlan
from drafting.sections import answer_sections
from drafting.wording import unit_name


def fill(matter: Matter, plans: Sequence[AnswerPlan]) -> Draft:
    """The whole letter for ``matter``. Every assertion carries its sources; what is open is a placeholder."""
    kind: LetterKind = "opinion" if matter.role == "会办" else "reply"
    words = _Words(matter, kind)
    stances = [plan.stance for plan in plans if not plan.parent]
    sections = answer_sections(plans, matter, kind, words.you)
    settled = not any(s.role == "placeholder" for section in sections for s in section.sentences())
    mark = class_mark(stances, matter) if settled else None
    letter = Draft(
        case=matter.case.item_no,
        kind=kind,
        title=words.formula("title"),
        addressee=words.addressee,
        class_mark=None if kind == "opinion" else mark or phrase("placeholder", "class_mark"),
        issuer=matter.issuer or phrase("placeholder", "issuer"),
        doc_number=phrase("placeholder", "doc_number"),
        opening=(Paragraph((Sentence(words.formula("opening"), "frame", words.case_sources()),)),),
        sections=sections,
        closing=tuple(Paragraph((Sentence(words.formula(n), "frame"),)) for n in ("closing", "ending")),
        signature=matter.issuer or phrase("placeholder", "issuer"),
        date=_printed_date(matter.date) or phrase("placeholder", "date"),
        contact=phrase("placeholder", "contact"),
        disclosure="不予公开" if kind == "opinion" else "主动公开",
        copies="" if kind == "opinion" else phrase("placeholder", "copies"),
    )
    return replace(letter, text=render(letter))


def render(draft: Draft) -> str:
    """The letter as plain text, laid out by the template of its kind."""
    return _layout(draft.kind).render(draft=draft)


@cache
def _layout(kind: LetterKind) -> Template:
    path = Path(__file__).with_name("templates") / f"{kind}.txt.j2"
    return environment().from_string(path.read_text("utf-8"))


def _printed_date(iso: str | None) -> str | None:
    """Arabic numerals without leading zeros (GB/T 9704—2012 7.3.5.4)."""
    if iso is None:
        return None
    year, month, day = (int(part) for part in iso.split("-"))
    return f"{year}年{month}月{day}日"


class _Words:
    """The values that the formulas of one letter share."""

    def __init__(self, matter: Matter, kind: LetterKind) -> None:
        self.matter = matter
        self.kind = kind
        case = matter.case
        self.you = "您" if len(case.proposers) == 1 and case.proposers[0].kind in ("委员", "代表") else "你们"
        self.consulted = _consulted(matter)
        noun: str = case.item_kind
        host = next(iter(case.lead_units), None) or phrase("placeholder", "host")
        proposers = honorific_line(case.proposers) or phrase("placeholder", "addressee", noun=noun)
        self.addressee = proposers if kind == "reply" else host
        self.values = {
            "session": matter.session or phrase("placeholder", "session"),
            "item_no": case.item_no or phrase("placeholder", "item_no", noun=noun),
            "noun": noun,
            "title": matter.title or phrase("placeholder", "title", noun=noun),
            "you": self.you,
            "we": matter.we,
            "consulted": "、".join(self.consulted),
        }

    def formula(self, name: str) -> str:
        conditions: set[str] = {self.kind, self.matter.case.item_kind}
        if self.consulted:
            conditions.add("joint")
        if self.matter.role == "分办":
            conditions.add("parts")
        return formula(name, conditions, **self.values)

    def case_sources(self) -> tuple[Source, ...]:
        """Where the title, number, session and units that the opening repeats are printed."""
        text, found = self.matter.text, []
        for value in (self.matter.title, self.matter.case.item_no):
            at = text.find(value) if value else -1
            if value and at >= 0:
                found.append(Source("case", None, at, at + len(value), value))
        named = (o.unit_source for o in self.matter.opinions if o.unit_source)
        return (*found, *self.matter.session_sources, *named)


def _consulted(matter: Matter) -> tuple[str, ...]:
    """Units whose opinions were handed in, as the case or the opinions name them, each once."""
    names: list[str] = []
    for opinion in matter.opinions:
        if opinion.unit is not None and not any(same_organ(opinion.unit, name) for name in names):
            names.append(opinion.unit)
    return tuple(unit_name(name, matter) for name in names)
