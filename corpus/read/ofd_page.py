"""What stands on an OFD page: characters, rules and pictures, in points (GB/T 33190—2016, clauses 8, 9 and 11)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.read.ofd_document import Area, OfdPage, numbers_of
from corpus.read.package import Element
from corpus.read.pdf_characters import MOST_CHARACTERS, Character
from corpus.read.pdf_drawing import Rule

POINT = 72 / 25.4
"""Points a millimetre."""

_SLANT = 8  # degrees beyond which text is a watermark or runs across the page
_WIDE = "\u2e80"  # from here on characters are as wide as their em
_THIN = 0.9  # millimetres: a filled strip below this is a rule
_STRAIGHT, _SHORTEST = 0.3, 1.5  # millimetres
_DEPTH = 8  # blocks within blocks
_MOST_RULES = 20_000

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image object: the resource it shows and its place on the page in millimetres."""

    resource: str
    area: Area


@dataclass(slots=True)
class PageObjects:
    """The objects of one page while they are collected; ``unknown`` counts glyphs of which no character is told,
    ``blank`` holds the spaces since the last character."""

    characters: list[Character] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    unknown: int = 0
    blank: str = ""


def page_objects(page: OfdPage) -> PageObjects:
    """The objects of the templates and of the page itself, layer by layer; points count from the lower left corner."""
    found = PageObjects()
    for content in page.contents:
        for layer in content.iterfind("{*}Content/{*}Layer"):
            for element in _drawn(layer, 0):
                _collect(element, page.area, found)
    return found


def _drawn(block: Element, depth: int) -> Iterator[Element]:
    for element in block:
        if element.get("Visible") == "false" or element.get("Alpha") == "0":
            continue
        if _kind(element) == "PageBlock" and depth < _DEPTH:
            yield from _drawn(element, depth + 1)
        else:
            yield element


