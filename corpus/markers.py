"""Printed numbers at the head of a line: 第一章, 一、, （一）, 1., 1.1, （1）, 一是.

Order of levels: GB/T 9704—2012 7.3.3 (一、 （一） 1. （1）); chapters and articles: 立法法 art. 65.
"""

import re
from dataclasses import dataclass
from typing import Literal

from corpus.numerals import chinese_to_int

Style = Literal["chapter", "clause", "article", "han", "han_paren", "arabic", "dotted", "arabic_paren", "circled", "ordinal"]

LEVEL: dict[Style, int] = {
    "chapter": 1, "clause": 2, "article": 3, "han": 1, "han_paren": 2, "arabic": 3, "dotted": 4, "arabic_paren": 4,
    "circled": 5, "ordinal": 5,
}  # fmt: skip

_HAN = "一二三四五六七八九十百零〇"
_STYLES: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("chapter", re.compile(rf"第([{_HAN}\d]{{1,5}})[章编](?=[\s\u3000]|$|[\u4e00-\u9fff])")),
    ("clause", re.compile(rf"第([{_HAN}\d]{{1,5}})节(?=[\s\u3000]|$)")),
    ("article", re.compile(rf"第([{_HAN}千\d]{{1,7}})条(?:之([{_HAN}]))?(?=[\s\u3000：:【（]|$|[\u4e00-\u9fff])")),
    ("han", re.compile(rf"([{_HAN}]{{1,4}})[、．.]")),
    ("han_paren", re.compile(rf"[（(]([{_HAN}]{{1,4}})[）)][、．.]?")),
    ("dotted", re.compile(r"(\d{1,2}(?:[.．]\d{1,2})+)[、．.]?(?![.．]?[\d%％万亿])")),
    ("arabic", re.compile(r"(\d{1,2})(?:[、．.](?!\d)|[)）])")),
    ("arabic_paren", re.compile(r"[（(](\d{1,2})[）)][、．.]?")),
    ("circled", re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩])")),
    ("ordinal", re.compile(rf"(?:第([{_HAN}]{{1,2}})(?=[，,、])[，,、]|([{_HAN}]{{1,2}})(?:是|要))")),
)  # fmt: skip


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


def marker(line: str) -> Marker | None:
    """The number a stripped line begins with; leading list or emphasis marks of Markdown are looked through."""
    skipped = len(line) - len(line.lstrip("-*# \u3000"))
    for style, pattern in _STYLES:
        if match := pattern.match(line, skipped):
            return Marker(style, match.group().strip(), _plain(style, match), match.end())
    return None


def _plain(style: Style, match: re.Match[str]) -> str:
    printed = next(group for group in match.groups() if group)
    if style == "circled":
        return str("①②③④⑤⑥⑦⑧⑨⑩".index(printed) + 1)
    if style == "dotted":
        return printed.replace("．", ".")
    return str(chinese_to_int(printed))
