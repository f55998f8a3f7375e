"""The measures of the printed letter, read from ``drafting/layout.toml`` (GB/T 9704—2012, clauses 7 and 10.1)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Align = Literal["left", "center", "right", "both"]
LayoutName = Literal["letter", "document"]
"""信函格式 (clause 10.1) or 文件格式 (clause 7)."""
LINE_PT = 29.0
CHARACTER_PT = 16.0


@dataclass(frozen=True, slots=True)
class Page:
    width_mm: float
    height_mm: float
    top_mm: float
    left_mm: float
    bottom_mm: float
    right_mm: float
    header_mm: float
    footer_mm: float
    number_lift_mm: float
    line_pitch_twip: int
    char_space: int

    @property
    def text_width_mm(self) -> float:
        """Width of the text area (版心), 156 mm."""
        return self.width_mm - self.left_mm - self.right_mm

    @property
    def text_width_pt(self) -> float:
        return self.text_width_mm / 25.4 * 72


@dataclass(frozen=True, slots=True)
class Mark:
    """The issuer's mark: its upper edge and the width of the line under it, from the paper's edges."""

    top_mm: float
    left_mm: float
    width_mm: float
    gap_mm: float
    largest_pt: float
    smallest_pt: float
    class_top_mm: float


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """One paragraph style; ``outline`` is ``None`` for text and 0… for headings."""

    name: str
    font: str
    size_pt: float
    line_pt: float
    align: Align
    before_lines: float = 0.0
    after_lines: float = 0.0
    first_line_chars: float = 0.0
    left_chars: float = 0.0
    right_chars: float = 0.0
    outline: int | None = None
    keep_next: bool = False
    letter_twips: int = 0
    builtin: str = ""
    spaced_digits: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    name: LayoutName
    page: Page
    mark: Mark
    mark_colour: str
    suffix: str
    printed_by: bool
    first_numbered_page: int
    title_ems: float
    fonts: Mapping[str, str]
    fallbacks: Mapping[str, tuple[str, ...]]
    styles: tuple[ParagraphStyle, ...]


@cache
def read_layout(name: LayoutName) -> Layout:
    """The measures of one format."""
    raw = tomllib.loads((Path(__file__).parent.parent / "layout.toml").read_text("utf-8"))
    own = raw[name]
    styles = {style["name"]: ParagraphStyle(**style) for style in (*raw["style"], *own.get("style", ()))}
    return Layout(
        name=name,
        page=Page(**raw["page"]),
        mark=Mark(**own["mark"]),
        mark_colour=raw["mark_colour"],
        suffix=own["suffix"],
        printed_by=own["printed_by"],
        first_numbered_page=own["first_numbered_page"],
        title_ems=raw["title_ems"],
        fonts=raw["fonts"],
        fallbacks={font: tuple(names) for font, names in raw["fallbacks"].items()},
        styles=tuple(styles.values()),
    )


def text_width(text: str, size_pt: float) -> float:
    """Printed width in points: a Chinese character is one em, a digit or Latin letter half of one."""
    return size_pt * sum(0.5 if character.isascii() else 1.0 for character in text)


def mark_size(issuer: str, layout: Layout) -> float:
    """Size in points that keeps the issuer's mark on one line of the text area, in half points.

    Half a character is left: programs differ in how they round the grid's width.
    """
    ems = max(text_width(issuer, 1.0), 1.0)
    fitting = int((layout.page.text_width_pt - CHARACTER_PT / 2) / ems * 2) / 2
    return min(layout.mark.largest_pt, max(layout.mark.smallest_pt, fitting))


def signature_indents(signature: str, date: str) -> tuple[float, float]:
    """Right indents in points of name and date (clause 7.3.5.1).

    The date stands four characters in and the name is centred over it. A name too long for that stands two
    characters in and the date is centred under it.
    """
    name, day = text_width(signature, CHARACTER_PT), text_width(date, CHARACTER_PT)
    indent = 4 * CHARACTER_PT + (day - name) / 2
    if indent >= 2 * CHARACTER_PT:
        return indent, 4 * CHARACTER_PT
    return 2 * CHARACTER_PT, 2 * CHARACTER_PT + max(0.0, (name - day) / 2)
