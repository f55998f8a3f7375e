"""Reads .csv and .tsv: lists of cases as systems export them."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from corpus.decode import TEXT_LIMIT
from corpus.read.sheet import Cells, sheet_source
from corpus.read.sheet_grid import Grid
from corpus.source import Source

_DELIMITERS = ",\t;|，；"
_SAMPLE_ROWS = 50
_SAMPLE = 65536  # characters looked at for the delimiter
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # what Excel writes and reads as the first line
_AS_TEXT = re.compile(r'="([^"]*)"')  # how systems keep Excel from taking 0012 for a number
_MOST_LINES = 200  # in one cell; a quote that is never closed swallows more


def read_delimited(text: str, name: str) -> Source:
    """The text of a table whose cells are parted by a comma, a tab or the like; rows may differ in length.

    ``text`` is decoded and clean. Raises :class:`UnusableInput` where it holds too many cells.
    """
    chosen = _SEPARATOR_LINE.match(text)
    body = text[chosen.end() :] if chosen else text
    delimiter = chosen[1] if chosen else _delimiter(body[:_SAMPLE])
    rows = _rows(body, delimiter)
    cells = ((row, column, text) for row, texts in rows for column, text in enumerate(texts, 1))
    grid = Cells(name).grid("", cells)
    return sheet_source([Grid("", grid.cells)])


def _delimiter(sample: str) -> str:
    """The delimiter that cuts most rows into the same number of cells, at least two.

    csv.Sniffer takes letters and Chinese characters into account and picks one of them for lists of names.
    """
    best = ","
    most = (0, 0)
    for delimiter in _DELIMITERS:
        lengths = Counter(
            len(row) for _, row in zip(range(_SAMPLE_ROWS), _split(sample, delimiter), strict=False) if len(row) > 1
        )
        length, count = max(lengths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if (count, length) > most:
            best, most = delimiter, (count, length)
    return best


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Rows with the number of their first line; where a quote is never closed, quotes are taken as characters."""
    rows: list[tuple[int, list[str]]] = []
    line = 1
    for row in _split(text, delimiter):
        lines = 1 + sum(cell.count("\n") for cell in row)
        if lines > _MOST_LINES:
            return list(enumerate(_split(text, delimiter, csv.QUOTE_NONE), 1))
        rows.append((line, [_AS_TEXT.sub(r"\1", cell) for cell in row]))
        line += lines
    return rows


def _split(text: str, delimiter: str, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    csv.field_size_limit(TEXT_LIMIT)  # its default refuses long cells; the text as a whole is bounded by now
    return csv.reader(text.splitlines(keepends=True), delimiter=delimiter, quoting=quoting)
