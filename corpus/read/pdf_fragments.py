"""Characters of a page to fragments: pieces of a printed line without a wide gap in them."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Protocol

from corpus.decode import clean
from corpus.read.pdf_characters import Character
from corpus.source import Box

_WIDE_GAP = 1.5  # in ems: beyond this a line is two fragments, which columns or a table may part
_BACK = -0.5  # in ems: a character so far to the left of the one before begins anew
_SMALL_GAP = 0.6  # in ems: a space inferred beside a Chinese character below this is only kerning
_SAME_LINE = 0.35  # in ems: how far apart the baselines of one line may lie
_OVERLAP = 0.6  # share of the lower height by which two fragments of a row overlap
_WIDER = 0.5  # in ems: how much more than the usual gap of a line parts words
_WORD_GAP = 0.14  # in ems: what parts two Latin words
_NO_GAP = -0.2  # in ems: a space that takes no room was not printed
_WIDE_TEXT = "\u2e80"  # from here on characters are Chinese or full width
_IDEOGRAPHIC = "\u3000"
_MOST_BLANKS = 3  # ideographic spaces in a row that part words; a wider gap parts columns


class Boxed(Protocol):
    """Anything with a place in the reading frame, in points, y upwards."""

    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...


NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line. ``spot`` is its place on the page as shown, where a straightened picture differs from it."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    confidence: float = 1.0
    spot: Box = NOWHERE


def fragments(characters: Iterable[Character]) -> list[Fragment]:
    """The pieces of printed lines; a wide gap parts a line into several.

    Runs of the content that stand in one line are put in order by their place: a writer may set all quotation marks
    of a line, which are of another font, after the words.
    """
    found = [_fragment(piece) for line in _printed_lines(_runs(characters)) for piece in _pieces(line)]
    return [fragment for fragment in found if fragment.text]


def _runs(characters: Iterable[Character]) -> list[list[Character]]:
    runs: list[list[Character]] = []
    for one in characters:
        if runs and _goes_on(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _printed_lines(runs: Sequence[list[Character]]) -> Iterator[list[Character]]:
    """The characters of each line from left to right."""
    line: list[Character] = []
    base = 0.0
    for run in sorted(runs, key=lambda run: -run[0].base):
        if line and base - run[0].base >= _SAME_LINE * max(run[0].size, line[-1].size):
            yield sorted(line, key=lambda one: one.left)
            line = []
        if not line or len(run) > 1:
            base = run[0].base
        line += run
    if line:
        yield sorted(line, key=lambda one: one.left)


def _pieces(line: Sequence[Character]) -> Iterator[list[Character]]:
    piece = [line[0]]
    for last, one in pairwise(line):
        typed = one.blank if one.at > last.at else ""
        if one.left - last.right >= (_WIDE_GAP + typed.count(_IDEOGRAPHIC)) * max(last.size, one.size):
            yield piece
            piece = []
        piece.append(one)
    yield piece


def _goes_on(last: Character, one: Character) -> bool:
    size = max(last.size, one.size)
    return abs(one.base - last.base) < _SAME_LINE * size and one.left - last.right > _BACK * size


def _fragment(run: Sequence[Character]) -> Fragment:
    size = type_size(run)
    top, bottom = max(one.top for one in run), min(one.bottom for one in run)
    return Fragment(_text(run, size), run[0].left, max(one.right for one in run), top, bottom, size)


def type_size(run: Sequence[Character]) -> float:
    """The em of a run in points: that of its Chinese characters, where it has any."""
    han = [one.size for one in run if "\u4e00" <= one.text <= "\u9fff"]
    return median(han) if han else max(one.size for one in run)


def _text(run: Sequence[Character], size: float) -> str:
    usual = _usual_gap(run)
    wide = max(_SMALL_GAP * size, usual + _WIDER * size)
    pieces = [plain(run[0].text)]
    for last, one in pairwise(run):
        gap = one.left - last.right
        if one.blank and one.at > last.at and gap > _NO_GAP * size:
            pieces.append(one.blank if one.blank.strip(_IDEOGRAPHIC) == "" else " ")
        elif gap >= (wide if max(last.text, one.text) >= _WIDE_TEXT else _WORD_GAP * size):
            pieces.append(_blank(gap - usual, size + usual))
        pieces.append(plain(one.text))
    return clean("".join(pieces)).strip()


def _blank(gap: float, pitch: float) -> str:
    """The blank that leaves a gap (points): ideographic spaces where whole characters of this pitch would fit."""
    if pitch <= 0:  # a damaged line whose characters lie on each other
        return " "
    count = round(gap / pitch)
    return _IDEOGRAPHIC * count if 0 < count <= _MOST_BLANKS and abs(gap / pitch - count) < 0.15 else " "


def _usual_gap(run: Sequence[Character]) -> float:
    """The gap (points) between Chinese characters of a line: wide on a letterhead, and where a line is stretched."""
    gaps = sorted(b.left - a.right for a, b in pairwise(run) if min(a.text, b.text) >= _WIDE_TEXT and not b.blank)
    return gaps[len(gaps) // 4] if len(gaps) > 1 else 0.0


def plain(char: str) -> str:
    """Some fonts map 工 to the radical ⼯ (U+2F27), which looks the same and is found by no search."""
    return unicodedata.normalize("NFKC", char) if "\u2e80" <= char <= "\u2fdf" else char


def rows(found: Iterable[Fragment]) -> list[list[Fragment]]:
    """The fragments that share a printed line, from the top down; those of a line from left to right."""
    lines: list[list[Fragment]] = []
    for fragment in sorted(found, key=lambda one: -(one.top + one.bottom)):
        if lines and any(beside(other, fragment) for other in lines[-1]):
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    return [sorted(line, key=lambda one: one.left) for line in lines]


def beside(one: Boxed, other: Boxed) -> bool:
    """Whether two boxes stand at one height."""
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > _OVERLAP * min(one.top - one.bottom, other.top - other.bottom)


def row_text(row: Sequence[Fragment]) -> str:
    """The text of one printed line; a gap within it is one space."""
    if len(row) > 2 and all(len(one.text) == 1 and one.text >= _WIDE_TEXT for one in row):
        return "".join(one.text for one in row)  # a heading spaced out over the line
    text = row[0].text
    for last, fragment in pairwise(row):
        gap = fragment.left - last.right
        apart = gap >= _SMALL_GAP * max(last.size, fragment.size)
        latin = text[-1:].isascii() and fragment.text[:1].isascii() and gap > 0.15 * fragment.size
        text += (_blank(gap, fragment.size) if apart else " " if latin else "") + fragment.text
    return text
