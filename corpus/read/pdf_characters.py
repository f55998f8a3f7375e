"""The characters of a PDF page as PDFium places them: turned upright, visible, each once."""

import ctypes
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from corpus.read.pdf_frame import Frame, Turn, frame_of

MOST_CHARACTERS = 100_000
"""Most characters of one page that are read; a full printed page holds some 2,000."""

_INVISIBLE = 3  # text render mode 3 (ISO 32000-1, 9.3.6): the layer that a scanner lays under its picture
_SLANT = 8  # degrees off the page's axes beyond which text is a watermark
_TWICE = 0.15  # in ems: the same character again within this is boldness by overprinting, or a shadow
_STACKED = 0.6  # share of neighbours that stand below one another where the writing runs downwards
_FEWEST_STACKED = 12
_BROKEN = 0.3  # share of characters of no known meaning beyond which the text layer is of no use
_ASCENT, _DESCENT = 0.88, 0.12  # of the em, as Chinese fonts have it


class Character(NamedTuple):
    """A character in points of the reading frame (y upwards). ``blank`` holds the spaces typed before it; ``at`` counts
    characters in the order of the page's content."""

    text: str
    left: float
    right: float
    base: float
    size: float
    blank: str
    at: int

    @property
    def top(self) -> float:
        return self.base + _ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base - _DESCENT * self.size


class _Raw(NamedTuple):
    """As PDFium gives it: box and origin in points of the unturned page, ``angle`` in degrees anticlockwise."""

    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    size: float
    angle: int
    hidden: bool
    broken: bool
    blank: str
    at: int


@dataclass(frozen=True, slots=True)
class PageCharacters:
    """What stands on a page. ``strays`` are runs across the reading direction, ``broken`` is the share (0…1) of
    characters of no known meaning, ``hidden`` says that most are a scanner's layer, ``cut`` that some were left out."""

    frame: Frame
    characters: tuple[Character, ...]
    strays: tuple[tuple[Character, ...], ...]
    broken: float
    hidden: bool
    cut: bool

    @property
    def is_broken(self) -> bool:
        return self.broken > _BROKEN


def page_characters(page: Any) -> PageCharacters:
    """The characters of a PDFium ``page`` in the order of its content; the caller holds PDFium's lock."""
    found, cut = _raw_characters(page)
    hidden = 2 * sum(one.hidden for one in found) > len(found)
    runs: defaultdict[Turn, list[_Raw]] = defaultdict(list)
    for one in found:
        if (hidden or not one.hidden) and (turn := _turn(one.angle)) is not None:
            runs[turn].append(one)
    reading: Turn = max(runs, key=lambda turn: len(runs[turn])) if runs else 0
    main = runs.pop(reading) if runs else []
    downwards = _runs_downwards(main)
    frame = frame_of(page, _clockwise(reading + 270) if downwards else reading)
    broken = sum(one.broken for one in found) / max(len(found), 1)
    strays = tuple(_once(_upright(run, frame_of(page, turn), False)) for turn, run in runs.items())
    return PageCharacters(frame, _once(_upright(main, frame, downwards)), strays, broken, hidden, cut)


def _raw_characters(page: Any) -> tuple[list[_Raw], bool]:
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    handle, count = textpage.raw, textpage.count_chars()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    found: list[_Raw] = []
    blank = ""
    shown_by, size, angle, hidden = 0, 1.0, 0, False
    for at in range(min(count, MOST_CHARACTERS)):
        text = chr(raw.FPDFText_GetUnicode(handle, at))
        if text.isspace():
            if text not in "\r\n" and raw.FPDFText_IsGenerated(handle, at) == 0:
                blank += text
            continue
        item = raw.FPDFText_GetTextObject(handle, at)
        if (address := ctypes.cast(item, ctypes.c_void_p).value or 0) != shown_by or not address:
            raw.FPDFText_GetMatrix(handle, at, matrix)
            size = raw.FPDFText_GetFontSize(handle, at) * math.hypot(matrix.c, matrix.d)
            angle = round(math.degrees(math.atan2(matrix.b, matrix.a)))
            hidden = bool(item) and raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
            shown_by = address
        raw.FPDFText_GetLooseCharBox(handle, at, box)
        raw.FPDFText_GetCharOrigin(handle, at, x, y)
        broken = _means_nothing(text) or raw.FPDFText_HasUnicodeMapError(handle, at) == 1
        edges = (box.left, box.bottom, box.right, box.top)
        found.append(_Raw(text, edges, (x.value, y.value), size, angle, hidden, broken, blank, at))
        blank = ""
    textpage.close()
    return found, count > MOST_CHARACTERS


