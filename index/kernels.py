"""The inner loops of counting words, looking them up and multiplying vectors, compiled (:mod:`index.compiled`)."""

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled, prefetch, reordered

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


def _spans_of(terms: NDArray[np.uint64], starts: Rows, codes: NDArray[np.uint64]) -> Rows:
    """Where the postings of each code begin and end, shape ``(2, n)``; equal where there are none. ``terms`` ascend."""
    spans = np.zeros((2, len(codes)), np.int64)
    for at in range(len(codes)):
        low, high = 0, len(terms)
        while low < high:
            middle = (low + high) >> 1
            if terms[middle] < codes[at]:
                low = middle + 1
            else:
                high = middle
        if low < len(terms) and terms[low] == codes[at]:
            spans[0, at], spans[1, at] = starts[low], starts[low + 1]
    return spans


def _sum_equal(codes: NDArray[np.uint64], weights: Floats, distinct: NDArray[np.uint64], sums: Floats) -> int:
    """Write the distinct codes of ascending ``codes``, and the sum of the weights of each; gives their number."""
    last = -1
    for place in range(len(codes)):
        if last < 0 or codes[place] != distinct[last]:
            last += 1
            distinct[last] = codes[place]
            sums[last] = weights[place]
        else:
            sums[last] += weights[place]
    return last + 1


def _products(vectors: Floats, stored: Floats, places: Rows, products: Floats) -> None:
    """``products[m, i]`` is the inner product of ``vectors[m]`` and ``stored[places[i]]``.

    The row after next is asked for early: scattered rows take longer to come than to be multiplied."""
    width = stored.shape[1]
    for at in range(len(places)):
        if at + 2 < len(places):
            for line in range(0, width, 16):
                prefetch(stored, places[at + 2] * width + line)
        place = places[at]
        for number in range(len(vectors)):
            total = np.float32(0)
            for dimension in range(width):
                total += vectors[number, dimension] * stored[place, dimension]
            products[number, at] = total


spans_of = compiled(_spans_of)
sum_equal = compiled(_sum_equal)
products_of = reordered(_products)
