"""The sentences around the answers (title, opening, closing) from the formulas and the ways of the place."""

import re
from datetime import date

from corpus.offices.organs import same_organ
from drafting.address import address
from drafting.clock import Due, reply_due, work_calendar
from drafting.draft import Basis, Source
from drafting.formulas import formula, phrase
from drafting.frame import Frame
from drafting.jurisdiction_values import Deadline
from drafting.matter import Matter
from drafting.wording import unit_name

_SLOT = re.compile(r"\{([^{}]+)\}")


def printed_date(iso: str | None) -> str | None:
    """Arabic numerals without leading zeros (GB/T 9704—2012 7.3.5.4)."""
    if iso is None:
        return None
    year, month, day = (int(part) for part in iso.split("-"))
    return f"{year}年{month}月{day}日"


class FrameWords:
    """The frame of one letter: ``title``, ``addressee``, ``opening`` and ``closing`` as printed, with the ``sources``
    of the opening and the ``basis`` of what the place's rules gave."""

    def __init__(self, matter: Matter, frame: Frame) -> None:
        self._matter, self._frame = matter, frame
        self._basis: list[Basis] = []
        joint = frame.ways.joint
        self.to = address(matter.case.proposers, joint.way if joint else None, matter.case.item_kind)
        self.consulted = _consulted(matter)
        self._values = self._shared_values()
        self._conditions = self._settle_conditions()
        self.title = self._title()
        self.addressee = self._addressee()
        self.opening = self._opening()
        self.closing = self._closing()
        self.sources = self._sources()

    @property
    def basis(self) -> tuple[Basis, ...]:
        return tuple(self._basis)

    def _shared_values(self) -> dict[str, str]:
        matter, frame, case = self._matter, self._frame, self._matter.case
        noun: str = case.item_kind
        earlier = frame.earlier
        consulted = "、".join(self.consulted)
        return {
            "session": matter.session or phrase("placeholder", "session"),
            "item_no": case.item_no or phrase("placeholder", "item_no", noun=noun),
            "noun": noun,
            "title": matter.title or phrase("placeholder", "title", noun=noun),
            "whom": self.to.whom,
            "put": "联名提出" if self.to.joint else "提出",
            "all": self.to.all,
            "honorific": self.to.honorific,
            "we": matter.we,
            "consulted": consulted,
            "with_consulted": f"会同{consulted}" if consulted else "",
            "part": frame.part or phrase("placeholder", "part", we=matter.we),
            "earlier_day": printed_date(earlier.day if earlier else None) or phrase("placeholder", "earlier_day"),
            "earlier_number": (earlier.number if earlier else None) or phrase("placeholder", "earlier_number"),
        }

    def _settle_conditions(self) -> set[str]:
        frame, role = self._frame, self._matter.role
        conditions: set[str] = {frame.letter, self._matter.case.item_kind}
        chosen = next((o for o in frame.ways.openings if o.role == role), None)
        if chosen is not None and (chosen.variant != "C" or self.consulted):
            conditions.add(chosen.variant)
            self._basis.append(Basis("opening", chosen.variant, chosen.scope.source))
        elif role == "分办":
            conditions.add("parts")
        if self.to.others and frame.ways.joint is not None and frame.ways.joint.way == "relay":
            conditions.add("relay")
        return conditions

    def _title(self) -> str:
        form = next((t for t in self._frame.ways.titles if t.letter == self._frame.letter), None)
        if form is None:
            return formula("title", self._conditions, **self._values)
        self._basis.append(Basis("title", form.text, form.scope.source))
        values = {
            "机关": self._matter.issuer or phrase("placeholder", "issuer"),
            "会议": self._values["session"],
            "编号": self._values["item_no"],
            "类型": self._values["noun"],
            "题目": self._values["title"],
        }
        return _SLOT.sub(lambda match: values[match[1]], form.text)

    def _addressee(self) -> str:
        case = self._matter.case
        if self._frame.letter == "opinion":
            return next(iter(case.lead_units), None) or phrase("placeholder", "host")
        return self.to.line or phrase("placeholder", "addressee", noun=case.item_kind)

    def _opening(self) -> tuple[str, ...]:
        values = self._values | {"follow_up": self._follow_up()}
        first = formula("opening", self._conditions, **values)
        return (first, self._extension()) if self._frame.letter == "interim" else (first,)

    def _follow_up(self) -> str:
        rule = self._frame.ways.follow_up
        if self._frame.letter != "second_reply" or rule is None:
            return ""
        self._basis.append(Basis("opening", rule.cite, rule.scope.source))
        return f"根据{rule.cite}的规定，"

    def _extension(self) -> str:
        """Why, on what rule and until when; the reason and the consent are never known here."""
        rule = self._frame.ways.deadline("extension")
        due = self._extended_due()
        new_day = printed_date(due.day.isoformat()) if due else None
        if due is not None and new_day is not None:
            self._basis.append(Basis("opening", new_day, due.rests_on))
        values = self._values | {"new_day": new_day or phrase("placeholder", "new_day")}
        if rule is None or rule.cite is None or rule.words is None or not self._frame.ways.citable(rule.scope):
            return formula("extension", set(), **values)
        self._basis.append(Basis("opening", f"按照{rule.cite}的规定，{rule.words}", rule.scope.source))
        return formula("extension", {"rule"}, **values, **_cited(rule))

    def _extended_due(self) -> Due | None:
        assigned = self._frame.assigned
        if assigned is None:
            return None
        return reply_due(date.fromisoformat(assigned), self._frame.ways, work_calendar(), extended=True)

    def _closing(self) -> tuple[str, ...]:
        thanks = formula("closing", self._conditions, **self._values)
        form = next((c for c in self._frame.ways.closings if c.letter == self._frame.letter), None)
        if form is None:
            return thanks, formula("ending", self._conditions, **self._values)
        self._basis.append(Basis("closing", form.ending, form.scope.source))
        return thanks, form.ending

    def _sources(self) -> tuple[Source, ...]:
        """Where the title, number, session, units and earlier reply that the opening repeats are printed."""
        matter, found = self._matter, []
        for value in (matter.title, matter.case.item_no):
            at = matter.text.find(value) if value else -1
            if value and at >= 0:
                found.append(Source("case", None, at, at + len(value), value))
        named = (o.unit_source for o in matter.opinions if o.unit_source)
        earlier = self._frame.earlier.sources if self._frame.earlier and self._frame.letter == "second_reply" else ()
        return (*found, *matter.session_sources, *named, *earlier)


def _cited(rule: Deadline) -> dict[str, str]:
    return {"cite": rule.cite or "", "words": rule.words or "", "consent": rule.consent or "交办单位"}


def _consulted(matter: Matter) -> tuple[str, ...]:
    """Units whose opinions were handed in, as the case or the opinions name them, each once."""
    names: list[str] = []
    for opinion in matter.opinions:
        if opinion.unit is not None and not any(same_organ(opinion.unit, name) for name in names):
            names.append(opinion.unit)
    return tuple(unit_name(name, matter) for name in names)
