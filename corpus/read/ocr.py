"""Recognises the printed lines of a picture with the PP-OCR models that the package rapidocr carries.

Nothing is downloaded: the models' files are named, and they lie in the installed package. They run on OpenVINO.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.read.ocr_boxes import Quads, bounds, padded, rotated, slant, surplus, tight, turned_back
from corpus.read.ocr_text import mended, simplified, with_its_comma, without_marks
from corpus.source import Box

Picture = npt.NDArray[np.uint8]
"""Height x width x 3, red, green and blue."""

_THREADS = 2
_LONGEST_SIDE = 2400  # pixels of the page from which lines are cut out: 200 dpi on A4; finer grain only misleads
_FINDING_SIDE = 1280  # pixels of the page on which lines are looked for; more costs memory and finds no more
_PADDING = 2.0  # how much wider than its core a line is cut out; less loses marks at its ends
_SIDEWAYS = 1.5  # a box so many times higher than wide holds a line of a page that lies on its side
_TURNED = 0.85  # recognised with less confidence on average, a page may stand on its head
_MISSED = 0.6  # ems by which a line is too wide where a mark in it was overlooked
_CLOSE = 0.1  # of its height: the padding with which such a line is cut out again
_SAME_ROW = 0.5  # two boxes whose heights overlap by this share stand in one row

# the engine's requests are not reentrant, and one page at a time keeps memory bounded
_ENGINE = threading.Lock()


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A run of print. ``box`` is its place in pixels (left, top, right, bottom) once the page is turned straight about
    its middle, so that margins and rows line up; ``spot`` is its place in the picture as it was given.

    A gap as wide as a few characters parts a printed line into several. ``confidence`` is 0…1.
    """

    text: str
    box: Box
    confidence: float
    spot: Box


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the engine found: quadrangles (n, 4, 2) in pixels, clockwise from the upper left corner."""

    quads: Quads
    texts: tuple[str, ...]
    scores: tuple[float, ...]

    @property
    def confidence(self) -> float:
        """The mean over all characters."""
        weights = [len(text) for text in self.texts]
        return float(np.average(self.scores, weights=weights)) if sum(weights) else 0.0


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read from a picture, and how it had to be set straight for that: by ``turns`` quarters of a turn
    anticlockwise, then by ``angle`` (radians, clockwise) about its middle."""

    lines: tuple[RecognisedLine, ...]
    turns: int = 0
    angle: float = 0.0


def recognise(picture: Picture) -> tuple[RecognisedLine, ...]:
    """The printed lines of ``picture`` (uint8, height x width x 3, RGB) row by row, from left to right in each.

    Pages that lie on their side or stand on their head are turned, slanting ones straightened; a picture without
    print gives no lines. About 0.6 s for a page of A4 on two cores; safe to call from several threads, one at a time.
    Whole pages, with their paragraphs and ruled tables, are read by :mod:`corpus.read.ocr_page`.
    """
    return recognised(picture).lines


def recognised(picture: Picture) -> Recognised:
    """The lines as :func:`recognise` gives them, and how the picture was set straight."""
    with _ENGINE:
        reading, turns = _read_upright(picture)
    if not reading.texts:
        return Recognised(())
    height, width = picture.shape[:2] if turns % 2 == 0 else picture.shape[1::-1]
    angle = -slant(reading.quads)
    straight = rotated(reading.quads, angle, (width / 2, height / 2))
    spots = turned_back(reading.quads, turns, width, height)
    texts = _mended(reading.texts, straight)
    lines = [
        RecognisedLine(text, bounds(box), score, bounds(spot))
        for text, score, box, spot in zip(texts, reading.scores, straight, spots, strict=True)
        if text
    ]
    return Recognised(tuple(line for row in rows(lines) for line in row), turns, angle)


def set_straight(picture: Picture, turns: int, angle: float) -> Picture:
    """The picture turned as :class:`Recognised` says, on white; its size is that of the turned picture."""
    import cv2

    upright = np.ascontiguousarray(np.rot90(picture, turns))
    height, width = upright.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -np.degrees(angle), 1.0)
    return np.asarray(cv2.warpAffine(upright, turn, (width, height), borderValue=(255, 255, 255)), dtype=np.uint8)


