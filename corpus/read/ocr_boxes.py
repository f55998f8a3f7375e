"""The quadrangles in which print was found: how the page slants, how large its type is.

Quadrangles are (n, 4, 2): upper left, upper right, lower right and lower left corner, x to the right, y downwards.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus.read.ocr_text import printed_ems
from corpus.source import Box

Quads = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.float64]

_TRIM = 1 / 6  # of the height of what is cut out is padding, on each side
_SAME_TYPE = 0.15  # relative difference of heights of lines in one type
_LONG_LINE = 12  # ems: a line of the body, which tells the size of the type


def bounds(quad: Quads) -> Box:
    """Left, top, right and bottom of one quadrangle, (4, 2)."""
    left, top = quad.min(axis=0)
    right, bottom = quad.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def slant(quads: Quads) -> float:
    """The angle (radians, clockwise on the page) at which most of the print runs."""
    along = (quads[:, 1] + quads[:, 2] - quads[:, 0] - quads[:, 3]) / 2
    lengths = np.hypot(along[:, 0], along[:, 1])
    angles = np.arctan2(along[:, 1], along[:, 0])
    order = np.argsort(angles)
    middle = np.searchsorted(np.cumsum(lengths[order]), lengths.sum() / 2)
    return float(angles[order[min(middle, len(order) - 1)]])


def rotated(quads: Quads, angle: float, about: tuple[float, float]) -> Quads:
    """The quadrangles turned clockwise by ``angle`` radians about a point."""
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.array([[cos, sin], [-sin, cos]])
    turned: Quads = (quads - np.array(about)) @ turn + np.array(about)
    return turned


def turned_back(quads: Quads, turns: int, width: float, height: float) -> Quads:
    """Points of a page of ``width`` x ``height`` that was turned ``turns`` quarters anticlockwise, before the turn."""
    for _ in range(turns):
        quads = np.stack([height - quads[..., 1], quads[..., 0]], axis=-1)
        width, height = height, width
    return quads


def tight(quads: Quads) -> Quads:
    """The quadrangles without the padding with which lines are cut out; their height is the em of the type then."""
    return padded(quads, -_TRIM)


def padded(quads: Quads, by: float) -> Quads:
    """The quadrangles made larger on each side by a share of their height."""
    along, length = _directions(quads, (1, 2), (0, 3))
    down, height = _directions(quads, (2, 3), (0, 1))
    grown = (np.minimum(length, height) * by)[:, None]
    right, below = along * grown, down * grown
    corners: Quads = quads + np.stack([-right - below, right - below, right + below, below - right], axis=1)
    return corners


def surplus(texts: Sequence[str], quads: Quads) -> Numbers:
    """By how many ems of the body's type each line (``quads``) is wider than its characters; 0 for lines in
    other type, and for all where no line is long enough to tell."""
    _, wide = _directions(quads, (1, 2), (0, 3))
    _, high = _directions(quads, (2, 3), (0, 1))
    ems = np.array([printed_ems(text) for text in texts])
    long = ems >= _LONG_LINE
    if not long.any():
        return np.zeros(len(texts))
    em, height = np.median(wide[long] / ems[long]), np.median(high[long])
    return np.asarray(np.where(abs(high - height) < _SAME_TYPE * height, wide / em - ems, 0.0))


def _directions(quads: Quads, to: tuple[int, int], start: tuple[int, int]) -> tuple[Numbers, Numbers]:
    """Unit vectors (n, 2) from one pair of corners to another, and the distances (n)."""
    way = (quads[:, to[0]] + quads[:, to[1]] - quads[:, start[0]] - quads[:, start[1]]) / 2
    length = np.hypot(way[:, 0], way[:, 1])
    return way / np.maximum(length, 1.0)[:, None], length
