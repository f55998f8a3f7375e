"""Figures by the words right around them: the same place of a clause in a source, with another figure in it.

Sentences are told in other orders and cut in two; the words before and behind a figure mostly stay.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafting.checks.letter import Statement
from drafting.checks.sources import Told
from drafting.finding import Finding, Severity

_FIGURE = re.compile(
    r"(?<![\d.,A-Za-z〔第—\-])(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<many>万亿|亿|万|千)?(?P<more>[余多])?"
    r"(?P<unit>个百分点|个工作日|个月|[%％‰]|[\u4e00-\u9fff])"
)
_MANY = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3}
_NO_UNIT = "年月日号时届条款点度"
_STANDING = ("law", "measures", "plan", "notice")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)|(?:19|20)\d{2}(?=[—－-]20\d{2})")
_MONTH = re.compile(r"\d{1,2}(?=月)")
_PERIOD = re.compile(r"上半年|下半年|季度|春季|秋季|学期|累计|同比")
_NOW = re.compile(r"目前|现有|现已|截至|已有|累计")
_CUT = re.compile("[。；;：:\n]")
_SAME = str.maketrans("该贵本你％", "我我我我%")
_REACH, _KEPT = 40, 16
_INDEXED = 2
_HELD = 4
_LEAST, _LEAST_BEFORE, _LEAST_BEHIND = 9, 4, 8
_FROM_RULE, _PLAIN, _SURELY = 13, 18, 12


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure with the words right before and behind it, blanks left out."""

    value: float
    unit: str
    rough: bool
    raw: str
    start: int
    before: str
    behind: str
    told: Told | None = None


def _places(text: str, told: Told | None = None) -> Iterator[_Place]:
    for match in _FIGURE.finditer(text):
        if match["unit"] in _NO_UNIT:
            continue
        value = float(match["number"].replace(",", "")) * _MANY.get(match["many"] or "", 1)
        before = _CUT.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
        behind = _CUT.split(text[match.end() : match.end() + _REACH])[0]
        yield _Place(
            value, match["unit"].replace("％", "%"), match["more"] is not None, match.group(), match.start(),
            _compact(before)[-_KEPT:], _compact(behind)[:_KEPT], told,
        )  # fmt: skip


def _compact(text: str) -> str:
    return "".join(text.split()).translate(_SAME)


class SourceFigures:
    """The figures of the sources that may be held against those of a letter, by the words before them."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._at: dict[str, list[_Place]] = {}
        for one in told:
            for place in _places(one.text, one):
                self._at.setdefault(place.before[-_INDEXED:], []).append(place)

    def contradictions(self, statement: Statement, seen: Sequence[tuple[int, int]]) -> Iterator[Finding]:
        """Figures of ``statement`` that a source gives otherwise in the same place; those in ``seen`` left out."""
        for place in _places(statement.text):
            start = statement.start + place.start
            end = start + len(place.raw)
            if any(a < end and start < b for a, b in seen):
                continue
            likely = self._at.get(place.before[-_INDEXED:], [])
            if any(_equal(place, other) and sum(_shared(place, other)) >= _HELD for other in likely):
                continue
            against = [other for other in likely if _contradicts(place, other, statement.text)]
            if against:
                yield _finding(place, max(against, key=lambda other: sum(_shared(place, other))), start, statement)


def _equal(place: _Place, other: _Place) -> bool:
    return place.value == other.value and place.unit == other.unit


def _shared(place: _Place, other: _Place) -> tuple[int, int]:
    """How many letters agree right before and right behind the two figures."""
    before = behind = 0
    for one, its in zip(reversed(place.before), reversed(other.before), strict=False):
        if one != its:
            break
        before += 1
    for one, its in zip(place.behind, other.behind, strict=False):
        if one != its:
            break
        behind += 1
    return before, behind


def _contradicts(place: _Place, other: _Place, statement: str) -> bool:
    told = other.told
    if told is None or place.unit != other.unit or not (told.near or told.kind in _STANDING):
        return False
    if (place.rough or other.rough) and abs(place.value - other.value) < 0.1 * other.value:
        return False
    before, behind = _shared(place, other)
    least = _LEAST if told.near else _FROM_RULE
    if before + behind < least or not (before >= _LEAST_BEFORE or behind >= _LEAST_BEHIND):
        return False
    return _of_one_time(statement, told)


def _of_one_time(statement: str, told: Told) -> bool:
    """Whether nothing says that the two tell of different times."""
    for pattern in (_YEAR, _MONTH):
        mine, its = set(pattern.findall(statement)), set(pattern.findall(told.text))
        if mine and its and not mine & its:
            return False
    years = set(_YEAR.findall(statement))
    if years and told.year and told.kind in ("reply", "summary") and not _YEAR.search(told.text):
        return told.year in years
    if told.kind in ("reply", "summary") and _NOW.search(statement + told.text):
        return bool(years & set(_YEAR.findall(told.text)))
    return set(_PERIOD.findall(statement)) == set(_PERIOD.findall(told.text))


def _finding(place: _Place, other: _Place, start: int, statement: Statement) -> Finding:
    told = other.told
    assert told is not None
    plain = sum(_shared(place, other)) >= _PLAIN and told.origin.startswith("opinion:")
    severity: Severity = "B" if plain and set(_YEAR.findall(statement.text)) == set(_YEAR.findall(told.text)) else "W"
    if told.kind == "proposal" and sum(_shared(place, other)) < _SURELY:
        severity = "I"  # what was asked for may be answered with another figure
    message = f"数据与{told.name}不一致：该处为“{other.raw}”，文中写作“{place.raw}”。"
    return Finding("R12", severity, message, start, start + len(place.raw), place.raw, other.raw, told.origin)
