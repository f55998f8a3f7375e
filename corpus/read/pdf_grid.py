"""Rules of a page to the grids of its tables: which rules belong together, and which cells are merged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.read.pdf_drawing import Rule

_SNAP = 2.5  # points within which rules lie on one line
_JOIN = 4.0  # points: a gap below this does not end a rule; dashes leave such gaps
_TOUCH = 3.0  # points within which rules meet
_SLOT = 6.0  # points: no row or column is narrower
_MOST_RULES = 1_500  # in one direction; a page with more holds a drawing
_SHORTEST = 7.0  # points, once dashes are joined


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: column edges from the left, row edges from the top down (falling), and for each place of the grid
    the number of the cell that covers it."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def left(self) -> float:
        return self.columns[0]

    @property
    def right(self) -> float:
        return self.columns[-1]

    @property
    def top(self) -> float:
        return self.rows[0]

    @property
    def bottom(self) -> float:
        return self.rows[-1]


def find_grids(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """The tables that horizontal (``across``) and vertical (``down``) rules form, from the top of the page down.

    A table may be open at its sides. A frame that is not divided, and rules that meet no others, are no table.
    """
    level, upright = _merged(across), _merged(down)
    if not level or not upright or max(len(level), len(upright)) > _MOST_RULES:
        return []
    grids = [_grid(*group) for group in _groups(level, upright)]
    found = [grid for grid in grids if grid is not None]
    return sorted(_outermost(found), key=lambda grid: -grid.top)


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules on one line that touch become one; those at nearly one height lie on one line."""
    found: list[Rule] = []
    for line in _lines(sorted(rules, key=lambda rule: rule.at)):
        at = float(np.mean([rule.at for rule in line]))
        start, end = 0.0, float("-inf")
        for rule in sorted(line, key=lambda rule: rule.start):
            if rule.start > end + _JOIN:
                if end > start:
                    found.append(Rule(at, start, end))
                start = rule.start
                end = rule.end
            end = max(end, rule.end)
        found.append(Rule(at, start, end))
    return [rule for rule in found if rule.end - rule.start >= _SHORTEST]


def _lines(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    line: list[Rule] = []
    for rule in rules:
        if line and rule.at - line[0].at > _SNAP:
            yield line
            line = []
        line.append(rule)
    if line:
        yield line


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules that hang together by touching."""
    h = np.array([(rule.at, rule.start, rule.end) for rule in across])
    v = np.array([(rule.at, rule.start, rule.end) for rule in down])
    touching = (
        (v[:, 1] - _TOUCH <= h[:, :1]) & (h[:, :1] <= v[:, 2] + _TOUCH)
        & (h[:, 1:2] - _TOUCH <= v[:, 0]) & (v[:, 0] <= h[:, 2:] + _TOUCH)
    )  # fmt: skip
    waiting = set(range(len(across)))
    while waiting:
        rows, columns = {waiting.pop()}, set[int]()
        fresh = set(rows)
        while fresh:
            new = {int(c) for r in fresh for c in np.flatnonzero(touching[r])} - columns
            columns |= new
            fresh = {int(r) for c in new for r in np.flatnonzero(touching[:, c])} - rows
            rows |= fresh
        waiting -= rows
        if columns:
            yield [across[r] for r in sorted(rows)], [down[c] for c in sorted(columns)]


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    columns = _edges([rule.at for rule in down], [(rule.start, rule.end) for rule in across])
    rows = _edges([rule.at for rule in across], [(rule.start, rule.end) for rule in down])[::-1]
    if len(columns) < 3 or len(rows) < 2:
        return None
    return Grid(tuple(columns), tuple(rows), _cells(columns, rows, across, down))


def _edges(at: Sequence[float], reaches: Sequence[tuple[float, float]]) -> list[float]:
    """Where rows or columns end: at the rules between them, and where the rules that cross those end."""
    edges: list[float] = []
    for edge in sorted(at):
        if not edges or edge - edges[-1] >= _SLOT:
            edges.append(edge)
    starts, ends = [reach[0] for reach in reaches], [reach[1] for reach in reaches]
    if len(reaches) > 1:
        if edges[0] - np.median(starts) >= _SLOT:
            edges.insert(0, float(np.median(starts)))
        if np.median(ends) - edges[-1] >= _SLOT:
            edges.append(float(np.median(ends)))
    return edges


def _cells(
    columns: Sequence[float], rows: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> tuple[tuple[int, ...], ...]:
    """Places without a rule between them are one cell."""
    height, width = len(rows) - 1, len(columns) - 1
    numbers = list(range(height * width))
    at_column = [[rule for rule in down if abs(rule.at - edge) < _SLOT] for edge in columns]
    at_row = [[rule for rule in across if abs(rule.at - edge) < _SLOT] for edge in rows]

    def root(one: int) -> int:
        while numbers[one] != one:
            numbers[one] = numbers[numbers[one]]
            one = numbers[one]
        return one

    for r in range(height):
        middle = (rows[r] + rows[r + 1]) / 2
        for c in range(width):
            centre = (columns[c] + columns[c + 1]) / 2
            if c + 1 < width and not _parted(at_column[c + 1], middle):
                numbers[root(r * width + c + 1)] = root(r * width + c)
            if r + 1 < height and not _parted(at_row[r + 1], centre):
                numbers[root((r + 1) * width + c)] = root(r * width + c)
    return tuple(tuple(root(r * width + c) for c in range(width)) for r in range(height))


def _parted(rules: Sequence[Rule], through: float) -> bool:
    return any(rule.start <= through <= rule.end for rule in rules)


def _outermost(grids: Sequence[Grid]) -> list[Grid]:
    """Without grids that lie in a cell of another: what stands there is that cell's text."""

    def inside(one: Grid, other: Grid) -> bool:
        return (
            one is not other and other.left <= one.left and one.right <= other.right
            and other.bottom <= one.bottom and one.top <= other.top
        )  # fmt: skip

    return [one for one in grids if not any(inside(one, other) for other in grids)]
