"""Reads text files. The text is kept as it stands, so that offsets point into what the officer wrote."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.source import Block, Place, Source
from corpus.structure.markers import marker

_Line = tuple[int, str]

# Mail programs and old systems break lines at 70 to 80 columns, paper forms at some 40
_NARROWEST, _WIDEST = 30, 120  # columns, a Chinese character two
_RAGGED = 3  # columns a full line may fall short: a character or a mark that may not begin a line was moved on
_FEWEST_FULL = 4  # lines of the same width that show a text to be wrapped
_SENTENCE_END = re.compile(r"[。！？!?；;：:][”’」』）)》]*$")
_INDENT = (" ", "\u3000", "\t", "\xa0")


def read_plain(text: str) -> Source:
    """Each non-blank line is a paragraph; lines with the same number of tabs are a table.

    Where the text was broken at a fixed width, the lines of a paragraph are one block that runs over their ends. Places
    are offsets into ``text``.
    """
    all_lines = list(_lines(text))
    width = _wrapped_at([line for _, line in all_lines])
    return Source(text, tuple(_blocks(all_lines, width)), "text")


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _blocks(all_lines: Sequence[_Line], width: int | None) -> Iterator[Block]:
    for tabs, group in groupby(all_lines, key=lambda line: line[1].count("\t")):
        run = list(group)
        if tabs and len(run) > 1 and all(_cells(run[0][1])):
            rows = tuple(_cells(line) for _, line in run)
            start, end = run[0][0], run[-1][0] + len(run[-1][1])
            yield Block("table", start, end, rows=rows, place=Place("offset", start))
            continue
        for lines in _paragraphs(run, width):
            first, last = lines[0], lines[-1]
            start = first[0] + len(first[1]) - len(first[1].lstrip())
            yield Block("paragraph", start, last[0] + len(last[1].rstrip()), place=Place("offset", start))


def _paragraphs(run: Sequence[_Line], width: int | None) -> Iterator[list[_Line]]:
    """The lines that are not blank, those of one paragraph together."""
    paragraph: list[_Line] = []
    for line in run:
        if paragraph and not _goes_on(paragraph[-1][1], line[1], width):
            yield paragraph
            paragraph = []
        if line[1].strip():
            paragraph.append(line)
    if paragraph:
        yield paragraph


def _goes_on(line: str, following: str, width: int | None) -> bool:
    """Whether a full line runs on in the next: that is not indented and begins with no number of its own."""
    if width is None or not following.strip() or following.startswith(_INDENT) or marker(following.strip()) is not None:
        return False
    return width - _RAGGED <= _columns(line) <= width and not _SENTENCE_END.search(line.rstrip())


def _wrapped_at(lines: Sequence[str]) -> int | None:
    """The columns at which the text was broken, or ``None``: its longest lines are then many and of one width."""
    if max(map(len, lines), default=0) > _WIDEST:
        return None
    widths = Counter(_columns(line) for line in lines if line.strip())
    widest = max(widths, default=0)
    full = sum(widths[width] for width in range(widest - _RAGGED, widest + 1))
    return widest if _NARROWEST <= widest <= _WIDEST and full >= _FEWEST_FULL else None


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line.rstrip())


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("\t"))
