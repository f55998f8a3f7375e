"""The grid of a Word table: merged cells spelled out so that each row can be read by itself (ECMA-376, 17.4)."""

from collections.abc import Callable

from corpus.read.blocks import Cell
from corpus.read.package import Element
from corpus.read.word_xml import CELL, ROW, W, below, is_on, value_of

_MOST_COLUMNS = 100  # a row may claim any number
_CONTINUES = {"continue", None}  # w:vMerge and w:hMerge without a value continue (17.18.57)


def rows(table: Element, read: Callable[[Element], Cell]) -> list[list[Cell]]:
    """The rows of ``table``; ``read`` gives the text of a ``w:tc`` and is called once for each, in order.

    A cell merged downwards is repeated in each row. One merged across is repeated in the header (责任单位 over 牵头 and
    参与), and leaves blanks elsewhere, where 合计 or a figure must not be read twice. Deleted rows are left out.
    """
    grid: list[list[Cell]] = []
    above: dict[int, Cell] = {}
    header_goes_on = True
    for element in below(table, ROW):
        if element.find(f"{W}trPr/{W}del") is not None:
            continue
        row: list[Cell] = [()] * _count(value_of(element, "trPr/gridBefore"), 0)
        wide: list[tuple[int, int]] = []
        reaches_up = False
        for cell in below(element, CELL):
            if cell.find(f"{W}tcPr/{W}cellDel") is not None:
                continue
            text, reaches_up_here = _text(cell, read, above.get(len(row), ()))
            reaches_up |= reaches_up_here
            span = _count(value_of(cell, "tcPr/gridSpan"), 1)
            above[len(row)] = text
            if span > 1 and text:
                wide.append((len(row), span))
            row += [text] + [()] * (span - 1)
        row += [()] * _count(value_of(element, "trPr/gridAfter"), 0)
        header_goes_on &= not grid or reaches_up or is_on(element.find(f"{W}trPr/{W}tblHeader"))
        if header_goes_on:
            _fill(row, wide)
        grid.append(row)
    return grid


def is_column(table: Element) -> bool:
    """Whether no row has two cells: such a table only frames or lays out what is in it."""
    return all(sum(1 for _ in below(row, CELL)) < 2 for row in below(table, ROW))


def _text(cell: Element, read: Callable[[Element], Cell], above: Cell) -> tuple[Cell, bool]:
    """The text of a cell, and whether it is the one above going on."""
    text = read(cell)
    down, across = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}tcPr/{W}hMerge")
    if down is not None and down.get(W + "val") in _CONTINUES:
        return above, True
    if across is not None and across.get(W + "val") in _CONTINUES:
        return (), False
    return text, False


def _fill(row: list[Cell], wide: list[tuple[int, int]]) -> None:
    for start, span in wide:
        if span < len(row):  # one over the whole width is a caption
            row[start : start + span] = [row[start]] * span


def _count(text: str | None, otherwise: int) -> int:
    return min(int(text), _MOST_COLUMNS) if text and text.isdecimal() else otherwise
