"""Lines and sentences of a text with their offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A sentence ends at 。！？ with any closing marks after it; a quotation keeps its own end inside, ； joins clauses.
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)》]*|\n|$)")
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its surrounding blanks; ``text[start:end]`` of the whole text is ``Line.text``."""

    start: int
    end: int
    text: str


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Lines that are not blank, within ``text[start:end]``."""
    stop = len(text) if end is None else end
    while start < stop:
        newline = text.find("\n", start, stop)
        line_end = stop if newline < 0 else newline
        raw = text[start:line_end]
        body = raw.strip()
        if body:
            left = start + len(raw) - len(raw.lstrip())
            yield Line(left, left + len(body), body)
        start = line_end + 1


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Sentences within ``text[start:end]``; one that would break inside a quotation or bracket runs on.

    A line end always ends a sentence, so an unbalanced mark costs one line at most.
    """
    stop = len(text) if end is None else end
    pending: int | None = None
    for match in _SENTENCE.finditer(text, start, stop):
        if match.end() == match.start():
            continue
        begin = match.start() if pending is None else pending
        piece = text[begin : match.end()]
        if not piece.endswith("\n") and match.end() < stop and _open_marks(piece):
            pending = begin
            continue
        pending = None
        body = piece.strip()
        if body:
            left = begin + len(piece) - len(piece.lstrip())
            yield Line(left, left + len(body), body)


def _open_marks(piece: str) -> bool:
    return any(piece.count(opening) > piece.count(closing) for opening, closing in _PAIRS.items())
