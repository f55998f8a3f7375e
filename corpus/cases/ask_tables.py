"""Asks in a table with a column for them (序号 | 问题 | 建议); a row is a line, its cells parted by tabs."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.cases.ask_words import words
from corpus.document import Suggestion
from corpus.structure.lines import Line, lines

_LONGEST_LABEL = 14
_TRIM = " \u3000\xa0*"


@dataclass(frozen=True, slots=True)
class AskTable:
    """``start``/``end`` span the table, its header included."""

    start: int
    end: int
    asks: tuple[Suggestion, ...]


def find_ask_tables(text: str, start: int, end: int) -> tuple[AskTable, ...]:
    """Tables of two rows and more whose header names a column of asks."""
    found: list[AskTable] = []
    rows: list[Line] = []
    for line in (*lines(text, start, end), None):
        # a cell at the edge may be blank: the line's own blanks belong to the row
        if line is not None and "\t" in text[line.start - 1 : line.end + 1]:
            rows.append(_full(text, line))
            continue
        found += _tables(rows)
        rows = []
    return tuple(found)


def _full(text: str, line: Line) -> Line:
    start = text.rfind("\n", 0, line.start) + 1
    end = text.find("\n", line.end)
    end = len(text) if end < 0 else end
    return Line(start, end, text[start:end])


def _tables(rows: list[Line]) -> Iterator[AskTable]:
    for at, header in enumerate(rows):
        column = _column(header)
        if column is None:
            continue
        width = header.text.count("\t")
        body = [row for row in rows[at + 1 :] if row.text.count("\t") == width]
        asks = tuple(_asks(header, body, column))
        if asks:
            yield AskTable(header.start, body[-1].end, asks)
        return


def _column(header: Line) -> int | None:
    cells = [cell.strip(_TRIM).replace(" ", "").replace("\u3000", "") for cell in header.text.split("\t")]
    if sum(bool(cell) for cell in cells) < 2 or any(len(cell) > _LONGEST_LABEL for cell in cells):
        return None
    found = [at for at, cell in enumerate(cells) if words("table", "asks").fullmatch(cell)]
    # with 问题 | 原因 | 建议 the asks stand last; a label beside its value (建议 | …) is no header
    return found[-1] if found and (found[-1] > 0 or len(cells) > 2) else None


def _asks(header: Line, body: list[Line], column: int) -> Iterator[Suggestion]:
    names = [cell.strip(_TRIM) for cell in header.text.split("\t")]
    numbered = next((at for at, name in enumerate(names) if words("table", "number").fullmatch(name)), None)
    last = ""
    for row in body:
        cells = row.text.split("\t")
        ask = cells[column].strip(_TRIM)
        if not ask or ask == last:
            continue
        last = ask
        number = cells[numbered].strip(_TRIM) if numbered is not None else None
        start = row.start + sum(len(cell) + 1 for cell in cells[:column]) + cells[column].index(ask)
        yield Suggestion("", number or None, ask, start, start + len(ask))
