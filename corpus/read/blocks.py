"""Puts a reading text together, block by block, and keeps where each block lies in it."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from corpus.decode import clean
from corpus.source import Block, BlockKind, Place, Source

Cell = tuple[str, ...]
"""The paragraphs of one table cell."""

_PROSE = 120  # characters: a cell of several paragraphs beyond this is the page's text, not a table's entry
_LONG = 400  # characters: so is a single paragraph beyond this
_LONGEST_HEADING = 100  # characters: what a format marks as heading beyond this is a paragraph in disguise
_SPACES = re.compile(r"[ \t\xa0]+")


class TextBuilder:
    """Collects paragraphs, headings and tables. Every block is one line of the text, a table one line a row."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def paragraph(self, text: str, level: int = 0, place: Place | None = None, confidence: float = 1.0) -> None:
        """Add each non-blank line of ``text``; ``level`` 1… makes it a heading."""
        for line in _lines(text):
            heading = level > 0 and len(line) <= _LONGEST_HEADING
            kind: BlockKind = "heading" if heading else "paragraph"
            self._blocks.append(Block(kind, *self._add(line), level if heading else 0, (), place, confidence))

    def table(self, rows: Iterable[Sequence[Cell]], place: Place | None = None, confidence: float = 1.0) -> None:
        """Add a table. Rows that hold running text (a form with the letter in a cell) become paragraphs."""
        cleaned = [tuple(_clean_cell(cell) for cell in row) for row in rows]
        filled = [row for row in cleaned if any(row)]
        width = max(map(len, filled), default=0)
        for prose, run in groupby(filled, key=lambda row: width < 2 or any(map(_is_prose, row))):
            if prose:
                for paragraph in (text for row in run for cell in row for text in cell):
                    self.paragraph(paragraph, 0, place, confidence)
            else:
                grid = [[" ".join(cell) for cell in row] + [""] * (width - len(row)) for row in run]
                span = self._add("\n".join("\t".join(row) for row in grid))
                self._blocks.append(Block("table", *span, 0, tuple(map(tuple, grid)), place, confidence))

    def grid(self, rows: Sequence[tuple[str, ...]], place: Place | None = None) -> None:
        """Add a table just as it is, long cells too; ``rows`` are equally long, their cells clean and of one line."""
        span = self._add("\n".join("\t".join(row) for row in rows))
        self._blocks.append(Block("table", *span, 0, tuple(rows), place))

    def _add(self, text: str) -> tuple[int, int]:
        """Append lines of the text; gives where they start and end."""
        start = self._length
        end = start + len(text)
        self._texts.append(text)
        self._length = end + 1
        return start, end

    def build(self, media: str, notices: Sequence[str] = ()) -> Source:
        return Source("\n".join(self._texts), tuple(self._blocks), media, tuple(notices))


def _lines(text: str) -> Iterable[str]:
    """The lines of ``text`` that are not blank, without controls, runs of blanks and blanks at their ends."""
    plain = text.strip()
    if plain.isprintable() and "  " not in plain:  # most are: nothing that clean() would touch, no line end
        return (plain,) if plain else ()
    lines = (_SPACES.sub(" ", line).strip() for line in clean(text).split("\n"))
    return [line for line in lines if line]


def _clean_cell(cell: Cell) -> Cell:
    return tuple(line for text in cell for line in _lines(text))


def _is_prose(cell: Cell) -> bool:
    length = sum(map(len, cell))
    return length > _LONG or (len(cell) > 1 and length > _PROSE)
