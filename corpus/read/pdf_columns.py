"""Tables without rules: rows of short entries that stand in columns."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from corpus.read.blocks import Cell
from corpus.read.pdf_cells import PageTable
from corpus.read.pdf_fragments import Fragment
from corpus.read.pdf_lines import joined_texts

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
_GAP = 0.8  # in ems: what parts two columns in every row
_LONGEST_ENTRY = 16  # characters that half the entries do not exceed; columns of a newspaper have more
_CLOSE = 0.75  # in ems: a line nearer to the one above belongs to the same row

Row = Sequence[Fragment]


def with_tables(rows: Sequence[Row]) -> Iterator[Row | PageTable]:
    """The printed lines of an area, from the top down, with runs of them that form a table put together."""
    at = 0
    while at < len(rows):
        end = _end_of_run(rows, at)
        while end - at >= _FEWEST_ROWS:
            table = _table(rows[at:end])
            if table is not None:
                yield table
                at = end
                break
            end -= 1
        else:
            yield rows[at]
            at += 1


def _end_of_run(rows: Sequence[Row], start: int) -> int:
    """Where the rows of several entries that begin at ``start`` end; a single entry between two such rows is no end."""
    if len(rows[start]) < _FEWEST_COLUMNS - 1:
        return start
    end = start + 1
    while end < len(rows) and (len(rows[end]) > 1 or (end + 1 < len(rows) and len(rows[end + 1]) > 1)):
        end += 1
    return min(end, start + 400)


def _table(rows: Sequence[Row]) -> PageTable | None:
    entries = [entry for row in rows for entry in row]
    em = median(entry.size for entry in entries)
    columns = _columns(entries, em)
    full = sum(len(row) >= len(columns) - 1 for row in rows)
    if len(columns) < _FEWEST_COLUMNS or full < max(_FEWEST_ROWS, 0.6 * len(rows)) or len(rows[0]) < len(columns) - 1:
        return None
    if median(len(entry.text) for entry in entries) > _LONGEST_ENTRY:
        return None
    left, right = columns[0][0], columns[-1][1]
    edges = (left, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right)
    return PageTable(
        left=left,
        right=right,
        top=max(entry.top for entry in rows[0]),
        bottom=min(entry.bottom for entry in rows[-1]),
        columns=edges,
        rows=tuple(_cells(rows, edges, em)),
        confidence=min(entry.confidence for entry in entries),
    )


def _columns(entries: Sequence[Fragment], em: float) -> list[tuple[float, float]]:
    """The strips in which entries stand, with a gap between them that no entry enters."""
    strips: list[tuple[float, float]] = []
    for entry in sorted(entries, key=lambda entry: entry.left):
        if strips and entry.left - strips[-1][1] < _GAP * em:
            strips[-1] = (strips[-1][0], max(strips[-1][1], entry.right))
        else:
            strips.append((entry.left, entry.right))
    return strips


def _cells(rows: Sequence[Row], edges: Sequence[float], em: float) -> Iterator[tuple[Cell, ...]]:
    current: list[list[str]] = []
    bottom = float("inf")
    for row in rows:
        texts: list[list[str]] = [[] for _ in edges[1:]]
        for entry in row:
            middle = (entry.left + entry.right) / 2
            texts[sum(edge < middle for edge in edges[1:-1])].append(entry.text)
        goes_on = current and not texts[0] and bottom - max(entry.top for entry in row) < _CLOSE * em
        bottom = min(entry.bottom for entry in row)
        if goes_on:
            current = [above + below for above, below in zip(current, texts, strict=True)]
            continue
        if current:
            yield _joined(current)
        current = texts
    yield _joined(current)


def _joined(texts: Sequence[Sequence[str]]) -> tuple[Cell, ...]:
    return tuple((joined_texts(cell),) if cell else () for cell in texts)
