"""Numbers of standards: national, trade, local, group and foreign ones."""

import re
from collections.abc import Iterator
from functools import cache

from corpus.document import Reference
from corpus.grammar.reference_grammar import any_of, entry, pattern

_CANDIDATE = re.compile(r"[A-Z]{1,6}|gb|iso|db")
_BLANKS = re.compile(r"\s+")
_NEAR = 6


@cache
def _form() -> re.Pattern[str]:
    table = entry("standard")
    form = table["pattern"].format(sure="|".join(table["sure"]), trade=any_of("standard", "trade"))
    return re.compile(form, re.IGNORECASE)


def standards(text: str) -> Iterator[Reference]:
    """Standards as ``GB/T 9704—2012``; without its year where none is printed. ISO and IEC keep their colon.

    A trade's code counts only with /T, with a year or beside the word 标准 or a title: plates and models look alike.
    """
    floor = 0
    for candidate in _CANDIDATE.finditer(text):
        start = candidate.start()
        if start < floor or (start and _in_word(text[start - 1])):
            continue
        match = _form().match(text, start)
        if match is None or (match["trade"] and not _is_trade_standard(text, match)):
            continue
        floor = match.end()
        code = _BLANKS.sub("", match["code"]).replace("／", "/").upper()
        dash = ":" if match["dash"] in (":", "：") else "—"
        year = f"{dash}{match['year']}" if match["year"] else ""
        yield Reference("standard", match.group(), f"{code} {match['number']}{year}", start, floor)


def _in_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "-_")


def _is_trade_standard(text: str, match: re.Match[str]) -> bool:
    if match["year"] or "/" in match["code"] or "／" in match["code"]:
        return True
    around = text[max(0, match.start() - _NEAR) : match.start()] + text[match.end() : match.end() + _NEAR]
    return pattern("standard", "near").search(around) is not None
