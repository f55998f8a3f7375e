"""Which of a query's terms the candidates hold: what BM25's sum no longer tells."""

from dataclasses import dataclass
from threading import local

import numpy as np
from numpy.typing import NDArray

from index.lexical import WHOLE, Codes, Floats, Postings


@dataclass(frozen=True, slots=True)
class Overlap:
    """For each candidate: the sum of ``lead · part`` over the terms, and the sum of ``held`` over those it has."""

    lead: Floats
    held: Floats


def overlap(postings: Postings, codes: Codes, lead: Floats, held: Floats, rows: NDArray[np.int64]) -> Overlap:
    """Sums over the terms ``codes`` for the candidates ``rows`` (ascending), with two weights for each term."""
    from index.kernels import sum_held

    found = Overlap(np.zeros(len(rows), np.float32), np.zeros(len(rows), np.float32))
    at = postings.places(codes)
    known = at >= 0
    at, slots = at[known], _slots(postings.size)
    sum_held(
        postings.rows,
        postings.parts,
        postings.starts[at],
        postings.starts[at + 1],
        (lead[known] / np.float32(WHOLE)).astype(np.float32),
        held[known].astype(np.float32),
        rows,
        slots,
        found.lead,
        found.held,
    )
    slots[rows] = 0
    return found


def _slots(size: int) -> NDArray[np.int32]:
    """Zeros, at least ``size``, that the caller leaves as zeros: for a million rows they take longer to get anew than
    to use."""
    held: NDArray[np.int32] | None = getattr(_SCRATCH, "slots", None)
    if held is None or len(held) < size:
        held = _SCRATCH.slots = np.zeros(size, np.int32)
    return held


_SCRATCH = local()
