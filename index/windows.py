"""The best rows by words where there are many: window by window, without the postings that cannot matter; compiled.

A variant of MaxScore (Turtle & Flood 1995, "Query evaluation: strategies and optimizations") over windows of rows, as
in Grand et al. 2020 ("From MaxScore to Block-Max WAND"): the sums of a window stay in the processor's cache, and the
lowest of the best found in earlier windows is a floor. Terms are taken in one fixed order, the most telling a posting
first; the last of them, which together cannot lift a row above the floor, are only looked up in rows that the others
brought near it. What is found is exactly what adding up all postings in that order would find.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
Parts = NDArray[np.uint16]

WINDOW = 1 << 15
_BLOCK = 16
_BINS = 512
_SPARED = 0.4
"""What the last terms may come to together, as a share of the floor: with more of them, more rows are looked up."""

_OVER = 1 + 1e-4
"""Sums of hundreds of single numbers are off by less: no bound is too low by rounding."""


def _fill_tops(parts: Parts, spans: Rows, places: Rows, tops: Parts) -> Floats:
    """The highest part of each term; ``tops[places[t]]`` keeps it for the next search, 0 is not known yet."""
    found = np.zeros(len(places), np.float32)
    for term in range(len(places)):
        if places[term] < 0:
            continue
        if tops[places[term]] == 0:
            top = np.uint16(0)
            for at in range(spans[0, term], spans[1, term]):
                top = max(top, parts[at])
            tops[places[term]] = top
        found[term] = tops[places[term]]
    return found


def _best(
    rows: NDArray[np.int32], parts: Parts, spans: Rows, weights: Floats, bounds: Floats, allowed: Any, depth: int
) -> Rows:
    """The rows of the ``depth`` highest sums of ``weights[t] * parts[p]`` above zero, ascending; of equal ones the
    first rows. ``bounds[t]`` is the most that term ``t`` adds to any; ``allowed`` is as for ``highest``."""
    order, rest = ordered(spans, bounds)
    size = 0
    for term in range(spans.shape[1]):
        if spans[1, term] > spans[0, term]:
            size = max(size, rows[spans[1, term] - 1] + 1)
    at = spans[0].copy()
    total = np.empty(WINDOW, np.float32)
    kept, values = np.empty(depth + WINDOW, np.int64), np.empty(depth + WINDOW, np.float32)
    count, floor = 0, np.float32(0)
    for first in range(0, size, WINDOW):
        cut = len(order)
        while cut > 0 and rest[cut - 1] <= _SPARED * floor:
            cut -= 1
        _add(rows, parts, spans, weights, order[:cut], at, first, total)
        count, new = _reaching(total, first, floor, rest[cut], allowed, kept, values, count), count
        count = _looked_up(rows, parts, spans, weights, order, rest, cut, at, floor, kept, values, new, count)
        if count > depth:
            floor = _nth(values[:count], depth)
            count = _cut(floor, kept, values, count, depth)
        elif count < depth:
            floor = np.float32(0)
    return kept[:count].copy()


def _ordered(spans: Rows, bounds: Floats) -> Any:
    """Terms that stand somewhere by falling bound a posting, and what those from each place on add to a row at most."""
    held = np.flatnonzero(bounds > 0)
    order = held[np.argsort(-bounds[held] / (spans[1] - spans[0])[held], kind="mergesort")]
    rest = np.zeros(len(order) + 1)
    for place in range(len(order) - 1, -1, -1):
        rest[place] = rest[place + 1] + bounds[order[place]] * _OVER
    return order, rest


def _add(
    rows: NDArray[np.int32],
    parts: Parts,
    spans: Rows,
    weights: Floats,
    order: Rows,
    at: Rows,
    first: int,
    total: Floats,
) -> None:
    """Sum the postings of the terms ``order`` in the window from ``first`` on; ``at`` moves to their ends there."""
    total[:] = 0
    end = first + WINDOW
    for term in order:
        place, stop, weight = at[term], spans[1, term], weights[term]
        while place < stop and rows[place] < first:  # it was spared in windows before
            place += 1
        while place < stop and rows[place] < end:
            total[rows[place] - first] += weight * np.float32(parts[place])
            place += 1
        at[term] = place


def _reaching(
    total: Floats, first: int, floor: Any, rest: float, allowed: Any, kept: Rows, values: Floats, count: int
) -> int:
    """Put the rows of a window behind ``kept`` that ``rest`` more would lift above the floor; gives the new count."""
    narrowed = len(allowed) > 0
    least = np.float32(max(0.0, floor - rest))
    bits, lowest = (
        total.view(np.int32),
        np.array([least]).view(np.int32)[0],
    )  # whole numbers are compared several at once
    for block in range(0, WINDOW, _BLOCK):
        top = np.int32(0)
        for place in range(block, block + _BLOCK):
            top = max(top, bits[place])
        if top > lowest:
            for place in range(block, block + _BLOCK):
                if total[place] > least and (not narrowed or allowed[first + place]):
                    kept[count], values[count] = first + place, total[place]
                    count += 1
    return count


def _looked_up(
    rows: NDArray[np.int32], parts: Parts, spans: Rows, weights: Floats, order: Rows, rest: Any, cut: int, at: Rows,
    floor: Any, kept: Rows, values: Floats, new: int, count: int,
) -> int:  # fmt: skip
    """Add the spared terms, from ``cut`` on, to the rows from ``new`` on; rows that cannot pass the floor any more are
    dropped. Gives the new count."""
    for number in range(cut, len(order)):
        term = order[number]
        place, stop, weight = at[term], spans[1, term], weights[term]
        left = new
        for slot in range(new, count):
            row, step = kept[slot], 1
            while place + step < stop and rows[place + step] < row:
                place += step
                step <<= 1
            high = min(stop, place + step)
            while place < high:
                middle = (place + high) >> 1
                if rows[middle] < row:
                    place = middle + 1
                else:
                    high = middle
            value = values[slot]
            if place < stop and rows[place] == row:
                value += weight * np.float32(parts[place])
            if value + rest[number + 1] > floor:
                kept[left], values[left] = row, value
                left += 1
        at[term], count = place, left
        if count == new:
            break
    return count


def _nth(values: Floats, depth: int) -> Any:
    """The ``depth``-th highest of values above zero, by counting into ever narrower bins of their bits, which order as
    they do: equal values, of which there are many, cost nothing."""
    bits = values.view(np.int32)
    low, high, left = bits.min(), bits.max(), depth
    counts = np.empty(_BINS, np.int64)
    while high > low:
        shift = 0
        while (high - low) >> shift >= _BINS:
            shift += 1
        counts[:] = 0
        for value in bits:
            if low <= value <= high:
                counts[(value - low) >> shift] += 1
        digit = _BINS - 1
        while counts[digit] < left:
            left -= counts[digit]
            digit -= 1
        low += digit << shift
        high = low + (1 << shift) - 1
    return np.array([low]).astype(np.int32).view(np.float32)[0]


def _cut(floor: Any, kept: Rows, values: Floats, count: int, depth: int) -> int:
    """Keep the ``depth`` rows of values from ``floor`` on, of equal ones the first."""
    above = 0
    for slot in range(count):
        above += values[slot] > floor
    equal, left = depth - above, 0
    for slot in range(count):
        if values[slot] > floor or (values[slot] == floor and equal > 0):
            equal -= values[slot] == floor
            kept[left], values[left] = kept[slot], values[slot]
            left += 1
    return left


ordered = compiled(_ordered)
_add = compiled(_add)
_reaching = compiled(_reaching)
_looked_up = compiled(_looked_up)
_nth = compiled(_nth)
_cut = compiled(_cut)
fill_tops = compiled(_fill_tops)
best = compiled(_best)
