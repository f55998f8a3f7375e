"""A table that a page break cut in two is put together again."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from corpus.read.blocks import Cell
from corpus.read.pdf_lines import joined_texts
from corpus.read.pdf_page import PlacedTable

_SHIFT = 0.04  # of the table's width by which the edges of its columns may differ from page to page
_ROOM = 0.35  # share of the page; a table that leaves more beneath it was not cut by the page's end
_MOST_HEADER_ROWS = 3

Row = tuple[Cell, ...]


def continued(table: PlacedTable, piece: PlacedTable) -> PlacedTable | None:
    """``table`` with the rows of ``piece``, which stands next after it; ``None`` where it is a table of its own.

    It goes on where it stands on a later page and its columns agree. A repeated header is left out; a row without an
    entry in the first column, in which every row has one of its own, is the rest of the row above.
    """
    rows, more = table.table.rows, piece.table.rows
    repeated = _repeated(rows, more)
    if piece.page != table.last + 1 or not (repeated or table.below < _ROOM) or not _same_columns(table, piece):
        return None
    more = more[repeated:]
    if more and rows and _is_rest(rows, more[0]):
        rows = (*rows[:-1], _joined(rows[-1], more[0]))
        more = more[1:]
    confidence = min(table.table.confidence, piece.table.confidence)
    whole = (*rows, *_filled_down(rows, more))
    grown = replace(table.table, rows=whole, columns=piece.table.columns, confidence=confidence)
    return replace(table, table=grown, last=piece.page, below=piece.below)


def _same_columns(table: PlacedTable, piece: PlacedTable) -> bool:
    one, other = table.table.columns, piece.table.columns
    if len(one) != len(other):
        return False
    if _repeated(table.table.rows, piece.table.rows):
        return True
    wide = one[-1] - one[0]
    return all(abs((a - one[0]) - (b - other[0])) <= _SHIFT * wide for a, b in zip(one, other, strict=True))


def _repeated(rows: Sequence[Row], more: Sequence[Row]) -> int:
    """How many rows at the head of ``more`` are the table's header again."""
    count = 0
    for above, below in zip(rows[:_MOST_HEADER_ROWS], more, strict=False):
        if list(map(_bare, above)) != list(map(_bare, below)) or not any(above):
            break
        count += 1
    return count


def _bare(cell: Cell) -> str:
    return "".join("".join(cell).split())


def _is_rest(rows: Sequence[Row], first: Row) -> bool:
    if first[0] or not any(first) or len(rows) < 2:
        return False
    keys = [_bare(row[0]) for row in rows[1:]]
    return all(keys) and len(set(keys)) == len(keys)


def _joined(row: Row, rest: Row) -> Row:
    return tuple(
        (*above[:-1], joined_texts([above[-1], below[0]]), *below[1:]) if above and below else above or below
        for above, below in zip(row, rest, strict=True)
    )


def _filled_down(rows: Sequence[Row], more: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, the first ones with the value of a cell that was merged downwards and cut by the page break."""
    keys = [_bare(row[0]) for row in rows]
    if not any(a and a == b for a, b in pairwise(keys)):
        return tuple(more)
    empty = len(list(takewhile(lambda row: not row[0] and any(row), more)))
    return (*((rows[-1][0], *row[1:]) for row in more[:empty]), *more[empty:])
