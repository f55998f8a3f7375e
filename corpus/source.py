"""What a reader gives: the text of a file and where its blocks lie in it."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "heading", "table"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text. ``level`` is 1… for a heading the format itself marks, else 0; ``rows`` only for tables."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The reading text of one file. ``media`` names the format read: ``text``, ``html``, ``docx``, ``pdf``."""

    text: str
    blocks: tuple[Block, ...]
    media: str
