"""The inner loops of counting and scoring words, compiled with numba.

They release the interpreter's lock, so that several searches run at once. The compiled code is kept beside this
module, or in numba's own cache folder where that cannot be written; compiling takes a second, once.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

_compiled: Callable[[Any], Any] = numba.njit(cache=True, nogil=True, error_model="numpy")


def _add_parts(
    rows: NDArray[np.int32],
    parts: NDArray[np.uint16],
    begins: Rows,
    ends: Rows,
    weights: Floats,
    total: Floats,
) -> None:
    """``total[rows[p]] += weights[t] * parts[p]`` for every ``p`` from ``begins[t]`` to ``ends[t]``."""
    for term in range(len(begins)):
        weight = weights[term]
        for place in range(begins[term], ends[term]):
            total[rows[place]] += weight * np.float32(parts[place])


def _best_rows(values: Floats, allowed: NDArray[np.bool_], depth: int) -> Rows:
    """The rows of the ``depth`` highest values above zero, in no order; of equal ones the first rows.

    ``allowed`` is as long as ``values``, or empty where every row may be found.
    """
    narrowed = len(allowed) > 0
    heap = np.empty(depth, np.int64)  # the worst one kept stands at 0
    kept = 0
    least = np.float32(0)
    for row in range(len(values)):
        value = values[row]
        if value <= least or (narrowed and not allowed[row]):
            continue
        if kept < depth:
            child = kept
            kept += 1
            while child > 0:
                parent = (child - 1) >> 1
                above = heap[parent]
                if values[above] < value:
                    break
                heap[child] = above
                child = parent
            heap[child] = row
        else:
            place = 0
            while True:
                child = 2 * place + 1
                if child >= depth:
                    break
                other = child + 1
                if other < depth:
                    a, b = heap[child], heap[other]
                    if values[b] < values[a] or (values[b] == values[a] and b > a):
                        child = other
                below = heap[child]
                if values[below] >= value:
                    break
                heap[place] = below
                place = child
            heap[place] = row
        if kept == depth:
            least = values[heap[0]]
    return heap[:kept]


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


def _sum_held(
    rows: NDArray[np.int32],
    parts: NDArray[np.uint16],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    lead: Floats,
    held: Floats,
    wanted: NDArray[np.int64],
    slots: NDArray[np.int32],
    lead_sum: Floats,
    held_sum: Floats,
) -> None:
    """For each row of ``wanted`` (ascending) add up ``lead[t] * parts`` and ``held[t]`` over the terms it holds.

    ``slots`` is zero, one for each row of the index. A term with many more postings than there are wanted rows is
    looked up by bisection instead of being read through.
    """
    for slot in range(len(wanted)):
        slots[wanted[slot]] = slot + 1
    for term in range(len(begins)):
        begin, end = begins[term], ends[term]
        if end - begin <= 32 * len(wanted):
            for place in range(begin, end):
                slot = slots[rows[place]]
                if slot:
                    lead_sum[slot - 1] += lead[term] * np.float32(parts[place])
                    held_sum[slot - 1] += held[term]
            continue
        for slot in range(len(wanted)):
            low, high = begin, end
            while low < high:
                middle = (low + high) >> 1
                if rows[middle] < wanted[slot]:
                    low = middle + 1
                else:
                    high = middle
            if low < end and rows[low] == wanted[slot]:
                lead_sum[slot] += lead[term] * np.float32(parts[low])
                held_sum[slot] += held[term]
            begin = low  # both ascend


add_parts = _compiled(_add_parts)
best_rows = _compiled(_best_rows)
sum_equal = _compiled(_sum_equal)
sum_held = _compiled(_sum_held)
