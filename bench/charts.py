"""Bar charts as SVG that can be read aloud, printed without colour, and checked into the repository."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

WIDTH = 760
_ROW, _BAR, _TOP, _EDGE = 34, 20, 62, 16
_LETTER = 7.4
_INK = "#1b1b1b"


@dataclass(frozen=True, slots=True)
class Bar:
    """``value`` is ``None`` where nothing was measured, and ``told`` says why; else ``told`` is the value as written.
    ``own`` bars are filled, the others hatched."""

    name: str
    value: float | None
    told: str
    own: bool = False


def bar_chart(title: str, description: str, bars: Sequence[Bar], name: str) -> str:
    """A chart of horizontal bars from zero, as the text of an SVG file.

    Every bar has its value written beside it, and own bars differ from the others by filling and by bold type, so
    nothing is told by colour alone. ``description`` is what a screen reader says; ``name`` keeps ids apart on a page.
    """
    left = _EDGE + max((_measure(bar.name) for bar in bars), default=0) * _LETTER + 12
    longest = max((_measure(bar.told) for bar in bars if bar.value is not None), default=0) * _LETTER
    most = max((bar.value for bar in bars if bar.value is not None), default=0.0) or 1.0
    scale = max(WIDTH - left - longest - _EDGE - 10, 60) / most
    height = _TOP + _ROW * len(bars) + _EDGE
    told = "\n".join(_bar(bar, _TOP + at * _ROW, left, scale, f"{name}-hatch") for at, bar in enumerate(bars))
    bottom = height - _EDGE
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" \
aria-labelledby="{name}-title {name}-desc" font-family="sans-serif" font-size="14" fill="{_INK}">
<title id="{name}-title">{escape(title)}</title>
<desc id="{name}-desc">{escape(description)}</desc>
<defs><pattern id="{name}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="6" height="6" fill="#ffffff"/><rect width="2" height="6" fill="#6b6b6b"/></pattern></defs>
<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>
<text x="{_EDGE}" y="32" font-size="17" font-weight="bold">{escape(title)}</text>
{told}
<line x1="{left:.1f}" y1="{_TOP - 6}" x2="{left:.1f}" y2="{bottom}" stroke="{_INK}"/>
</svg>
"""


def _bar(bar: Bar, top: int, left: float, scale: float, hatch: str) -> str:
    middle = top + _BAR - 5
    weight = ' font-weight="bold"' if bar.own else ""
    name = f'<text x="{left - 10:.1f}" y="{middle}" text-anchor="end"{weight}>{escape(bar.name)}</text>'
    length = max((bar.value or 0) * scale, 0)
    fill = "#0b4f8a" if bar.own else f"url(#{hatch})"
    drawn = (
        f'<rect x="{left:.1f}" y="{top}" width="{length:.1f}" height="{_BAR}" fill="{fill}" stroke="{_INK}"/>'
        if bar.value is not None
        else ""
    )
    return f'{name}{drawn}<text x="{left + length + 8:.1f}" y="{middle}"{weight}>{escape(bar.told)}</text>'


def _measure(text: str) -> int:
    """Columns that a text takes, a Chinese character two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
