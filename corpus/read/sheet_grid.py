"""A sheet as its cells, and how it reads: lines above the table, the table itself, notes below it."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.decode import clean

Merge = tuple[int, int, int, int]
"""First row, first column, last row and last column, from 1, of cells merged into one."""

_SPACES = re.compile(r"[ \t\xa0\u3000]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_WIDE_GAP = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_SPACED_OUT = re.compile(rf"[{_WIDE}](?: [{_WIDE}])+")  # 序 号, 案 由: one word, spread to fill its column
_LABELLED = re.compile(r"[：:]")
_NOTE = re.compile(r"(?:备?注|说明|填表|填报|制表|审核|联系|单位负责人)[^：:]{0,8}[：:]|[（(]?注\d?[：:.、]")
_DATE_COLUMN = re.compile(r"(?:日期|时间|时限|日)$")
_SERIAL = re.compile(r"[34]\d{4}|5[0-4]\d{3}")  # 1982 to 2050, far from years and amounts written with five digits
_DAY_ZERO = date(1899, 12, 30)  # of spreadsheets, for days after February 1900
_HEADER_DEPTH = 4  # rows; deeper headers are not met
_MOST_MERGES = 20_000  # in one sheet; what lies beyond stays as it is
_MOST_FILLED = 4_000_000  # characters that merged cells repeat; no table of an office comes near
_TITLE_WIDTH = 2  # a line above the table fills fewer cells than this, unless each is a label with its value


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled cells of one sheet: row and column from 1 to text."""

    name: str
    cells: Mapping[tuple[int, int], str]
    merges: Sequence[Merge] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What a sheet is read as: a line (one row of one cell) or a table, whose cells may have several lines.

    ``row`` is its first row in the sheet.
    """

    row: int
    rows: tuple[tuple[str, ...], ...]
    is_table: bool


def read_grid(grid: Grid) -> Iterator[Part]:
    """The parts of a sheet in order. Empty rows and columns are dropped.

    What is merged downwards is repeated in each row; what is merged across is repeated in the header only, so that
    each column has its name; a row that is one cell across the table stands for itself.
    """
    rows = _rows(grid)
    spans = [merge for merge in grid.merges if (merge[0], merge[1]) in grid.cells][:_MOST_MERGES]
    first = _first_of_table(rows, spans)
    last = _last_of_table(rows, first)
    for number, row in rows[:first]:
        yield Part(number, ((" ".join(map(_one_line, row.values())),),), False)
    if first < last:
        yield _table(rows[first:last], spans)
    for number, row in rows[last:]:
        yield Part(number, ((" ".join(map(_one_line, row.values())),),), False)


_Row = tuple[int, dict[int, str]]


def _rows(grid: Grid) -> list[_Row]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(grid.cells.items()):
        if tidy := _tidy(text):
            rows.setdefault(row, {})[column] = tidy
    return list(rows.items())


def _tidy(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _first_of_table(rows: Sequence[_Row], spans: Sequence[Merge]) -> int:
    """The first row that is part of the table: below titles (one cell) and labels (单位：万元, 填报时间：…)."""
    width = max((len(row) for _, row in rows), default=0)
    if width < _TITLE_WIDTH:
        return len(rows)
    numbers = [number for number, _ in rows]
    header = {top for top, _, bottom, _ in spans if bisect_right(numbers, bottom) - bisect_left(numbers, top) > 1}
    across = Counter(top for top, left, _, right in spans if right > left)
    for at, (number, row) in enumerate(rows):
        groups = across[number] > 1  # 基本情况, 办理情况: the upper row of a header
        few = len(row) < _TITLE_WIDTH or (len(row) * 2 < width and not groups)
        if number in header or not (few or _are_labels(row, width)):
            return at
    return len(rows)


def _last_of_table(rows: Sequence[_Row], first: int) -> int:
    width = max((len(row) for _, row in rows), default=0)
    last = len(rows)
    while last > first + 1 and (_is_note(rows[last - 1][1]) or _are_labels(rows[last - 1][1], width)):
        last -= 1
    return last


def _are_labels(row: Mapping[int, str], width: int) -> bool:
    return len(row) < width and all(_LABELLED.search(text) for text in row.values())


def _is_note(row: Mapping[int, str]) -> bool:
    return len(row) < _TITLE_WIDTH and all(_NOTE.match(text) for text in row.values())


def _table(rows: Sequence[_Row], spans: Sequence[Merge]) -> Part:
    order = [number for number, _ in rows]
    numbers = {number: at for at, number in enumerate(order)}
    header = _header_rows(rows, spans)
    filled = [dict(row) for _, row in rows]
    left_to_fill = _MOST_FILLED
    columns = sorted(_columns(rows))
    for top, left, bottom, right in spans:
        at = numbers.get(top)
        text = filled[at].get(left) if at is not None else None
        if at is None or text is None:
            continue
        spread = at < header and right - left < len(columns)
        across = columns[bisect_left(columns, left) : bisect_right(columns, right)] if spread else [left]
        down = range(at, bisect_right(order, bottom))
        left_to_fill -= len(text) * len(down) * len(across)
        if left_to_fill < 0:
            break
        for row in down:
            for column in across:
                filled[row].setdefault(column, text)
    grid = [
        tuple(_header(row.get(column, "")) if at < header else row.get(column, "") for column in columns)
        for at, row in enumerate(filled)
    ]
    return Part(rows[0][0], tuple(_dated(grid, header)), True)


def _columns(rows: Sequence[_Row]) -> set[int]:
    return {column for _, row in rows for column in row}


def _header_rows(rows: Sequence[_Row], spans: Sequence[Merge]) -> int:
    """How many rows the header takes: to the lowest row that a cell of its first row reaches down to."""
    first = rows[0][0]
    beginning = [merge for merge in spans if merge[0] == first]
    lowest = max((merge[2] for merge in beginning), default=first)
    depth = sum(1 for number, _ in rows if number <= lowest)
    if depth == 1 and len(rows) > 1 and any(merge[3] > merge[1] for merge in beginning):
        depth = 2
    return min(depth, _HEADER_DEPTH)


def _dated(grid: Sequence[tuple[str, ...]], header: int) -> Iterator[tuple[str, ...]]:
    """The table with serial numbers of days as dates, in the columns whose name says that they hold dates.

    Exports lose the format that tells a date from a number.
    """
    dates = {at for at, name in enumerate(grid[header - 1]) if _DATE_COLUMN.search(name)}
    for at, row in enumerate(grid):
        serial = at >= header and any(_SERIAL.fullmatch(row[column]) for column in dates)
        yield tuple(_day(cell) if c in dates else cell for c, cell in enumerate(row)) if serial else row


def _day(text: str) -> str:
    return (_DAY_ZERO + timedelta(int(text))).isoformat() if _SERIAL.fullmatch(text) else text


def _header(text: str) -> str:
    joined = _WIDE_GAP.sub("", text.replace("\n", " ")) if "\n" in text else text
    return joined.replace(" ", "") if _SPACED_OUT.fullmatch(joined) else joined
