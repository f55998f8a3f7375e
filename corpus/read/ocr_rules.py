"""Finds the straight rules of a picture, of which tables are made."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from corpus.read.ocr import Picture
from corpus.read.pdf_drawing import Rule

_Mask = npt.NDArray[np.uint8]

_ACROSS, _DOWN = 1 / 12, 1 / 24  # of the page's width: no stroke of a character is as long
_THICKEST = 1 / 100  # of the page's width: a broader bar is a shade or the edge of the paper
_NEIGHBOURHOOD, _DARKER = 31, 20  # pixels around, and by how many of 255 grey levels ink is darker than they are
_LONG = 1 / 5  # of the page's width: a rule of so many rows, whatever it ends at
_TOUCH = 4.0  # points within which rules meet
_BROKEN = 5  # pixels of a rule that grain may have broken


def find_rules(picture: Picture, scale: float) -> tuple[list[Rule], list[Rule]]:
    """The level and the upright rules of a straight ``picture`` (uint8, height x width x 3, RGB), in points from its
    lower left corner; ``scale`` is points a pixel."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    method, kind = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
    ink = np.asarray(cv2.adaptiveThreshold(grey, 255, method, kind, _NEIGHBOURHOOD, _DARKER), dtype=np.uint8)
    height, width = grey.shape
    thickest = max(6, round(width * _THICKEST))
    level = [
        Rule((height - (top + bottom) / 2) * scale, left * scale, right * scale)
        for left, top, right, bottom in _runs(ink, round(width * _ACROSS), thickest)
    ]
    upright = [
        Rule((top + bottom) / 2 * scale, (height - right) * scale, (height - left) * scale)
        for left, top, right, bottom in _runs(np.ascontiguousarray(ink.T), round(width * _DOWN), thickest)
    ]
    return level, [rule for rule in upright if _ends_at(rule, level, scale * width)]


def _ends_at(rule: Rule, level: Sequence[Rule], width: float) -> bool:
    """Whether an upright rule ends at level ones; strokes of characters that meet end within a cell."""
    if rule.end - rule.start > _LONG * width:
        return True
    meeting = [one.at for one in level if one.start - _TOUCH <= rule.at <= one.end + _TOUCH]
    return all(any(abs(at - end) <= _TOUCH for at in meeting) for end in (rule.start, rule.end))


def _runs(ink: _Mask, length: int, thickest: int) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, right and bottom of the level runs of ink; one that grain breaks or that slants a little is whole."""
    import cv2

    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    whole = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, _BROKEN), np.uint8))
    runs = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    for left, top, width, height, _ in stats[1:].tolist():
        if height <= thickest:
            yield left, top, left + width, top + height
