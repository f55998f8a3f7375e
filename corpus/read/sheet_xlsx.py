"""Reads .xlsx and .xlsm. Cells come one row at a time and only where they are filled, whatever size a sheet claims."""

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from corpus.errors import UnusableInput
from corpus.read.sheet import Cells, damaged, hidden_notice, sheet_source
from corpus.read.sheet_cells import is_local_date, shown
from corpus.read.sheet_grid import Grid, Merge
from corpus.source import Source

_MOST_SHEETS = 200
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # characters that XML cannot hold (ECMA-376-1 22.9.2.19)


def read_xlsx(data: bytes, name: str) -> Source:
    """The text of a workbook: formulas as the value saved with them, hidden sheets left out with a notice.

    ``data`` has passed :func:`corpus.read.unpack.require_harmless`. Raises :class:`UnusableInput` for a damaged or
    oversized file.
    """
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that only show things differently
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return _read(book, name)
            finally:
                book.close()
    except UnusableInput:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part leads it to
        raise damaged(name) from error


def _read(book: Any, name: str) -> Source:
    cells = Cells(name)
    sheets = book.worksheets[:_MOST_SHEETS]
    hidden = [sheet.title for sheet in sheets if sheet.sheet_state != "visible"]
    grids = [_grid(book, sheet, cells) for sheet in sheets if sheet.sheet_state == "visible"]
    return sheet_source(grids, hidden_notice(name, hidden))


def _grid(book: Any, sheet: Any, cells: Cells) -> Grid:
    # The rows of a read-only sheet are padded to the width and height it claims, and tell nothing of merged cells;
    # the parser beneath them gives the cells that are there.
    from openpyxl.worksheet._reader import WorkSheetParser

    with sheet._get_source() as xml:
        parser = WorkSheetParser(
            xml,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        grid = cells.grid(sheet.title, _cells(book, parser))
        merges = tuple(_merges(parser))
    return Grid(grid.name, grid.cells, merges)


def _cells(book: Any, parser: Any) -> Iterator[tuple[int, int, str]]:
    formats = _Formats(book)
    for row, row_cells in parser.parse():
        for cell in row_cells:
            value = cell["value"]
            if value is not None:
                yield row, cell["column"], formats.shown(value, int(cell["style_id"] or 0))


def _merges(parser: Any) -> Iterator[Merge]:
    for merged in parser.merged_cells.mergeCell if parser.merged_cells is not None else ():
        left, top, right, bottom = merged.bounds
        yield top, left, bottom, right


class _Formats:
    """The number formats of a workbook's cell styles."""

    def __init__(self, book: Any) -> None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        self._epoch = book.epoch
        numbers = [style.numFmtId for style in book._cell_styles]
        own = book._number_formats
        self._styles = [
            (
                BUILTIN_FORMATS.get(number, "General")
                if number < BUILTIN_FORMATS_MAX_SIZE
                else own[number - BUILTIN_FORMATS_MAX_SIZE],
                number,
            )
            for number in numbers
        ]

    def shown(self, value: Any, style: int) -> str:
        from openpyxl.utils.datetime import from_excel

        code, number = self._styles[style] if style < len(self._styles) else ("General", 0)
        if isinstance(value, str):
            return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
        if is_local_date(number) and isinstance(value, int | float) and not isinstance(value, bool):
            value = from_excel(value, self._epoch)
        return shown(value, code, number)
