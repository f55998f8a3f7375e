"""The header of a table: how many rows it takes, and the labels of its columns joined over them (责任单位/牵头)."""

import re

Rows = tuple[tuple[str, ...], ...]
_MOST_ROWS = 3
_LONGEST_LABEL = 24
_DATA = re.compile(r"[\d０-９.,%％年月日\-—/（）()]+|.*[。；;]|.*\d{3,}.*|.*[、，].*[、，].*")


def header_height(rows: Rows) -> int:
    """How many of the first rows are the header; 0 where the first row already looks like data."""
    if len(rows) < 2 or not _labels(rows[0]) or sum(bool(cell) for cell in rows[0]) < 2:
        return 0
    height = 1
    while height < min(_MOST_ROWS, len(rows) - 1) and _parts(rows[height - 1], rows[height]):
        height += 1
    return height


def _labels(row: tuple[str, ...]) -> bool:
    """Whether all cells may be labels: short and no numbers or sentences."""
    cells = [cell for cell in row if cell]
    return bool(cells) and all(len(cell) <= _LONGEST_LABEL and not _DATA.fullmatch(cell) for cell in cells)


def _parts(upper: tuple[str, ...], lower: tuple[str, ...]) -> bool:
    """Whether ``lower`` names the parts of what ``upper`` names: labels below a cell that spans columns, and below
    every other cell nothing or the same again."""
    if not _labels(lower) or len(upper) != len(lower):
        return False
    spanned = _spanned(upper)
    own = [at for at, cell in enumerate(lower) if cell and cell != upper[at]]
    return len(own) > 1 and all(at in spanned for at in own)


def _spanned(row: tuple[str, ...]) -> set[int]:
    """Columns below a cell that spans several: the blanks or repetitions to its right, and its own column."""
    found: set[int] = set()
    for at in range(1, len(row)):
        left = next((row[back] for back in range(at - 1, -1, -1) if row[back]), "")
        if left and (not row[at] or row[at] == row[at - 1]):
            found.add(at)
            found.add(next(back for back in range(at - 1, -1, -1) if row[back] == left))
    return found


def joined_header(rows: Rows) -> tuple[str, ...]:
    """The label of each column from the top down, parted by ``/``; a spanning label holds for all its columns."""
    if not rows:
        return ()
    columns: list[list[str]] = [[] for _ in rows[0]]
    for number, row in enumerate(rows):
        spanned = _spanned(row) if number + 1 < len(rows) else set()
        held = ""
        for at, cell in enumerate(row):
            held = cell or (held if at in spanned else "")
            if held and held not in columns[at]:
                columns[at].append(held)
    return tuple("/".join(labels) for labels in columns)
