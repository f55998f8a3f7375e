"""The days of a document by their roles: 印发, 发布, 通过, 批准, 公布, 施行, 失效. The cues are data."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from corpus.document import DateRole, Reference, RoleDate
from corpus.grammar.dates import PRINTED_DAY, iso_date

# A day of two digits first is European order (09.07.2015), as old portals stamped their pages.
DAY = rf"(?P<day>{PRINTED_DAY}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|(?<!\d)\d{{2}}\.\d{{2}}\.\d{{4}})"
_EUROPEAN = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_HEAD = 1500  # characters
_TAIL = 1500
_BESIDE = 16  # characters: as far as the words stand from the day that they give a role


@dataclass(frozen=True, slots=True)
class _Rule:
    role: DateRole
    where: str
    cues: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]


@cache
def _rules() -> tuple[_Rule, ...]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return tuple(
        _Rule(
            cast(DateRole, rule["role"]),
            rule["where"],
            tuple(rule.get("cues", ("",))),
            tuple(re.compile(pattern.replace("{day}", DAY)) for pattern in rule["patterns"]),
        )
        for rule in data["role"]
    )


def printed_day(printed: str) -> str | None:
    """The ISO day of ``printed`` in any of the forms of :data:`DAY`."""
    if match := _EUROPEAN.fullmatch(printed):
        return iso_date(f"{match[3]}-{match[2]}-{match[1]}")
    return iso_date(printed)


def date_roles(
    text: str, own: dict[DateRole, str | None], references: Sequence[Reference] = ()
) -> tuple[RoleDate, ...]:
    """The days whose role the text tells, in the order of the text.

    ``own`` holds what is known already (施行, 失效): a role there stands only with the day given, so that the entry
    into force of a rule that is merely cited is not taken for the document's own. It is looked for beside the dates
    among ``references`` alone.
    """
    head, tail = (0, min(_HEAD, len(text))), (max(0, len(text) - _TAIL), len(text))
    found = []
    for rule in _rules():
        if rule.where == "all":
            day = own.get(rule.role)
            dates = (r for r in references if r.kind == "date" and r.value == day)
            windows = [(max(0, date.start - _BESIDE), min(len(text), date.end + _BESIDE)) for date in dates]
        else:
            windows = [head if rule.where == "head" else tail]
        match = next((match for window in windows if (match := _first(rule, text, *window))), None)
        if match is not None and (day := printed_day(match["day"])):
            found.append(RoleDate(rule.role, day, *match.span("day")))
    return tuple(sorted(found, key=lambda mark: mark.start))


def _first(rule: _Rule, text: str, start: int, end: int) -> re.Match[str] | None:
    if all(text.find(cue, start, end) < 0 for cue in rule.cues):
        return None
    return next((match for pattern in rule.patterns if (match := pattern.search(text, start, end))), None)