def _mended(texts: Sequence[str], quads: Quads) -> list[str]:
    """The texts of a page as they were printed, as far as that is certain; see :mod:`corpus.read.ocr_text`."""
    found = [mended(text) for text in simplified(texts)]
    return [with_its_comma(text, float(room)) for text, room in zip(found, surplus(found, quads), strict=True)]


def rows(lines: Iterable[RecognisedLine]) -> list[list[RecognisedLine]]:
    """The lines that stand side by side, from the top down; those of a row from left to right."""
    found: list[list[RecognisedLine]] = []
    for line in sorted(lines, key=lambda line: line.box[1] + line.box[3]):
        if found and _beside(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda line: line.box[0]) for row in found]


def _beside(row: Sequence[RecognisedLine], line: RecognisedLine) -> bool:
    last = row[-1].box
    overlap = min(last[3], line.box[3]) - max(last[1], line.box[1])
    return overlap > _SAME_ROW * min(last[3] - last[1], line.box[3] - line.box[1])


def _read_upright(picture: Picture) -> tuple[_Reading, int]:
    """The reading of the page set upright, and by how many quarters of a turn (anticlockwise) that was done."""
    first = _read(picture)
    turns = 1 if _lies(first) else 0
    best = _read(np.rot90(picture)) if turns else first
    if best.texts and best.confidence < _TURNED:
        over = _read(np.rot90(picture, turns + 2))
        if over.confidence > best.confidence:
            return over, turns + 2
    return best, turns


def _lies(reading: _Reading) -> bool:
    if not reading.texts:
        return False
    sizes = np.array([(b[2] - b[0], b[3] - b[1]) for b in map(bounds, reading.quads)])
    upright = sizes[:, 1] > _SIDEWAYS * sizes[:, 0]
    return bool(sizes[upright, 1].sum() > sizes[~upright, 0].sum())


def _read(picture: Picture) -> _Reading:
    import cv2

    bgr = np.ascontiguousarray(picture[:, :, ::-1])
    factor = min(1.0, _LONGEST_SIDE / max(bgr.shape))
    if factor < 1.0:
        bgr = np.asarray(cv2.resize(bgr, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    found = _engine()(bgr, use_det=True, use_cls=False, use_rec=True)
    if found.boxes is None or not len(found.boxes):
        return _Reading(np.zeros((0, 4, 2)), (), ())
    quads = tight(np.asarray(found.boxes, dtype=np.float64))
    texts = list(found.txts)
    for at in np.flatnonzero(surplus(texts, quads) >= _MISSED):
        texts[at] = _read_closely(bgr, quads[at], texts[at])
    return _Reading(quads / factor, tuple(texts), tuple(map(float, found.scores)))


def _read_closely(bgr: Picture, quad: Quads, text: str) -> str:
    """A line that is wider than its characters: cut out close to the print, which is larger then, its small marks are
    not overlooked. The first reading stands unless the second differs from it by more marks alone."""
    from rapidocr.utils.process_img import get_rotate_crop_image

    close = padded(quad[None], _CLOSE)[0].astype(np.float32)
    found = _engine()(get_rotate_crop_image(bgr, close), use_det=False, use_cls=False, use_rec=True)
    again = found.txts[0] if found.txts else ""
    return again if len(again) > len(text) and without_marks(again) == without_marks(text) else text


@cache
def _engine() -> Any:
    import cv2
    import rapidocr

    cv2.setNumThreads(_THREADS)
    models = Path(rapidocr.__file__).parent / "models"
    openvino = rapidocr.EngineType.OPENVINO
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": _LONGEST_SIDE + 32,
            "Det.engine_type": openvino,
            "Det.limit_type": "max",
            "Det.limit_side_len": _FINDING_SIDE,
            "Det.unclip_ratio": _PADDING,
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Rec.engine_type": openvino,
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "EngineConfig.openvino.inference_num_threads": _THREADS,
        }
    )
