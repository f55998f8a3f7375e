"""Duties: which unit leads and which take part in what, from task tables and from running text.

Domain brief §6, seed 003: a question such as 谁牵头检验检测服务能力建设 is answered from them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.document import Document
from corpus.offices.duty import Duty, Respelt
from corpus.offices.duty_phrases import phrase_duties
from corpus.offices.duty_tables import table_duties
from corpus.offices.duty_words import pattern
from corpus.offices.organ_names import resolve
from corpus.offices.organs import same_organ


@dataclass(frozen=True, slots=True)
class Part:
    """How often a unit leads, leads alone, and takes part; as positions in the sequence of duties."""

    leads: tuple[int, ...]
    alone: tuple[int, ...]
    participates: tuple[int, ...]


# What members ask for is no duty yet, and 主办单位 in a registered case is its handling (Case.lead_units); a law
# charges bodies of every place, not units.
_NONE_IN = ("proposal", "page", "law")


def duties(document: Document) -> tuple[Duty, ...]:
    """Every duty that ``document`` lays down, in the order of the text; units of one name are spelt alike.

    A unit is spelt as the document mostly spells it (食品药品监督管理局 → 食品药品监管局 where that is the rule), and
    one with a character wrong or missing is put right; ``Duty.respelt`` says what was printed in both cases.
    """
    if document.kind in _NONE_IN:
        return ()
    covered = [(table.start, table.end) for table in document.tables]
    found = [
        *(duty for table in document.tables for duty in table_duties(document.text, table)),
        *phrase_duties(document.text, covered),
    ]
    return _spelt_alike(sorted(found, key=lambda duty: (duty.start, duty.end)))


def _spelt_alike(found: list[Duty]) -> tuple[Duty, ...]:
    spelling = _spellings(Counter(unit for duty in found for unit in (*duty.leads, *duty.participants)))
    return tuple(
        replace(
            duty,
            leads=tuple(dict.fromkeys(spelling[unit] for unit in duty.leads)),
            participants=tuple(dict.fromkeys(spelling[unit] for unit in duty.participants)),
            respelt=tuple(
                Respelt(unit, spelling[unit]) for unit in (*duty.leads, *duty.participants) if spelling[unit] != unit
            ),
        )
        for duty in found
    )


def _spellings(counts: Counter[str]) -> dict[str, str]:
    """For each unit the spelling of it that is used most; one with a wrong character never is the spelling."""
    known = {unit: resolve(unit) for unit in counts}
    best: dict[tuple[str, str], str] = {}
    for unit, _ in counts.most_common():
        if (means := known[unit]) is not None and means.how != "typo":
            best.setdefault((means.organ.place, means.entry.name), unit)
    return {
        unit: unit if means is None else best.get((means.organ.place, means.entry.name), means.name)
        for unit, means in known.items()
    }


def part_of(unit: str, found: Iterable[Duty]) -> Part:
    """What ``unit`` has to do: the positions of the duties that it leads, leads alone, and takes part in."""
    leads, alone, joins = [], [], []
    for at, duty in enumerate(found):
        if any(same_organ(unit, other) for other in duty.leads):
            leads.append(at)
            alone += [at] if len(duty.leads) == 1 else []
        elif any(same_organ(unit, other) for other in duty.participants):
            joins.append(at)
    return Part(tuple(leads), tuple(alone), tuple(joins))


def duties_about(question: str, found: Iterable[Duty], top: int = 3) -> tuple[Duty, ...]:
    """The duties whose task shares the most with ``question`` (谁牵头检验检测服务能力建设), the nearest first.

    Likeness is the share of the question's pairs of characters that the task holds; below a half is none.
    """
    asked = _pairs(pattern("question", "noise").sub("", question))
    scored = [(len(asked & _pairs(duty.task)) / len(asked), duty) for duty in found] if asked else []
    near = [(score, duty) for score, duty in scored if score >= 0.5]
    return tuple(duty for _, duty in sorted(near, key=lambda pair: (-pair[0], len(pair[1].task)))[:top])


def _pairs(text: str) -> frozenset[str]:
    plain = re.sub(r"\W", "", text)
    return frozenset(_bigrams(plain))


def _bigrams(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))
