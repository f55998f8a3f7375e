"""What is drawn on a PDF page beside its text: the straight rules that form tables, and how much is picture."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from corpus.read.pdf_frame import Frame

_MOST_OBJECTS = 20_000  # a page with more is a map or a drawing, no table
_MOST_SEGMENTS = 4_000  # of one path
_DEPTH = 5  # how deep forms within forms are followed
_THIN = 2.5  # points: a filled strip below this is a rule
_STRAIGHT = 1.0  # points by which a rule may slant
_SHORTEST = 4.0  # points
_WHOLE = 0.95  # share of the page beyond which a rectangle is its background
_PALE = 250  # of 255: fillings from here on are invisible

Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical rule: ``at`` is its height (or distance from the left), from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """``picture`` is the share (0…1) of the page that its largest image covers, ``paths`` how many shapes there are."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    picture: float
    images: int
    paths: int


def page_drawing(page: Any, frame: Frame) -> Drawing:
    """The rules and pictures of a PDFium ``page`` in the reading frame; the caller holds PDFium's lock."""
    import pypdfium2.raw as raw

    across: list[Rule] = []
    down: list[Rule] = []
    picture, images, paths = 0.0, 0, 0
    for count, (item, matrix) in enumerate(_objects(page.raw, raw, None, 0)):
        if count > _MOST_OBJECTS:
            return Drawing((), (), picture, images, paths)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
            picture = max(picture, _share(_times(_matrix(item, raw), matrix), frame))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            for shape, filled in _shapes(item, matrix, frame, raw):
                for a, b in _sides(shape, filled, frame):
                    _sort(a, b, across, down)
    return Drawing(tuple(across), tuple(down), picture, images, paths)


def _objects(holder: Any, raw: Any, within: _Matrix | None, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    """The objects of a page or form with the matrix of the forms around them."""
    form = depth > 0
    count = raw.FPDFFormObj_CountObjects(holder) if form else raw.FPDFPage_CountObjects(holder)
    around = within or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for at in range(max(count, 0)):
        item = raw.FPDFFormObj_GetObject(holder, at) if form else raw.FPDFPage_GetObject(holder, at)
        if not item:
            continue
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            yield from _objects(item, raw, _times(_matrix(item, raw), around), depth + 1)
        else:
            yield item, around


def _matrix(item: Any, raw: Any) -> _Matrix:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    """First ``m``, then ``n`` (row vectors, ISO 32000-1, 8.3.4)."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _share(m: _Matrix, frame: Frame) -> float:
    area = abs(m[0] * m[3] - m[1] * m[2])
    return min(1.0, area / max(frame.width * frame.height, 1.0))


def _shapes(item: Any, matrix: _Matrix, frame: Frame, raw: Any) -> Iterator[tuple[list[Point], bool]]:
    """The straight polygons of a path in the reading frame, and whether they are filled but not outlined."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    count = raw.FPDFPath_CountSegments(item)
    if not (fill.value or stroke.value) or count > _MOST_SEGMENTS or (not stroke.value and _is_pale(item, raw)):
        return
    whole = _times(_matrix(item, raw), matrix)
    points: list[Point] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points, not stroke.value
            points, curved = [], False
        curved |= kind == raw.FPDF_SEGMENT_BEZIERTO
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        px, py = x.value, y.value
        points.append(frame.read(whole[0] * px + whole[2] * py + whole[4], whole[1] * px + whole[3] * py + whole[5]))
        if raw.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points, not stroke.value


def _is_pale(item: Any, raw: Any) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(item, *parts)
    return all(part.value >= _PALE for part in parts[:3]) or parts[3].value == 0


def _sides(points: Sequence[Point], filled: bool, frame: Frame) -> Iterator[tuple[Point, Point]]:
    """The sides of a polygon; of a thin strip its middle line, of the page's background none."""
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    low, high = min(p[1] for p in points), max(p[1] for p in points)
    if len(points) > 2 and min(right - left, high - low) < _THIN:
        x, y = (left + right) / 2, (low + high) / 2
        yield ((left, y), (right, y)) if right - left > high - low else ((x, low), (x, high))
    elif right - left < _WHOLE * frame.width or high - low < _WHOLE * frame.height:
        yield from pairwise(points)
        if filled and len(points) > 2:
            yield points[-1], points[0]


def _sort(a: Point, b: Point, across: list[Rule], down: list[Rule]) -> None:
    wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
    if high <= _STRAIGHT and wide >= _SHORTEST:
        across.append(Rule((a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
    elif wide <= _STRAIGHT and high >= _SHORTEST:
        down.append(Rule((a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))