def _kind(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _collect(element: Element, page: Area, found: PageObjects) -> None:
    kind = _kind(element)
    box = numbers_of(element.get("Boundary"))
    if kind not in {"TextObject", "PathObject", "ImageObject"} or len(box) != 4:
        return
    matrix = _matrix(element.get("CTM"))
    if kind == "TextObject":
        _text(element, matrix, (box[0] - page[0], box[1] - page[1]), page[3], found)
    elif kind == "PathObject":
        _path(element, matrix, (box[0] - page[0], box[1] - page[1]), page, found)
    elif resource := element.get("ResourceID"):
        found.pictures.append(Picture(resource, (box[0] - page[0], box[1] - page[1], box[2], box[3])))


def _matrix(given: str | None) -> _Matrix:
    n = numbers_of(given)
    return (n[0], n[1], n[2], n[3], n[4], n[5]) if len(n) == 6 else _SAME


def _mapped(m: _Matrix, origin: _Point, x: float, y: float) -> _Point:
    """A point of the object on the page, in millimetres from its upper left corner (clause 8.5)."""
    return origin[0] + m[0] * x + m[2] * y + m[4], origin[1] + m[1] * x + m[3] * y + m[5]


def _text(element: Element, m: _Matrix, origin: _Point, height: float, found: PageObjects) -> None:
    size = (numbers_of(element.get("Size")) or [0.0])[0]
    turned = math.degrees(math.atan2(m[1], m[0])) + (numbers_of(element.get("ReadDirection")) or [0.0])[0]
    if size <= 0 or abs(turned) > _SLANT:
        return
    stretch = (numbers_of(element.get("HScale")) or [1.0])[0] or 1.0
    em = size * math.hypot(m[2], m[3])
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        x = (numbers_of(code.get("X")) or [x])[0]
        y = (numbers_of(code.get("Y")) or [y])[0]
        rights, downs = deltas(code.get("DeltaX")), deltas(code.get("DeltaY"))
        for at, char in enumerate((code.text or "").strip("\r\n")):
            width = size * stretch * (1.0 if char >= _WIDE else 0.5)
            step = rights[at] if at < len(rights) else (0.0 if downs else width)
            if char.isspace():
                found.blank += char
            elif _means_nothing(char):
                found.unknown += 1
            elif len(found.characters) < MOST_CHARACTERS:
                left, base = _mapped(m, origin, x, y)
                ink = min(width, step) if step > 0.3 * size else width
                right = left + ink * math.hypot(m[0], m[1])
                place = (left * POINT, right * POINT, (height - base) * POINT, em * POINT)
                found.characters.append(Character(char, *place, found.blank, len(found.characters)))
                found.blank = ""
            x += step
            y += downs[at] if at < len(downs) else 0.0


def deltas(given: str | None) -> list[float]:
    """DeltaX or DeltaY as a list: ``g 3 2.5`` stands for 2.5 three times (clause 11.3)."""
    found: list[float] = []
    words = iter((given or "").split())
    for word in words:
        if word != "g":
            found += numbers_of(word) or [0.0]
            continue
        times, value = numbers_of(next(words, "")), numbers_of(next(words, ""))
        if times and value:
            found += value * max(0, min(int(times[0]), MOST_CHARACTERS - len(found)))
    return found


def _means_nothing(char: str) -> bool:
    """Private use, U+FFFD and ¤: glyphs of an embedded font whose characters the writer did not tell."""
    return "\ue000" <= char <= "\uf8ff" or char in "\ufffd\u00a4" or char < " "


def _path(element: Element, m: _Matrix, origin: _Point, page: Area, found: PageObjects) -> None:
    filled = element.get("Fill") == "true" and element.get("Stroke") == "false"
    for shape in _shapes(element.findtext("{*}AbbreviatedData") or ""):
        points = [_mapped(m, origin, x, y) for x, y in shape]
        lefts, tops = [x for x, _ in points], [y for _, y in points]
        wide, high = max(lefts) - min(lefts), max(tops) - min(tops)
        if len(points) > 2 and min(wide, high) < _THIN:
            x, y = (max(lefts) + min(lefts)) / 2, (max(tops) + min(tops)) / 2
            flat = wide > high
            points = [(min(lefts), y), (max(lefts), y)] if flat else [(x, min(tops)), (x, max(tops))]
        elif filled or (wide > 0.95 * page[2] and high > 0.95 * page[3]):
            continue
        for a, b in pairwise(points):
            _rule(a, b, page[3], found)


def _rule(a: _Point, b: _Point, height: float, found: PageObjects) -> None:
    if len(found.across) + len(found.down) >= _MOST_RULES:
        return
    wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
    if high <= _STRAIGHT and wide >= _SHORTEST:
        at = (height - (a[1] + b[1]) / 2) * POINT
        found.across.append(Rule(at, min(a[0], b[0]) * POINT, max(a[0], b[0]) * POINT))
    elif wide <= _STRAIGHT and high >= _SHORTEST:
        low, top = height - max(a[1], b[1]), height - min(a[1], b[1])
        found.down.append(Rule((a[0] + b[0]) / 2 * POINT, low * POINT, top * POINT))


def _shapes(data: str) -> Iterator[list[_Point]]:
    """The straight polygons of a path (clause 9.3: S and M begin one, L goes on, C closes), without curved ones."""
    points: list[_Point] = []
    straight = True
    words = data.split()
    at = 0
    while at < len(words):
        word = words[at]
        count = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}.get(word, 0)
        numbers = numbers_of(" ".join(words[at + 1 : at + 1 + count]))
        at += 1 + count
        if len(numbers) < count:
            break
        if word in "SM":
            if len(points) > 1 and straight:
                yield points
            points, straight = [(numbers[0], numbers[1])], True
        elif word == "L":
            points.append((numbers[0], numbers[1]))
        elif word == "C" and points:
            points.append(points[0])
        else:
            straight = False
    if len(points) > 1 and straight:
        yield points
