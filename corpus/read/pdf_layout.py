"""The reading order of what stands on a page: columns, notes at the side, and headings across columns.

A recursive cut of the page, after the XY-cut of Nagy and Seth (1984): gutters between columns are found by the lines
that they part; what crosses a gutter parts the page into bands; columns of a band are read from left to right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.read.pdf_cells import PageTable
from corpus.read.pdf_fragments import Fragment, beside

_GUTTER = 0.8  # in ems of the body: no narrower gap parts columns
_FEWEST_LINES = 4  # on either side of a gutter
_FILLED = 0.55  # of the column's width that its lines fill; entries of a list leave more of it free
_CROSSING = 0.5  # share of all lines that may run across a gutter
_DEPTH = 4
_MOST_PIECES = 2_000  # beyond, a page is a drawing with labels, which have no order
_BIGGER = 1.1  # a heading's type over the body's
_NOTE = 0.35  # of the page's text width: notes at the side are narrower

Piece = Fragment | PageTable


@dataclass(frozen=True, slots=True)
class Area:
    """Pieces that are read together, and the name of their measure: "" for the full width, else the column's edges."""

    pieces: list[Piece]
    name: str
    aside: bool = False


def reading_order(pieces: Sequence[Piece], em: float) -> list[Area]:
    """The areas of a page in reading order; notes at the side come last. ``em`` is the body's type in points."""
    if len(pieces) > _MOST_PIECES:
        return [Area(list(pieces), "")]
    notes, rest = _side_notes(pieces, em)
    areas = _cut(rest, em, "", _DEPTH)
    return areas + ([Area(notes, "note", aside=True)] if notes else [])


def _cut(pieces: Sequence[Piece], em: float, name: str, depth: int) -> list[Area]:
    gutter = _gutter(pieces, em) if depth else None
    if gutter is None:
        return [Area(list(pieces), name)] if pieces else []
    areas: list[Area] = []
    for band in _bands(pieces, gutter, em):
        left = [piece for piece in band if piece.right <= gutter]
        right = [piece for piece in band if piece.left >= gutter]
        if len(left) + len(right) < len(band) or not left or not right:
            side = name if len(left) + len(right) < len(band) else f"{name}{'L' if left else 'R'}"
            areas += [Area(band, side)]
            continue
        areas += _cut(left, em, f"{name}L{round(gutter)}", depth - 1)
        areas += _cut(right, em, f"{name}R{round(gutter)}", depth - 1)
    return areas


def _gutter(pieces: Sequence[Piece], em: float) -> float | None:
    """Where (x) a gutter parts ``pieces`` into columns of running text."""
    best: tuple[int, float] | None = None
    for x in _candidates(pieces, em):
        left = [piece for piece in pieces if piece.right <= x]
        right = [piece for piece in pieces if piece.left >= x]
        crossing = len(pieces) - len(left) - len(right)
        if crossing > _CROSSING * len(pieces) or not _is_column(left) or not _is_column(right):
            continue
        if best is None or (-crossing, 0) > (best[0], 0):
            best = (-crossing, x)
    return best[1] if best else None


def _candidates(pieces: Sequence[Piece], em: float) -> list[float]:
    """The middles of gaps in which no text of either side stands, from the edges at which many pieces end."""
    starts = sorted({round(piece.left) for piece in pieces})
    found = []
    for start in starts:
        ends = [piece.right for piece in pieces if piece.right <= start + 0.5]
        if len(ends) >= _FEWEST_LINES and start - max(ends) >= _GUTTER * em:
            found.append((start + max(ends)) / 2)
    return found


def _is_column(pieces: Sequence[Piece]) -> bool:
    """Whether these are lines of running text that fill a column, not entries beside one another."""
    if len(pieces) < _FEWEST_LINES:
        return False
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    lines: list[tuple[Piece, float]] = []
    for piece in sorted(pieces, key=lambda piece: -(piece.top + piece.bottom)):
        wide = piece.right - piece.left
        if lines and beside(lines[-1][0], piece):
            lines[-1] = (piece, lines[-1][1] + wide)
        else:
            lines.append((piece, wide))
    return median(wide / max(right - left, 1.0) for _, wide in lines) >= _FILLED


def _bands(pieces: Sequence[Piece], gutter: float, em: float) -> list[list[Piece]]:
    """The pieces parted, from the top down, by what runs across the gutter."""
    across = [piece for piece in pieces if piece.left < gutter < piece.right]
    across += _lone_headings([piece for piece in pieces if piece not in across], em)
    rest = sorted((piece for piece in pieces if piece not in across), key=lambda piece: -piece.top)
    bands: list[list[Piece]] = []
    for wide in sorted(across, key=lambda piece: -piece.top):
        middle = (wide.top + wide.bottom) / 2
        above = [piece for piece in rest if (piece.top + piece.bottom) / 2 > middle]
        rest = [piece for piece in rest if (piece.top + piece.bottom) / 2 <= middle]
        if above:
            bands += [above, [wide]]
        elif bands and len(bands[-1]) and bands[-1][-1] in across:
            bands[-1].append(wide)
        else:
            bands.append([wide])
    return bands + ([rest] if rest else [])


def _lone_headings(pieces: Sequence[Piece], em: float) -> list[Piece]:
    """Large lines with nothing beside them but text above and below on both sides: they head all columns."""
    large = [piece for piece in pieces if _BIGGER * em < piece.top - piece.bottom < 4 * em]
    found = []
    for one in large:
        others = [piece for piece in pieces if piece is not one and piece not in large]
        if any(beside(one, piece) or beside(piece, one) for piece in others):
            continue
        far = [piece for piece in others if piece.left > one.right or piece.right < one.left]
        if any(piece.bottom > one.top for piece in far) and any(piece.top < one.bottom for piece in far):
            found.append(one)
    return found


def _side_notes(pieces: Sequence[Piece], em: float) -> tuple[list[Piece], list[Piece]]:
    """The pieces in a narrow strip beside the text, which no line of the text enters, and the rest."""
    if len(pieces) < 2 * _FEWEST_LINES:
        return [], list(pieces)
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    for x in _candidates_of_notes(pieces, em):
        outer = [piece for piece in pieces if piece.right <= x]
        inner = [piece for piece in pieces if piece.left >= x]
        notes, text = (outer, inner) if len(outer) < len(inner) else (inner, outer)
        width = max(piece.right for piece in notes) - min(piece.left for piece in notes)
        narrow = width <= _NOTE * (right - left)
        smaller = median(p.top - p.bottom for p in notes) < 0.95 * median(p.top - p.bottom for p in text)
        if narrow and smaller and _is_column(text) and _stands_beside(notes, text):
            return notes, text
    return [], list(pieces)


def _candidates_of_notes(pieces: Sequence[Piece], em: float) -> list[float]:
    """The middles of gaps that run down the whole page."""
    found = []
    reach = float("-inf")
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if reach > float("-inf") and piece.left - reach >= _GUTTER * em:
            found.append((piece.left + reach) / 2)
        reach = max(reach, piece.right)
    return found


def _stands_beside(notes: Sequence[Piece], text: Sequence[Piece]) -> bool:
    top, bottom = max(piece.top for piece in text), min(piece.bottom for piece in text)
    return all(bottom < (note.top + note.bottom) / 2 < top for note in notes)
