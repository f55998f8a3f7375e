"""The numbers that Word shows before list paragraphs and headings but does not write into their text.

Source: ECMA-376 part 1, 17.9 (numbering).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.read.package import Element
from corpus.read.word_number_forms import written
from corpus.read.word_xml import W, is_on, value_of

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """``after`` is the deepest level (from 1) whose paragraphs make this one begin anew; 0 for none."""

    start: int
    form: str
    text: str
    suffix: str
    after: int
    decimal_only: bool
    style: str | None


class Numbering:
    """Counts the numbered paragraphs of one document; ask for each in document order, once."""

    def __init__(self, numbering: Element | None) -> None:
        abstract = {a.get(W + "abstractNumId"): a for a in _each(numbering, "abstractNum")}
        linked = {link: a for a in abstract.values() if (link := value_of(a, "styleLink"))}
        self._abstract = {
            key: linked.get(value_of(element, "numStyleLink") or "", element) for key, element in abstract.items()
        }
        self._nums = {n.get(W + "numId"): n for n in _each(numbering, "num")}
        self._levels: dict[tuple[str, int], _Level | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, number: str | None, depth: str | None, lister: str | None = None) -> str:
        """The number shown before a paragraph of the list ``number``, ready to be put before its text, or ``""``.

        ``lister`` is the style that puts it into the list: a level made for that style then comes before ``depth``.
        """
        if number is None or number == "0" or number not in self._nums:  # 0 takes a style's number away (17.9.18)
            return ""
        at = self._depth_of(number, lister)
        if at is None:
            at = min(max(_integer(depth, 0), 0), _LEVELS - 1)
        level = self._level(number, at)
        if level is None:
            return ""
        counts = self._count(number, at, level)
        if level.form == "bullet":
            return ""

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            of = self._level(number, place) or level
            count = counts[place]
            return written(of.start if count is None else count, "decimal" if level.decimal_only else of.form)

        return _spaced(_PLACE.sub(shown, level.text), level.suffix)

    def _depth_of(self, number: str, style: str | None) -> int | None:
        """The level that is made for a style by ``w:pStyle`` (17.9.23)."""
        if style is None:
            return None
        levels = (self._level(number, depth) for depth in range(_LEVELS))
        return next((at for at, level in enumerate(levels) if level is not None and level.style == style), None)

    def _level(self, number: str, depth: int) -> _Level | None:
        key = (number, depth)
        if key not in self._levels:
            self._levels[key] = self._read_level(number, depth)
        return self._levels[key]

    def _read_level(self, number: str, depth: int) -> _Level | None:
        num = self._nums[number]
        overrides = [o for o in _each(num, "lvlOverride") if o.get(W + "ilvl") == str(depth)]
        own = [override.find(W + "lvl") for override in overrides]
        shared = self._abstract.get(value_of(num, "abstractNumId") or "")
        common = [lvl for lvl in _each(shared, "lvl") if lvl.get(W + "ilvl") == str(depth)]
        lvl = next((lvl for lvl in [*own, *common] if lvl is not None), None)
        if lvl is None:
            return None
        return _Level(
            start=next((s for o in overrides if (s := _start(o)) is not None), _integer(value_of(lvl, "start"), 1)),
            form=_form(lvl),
            text=value_of(lvl, "lvlText") or "",
            suffix=value_of(lvl, "suff") or "tab",
            after=_integer(value_of(lvl, "lvlRestart"), _LEVELS),
            decimal_only=is_on(lvl.find(W + "isLgl")),
            style=value_of(lvl, "pStyle"),
        )

    def _count(self, number: str, depth: int, level: _Level) -> list[int | None]:
        """Advance the counter; lists of one abstract definition count on, unless theirs says where to start."""
        num = self._nums[number]
        counts = self._counts.setdefault(value_of(num, "abstractNumId") or "", [None] * _LEVELS)
        if (number, depth) not in self._begun:
            self._begun.add((number, depth))
            if any(o.get(W + "ilvl") == str(depth) and _start(o) is not None for o in _each(num, "lvlOverride")):
                counts[depth] = None
        count = counts[depth]
        counts[depth] = level.start if count is None else count + 1
        for deeper in range(depth + 1, _LEVELS):
            below = self._level(number, deeper)
            if below is None or depth < below.after:
                counts[deeper] = None
        return counts


def _start(override: Element) -> int | None:
    start = value_of(override, "startOverride")
    return None if start is None else _integer(start, 1)


def _form(lvl: Element) -> str:
    """The form of a level; what newer programs write as an alternative comes first."""
    forms = [form.get(W + "val") for form in lvl.iter(W + "numFmt")]
    return next((form for form in forms if form and form != "custom"), "decimal")


def _each(parent: Element | None, tag: str) -> Iterable[Element]:
    return () if parent is None else parent.findall(W + tag)


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() else otherwise


def _spaced(label: str, suffix: str) -> str:
    """After 、 ） or . the text follows at once, as offices type it; 第一条 takes the wide space of statutes."""
    if not label or suffix == "nothing" or not (label[-1].isalpha() or label[-1].isdecimal()):
        return label
    return label + ("　" if label[-1] in "条章节编款项" else " ")
