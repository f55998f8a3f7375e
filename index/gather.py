"""The inner loops of scoring words and choosing the best rows, compiled (:mod:`index.compiled`)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

WHOLE = np.float32(65_535)
"""A part of 1; a stored part is off by at most half of one of these, a thousandth of a percent of the largest."""

_BLOCK = 16
_BINS = 512


def _add_parts(rows: NDArray[np.int32], parts: NDArray[np.uint16], spans: Rows, weights: Floats, total: Floats) -> None:
    """``total[rows[p]] = `` the sum of ``weights[t] * parts[p]`` over every ``p`` in the span of each term ``t``."""
    total[:] = 0
    for term in range(spans.shape[1]):
        weight = weights[term]
        for place in range(spans[0, term], spans[1, term]):
            total[rows[place]] += weight * np.float32(parts[place])


def _highest(values: NDArray[np.int32], allowed: Mask, depth: int) -> Rows:
    """The rows of the ``depth`` highest values above zero, ascending; of equal ones the first rows.

    ``allowed`` is as long as ``values``, or empty where every row may be found. The ``depth``-th of the highest values
    of the blocks is a floor for the ``depth``-th of all values, so only blocks that reach it are looked into.
    """
    size, narrowed = len(values), len(allowed) > 0
    tops = _tops(values, allowed)
    floor = np.int32(1)
    if len(tops) > depth:
        floor = max(floor, _nth(tops, depth, True))
    found = np.empty(np.sum(tops >= floor) * _BLOCK + 1, np.int64)
    count = 0
    for block in range(len(tops)):
        if tops[block] >= floor:
            for row in range(block * _BLOCK, min(size, (block + 1) * _BLOCK)):
                if values[row] >= floor and (not narrowed or allowed[row]):
                    found[count] = row
                    count += 1
    if count <= depth:
        return found[:count]
    return _cut(values, found[:count], depth)


def _best_of(values: Floats, depth: int) -> Rows:
    """Places of the ``depth`` highest of any values, ascending; of equal ones the first."""
    places = np.arange(len(values))
    if depth >= len(values):
        return places
    bits = values.view(np.int32)
    return _cut(bits ^ ((bits >> 31) & np.int32(0x7FFFFFFF)), places, depth)


def _tops(values: NDArray[np.int32], allowed: Mask) -> NDArray[np.int32]:
    """The highest allowed value of each block of rows, at least 0. Written so that it is computed for several rows at
    once."""
    size, whole = len(values), len(values) // _BLOCK
    tops = np.zeros(-(-size // _BLOCK), np.int32)
    if len(allowed):
        for block in range(whole):
            top = np.int32(0)
            for row in range(_BLOCK):
                value = values[block * _BLOCK + row] * np.int32(allowed[block * _BLOCK + row])
                top = max(top, value)
            tops[block] = top
    else:
        for block in range(whole):
            top = np.int32(0)
            for row in range(_BLOCK):
                top = max(top, values[block * _BLOCK + row])
            tops[block] = top
    for row in range(whole * _BLOCK, size):
        if not len(allowed) or allowed[row]:
            tops[whole] = max(tops[whole], values[row])
    return tops


def _nth(values: NDArray[np.int32], depth: int, rough: bool) -> Any:
    """The ``depth``-th highest value, by counting into ever narrower bins: equal values, of which there are many, cost
    nothing. A ``rough`` one may be a little lower."""
    low, high, left = values.min(), values.max(), depth
    counts = np.empty(_BINS, np.int64)
    while True:
        shift = 0
        while (high - low) >> shift >= _BINS:
            shift += 1
        counts[:] = 0
        for value in values:
            if low <= value <= high:
                counts[(value - low) >> shift] += 1
        digit = _BINS - 1
        while counts[digit] < left:
            left -= counts[digit]
            digit -= 1
        low += digit << shift
        if rough or shift == 0:
            return low
        high = low + (1 << shift) - 1


def _cut(values: NDArray[np.int32], found: Rows, depth: int) -> Rows:
    """The ``depth`` of the rows ``found``, which are more, with the highest values; of equal ones the first."""
    reached = values[found]
    least = _nth(reached, depth, False)
    equal = depth - np.sum(reached > least)
    kept = 0
    for at in range(len(found)):
        if reached[at] > least or (reached[at] == least and equal > 0):
            equal -= reached[at] == least
            found[kept] = found[at]
            kept += 1
    return found[:kept]


def _sum_held(
    rows: NDArray[np.int32],
    parts: NDArray[np.uint16],
    spans: Rows,
    lead: Floats,
    held: Floats,
    wanted: Rows,
    slots: NDArray[np.int32],
    sums: Floats,
) -> None:
    """For each row of ``wanted`` (ascending) add up ``lead[t] * parts`` and ``held[t]`` over the terms it holds, into
    the two lines of ``sums``; the first of them only where there is a ``lead``.

    ``slots`` is zero, one for each row of the index, and is left so. A term with many more postings than there are
    wanted rows is looked up by bisection instead of being read through.
    """
    for slot in range(len(wanted)):
        slots[wanted[slot]] = slot + 1
    leading = len(lead) > 0
    for term in range(spans.shape[1]):
        begin, end = spans[0, term], spans[1, term]
        if end - begin <= 32 * len(wanted):
            for place in range(begin, end):
                slot = slots[rows[place]]
                if slot:
                    sums[1, slot - 1] += held[term]
                    if leading:
                        sums[0, slot - 1] += lead[term] * np.float32(parts[place])
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
                sums[1, slot] += held[term]
                if leading:
                    sums[0, slot] += lead[term] * np.float32(parts[low])
            begin = low  # both ascend
    for slot in range(len(wanted)):
        slots[wanted[slot]] = 0


def _united(first: Rows, second: Rows) -> Rows:
    """The distinct rows of two lists that ascend, ascending."""
    found = np.empty(len(first) + len(second), np.int64)
    count, one, other = 0, 0, 0
    while one < len(first) and other < len(second):
        left, right = first[one], second[other]
        found[count] = min(left, right)
        count += 1
        one += left <= right
        other += right <= left
    for at in range(one, len(first)):
        found[count] = first[at]
        count += 1
    for at in range(other, len(second)):
        found[count] = second[at]
        count += 1
    return found[:count]


def _weigh(spans: Rows, frequencies: Rows, size: int, counts: Floats) -> Any:
    """The idf of a query's terms that stand in ``frequencies`` of ``size`` rows, and the sum of ``idf * counts``."""
    idf = np.empty(len(counts), np.float32)
    whole = np.float32(0)
    for term in range(len(counts)):
        idf[term] = np.log1p((size - frequencies[term] + 0.5) / (frequencies[term] + 0.5))
        whole += idf[term] * counts[term]
    return idf, whole if whole > 0 else np.float32(1)


