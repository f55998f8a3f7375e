"""The tables of a document: pieces that a page break cut put together, header, caption and spanned cells read."""

import re
import tomllib
from dataclasses import replace
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from corpus.document import Table
from corpus.source import Block, Source
from corpus.structure.table_headers import Rows, header_height, joined_header

_LONGEST_GAP = 200  # characters between two pieces of one table: page number, 续表, repeated caption
_CAPTION_LINES = 3
_FEWEST_LABELS = 0.6  # of the rows of a form begin with a label that forms have
_NUMBER = re.compile(r"[（(]?(\d{1,4})[)）.．、]?")


def find_tables(source: Source) -> tuple[Table, ...]:
    """Tables in order. A piece is the continuation of the one before where only what a page break leaves stands between
    them, and it repeats the header (which is then kept once) or goes on with the numbering.

    ``Table.rows`` are all rows, the header's first; a cell left blank below the one it belongs to is filled with it.
    """
    found: list[Table] = []
    for block in source.blocks:
        if block.kind != "table" or not block.rows:
            continue
        piece = _piece(source.text, block)
        joined = _joined(source.text, found[-1], piece) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(piece)
    return tuple(replace(table, rows=_filled(table)) for table in found)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    value = _data()[name]
    return re.compile("|".join(f"(?:{one})" for one in value) if isinstance(value, list) else value)


def _piece(text: str, block: Block) -> Table:
    form = _is_form(block.rows)
    titled = 0 if form else _title_rows(block.rows)
    height = 0 if form else header_height(block.rows[titled:])
    caption = block.rows[0][0] if titled else _caption_above(text, block.start)
    header = joined_header(block.rows[titled : titled + height])
    return Table(block.start, block.end, block.rows, header, titled + height if height else titled, caption, form)


def _title_rows(rows: Rows) -> int:
    """1 where the first row is the table's title: one cell merged over all columns."""
    first = [cell for cell in rows[0] if cell]
    alone = len(rows) > 2 and len(rows[0]) > 1 and len(set(first)) == 1 and bool(rows[0][0])
    return 1 if alone and sum(bool(cell) for cell in rows[1]) > 1 else 0


def _caption_above(text: str, start: int) -> str | None:
    above = [line.strip().strip("*#") for line in text[max(0, start - _LONGEST_GAP) : start].split("\n")]
    lines = [line for line in above if line][-_CAPTION_LINES:]
    for line in reversed(lines):
        if _pattern("below_caption").fullmatch(line) or _pattern("between").fullmatch(line):
            continue
        return line if _pattern("caption").fullmatch(line) else None
    return None


def _is_form(rows: Rows) -> bool:
    """Whether the rows are label and value, one or two pairs a row, and no records under a header."""
    width = max(map(len, rows))
    if width not in (2, 4) or len(rows) < 2:
        return False
    labels = [_plain(row[0]) for row in rows if row[0]]
    known = sum(label in _data()["form_labels"] for label in labels)
    if (width == 2 and len(rows) == 2) or len(set(labels)) < len(labels):
        return False
    second = rows[0][1] and _plain(rows[0][1]) in _data()["form_labels"]
    return bool(labels) and known / len(labels) >= _FEWEST_LABELS and not second


def _plain(label: str) -> str:
    return re.sub(r"[\s：:*（）()]", "", label)


def _joined(text: str, table: Table, piece: Table) -> Table | None:
    """``table`` with ``piece`` after it, ``None`` where they are two tables."""
    if table.form or piece.form or len(piece.rows[0]) != len(table.rows[0]):
        return None
    gap = text[table.end : piece.start]
    between = [line.strip() for line in gap.split("\n") if line.strip()]
    if len(gap) > _LONGEST_GAP or not all(_between(line, table.caption) for line in between):
        return None
    head = table.rows[: table.header_rows]
    if head and piece.rows[: len(head)] == head:
        body = piece.rows[len(head) :]
    elif head and table.header and piece.header == table.header:
        body = piece.rows[piece.header_rows :]
    elif _goes_on(table.rows, piece.rows) or (
        not piece.header and any(_pattern("continued").search(b) for b in between)
    ):
        body = piece.rows
    else:
        return None
    if not body:
        return None
    return replace(table, end=piece.end, rows=(*table.rows, *body))


def _between(line: str, caption: str | None) -> bool:
    return bool(_pattern("between").fullmatch(line)) or line.strip("*#") == caption


def _goes_on(before: Rows, after: Rows) -> bool:
    """Whether the first column counts on from one piece to the next."""
    last, first = _NUMBER.fullmatch(before[-1][0]), _NUMBER.fullmatch(after[0][0])
    return bool(last and first) and int(last[1]) + 1 == int(first[1])  # type: ignore[index]


def _filled(table: Table) -> Rows:
    """Rows whose leading cells are blank take them from the row above: one cell that spans several rows."""
    if table.form:
        return table.rows
    rows: list[tuple[str, ...]] = []
    for at, row in enumerate(table.rows):
        blank = len(list(takewhile(lambda cell: not cell, row)))
        above = rows[-1] if rows and at > table.header_rows else ()
        if 0 < blank < len(row) and len(above) == len(row):
            row = (*above[:blank], *row[blank:])
        rows.append(row)
    return tuple(rows)
