"""Printed numbers at the head of a line: 第一章, 一、, （一）, 1., 1.1, （1）, 一是.

Order of levels: GB/T 9704—2012 7.3.3 (一、 （一） 1. （1）); chapters and articles: 立法法 art. 65.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.grammar.ordinals import ordinal

Style = Literal[
    "chapter", "clause", "article", "han", "han_paren", "arabic", "dotted", "arabic_paren", "circled", "ordinal"
]

LEVEL: dict[Style, int] = {
    "chapter": 1, "clause": 2, "article": 3, "han": 1, "han_paren": 2, "arabic": 3, "dotted": 4, "arabic_paren": 4,
    "circled": 5, "ordinal": 5,
}  # fmt: skip

_HAN = "一二三四五六七八九十百零〇"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# What makes 27.79 at the head of a line a figure and no number of a paragraph.
_UNIT = "%％‰万亿千百元倍个件项名人户家吨亩米度版年"
_STYLES: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("chapter", re.compile(rf"第([{_HAN}\d]{{1,5}})[章编](?=\s|$|[\u4e00-\u9fff])")),
    ("clause", re.compile(rf"第([{_HAN}\d]{{1,5}})节(?=\s|$)")),
    ("article", re.compile(rf"第([{_HAN}千\d]{{1,7}})条(?:之([{_HAN}]))?(?!第|规定|的)(?=[\s：:【（\u4e00-\u9fff]|$)")),
    ("han", re.compile(rf"([{_HAN}]{{1,4}})[、．.](?![{_HAN}][季线级类年月])")),
    ("han_paren", re.compile(rf"[（(]([{_HAN}]{{1,4}})[）)][、．.]?")),
    ("dotted", re.compile(rf"([1-9]\d?(?:[.．][1-9]\d?)+)[、．.]?(?![.．]?\d|\s?[{_UNIT}])")),
    ("arabic", re.compile(r"(\d{1,2})(?:[、．.](?!\d)|[)）])")),
    ("arabic_paren", re.compile(r"[（(](\d{1,2})[）)][、．.]?")),
    ("circled", re.compile(rf"([{_CIRCLED}])")),
    ("ordinal", re.compile(rf"(?:第([{_HAN}]{{1,2}})(?=[，,、])[，,、]|([{_HAN}]{{1,2}})(?:是|要))")),
)  # fmt: skip
_BY_NAME = dict(_STYLES)
_DIGITS: tuple[Style, ...] = ("dotted", "arabic")


def _openings() -> dict[str, tuple[Style, ...]]:
    """Which styles a first character may open: most lines open none, and are told apart by one look."""
    brackets: tuple[Style, ...] = ("han_paren", "arabic_paren")
    return {
        "第": ("article", "chapter", "clause", "ordinal"),
        **dict.fromkeys("（(", brackets),
        **dict.fromkeys(_HAN, ("han", "ordinal")),
        **dict.fromkeys(_CIRCLED, ("circled",)),
    }


_OPENINGS = _openings()


@dataclass(frozen=True, slots=True)
class Marker:
    """``printed`` is the number as it stands (``（一）``), ``number`` its plain form (``1``, ``3.1``)."""

    style: Style
    printed: str
    number: str
    length: int

    @property
    def level(self) -> int:
        return LEVEL[self.style]


@lru_cache(maxsize=4096)  # headings and passages ask for the same lines
def marker(line: str) -> Marker | None:
    """The number a stripped line begins with; leading list or emphasis marks of Markdown are looked through."""
    skipped = len(line) - len(line.lstrip("-*# \u3000\xa0"))
    first = line[skipped : skipped + 1]
    for style in _OPENINGS.get(first, _DIGITS if first.isdecimal() else ()):
        if (match := _BY_NAME[style].match(line, skipped)) and (number := _plain(style, match)):
            return Marker(style, match.group().strip(), number, match.end())
    return None


def _plain(style: Style, match: re.Match[str]) -> str | None:
    printed = next(group for group in match.groups() if group)
    if style == "circled":
        return str(_CIRCLED.index(printed) + 1)
    if style == "dotted":
        return unicodedata.normalize("NFKC", printed)
    value = ordinal(printed)
    if value is None:
        return None
    inserted = match[2] if style == "article" else None
    return f"{value}之{inserted}" if inserted else str(value)
