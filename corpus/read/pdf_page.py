"""One page of a PDF as lines and tables in reading order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.read.pdf_cells import PageTable
from corpus.read.pdf_columns import with_tables
from corpus.read.pdf_fragments import Fragment, row_text, rows
from corpus.read.pdf_frame import Frame
from corpus.read.pdf_layout import Area, reading_order
from corpus.read.pdf_lines import Line
from corpus.source import Box

NOTE = "note"
"""The flow of lines that stand beside the text, not in it."""


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with the page (from 0) where it begins and its place there as it is shown; ``last`` is the page where it
    ends and ``below`` the share (0…1) of that page left beneath it."""

    table: PageTable
    page: int
    spot: Box
    last: int
    below: float


Item = Line | PlacedTable


@dataclass(frozen=True, slots=True)
class PageText:
    """``items`` in reading order; ``height`` in points. ``recognised`` says that the text comes from a picture."""

    items: tuple[Item, ...]
    height: float
    recognised: bool = False

    @property
    def lines(self) -> list[Line]:
        return [item for item in self.items if isinstance(item, Line)]


def page_text(
    number: int,
    frame: Frame,
    fragments: Sequence[Fragment],
    tables: Iterable[PageTable],
    em: float,
    strays: Iterable[Fragment] = (),
) -> PageText:
    """Put what stands on page ``number`` (from 0) into reading order. ``em`` is the body's type in points; ``strays``
    run across the reading direction and come last, as notes."""
    items: list[Item] = []
    width = f"{round(frame.width / 10)}"
    for at, area in enumerate(reading_order([*fragments, *tables], em)):
        flow = NOTE if area.aside else width + area.name
        items += [_placed(item, frame, number, at, flow) for item in _in_order(area)]
    for at, stray in enumerate(strays):
        line = Line(stray.text, stray.left, stray.right, stray.top, stray.bottom, stray.size, number, 1000 + at, NOTE)
        items.append(line)
    return PageText(tuple(items), frame.height)


def _in_order(area: Area) -> list[Line | PageTable]:
    """Lines and tables of an area from the top down."""
    ruled = [piece for piece in area.pieces if isinstance(piece, PageTable)]
    found: list[Line | PageTable] = list(ruled)
    for row in with_tables(rows(piece for piece in area.pieces if isinstance(piece, Fragment))):
        found.append(row if isinstance(row, PageTable) else _line(row))
    return sorted(found, key=lambda item: -item.top)


def _line(row: Sequence[Fragment]) -> Line:
    size = max(row, key=lambda one: len(one.text)).size
    return Line(
        text=row_text(row),
        left=row[0].left,
        right=max(one.right for one in row),
        top=max(one.top for one in row),
        bottom=min(one.bottom for one in row),
        size=size,
        confidence=min(one.confidence for one in row),
        spot=around([one.spot for one in row]),
    )


def around(boxes: Sequence[Box]) -> Box:
    """The box around ``boxes``."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _placed(item: Line | PageTable, frame: Frame, page: int, area: int, flow: str) -> Item:
    spot = frame.spot(item.left, item.bottom, item.right, item.top)
    if isinstance(item, PageTable):
        return PlacedTable(item, page, spot, page, item.bottom / max(frame.height, 1.0))
    return replace(item, page=page, area=area, flow=flow, spot=item.spot if any(item.spot) else spot)
