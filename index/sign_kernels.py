"""The inner loops of :mod:`index.signs`, compiled (:mod:`index.compiled`)."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled, ones_in

Floats = NDArray[np.float32]
Words = NDArray[np.uint64]

_STEP = 0.6
"""The width of a query's levels in standard deviations of its dimensions, for eight levels: found best of .4 … 1."""


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
            for row in range(64):
                apart = np.uint64(0)
                for word in range(words):
                    signs = blocks[block, word, row]
                    for plane in range(planes):
                        apart += ones_in(signs ^ asked[plane, word]) << np.uint64(plane)
                likeness[block * 64 + row] = np.int32(most - apart)

    made: Callable[[Words, Floats, Floats, NDArray[np.int32]], None] = compiled(scan)
    return made
