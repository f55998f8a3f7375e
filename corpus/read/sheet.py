"""The reading text of spreadsheets: each sheet a heading and a table, ledgers with header and rows as they stand."""

from collections.abc import Iterable, Sequence

from corpus.decode import TEXT_LIMIT
from corpus.errors import UnusableInput
from corpus.read.blocks import TextBuilder
from corpus.read.sheet_grid import Grid, Merge, Part, read_grid
from corpus.source import Place, Source

MOST_CELLS = 500_000
"""Most filled cells of one file, all sheets together."""
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of any spreadsheet program
_FORM_WIDTH = 4  # columns: a form keeps running text in wide cells, a ledger has more columns or more such rows
_FORM_ROWS = 2
_PROSE = 200  # characters: a cell beyond this is running text


class Cells:
    """Collects the cells of a file's sheets and refuses what is too much, however the file came to hold it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cells = self._characters = 0

    def grid(self, sheet: str, cells: Iterable[tuple[int, int, str]], merges: Iterable[Merge] = ()) -> Grid:
        """The sheet of these cells (row and column from 1, text); blank ones are left out."""
        kept: dict[tuple[int, int], str] = {}
        for row, column, text in cells:
            if not text or text.isspace() or not (0 < row <= _MOST_ROWS and 0 < column <= _MOST_COLUMNS):
                continue
            self._cells += 1
            self._characters += len(text)
            if self._cells > MOST_CELLS or self._characters > TEXT_LIMIT:
                raise UnusableInput(
                    f"“{self._name}”的内容过多（超过 {MOST_CELLS} 个单元格或 {TEXT_LIMIT // 2**20} 兆字）。"
                    "请拆分成几个文件后再导入。"
                )
            kept[row, column] = text
        return Grid(sheet, kept, tuple(merges))


def sheet_source(grids: Iterable[Grid], notices: Iterable[str] = ()) -> Source:
    """The reading text of the sheets; each has its name as heading where there are several."""
    filled = [grid for grid in grids if grid.cells]
    builder = TextBuilder()
    for grid in filled:
        if len(filled) > 1:
            builder.paragraph(grid.name, 2, Place("row", 1, grid.name))
        for part in read_grid(grid):
            _add(builder, part, Place("row", part.row, grid.name))
    return builder.build("sheet", tuple(notices))


def _add(builder: TextBuilder, part: Part, place: Place) -> None:
    prose = sum(1 for row in part.rows if any(len(cell) > _PROSE for cell in row))
    if part.is_table and (not prose or prose > _FORM_ROWS or len(part.rows[0]) > _FORM_WIDTH):
        builder.grid([tuple(" ".join(cell.split()) for cell in row) for row in part.rows], place)
    elif part.is_table:
        builder.table([[tuple(cell.split("\n")) if cell else () for cell in row] for row in part.rows], place)
    else:
        builder.paragraph(part.rows[0][0], 0, place)


def hidden_notice(name: str, hidden: Sequence[str]) -> list[str]:
    """What to say of sheets that are hidden; they often hold the entries of drop-down lists, or a draft."""
    return [f"“{name}”里隐藏的工作表（{'、'.join(hidden)}）没有读取。"] if hidden else []


def damaged(name: str) -> UnusableInput:
    return UnusableInput(f"“{name}”已损坏，无法打开。请用 Excel 或 WPS 重新保存后再导入。")
