"""One story of a Word file (the body, a note, a header) as lines and tables in order."""

from collections.abc import Iterator
from typing import NamedTuple

from corpus.read.blocks import Cell
from corpus.read.package import Element
from corpus.read.word_findings import Findings
from corpus.read.word_formats import Formats
from corpus.read.word_numbering import Numbering
from corpus.read.word_runs import Runs
from corpus.read.word_table import is_column, rows
from corpus.read.word_xml import CELL, ROW, TABLE, W, below, blocks
from corpus.source import Place

_ALT_CHUNK = W + "altChunk"
_BOX_PART = "textbox"


class Line(NamedTuple):
    """A paragraph: its text (with ``\\n`` where a break stands), level of heading and place."""

    text: str
    level: int
    place: Place
    is_title: bool = False


class Grid(NamedTuple):
    """A table: its rows of cells, and where its first paragraph stands."""

    rows: list[list[Cell]]
    place: Place


class Story:
    """Reads one part; ask for its pieces once. Numbers count on from story to story, as in the file."""

    def __init__(self, part: str, runs: Runs, formats: Formats, numbering: Numbering, findings: Findings) -> None:
        self._part, self._runs, self._formats = part, runs, formats
        self._numbering, self._findings = numbering, findings
        self._at = 0
        self._boxed = 0
        self._pending = ""

    def pieces(self, container: Element) -> Iterator[Line | Grid]:
        """The lines and tables below ``container``."""
        for element in blocks(container, _ALT_CHUNK):
            if element.tag == TABLE:
                yield from self._table(element)
            elif element.tag == _ALT_CHUNK:
                self._findings.embedded.append(self._at)
            else:
                yield from self._paragraph(element)
        if self._pending.strip():
            yield Line(self._pending, 0, self._place(max(self._at - 1, 0)))
        self._pending = ""

    def lines(self, container: Element) -> Iterator[str]:
        """The texts of the lines below ``container``; a table gives one line a row."""
        for piece in self.pieces(container):
            if isinstance(piece, Line):
                yield piece.text
            else:
                yield from (" ".join(filter(None, map(" ".join, row))) for row in piece.rows)

    def _place(self, at: int) -> Place:
        return Place("paragraph", at, self._part)

    def _paragraph(self, paragraph: Element) -> Iterator[Line]:
        at = self._at
        self._at += 1
        form = self._formats.of(paragraph)
        spoken = self._runs.read(paragraph, hidden_style=form.look.is_hidden)
        if spoken.is_pictured:
            self._tell_picture(at)
        text = self._pending + spoken.text
        self._pending = ""
        if spoken.before:
            yield from self._boxes(spoken.before)
        if form.runs_on:
            self._pending = text
        else:
            # an empty numbered paragraph counts, but the number it shows is no text of the document
            label = self._numbering.label(form.number, form.depth, form.lister)
            if text.strip():
                yield Line(label + text.lstrip() if label else text, form.level, self._place(at), form.look.is_title)
        if spoken.behind:
            yield from self._boxes(spoken.behind)

    def _tell_picture(self, at: int) -> None:
        if self._part:
            self._findings.heading_pictures |= self._part in {"header", "footer"}
        else:
            self._findings.pictures.append(at)

    def _boxes(self, boxes: list[Element]) -> Iterator[Line]:
        """What stands in text boxes, read where they hang; a number there would count in a list of its own."""
        for box in boxes:
            inner = Story(self._part, self._runs, self._formats, self._numbering, self._findings)
            for text in inner.lines(box):
                yield Line(text, 0, Place("paragraph", self._boxed, self._part or _BOX_PART))
                self._boxed += 1

    def _table(self, table: Element) -> Iterator[Line | Grid]:
        if is_column(table):
            for row in below(table, ROW):
                for cell in below(row, CELL):
                    yield from self.pieces(cell)
            return
        place = self._place(self._at)
        yield Grid(rows(table, self._cell), place)

    def _cell(self, cell: Element) -> Cell:
        return tuple(line for line in self.lines(cell) if line.strip())