def _means_nothing(text: str) -> bool:
    """Private use, U+FFFD and controls: glyphs of a font whose characters are not told."""
    return "\ue000" <= text <= "\uf8ff" or text >= "\U000f0000" or text in "\ufffd\ufffe\uffff" or text < " "


@lru_cache(maxsize=1024)
def _turn(angle: int) -> Turn | None:
    """By how much the page must turn clockwise for this text to stand upright; ``None`` for a slanting watermark."""
    nearest = round(angle / 90) * 90
    return _clockwise(nearest) if abs(angle - nearest) <= _SLANT else None


def _clockwise(angle: int) -> Turn:
    turns: tuple[Turn, ...] = (0, 90, 180, 270)
    return turns[angle // 90 % 4]


def _runs_downwards(characters: Sequence[_Raw]) -> bool:
    """Whether the characters stand upright below one another, in columns from the right."""
    if len(characters) < _FEWEST_STACKED or characters[0].angle not in range(-_SLANT, _SLANT + 1):
        return False
    stacked = sum(
        abs(b.origin[0] - a.origin[0]) < 0.3 * a.size and 0.6 * a.size < a.origin[1] - b.origin[1] < 1.6 * a.size
        for a, b in pairwise(characters)
    )
    return stacked > _STACKED * len(characters)


def _upright(characters: Sequence[_Raw], frame: Frame, downwards: bool) -> list[Character]:
    found = []
    for one in characters:
        ax, ay = frame.read(one.box[0], one.box[1])
        bx, by = frame.read(one.box[2], one.box[3])
        left, right = (ax, bx) if ax < bx else (bx, ax)
        bottom, top = (ay, by) if ay < by else (by, ay)
        size = _plausible(one.size, one.text, right - left, top - bottom)
        base = bottom + _DESCENT * size if downwards else frame.read(*one.origin)[1]
        if frame.holds((left + right) / 2, base):
            found.append(Character(one.text, left, right, base, size, one.blank, one.at))
    return found


def _plausible(size: float, text: str, width: float, height: float) -> float:
    """The size of the type in points; fonts that scale themselves (Type 3) tell one that the box belies."""
    if "\u4e00" <= text <= "\u9fff" and not 0.5 * width < size < 2 * width:
        return width or 1.0
    return size if 0.3 * height < size < 3 * height else (height / 1.2 or 1.0)


def _once(characters: Sequence[Character]) -> tuple[Character, ...]:
    """Without the second copy of what is printed twice at one place."""
    seen: defaultdict[tuple[str, int, int], list[Character]] = defaultdict(list)
    kept = []
    for one in characters:
        row, column = one.base / one.size, one.left / one.size
        rows, columns = {int(row - _TWICE), int(row + _TWICE)}, {int(column - _TWICE), int(column + _TWICE)}
        near = [other for r in rows for c in columns for other in seen.get((one.text, r, c), ())]
        reach = _TWICE * one.size
        if any(abs(one.left - other.left) < reach and abs(one.base - other.base) < reach for other in near):
            continue
        seen[one.text, int(row), int(column)].append(one)
        kept.append(one)
    return tuple(kept)


def commonest_size(characters: Sequence[Character]) -> float:
    """The size (points, to a half) in which most of ``characters`` are set; 0 for none."""
    sizes = Counter(round(2 * one.size) / 2 for one in characters)
    return sizes.most_common(1)[0][0] if sizes else 0.0
