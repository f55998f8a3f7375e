"""Reads .xls and .et, the binary workbooks of Excel 97 and WPS."""

import io
from collections.abc import Iterator
from typing import Any

from corpus.errors import UnusableInput
from corpus.read.sheet import Cells, damaged, hidden_notice, sheet_source
from corpus.read.sheet_cells import Value, shown
from corpus.read.sheet_grid import Grid
from corpus.source import Source

FILE_LIMIT = 64 * 1024 * 1024
"""Most bytes of one file; a full sheet of 65,536 rows has some 10 MB."""
_MOST_SHEETS = 200


def read_xls(data: bytes, name: str) -> Source:
    """The text of a workbook: formulas as the value saved with them, hidden sheets left out with a notice.

    Raises :class:`UnusableInput` for an encrypted, damaged or oversized file.
    """
    import xlrd

    if len(data) > FILE_LIMIT:
        raise UnusableInput(
            f"“{name}”有 {len(data) / 2**20:.0f} MB，超过表格文件 {FILE_LIMIT // 2**20} MB 的上限。请拆分后再导入。"
        )
    try:
        book = xlrd.open_workbook(
            file_contents=_stream(data), formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
        return _read(book, name)
    except UnusableInput:
        raise
    except Exception as error:  # xlrd raises whatever its struct and index arithmetic comes upon
        if "encrypted" in str(error).lower():
            raise UnusableInput(
                f"“{name}”设有打开密码，无法读取。请用 Excel 或 WPS 打开，去掉密码，另存后再导入。"
            ) from error
        raise damaged(name) from error


def _stream(data: bytes) -> bytes:
    """The workbook within the compound file. xlrd's own way to it never ends where the chain of sectors is a ring."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as compound:
        part = next(part for part in ("Workbook", "Book") if compound.exists(part))
        stream: bytes = compound.openstream(part).read()
    return stream


def _read(book: Any, name: str) -> Source:
    cells = Cells(name)
    grids: list[Grid] = []
    hidden: list[str] = []
    for at in range(min(book.nsheets, _MOST_SHEETS)):
        if book._sheet_visibility[at]:
            hidden.append(book.sheet_names()[at])
            continue
        sheet = book.sheet_by_index(at)
        merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
        grids.append(cells.grid(sheet.name, _cells(book, sheet), merges))
        book.unload_sheet(at)
    return sheet_source(grids, hidden_notice(name, hidden))


def _cells(book: Any, sheet: Any) -> Iterator[tuple[int, int, str]]:
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.value != "":
                form = book.format_map[book.xf_list[cell.xf_index].format_key]
                yield row + 1, column + 1, shown(_value(book, cell), form.format_str, form.format_key)


def _value(book: Any, cell: Any) -> Value:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            day: Value = xlrd.xldate_as_datetime(cell.value, book.datemode)
            return day
        except (OverflowError, ValueError, xlrd.xldate.XLDateError):
            return float(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    value: str | float = cell.value
    return bool(value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else value
