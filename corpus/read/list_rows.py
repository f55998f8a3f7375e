"""Lists that people keep in tables (.csv, .xlsx): rows keyed by field, with the number of their line.

Which heading names which field is data: a TOML file with a list of headings for each field.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.decode import decode
from corpus.errors import UnusableInput
from corpus.read.unpack import require_harmless

_ISO = re.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?)?\s*月?)?年?")
_MOST_ROWS = 200_000

Headings = Mapping[str, str]
"""The field that each heading names."""


def headings_in(file: Path) -> Headings:
    """The headings of a TOML file ``field = ["heading", …]``."""
    data = tomllib.loads(file.read_text("utf-8"))
    return {heading: field for field, headings in data.items() for heading in headings}


def keyed(row: Mapping[str, Any], headings: Headings) -> dict[str, Any]:
    """The row keyed by field; columns that name none are passed over, and what follows a blank or a bracket in a
    heading does not count."""
    return {headings[key]: value for name, value in row.items() if (key := re.sub(r"[\s（(].*", "", name)) in headings}


def list_rows(
    data: bytes, name: str, headings: Headings, field: str, called: str
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each filled row below the first that has a column for ``field``, which is ``called`` so in messages.

    Raises :class:`UnusableInput` where the file cannot be read or has no such column.
    """
    lines = _sheet(data, name) if name.lower().endswith(".xlsx") else _delimited(decode(data, name))
    head: list[str] = []
    for number, cells in lines:
        filled = any(cell not in (None, "") for cell in cells)
        if not head and field in keyed({str(cell or ""): "" for cell in cells}, headings):
            head = [str(cell or "") for cell in cells]
        elif head and filled:
            yield number, keyed(dict(zip(head, cells, strict=False)), headings)
    if not head:
        raise UnusableInput(f"“{name}”里没有找到“{called}”一列。请在第一行写列名，其中要有“{called}”。")


def cell_text(row: Mapping[str, Any], name: str) -> str:
    """The text of a cell without blanks around it; raises :class:`ValueError` for what is no text."""
    value = row.get(name)
    if value is not None and not isinstance(value, str | int | float | date):
        raise ValueError(f"{name} 应当是文字")
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a sheet keeps a number such as 20260105 as 20260105.0
    return "" if value is None else str(value).strip()


def cell_day(row: Mapping[str, Any], name: str) -> str | None:
    """A day of a cell as ISO with the precision printed; raises :class:`ValueError` for what is none."""
    value = row.get(name)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    printed = cell_text(row, name).partition(" 00:00")[0]
    if not printed:
        return None
    match = _ISO.fullmatch(printed)
    wrong = ValueError(f"日期“{printed}”无法识别，请写成 2024-03-01")
    if match is None:
        raise wrong
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        raise wrong from None
    return "-".join(f"{part:02}" if at else f"{part:04}" for at, part in enumerate((year, month, day)) if part)


def _delimited(text: str) -> Iterator[tuple[int, Sequence[Any]]]:
    first = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(",\t;", key=first.count))
    for cells in reader:
        yield reader.line_num, cells


def _sheet(data: bytes, name: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """Rows of the first sheet. Dates come as dates."""
    import openpyxl

    require_harmless(data, name)
    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # whatever size the sheet claims
        rows = list(islice(sheet.iter_rows(values_only=True), _MOST_ROWS))
        book.close()
    except Exception as error:  # openpyxl raises whatever a damaged part leads it to
        raise UnusableInput(f"“{name}”已损坏或不是 .xlsx 表格，请重新另存为 .xlsx 或 .csv 后再导入。") from error
    yield from enumerate(rows, start=1)