def _gather(
    words: tuple[Any, ...], pairs: tuple[Any, ...], size: int, near: Rows, named: Rows, allowed: Any, depth: int
) -> Any:
    """The candidates of one snapshot, ascending, with their BM25, and five lines of what words and pairs say of them.

    ``words`` and ``pairs`` are each ``(rows, parts, spans, frequencies, counts, lead, shares, slots)``: the postings,
    where the query's terms stand in them, in how many of all ``size`` rows, how often in the query and in its first
    line (nothing where that is all of it); and room for the share of the query's weight that each row reaches.
    Candidates are those ``near`` and ``named``, and the ``depth`` best by words and by pairs.
    """
    idf_words, whole_words = _weigh(words[2], words[3], size, words[4])
    idf_pairs, whole_pairs = _weigh(pairs[2], pairs[3], size, pairs[4])
    add_parts(words[0], words[1], words[2], idf_words * words[4] / whole_words / WHOLE, words[6])
    add_parts(pairs[0], pairs[1], pairs[2], idf_pairs * pairs[4] / whole_pairs / WHOLE, pairs[6])
    by_words = highest(words[6].view(np.int32), allowed, depth)
    by_pairs = highest(pairs[6].view(np.int32), allowed, depth)
    rows = _united(_united(near, named), _united(by_words, by_pairs))
    shared = np.zeros((6, len(rows)), np.float32)
    for at in range(len(rows)):
        shared[0, at], shared[1, at] = words[6][rows[at]], pairs[6][rows[at]]
    _held(words, idf_words, rows, shared[2:6:2], shared[0])
    _held(pairs, idf_pairs, rows, shared[3:6:2], shared[1])
    return rows, shared[0] * whole_words + shared[1] * whole_pairs, shared


def _held(field: tuple[Any, ...], idf: Floats, rows: Rows, sums: Floats, shares: Floats) -> None:
    """Into ``sums`` the share of the first line's weight that each of ``rows`` reaches, then of the distinct terms'."""
    lead = field[5]
    if len(lead) == 0:
        sum_held(field[0], field[1], field[2], lead, idf, rows, field[7], sums)
        sums[0] = shares
    else:
        weights = idf * lead
        whole = np.sum(weights)
        sum_held(field[0], field[1], field[2], weights / WHOLE, idf, rows, field[7], sums)
        sums[0] /= whole if whole > 0 else np.float32(1)
    whole = np.sum(idf)
    sums[1] /= whole if whole > 0 else np.float32(1)


_nth = compiled(_nth)
_cut = compiled(_cut)
_tops = compiled(_tops)
_united = compiled(_united)
_weigh = compiled(_weigh)
add_parts = compiled(_add_parts)
best_of = compiled(_best_of)
highest = compiled(_highest)
sum_held = compiled(_sum_held)
_held = compiled(_held)
gather = compiled(_gather)
