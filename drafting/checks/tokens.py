"""A sentence cut into what a check compares: figures, dates, titles, numbers and organs whole, else letters."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.offices.organs import find_organs

TokenKind = Literal["number", "date", "title", "doc_number", "article", "organ", "letter"]

_BRACKETS = "〔\\[［【（(﹝", "〕\\]］】）)﹞"
_SPECIAL = re.compile(
    r"(?P<title>《(?:[^《》\n]|《[^《》\n]*》){1,120}》)"
    rf"|(?P<doc_number>[{_BRACKETS[0]}]\s?\d{{4}}\s?[{_BRACKETS[1]}]\s?第?\s?\d{{1,5}}\s?号)"
    r"|(?P<article>第\s?[一二三四五六七八九十百零〇\d]{1,7}\s?[条款项](?:之[一二三四五六七八九十])?)"
    r"|(?P<date>\d{4}\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?|\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?|\d{4}(?=[—–\-~～至]\d{4}年))"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?\s?[余多]?(?:万亿|亿|万|千|百)?(?:元|[%％‰])?"
    r"|(?:百分之)?[一二两三四五六七八九十百千]{1,6}(?:分之[一二三四五六七八九十])?(?=个|项|件|家|名|天|日|倍|成|所|台|次|批|类|种|年|月|倍))"
)
# Two spellings of one thing, one letter for one; what stands in no table is folded by NFKC.
_SAME = str.maketrans("，；：（）！？“”‘’「」『』", ',;:()!?""""""""')

# A unit's own word for itself turns when another tells it: 我局, 该局, 贵局.
_WE, _UNITS = "我该本贵你", tuple("局委厅办院单")


@dataclass(frozen=True, slots=True)
class Token:
    """``key`` is what is compared; ``start``/``end`` are offsets into the sentence."""

    kind: TokenKind
    key: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The sentence in tokens; blanks are left out."""
    found: list[Token] = []
    organs = [(m.start, m.end) for m in find_organs(text)]
    done = 0
    for start, end, kind in _special(text, organs):
        if start < done:
            continue
        found += _letters(text, done, start)
        found.append(Token(kind, _key(text[start:end]), start, end))
        done = end
    found += _letters(text, done, len(text))
    return found


def _special(text: str, organs: list[tuple[int, int]]) -> Iterator[tuple[int, int, TokenKind]]:
    spans: list[tuple[int, int, TokenKind]] = [(*span, "organ") for span in organs]
    for match in _SPECIAL.finditer(text):
        kind: TokenKind = match.lastgroup  # type: ignore[assignment]
        start, end = match.span()
        while end > start and text[end - 1].isspace():
            end -= 1
        spans.append((start, end, kind))
    # A title goes before the organ it names, else the earlier before the later.
    return iter(sorted(spans, key=lambda span: (span[0], -span[1])))


def _letters(text: str, start: int, end: int) -> Iterator[Token]:
    for at in range(start, end):
        if not text[at].isspace():
            own = text[at] in _WE and text[at + 1 : at + 2] in _UNITS
            yield Token("letter", _WE[0] if own else _key(text[at]), at, at + 1)


def _key(text: str) -> str:
    plain = "".join(text.split())
    if len(plain) == 1 and "\u4e00" <= plain <= "\u9fff":
        return plain
    return (
        unicodedata.normalize("NFKC", plain.translate(_SAME))
        .translate(_SAME)
        .replace(",", "" if len(plain) > 1 else ",")
    )
