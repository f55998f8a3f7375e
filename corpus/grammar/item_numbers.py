"""Numbers of proposals and suggestions (提案号, 建议号), known by their cues and never by their shape."""

import re
import unicodedata
from collections.abc import Iterator

from corpus.document import Reference
from corpus.grammar.claims import Claims
from corpus.grammar.reference_grammar import entry, pattern, patterns, stretches

_CANDIDATE = re.compile(r"[0-9]{1,12}\s{0,6}号|案\s{0,6}[号由]|[编序]\s{0,6}号|建\s{0,6}议\s{0,6}号")
_AROUND = 40
_BEFORE = 8


def item_numbers(text: str) -> Iterator[Reference]:
    """Item numbers in no particular order; the span holds the number alone, without 第 and 号."""
    if not any(cue in text for cue in entry("item_no")["cues"]):
        return
    claims = Claims()
    for start, end in stretches(text, _CANDIDATE, _AROUND, _AROUND):
        for form in patterns("item_no"):
            for match in form.finditer(text, start, end):
                yield from _with_listed(text, match, claims)


def _with_listed(text: str, match: re.Match[str], claims: Claims) -> Iterator[Reference]:
    """The number of a match and those listed before it (第20230505、20230506号提案)."""
    span = match.span("number")
    if _is_other(text, match) or not claims.take(span):
        return
    yield _item(text, span)
    listed, reach = pattern("item_no", "listed"), entry("item_no")["list_reach"]
    start = _list_end(text, span[0])
    while earlier := listed.search(text, max(0, start - reach), start):
        if not claims.take(earlier.span("number")):
            return
        yield _item(text, earlier.span("number"))
        start = _list_end(text, earlier.start("number"))


def _list_end(text: str, number_start: int) -> int:
    """The position before the 第 of a number."""
    before = text[max(0, number_start - _BEFORE) : number_start]
    kept = before.rstrip().removesuffix("第")
    return number_start - len(before) + len(kept)


def _is_other(text: str, match: re.Match[str]) -> bool:
    start, number = match.start(), match.start("number")
    if number and text[number - 1].isdecimal():
        return True
    return pattern("item_no", "not_before").search(text, max(0, start - _BEFORE), start) is not None


def _item(text: str, span: tuple[int, int]) -> Reference:
    raw = text[slice(*span)]
    return Reference("item_no", raw, unicodedata.normalize("NFKC", raw), *span)
