"""The inner loops of word segmentation, compiled with numba.

A dictionary is a hash table over all words and their beginnings: ``keys`` (0: free) and ``values``, of a length that
is a power of two. The value of a word is the logarithm of its share of the frequencies, NaN for a mere beginning.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.uint32]
Keys = NDArray[np.uint64]
Values = NDArray[np.float64]

_compiled: Callable[[Any], Any] = numba.njit(cache=True, nogil=True)
_START = np.uint64(0x9E3779B97F4A7C15)
_FACTOR = np.uint64(0xD6E8FEB86659FD93)
_SHIFT = np.uint64(29)


def _extend(key: np.uint64, point: np.uint32) -> Any:
    """The key of a beginning with one more character."""
    mixed = (key ^ np.uint64(point)) * _FACTOR
    return mixed ^ (mixed >> _SHIFT)


extend = _compiled(_extend)


def _keys_of_lines(points: Points, newline: int, keys: Keys) -> None:
    """The key of each line of ``points``, which ends with a newline."""
    line, key = 0, _START
    for point in points:
        if point == newline:
            keys[line] = key
            line, key = line + 1, _START
        else:
            key = extend(key, point)


def _fill(wanted: Keys, given: Values, keys: Keys, values: Values) -> int:
    """Put the entries into an empty table; gives how many had the key of another."""
    mask, doubles = np.uint64(len(keys) - 1), 0
    for entry in range(len(wanted)):
        slot = wanted[entry] & mask
        while keys[slot] != 0 and keys[slot] != wanted[entry]:
            slot = (slot + np.uint64(1)) & mask
        doubles += keys[slot] == wanted[entry]
        keys[slot], values[slot] = wanted[entry], given[entry]
    return doubles


def _best_ends(points: Points, keys: Keys, values: Values, unknown: float, ends: NDArray[np.int64]) -> None:
    """Where the word that begins at each character ends on the most probable way from there to the end of the text.

    ``unknown`` is the value of a character that begins no word. Of equally probable ways the longer word is taken.
    """
    mask = np.uint64(len(keys) - 1)
    best = np.zeros(len(points) + 1, np.float64)
    for first in range(len(points) - 1, -1, -1):
        key, chosen, highest = _START, -1, 0.0
        for last in range(first, len(points)):
            key = extend(key, points[last])
            slot = key & mask
            while keys[slot] != 0 and keys[slot] != key:
                slot = (slot + np.uint64(1)) & mask
            if keys[slot] == 0:
                break
            value = values[slot]
            if not np.isnan(value):
                reached = value + best[last + 1]
                if chosen < 0 or reached >= highest:
                    chosen, highest = last, reached
        if chosen < 0:
            chosen, highest = first, unknown + best[first + 1]
        best[first], ends[first] = highest, chosen + 1


def _is_word(points: Points, keys: Keys, values: Values) -> bool:
    """Whether the characters are a word of the dictionary."""
    mask, key = np.uint64(len(keys) - 1), _START
    for point in points:
        key = extend(key, point)
    slot = key & mask
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + np.uint64(1)) & mask
    return bool(keys[slot] != 0 and not np.isnan(values[slot]))


keys_of_lines = _compiled(_keys_of_lines)
fill = _compiled(_fill)
best_ends = _compiled(_best_ends)
is_word = _compiled(_is_word)
