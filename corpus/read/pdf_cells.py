"""What stands in the cells of a ruled table."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.read.blocks import Cell
from corpus.read.pdf_characters import Character
from corpus.read.pdf_fragments import Fragment, fragments, row_text, rows
from corpus.read.pdf_grid import Grid
from corpus.read.pdf_lines import first_word, joined_texts

_PADDING = 1.8  # in ems: what may stay free at the end of a full line of a cell
_NARROW = 2  # characters: lines of a column no wider than this only stand below one another
_FEWEST_CELLS = 12  # in a grid of so many, nearly all empty, lies a diagram
_FILLED = 0.1


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on one page: its place in the reading frame, the edges of its columns and its rows of cells."""

    left: float
    right: float
    top: float
    bottom: float
    columns: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    confidence: float = 1.0


def fill(grids: Iterable[Grid], characters: Sequence[Character]) -> tuple[list[PageTable], list[Character]]:
    """The tables with their text, and the characters that stand in none of them."""
    tables = []
    rest = list(characters)
    for grid in grids:
        inside: defaultdict[int, list[Character]] = defaultdict(list)
        outside = []
        for one in rest:
            number = _cell_at(grid, (one.left + one.right) / 2, (one.top + one.bottom) / 2)
            if number is None:
                outside.append(one)
            else:
                inside[number].append(one)
        numbers = {number for row in grid.cells for number in row}
        if not inside or (len(numbers) >= _FEWEST_CELLS and len(inside) < _FILLED * len(numbers)):
            continue
        tables.append(_table(grid, {number: _paragraphs(run, _right(grid, number)) for number, run in inside.items()}))
        rest = outside
    return tables, rest


def _cell_at(grid: Grid, x: float, y: float) -> int | None:
    if not (grid.left <= x <= grid.right and grid.bottom <= y <= grid.top):
        return None
    column = sum(edge < x for edge in grid.columns[1:-1])
    row = sum(edge > y for edge in grid.rows[1:-1])
    return grid.cells[row][column]


def _right(grid: Grid, number: int) -> float:
    return max(grid.columns[c + 1] for row in grid.cells for c, cell in enumerate(row) if cell == number)


def _table(grid: Grid, texts: dict[int, Cell]) -> PageTable:
    """A cell merged downwards is repeated in each row, one merged across leaves blanks, as in Word's tables."""
    filled = tuple(
        tuple(() if c and row[c - 1] == number else texts.get(number, ()) for c, number in enumerate(row))
        for row in grid.cells
    )
    return PageTable(grid.left, grid.right, grid.top, grid.bottom, grid.columns, filled)


def _paragraphs(characters: Sequence[Character], right: float) -> Cell:
    """The paragraphs of a cell: a line ends one where the next word would still have found room."""
    lines = [(row_text(row), row) for row in rows(fragments(characters))]
    found: list[list[str]] = []
    last: tuple[str, Sequence[Fragment]] | None = None
    for text, row in lines:
        if last is None or _ends_early(last, text, right):
            found.append([])
        found[-1].append(text)
        last = (text, row)
    if len(lines) > 1 and all(len(text) <= _NARROW for text, _ in lines):
        found = [[text for text, _ in lines]]
    return tuple(joined_texts(texts) for texts in found)


def _ends_early(line: tuple[str, Sequence[Fragment]], after: str, right: float) -> bool:
    last = line[1][-1]
    return right - last.right > (_PADDING + first_word(after)) * last.size
