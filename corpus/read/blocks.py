"""Puts a reading text together, block by block, and keeps where each block lies in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
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
        self._lines: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def paragraph(self, text: str, level: int = 0, place: Place | None = None, confidence: float = 1.0) -> None:
        """Add each non-blank line of ``text``; ``level`` 1… makes it a heading."""
        for line in clean(text).split("\n"):
            stripped = _SPACES.sub(" ", line).strip()
            if stripped:
                heading = level > 0 and len(stripped) <= _LONGEST_HEADING
                kind: BlockKind = "heading" if heading else "paragraph"
                self._add([stripped], Block(kind, 0, 0, level if heading else 0, (), place, confidence))

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
                block = Block("table", 0, 0, 0, tuple(map(tuple, grid)), place, confidence)
                self._add(["\t".join(row) for row in grid], block)

    def _add(self, lines: list[str], block: Block) -> None:
        start = self._length
        end = start + sum(map(len, lines)) + len(lines) - 1
        self._lines += lines
        self._blocks.append(replace(block, start=start, end=end))
        self._length = end + 1

    def build(self, media: str, notices: Sequence[str] = ()) -> Source:
        return Source("\n".join(self._lines), tuple(self._blocks), media, tuple(notices))


def _clean_cell(cell: Cell) -> Cell:
    lines = (_SPACES.sub(" ", line).strip() for text in cell for line in clean(text).split("\n"))
    return tuple(line for line in lines if line)


def _is_prose(cell: Cell) -> bool:
    length = sum(map(len, cell))
    return length > _LONG or (len(cell) > 1 and length > _PROSE)
