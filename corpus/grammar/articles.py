"""Numbers of articles in laws: 第一百二十条之一 and its many spellings."""

import re

from corpus.grammar.numerals import NUMERAL_CLASS, chinese_to_int

_NUMERAL = rf"[{NUMERAL_CLASS}0-9０-９]{{1,8}}"
_LABEL = re.compile(rf"第\s*({_NUMERAL})\s*条(?:\s*之\s*({_NUMERAL}))?")
_BARE = re.compile(rf"({_NUMERAL})(?:\s*[之\-]\s*({_NUMERAL}))?(?:\..*)?")


def article_anchor(text: str) -> str | None:
    """The article that ``text`` begins with, as ``5`` or ``120-1`` (第一百二十条之一), else ``None``.

    Fit for an anchor in a web page. A mention further on in the text (依照第五条) does not count.
    """
    return _anchor(_LABEL.match(text.lstrip()))


def article_number(cited: str) -> str | None:
    """The anchor of a cited article: 第五条, 第五条第二款, 五, 5, 120之一, and ``5.2.-`` of a reference's value."""
    text = cited.strip()
    return _anchor(_LABEL.match(text)) or _anchor(_BARE.fullmatch(text))


def _anchor(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    try:
        number = str(chinese_to_int(match[1]))
        return number if match[2] is None else f"{number}-{chinese_to_int(match[2])}"
    except ValueError:
        return None
