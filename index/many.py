"""Candidates by words among many rows: as :func:`index.gather.gather`, without touching every posting."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled
from index.lexical import WHOLE, Codes, Postings, inverse_frequency
from index.scratch import scratch

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

MANY = 300_000
"""From more rows on. Below, all sums fit into the processor's cache and adding up every posting is quicker."""

_READ = 30
_NO_LEAD: Floats = np.empty(0, np.float32)


def gather_many(
    postings: Sequence[Postings],
    codes: Sequence[Codes],
    fields: Sequence[tuple[Any, ...]],
    size: int,
    near: Rows,
    named: Rows,
    allowed: Any,
    depth: int,
) -> tuple[Rows, Floats, Floats]:
    """What :func:`index.gather.gather` gives, of words and pairs; ``codes`` are the query's terms in each."""
    idfs = [inverse_frequency(field[3], size) for field in fields]
    wholes = [np.float32((idf * field[4]).sum() or 1) for idf, field in zip(idfs, fields, strict=True)]
    weights = [i * f[4] / w / np.float32(WHOLE) for i, f, w in zip(idfs, fields, wholes, strict=True)]
    found = [
        _best_rows(one, code, field[2], weight, allowed, depth)
        for one, code, field, weight in zip(postings, codes, fields, weights, strict=True)
    ]
    rows = np.unique(np.concatenate((near, named, *found)))
    shared, marks = np.zeros((6, len(rows)), np.float32), scratch("marks", np.uint64, postings[0].size // 64 + 1)
    for at, (field, idf, weight) in enumerate(zip(fields, idfs, weights, strict=True)):
        lead = idf * field[5] if len(field[5]) else _NO_LEAD
        sums = np.zeros((3, len(rows)), np.float32)
        sums_of(field[0], field[1], field[2], weight, lead / np.float32(WHOLE), idf, rows, marks, field[7], sums)
        shared[at], shared[4 + at] = sums[0], sums[2] / (idf.sum() or 1)
        shared[2 + at] = sums[1] / (lead.sum() or 1) if len(lead) else sums[0]
    return rows, shared[0] * wholes[0] + shared[1] * wholes[1], shared


def _best_rows(postings: Postings, codes: Codes, spans: Rows, weights: Floats, allowed: Any, depth: int) -> Rows:
    from index.windows import best, fill_tops

    bounds = weights * fill_tops(postings.parts, spans, postings.places(codes), postings.tops)
    rows: Rows = best(postings.rows, postings.parts, spans, weights, bounds, allowed, depth)
    return rows


def _sums_of(
    rows: NDArray[np.int32], parts: NDArray[np.uint16], spans: Rows, full: Floats, lead: Floats, held: Floats,
    wanted: Rows, marks: NDArray[np.uint64], slots: NDArray[np.int32], sums: Floats,
) -> None:  # fmt: skip
    """For each row of ``wanted`` (ascending) add up ``full[t] * parts``, ``lead[t] * parts`` and ``held[t]`` over the
    terms it holds, into the lines of ``sums``; the second only where there is a ``lead``.

    ``marks``, a bit for each row of the index, and ``slots`` are zero, and are left so. Few postings are read through;
    in many all wanted rows are looked up at once by halves, so that they wait for memory together.
    """
    for slot in range(len(wanted)):
        slots[wanted[slot]] = slot
        marks[wanted[slot] >> 6] |= np.uint64(1) << np.uint64(wanted[slot] & 63)
    places = np.empty(len(wanted), np.int64)
    for term in range(spans.shape[1]):
        begin, end = spans[0, term], spans[1, term]
        if end - begin <= _READ * len(wanted):
            for place in range(begin, end):
                row = rows[place]
                if (marks[row >> 6] >> np.uint64(row & 63)) & np.uint64(1):
                    _put(sums, slots[row], parts[place], term, full, lead, held)
            continue
        _halve(rows, begin, end, wanted, places)
        for slot in range(len(wanted)):
            place = places[slot]
            if place < end and rows[place] == wanted[slot]:
                _put(sums, slot, parts[place], term, full, lead, held)
    for slot in range(len(wanted)):
        slots[wanted[slot]] = 0
        marks[wanted[slot] >> 6] = 0


def _halve(rows: NDArray[np.int32], begin: int, end: int, wanted: Rows, places: Rows) -> None:
    """Where the first of the rows between ``begin`` and ``end`` stands that is not below each wanted one."""
    places[:] = begin
    step = 1
    while step * 2 <= end - begin:
        step *= 2
    while step:
        for slot in range(len(wanted)):
            ahead = places[slot] + step
            last = min(ahead, end) - 1
            places[slot] = ahead if ahead <= end and rows[last] < wanted[slot] else places[slot]
        step >>= 1


def _put(sums: Floats, slot: int, part: int, term: int, full: Floats, lead: Floats, held: Floats) -> None:
    sums[0, slot] += full[term] * np.float32(part)
    sums[2, slot] += held[term]
    if len(lead):
        sums[1, slot] += lead[term] * np.float32(part)


_put = compiled(_put)
_halve = compiled(_halve)
sums_of = compiled(_sums_of)
