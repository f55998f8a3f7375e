"""What a reader gives: the text of a file and where its blocks lie, in the text and in the file."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "heading", "table"]
PlaceUnit = Literal["offset", "paragraph", "page", "row"]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points (1/72 inch) from the upper left corner of the page."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands in the original, so that a citation can open it there.

    ``unit`` says what ``at`` counts: characters of the decoded file from 0 (``offset``: text, HTML), paragraphs of the
    part from 0 (``paragraph``: Word), pages from 1 (``page``: PDF, OFD, images) or rows of the sheet from 1 (``row``).
    ``part`` names the part of a file that has several: a sheet, the footnotes, a header. ``box`` lies on the page.
    """

    unit: PlaceUnit
    at: int
    part: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text. ``level`` is 1… for a heading the format itself marks, else 0; ``rows`` only for tables.

    ``confidence`` (0…1) is the reader's own: 1 for characters that the file holds, less for what was recognised in a
    picture of them.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    place: Place | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """The reading text of one file.

    ``media`` names the format read: ``text``, ``html``, ``docx``, ``pdf``, ``ofd``, ``image``, ``sheet``. ``notices``
    are what the officer should know of the reading (Chinese, ready to show): pages recognised with little confidence,
    macros passed over, pictures that hold no text.
    """

    text: str
    blocks: tuple[Block, ...]
    media: str
    notices: tuple[str, ...] = ()
