"""A page that is a picture, recognised: its lines and ruled tables, as the page of a PDF gives them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median, median_low

from corpus.read.ocr import Picture, Recognised, RecognisedLine, recognised, set_straight
from corpus.read.ocr_rules import find_rules
from corpus.read.ocr_text import printed_ems
from corpus.read.pdf_cells import PageTable, fill
from corpus.read.pdf_characters import Character
from corpus.read.pdf_fragments import Fragment
from corpus.read.pdf_frame import Frame, Turn
from corpus.read.pdf_grid import find_grids
from corpus.read.pdf_page import PageText, page_text
from corpus.source import Box

_SAME_SIZE = 0.15  # sizes that differ by less are one: boxes around print are only so exact
_FEWEST_EMS = 5  # a shorter line says little of the size of its type by its length
_EM = 1.0  # of the height of a box is the size of the type in it
_BASE = 0.12  # of the height of a box lies below the line on which the type stands
_OPENING, _CLOSING = tuple("（《“〔【"), tuple("，。、；：）》”〕】？！")
_LEAST = 1.0  # pixels: a line that a damaged picture gives no height
_HALF = 0.45  # in ems: the empty half of a mark, which a box does not hold
_TURNS: tuple[Turn, ...] = (0, 270, 180, 90)
"""What a page is turned clockwise by, for each number of quarters anticlockwise."""


def read_page(picture: Picture, number: int, scale: float) -> PageText:
    """What is printed on ``picture`` (uint8, height x width x 3, RGB) as page ``number`` (from 0).

    ``scale`` is points a pixel. Each line and table carries the engine's confidence (0…1).
    """
    read = recognised(picture)
    height, width = picture.shape[0] * scale, picture.shape[1] * scale
    frame = Frame(0.0, 0.0, width, height, 0, _TURNS[read.turns % 4])
    if not read.lines:
        return PageText((), frame.height, recognised=True)
    found = _evened([_fragment(line, scale, frame.height) for line in read.lines])
    tables, rest = _tables(picture, read, found, scale)
    return replace(page_text(number, frame, rest, tables, median(one.size for one in found)), recognised=True)


def _fragment(line: RecognisedLine, scale: float, height: float) -> Fragment:
    """The line in points; a mark that is half empty counts whole, as in the text of a PDF."""
    left, top, right, bottom = line.box
    size = max(_size(line), _LEAST)
    left -= _HALF * size * line.text.startswith(_OPENING)
    right += _HALF * size * line.text.endswith(_CLOSING)
    return Fragment(
        line.text, left * scale, right * scale, height - top * scale, height - bottom * scale, size * scale,
        line.confidence, _scaled(line.spot, scale),
    )  # fmt: skip


def _scaled(box: Box, scale: float) -> Box:
    left, top, right, bottom = (round(edge * scale, 1) for edge in box)
    return left, top, right, bottom


def _size(line: RecognisedLine) -> float:
    """The size of the type in pixels: the length of the line by its characters, or for a short one its height."""
    left, top, right, bottom = line.box
    ems = printed_ems(line.text)
    by_height = _EM * (bottom - top)
    by_length = (right - left) / ems if ems >= _FEWEST_EMS else by_height
    return by_length if abs(by_length - by_height) < 0.3 * by_height else by_height


def _ems(char: str) -> float:
    return 0.5 if char.isascii() else 1.0


def _evened(found: Sequence[Fragment]) -> list[Fragment]:
    """Sizes that are nearly the commonest one, by characters, are that one; so it goes on with those that remain."""
    sizes = sorted(one.size for one in found for _ in one.text)
    kinds: list[float] = []
    while sizes:
        kinds.append(median_low(sizes))  # one of them, so that at least it goes
        sizes = [size for size in sizes if abs(size - kinds[-1]) > _SAME_SIZE * kinds[-1]]
    return [replace(one, size=next(k for k in kinds if abs(one.size - k) <= _SAME_SIZE * k)) for one in found]


def _tables(
    picture: Picture, read: Recognised, found: Sequence[Fragment], scale: float
) -> tuple[list[PageTable], list[Fragment]]:
    """The ruled tables with their print, and what stands outside them."""
    grids = find_grids(*find_rules(set_straight(picture, read.turns, read.angle), scale))
    if not grids:
        return [], list(found)
    characters: list[tuple[Character, int]] = []
    for at, fragment in enumerate(found):
        characters += ((one, at) for one in _spread(fragment, len(characters)))
    tables, outside = fill(grids, [one for one, _ in characters])
    left_over = set(map(id, outside))
    lines = {at for one, at in characters if id(one) in left_over}
    held = [one.confidence for at, one in enumerate(found) if at not in lines]
    sure = min(held, default=1.0)
    return [replace(table, confidence=sure) for table in tables], [found[at] for at in sorted(lines)]


def _spread(fragment: Fragment, first: int) -> Iterator[Character]:
    """The characters of a line at even distances, where a rule may part them; ``first`` is the number of the first."""
    pitch = (fragment.right - fragment.left) / (sum(map(_ems, fragment.text)) or 1.0)
    base = fragment.bottom + _BASE * (fragment.top - fragment.bottom)
    left, blank = fragment.left, ""
    for at, char in enumerate(fragment.text, first):
        right = left + pitch * _ems(char)
        if char.isspace():
            blank += char
        else:
            yield Character(char, left, right, base, fragment.size, blank, at)
            blank = ""
        left = right
