"""The numbers that Word shows before list paragraphs and headings but does not write into their text.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from corpus.numerals import int_to_chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = Any
"""An lxml element; lxml has no types."""

_LEVELS = 9
_MOST_STYLES = 20  # how far a chain of basedOn is followed
_PLACE = re.compile(r"%([1-9])")
_LEGAL_DIGITS = str.maketrans("一二三四五六七八九〇十百千", "壹贰叁肆伍陆柒捌玖零拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGIT_BY_DIGIT = str.maketrans("0123456789", "〇一二三四五六七八九")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    suffix: str
    restarts: bool
    decimal_only: bool


def _chinese(value: int) -> str:
    return int_to_chinese(value) if 0 <= value <= 9999 else str(value)


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""


def _roman(value: int) -> str:
    written = ""
    for worth, sign in _ROMAN:
        written += sign * (value // worth)
        value %= worth
    return written


def _circled(value: int) -> str:
    return chr(0x2460 + value - 1) if 1 <= value <= 20 else str(value)


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanCounting"),
        _chinese,
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional"), lambda n: _chinese(n).translate(_LEGAL_DIGITS)
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        lambda n: str(n).translate(_DIGIT_BY_DIGIT),
    ),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda n: str(n).translate(_FULL_WIDTH)),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalZero": lambda n: f"{n:02}",
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda n: _roman(min(n, 3999)),
    "lowerRoman": lambda n: _roman(min(n, 3999)).lower(),
    "ideographTraditional": lambda n: "甲乙丙丁戊己庚辛壬癸"[(n - 1) % 10],
    "ideographZodiac": lambda n: "子丑寅卯辰巳午未申酉戌亥"[(n - 1) % 12],
    "none": lambda n: "",
}  # fmt: skip


def value_of(element: Element | None, path: str, attribute: str = "val") -> str | None:
    """The attribute of the element at ``path`` below ``element``, all in Word's namespace."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return found.get(W + attribute) if found is not None else None


class Numbering:
    """Counts the numbered paragraphs of one document; ask for each in document order, once."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = {s.get(W + "styleId"): s for s in styles.iter(W + "style")} if styles is not None else {}
        abstract = {a.get(W + "abstractNumId"): a for a in _each(numbering, "abstractNum")}
        linked = {link: a for a in abstract.values() if (link := value_of(a, "styleLink"))}
        self._abstract = {
            key: linked.get(value_of(element, "numStyleLink") or "", element) for key, element in abstract.items()
        }
        self._nums = {n.get(W + "numId"): n for n in _each(numbering, "num")}
        self._levels: dict[tuple[str, int], _Level | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def style_chain(self, properties: Element | None) -> Iterator[Element]:
        """The paragraph's own properties, then those of its style and of the styles it is based on."""
        if properties is not None:
            yield properties
        name = value_of(properties, "pStyle")
        for _ in range(_MOST_STYLES):
            style = self._styles.get(name)
            if style is None:
                return
            if (below := style.find(W + "pPr")) is not None:
                yield below
            name = value_of(style, "basedOn")

    def label(self, properties: Element | None) -> str:
        """The number shown before a paragraph with these ``w:pPr``, ready to be put before its text, or ``""``."""
        number, depth = self._place(properties)
        level = self._level(number, depth) if number else None
        if level is None:
            return ""
        counts = self._count(number, depth, level)
        if level.form == "bullet":
            return ""

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = self._level(number, at) or level
            form = "decimal" if level.decimal_only else of.form
            count = counts[at]
            return _FORMS.get(form, str)(of.start if count is None else count)

        return _spaced(_PLACE.sub(written, level.text), level.suffix)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        number, depth = None, None
        for below in self.style_chain(properties):
            number = number or value_of(below, "numPr/numId")
            depth = depth or value_of(below, "numPr/ilvl")
            if number:
                break
        if number is None or number == "0":  # 0 takes a style's numbering away (17.9.18)
            return "", 0
        return number, min(_integer(depth, 0), _LEVELS - 1)

    def _level(self, number: str, depth: int) -> _Level | None:
        key = (number, depth)
        if key not in self._levels:
            self._levels[key] = self._read_level(number, depth)
        return self._levels[key]

    def _read_level(self, number: str, depth: int) -> _Level | None:
        num = self._nums.get(number)
        own = [o.find(W + "lvl") for o in _each(num, "lvlOverride") if o.get(W + "ilvl") == str(depth)]
        shared = self._abstract.get(value_of(num, "abstractNumId") or "")
        common = [lvl for lvl in _each(shared, "lvl") if lvl.get(W + "ilvl") == str(depth)]
        lvl = next((lvl for lvl in [*own, *common] if lvl is not None), None)
        if lvl is None:
            return None
        return _Level(
            start=_integer(value_of(lvl, "start"), 1),
            form=value_of(lvl, "numFmt") or "decimal",
            text=value_of(lvl, "lvlText") or "",
            suffix=value_of(lvl, "suff") or "tab",
            restarts=value_of(lvl, "lvlRestart") != "0",
            decimal_only=lvl.find(W + "isLgl") is not None,
        )

    def _count(self, number: str, depth: int, level: _Level) -> list[int | None]:
        """Advance the counter; lists of one abstract definition count on, unless theirs says where to start."""
        num = self._nums[number]
        counts = self._counts.setdefault(value_of(num, "abstractNumId") or "", [None] * _LEVELS)
        if (number, depth) not in self._begun:
            self._begun.add((number, depth))
            override = next((o for o in _each(num, "lvlOverride") if o.get(W + "ilvl") == str(depth)), None)
            if (start := value_of(override, "startOverride")) is not None:
                counts[depth] = _integer(start, 1) - 1
        count = counts[depth]
        counts[depth] = level.start if count is None else count + 1
        for deeper in range(depth + 1, _LEVELS):
            below = self._level(number, deeper)
            if below is None or below.restarts:
                counts[deeper] = None
        return counts


def _each(parent: Element | None, tag: str) -> Iterable[Element]:
    return () if parent is None else parent.findall(W + tag)


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else otherwise


def _spaced(label: str, suffix: str) -> str:
    """After 、 ） or . the text follows at once, as offices type it; 第一条 takes the wide space of statutes."""
    if not label or suffix == "nothing" or not (label[-1].isalpha() or label[-1].isdecimal()):
        return label
    return label + ("　" if label[-1] in "条章节编款项" else " ")
