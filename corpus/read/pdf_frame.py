"""The coordinates of a PDF page: as the file counts them, as the page is read, and as it is shown."""

from dataclasses import dataclass
from typing import Any, Literal

from corpus.source import Box

Turn = Literal[0, 90, 180, 270]


def turned(x: float, y: float, width: float, height: float, turn: int) -> tuple[float, float]:
    """The point (x, y), y upwards, on a page of ``width`` x ``height`` turned clockwise by ``turn`` degrees."""
    if turn == 90:
        return y, width - x
    if turn == 180:
        return width - x, height - y
    if turn == 270:
        return height - y, x
    return x, y


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of ``sheet_width`` x ``sheet_height`` points with its lower left corner at (``left``, ``foot``).

    The file turns it clockwise by ``shown`` degrees for display (ISO 32000-1, 7.7.3.3, Rotate). Its text stands upright
    when it is turned by ``reading``; in that frame, y upwards, lines and columns are told apart.
    """

    left: float
    foot: float
    sheet_width: float
    sheet_height: float
    shown: Turn
    reading: Turn

    @property
    def width(self) -> float:
        return self.sheet_width if self.reading % 180 == 0 else self.sheet_height

    @property
    def height(self) -> float:
        return self.sheet_height if self.reading % 180 == 0 else self.sheet_width

    def read(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file in the reading frame."""
        if not self.reading:
            return x - self.left, y - self.foot
        return turned(x - self.left, y - self.foot, self.sheet_width, self.sheet_height, self.reading)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the reading frame lies on the page."""
        return -1 <= x <= self.width + 1 and -1 <= y <= self.height + 1

    def spot(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the reading frame on the page as it is shown, in points from its upper left corner."""
        back = (self.shown - self.reading) % 360
        corners = [turned(x, y, self.width, self.height, back) for x, y in ((left, bottom), (right, top))]
        height = self.sheet_height if self.shown % 180 == 0 else self.sheet_width
        (x0, y0), (x1, y1) = corners
        return (
            round(min(x0, x1), 1),
            round(height - max(y0, y1), 1),
            round(max(x0, x1), 1),
            round(height - min(y0, y1), 1),
        )


def frame_of(page: Any, reading: Turn) -> Frame:
    """The frame of a PDFium page whose text stands upright when turned clockwise by ``reading`` degrees."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right - left, top - bottom, page.get_rotation(), reading)
