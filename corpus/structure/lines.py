"""Lines and sentences of a text with their offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A sentence ends at 。！？ with any closing marks after it; a quotation keeps its own end inside, ； joins clauses.
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)》]*|\n|$)")
_MARK = re.compile(r"[“”《》（）()「」]")
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」"}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
# A quotation that runs on beyond this was never closed: its sentences are taken one by one again.
_LONGEST_QUOTATION = 600
_MARKDOWN = "*#> \t\u3000\xa0"


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


def unmarked(line: str) -> str:
    """A line without the marks of emphasis and headings that Markdown leaves around it (``**公开方式**``)."""
    return line.strip(_MARKDOWN)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Sentences within ``text[start:end]``; one that would break inside a quotation or bracket runs on.

    A line end always ends a sentence, so an unbalanced mark costs one line at most.
    """
    stop = len(text) if end is None else end
    pending: int | None = None
    balance = _Balance()
    for match in _SENTENCE.finditer(text, start, stop):
        if match.end() == match.start():
            continue
        begin = match.start() if pending is None else pending
        balance.read(match.group())
        ends_line = text[match.end() - 1] == "\n"
        unfinished = balance.is_open() and match.end() - begin < _LONGEST_QUOTATION
        if unfinished and not ends_line and match.end() < stop:
            pending = begin
            continue
        pending = None
        balance.clear()
        piece = text[begin : match.end()]
        body = piece.strip()
        if body:
            left = begin + len(piece) - len(piece.lstrip())
            yield Line(left, left + len(body), body)


class _Balance:
    """How many marks of each pair stand open; a closing mark with no opening one cancels one that follows."""

    def __init__(self) -> None:
        self._depth: dict[str, int] = {}

    def read(self, piece: str) -> None:
        for mark in _MARK.findall(piece):
            opening = _OPENING.get(mark, mark)
            self._depth[opening] = self._depth.get(opening, 0) + (1 if mark == opening else -1)

    def is_open(self) -> bool:
        return any(depth > 0 for depth in self._depth.values()) if self._depth else False

    def clear(self) -> None:
        if self._depth:
            self._depth.clear()
