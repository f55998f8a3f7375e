"""The inner loops of :mod:`index.signs`, compiled (:mod:`index.compiled`)."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled, ones_in, prefetch

Floats = NDArray[np.float32]
Words = NDArray[np.uint64]

_STEP = 0.6
"""The width of a query's levels in standard deviations of its dimensions, for eight levels: found best of .4 … 1."""

_AHEAD = 4
"""So many blocks before their turn are asked for from memory: with a million rows a third of the time is saved."""

_SAMPLED = 16


def _planes_of(query: Floats, middle: Floats, planes: int, words: int) -> Words:
    """A query in ``planes`` bits a dimension: bit ``p`` of dimension ``i`` stands in word ``i // 64`` of line ``p``.

    What it has in common with the middle of all passages tells none of them apart and is taken away first.
    """
    shared, whole = np.float32(0), np.float32(1e-12)
    for at in range(len(query)):
        shared += query[at] * middle[at]
        whole += middle[at] * middle[at]
    own = query - shared / whole * middle
    spread = np.float32(0)
    for at in range(len(own)):
        spread += own[at] * own[at]
    levels = 1 << planes
    step = np.sqrt(spread / len(own)) * np.float32(_STEP * 8 / levels) + np.float32(1e-12)
    found = np.zeros((planes, words), np.uint64)
    for at in range(len(own)):
        level = int(np.floor(own[at] / step)) + levels // 2
        level = min(max(level, 0), levels - 1)
        for plane in range(planes):
            found[plane, at >> 6] |= np.uint64((level >> plane) & 1) << np.uint64(at & 63)
    return found


planes_of = compiled(_planes_of)


@cache
def scanner(words: int, planes: int) -> Callable[[Words, Floats, Floats, NDArray[np.int32]], None]:
    """The scan of vectors of ``words`` 64-bit words: both numbers are constants of its innermost loops, which are then
    written out and computed for several rows at once."""
    most = np.uint64(words * 64 * ((1 << planes) - 1) + 1)

    def scan(blocks: Words, middle: Floats, query: Floats, likeness: NDArray[np.int32]) -> None:
        """``likeness[r]``, above 0, rises with the product of the query's levels and the signs of vector ``r``."""
        asked = planes_of(query, middle, planes, words)
        for block in range(blocks.shape[0]):
            if block + _AHEAD < blocks.shape[0]:
                for line in range(0, words * 64, 8):
                    prefetch(blocks, (block + _AHEAD) * words * 64 + line)
            for row in range(64):
                apart = np.uint64(0)
                for word in range(words):
                    signs = blocks[block, word, row]
                    for plane in range(planes):
                        apart += ones_in(signs ^ asked[plane, word]) << np.uint64(plane)
                likeness[block * 64 + row] = np.int32(most - apart)

    made: Callable[[Words, Floats, Floats, NDArray[np.int32]], None] = compiled(scan)
    return made


@cache
def sifter(first: int, words: int, planes: int) -> Callable[..., int]:
    """The scan in two steps: by the ``first`` words of all vectors, then by the others for those that look best."""
    most, half_most = words * 64 * ((1 << planes) - 1) + 1, first * 64 * ((1 << planes) - 1)

    def scan(heads: Words, asked: Words, apart: NDArray[np.uint16]) -> None:
        for block in range(heads.shape[0]):
            if block + _AHEAD < heads.shape[0]:
                for line in range(0, first * 64, 8):
                    prefetch(heads, (block + _AHEAD) * first * 64 + line)
            for row in range(64):
                bits = np.uint64(0)
                for word in range(first):
                    signs = heads[block, word, row]
                    for plane in range(planes):
                        bits += ones_in(signs ^ asked[plane, word]) << np.uint64(plane)
                apart[block * 64 + row] = np.uint16(bits)

    scan_heads = compiled(scan)

    def sift(
        heads: Words, blocks: Words, middle: Floats, query: Floats, marks: NDArray[np.bool_], count: int, keep: int,
        apart: NDArray[np.uint16], found: NDArray[np.int32], likeness: NDArray[np.int32],
    ) -> int:  # fmt: skip
        """Put about ``keep`` of the ``count`` vectors, ascending, into ``found`` and their likeness, as the whole scan
        tells it, beside them; gives their number. Only those that ``marks`` marks, all where it is empty."""
        asked = planes_of(query, middle, planes, words)
        scan_heads(heads, asked, apart)
        limit = roof_of(apart, marks, count, keep, half_most)
        number = 0
        if len(marks):
            for row in range(count):
                found[number] = row
                number += (apart[row] <= limit) & marks[row]
        else:
            for row in range(count):
                found[number] = row
                number += apart[row] <= limit
        for at in range(number):
            if at + _AHEAD < number:
                ahead = found[at + _AHEAD]
                for word in range(first, words):
                    prefetch(blocks, ((ahead >> 6) * words + word) * 64 + (ahead & 63))
            row = found[at]
            bits = np.uint64(apart[row])
            for word in range(first, words):
                signs = blocks[row >> 6, word, row & 63]
                for plane in range(planes):
                    bits += ones_in(signs ^ asked[plane, word]) << np.uint64(plane)
            likeness[at] = np.int32(most - bits)
        return number

    made: Callable[..., int] = compiled(sift)
    return made


def _roof_of(apart: NDArray[np.uint16], marks: NDArray[np.bool_], count: int, keep: int, most: int) -> np.uint16:
    """The number of differing bits that about ``keep`` of the marked vectors do not exceed, by a sixteenth of them."""
    counts = np.zeros(most + 1, np.int64)
    for start in range(0, count, 64 * _SAMPLED):
        for row in range(start, min(count, start + 64)):
            counts[apart[row]] += not len(marks) or marks[row]
    left, roof = keep // _SAMPLED, 0
    while roof < most and left > counts[roof]:
        left -= counts[roof]
        roof += 1
    return np.uint16(roof)


roof_of = compiled(_roof_of)
