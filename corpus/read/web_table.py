"""The grid of an HTML table of data: merged cells spelled out so that each row can be read by itself."""

from collections.abc import Callable
from typing import NamedTuple

from corpus.read.blocks import Cell
from corpus.read.furniture import Node, Survey, walk

_MOST_SPAN = 100  # columns; HTML allows 1000, no table of an office has them


class _Wide(NamedTuple):
    row: list[Cell]
    column: int
    span: int


class _Grid:
    """The rows while they are read; ``hanging`` holds by column the cell from above and the rows it still fills."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self._hanging: dict[int, tuple[Cell, int]] = {}
        self._row: list[Cell] = []
        self._wide: list[_Wide] = []
        self._is_header = self._only_headings = True
        self._reached = False

    def begin_row(self) -> None:
        self._row, self._only_headings, self._reached = [], True, bool(self._hanging)

    def cell(self, text: Cell, node: Node) -> None:
        self._hang(to_end=False)
        down, across = _span(node, "rowspan"), _span(node, "colspan")
        self._only_headings &= node.tag == "th"
        if across > 1 and text and self._is_header and (not self.rows or self._reached or node.tag == "th"):
            self._wide.append(_Wide(self._row, len(self._row), across))
        for offset in range(across):
            if down > 1:
                self._hanging[len(self._row)] = (text if offset == 0 else (), down - 1)
            self._row.append(text if offset == 0 else ())

    def end_row(self) -> None:
        self._hang(to_end=True)
        self._is_header &= not self.rows or self._reached or self._only_headings
        self.rows.append(self._row)

    def filled(self) -> list[list[Cell]]:
        """The rows, with what spans columns of the header repeated; over the whole width it is a caption."""
        width = max(map(len, self.rows), default=0)
        for row, column, span in self._wide:
            if span < width:
                row[column : column + span] = [row[column]] * min(span, len(row) - column)
        return self.rows

    def _hang(self, *, to_end: bool) -> None:
        row, hanging = self._row, self._hanging
        while len(row) in hanging or (to_end and hanging and len(row) < max(hanging)):
            cell, left = hanging.pop(len(row), ((), 0))
            if left > 1:
                hanging[len(row)] = (cell, left - 1)
            row.append(cell)


def rows(table: Node, surveyed: Survey, read: Callable[[Node], Cell]) -> list[list[Cell]]:
    """The rows of ``table`` with its caption first; ``read`` gives the paragraphs of a cell.

    What spans rows is repeated in each of them. What spans columns is repeated in the header (责任单位 over 牵头 and
    参与) and leaves blanks elsewhere, where 合计 or a figure must not be read twice.
    """
    grid = _Grid()
    captions: list[list[Cell]] = []
    for node, entering in walk(table, surveyed.skip):
        if node.tag == "tr":
            if entering:
                grid.begin_row()
            else:
                grid.end_row()
        elif node.tag in {"td", "th"} and entering:
            grid.cell(read(node), node)
        elif node.tag == "caption" and entering:
            captions += [[(line,)] for line in read(node)]
    return captions + grid.filled()


def _span(node: Node, name: str) -> int:
    value = (node.attributes.get(name) or "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isascii() and value.isdecimal() else 1
