"""What is known of every candidate and what it comes to, compiled with numba; :mod:`index.compiled`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled, reordered, widened

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


def _seen_from(middle: Floats, covariance: Floats, vector: Floats) -> Any:
    """Mean and variance of the inner products of ``vector`` with vectors of this middle and covariance, of which the
    upper triangle is given, line after line."""
    mean, variance, at = np.float32(0), np.float32(0), 0
    for row in range(len(vector)):
        product = np.float32(0.5) * covariance[at] * vector[row]
        for column in range(1, len(vector) - row):
            product += covariance[at + column] * vector[row + column]
        at += len(vector) - row
        variance += np.float32(2) * product * vector[row]
        mean += middle[row] * vector[row]
    return mean, variance


def _aim_of(query: Floats, middles: Floats, matrices: NDArray[np.uint16], priors: Floats, length: float) -> Floats:
    """The sum over ``k`` of ``length ** k * (towards @ matrices[k] + priors[k])``, where ``towards`` is the unit vector
    from the middle of queries of this length to the query; ``matrices`` are the bits of 16-bit numbers."""
    towards = query - middles[0] - np.float32(length) * middles[1]
    towards /= max(np.sqrt(np.sum(towards * towards)), np.float32(1e-6))
    aim, power = np.zeros(len(query), np.float32), np.float32(1)
    for number in range(len(matrices)):
        if power != 0:
            for column in range(len(towards)):
                aim[column] += power * priors[number, column]
            for row in range(len(towards)):
                weight = power * towards[row]
                for column in range(len(towards)):
                    aim[column] += weight * widened(matrices[number, row, column])
        power *= np.float32(length)
    return aim


def _likeness(products: Floats, aim: Floats, middle: Floats) -> Floats:
    """``aim`` times the unit vector from ``middle`` to each passage; the second and third line of ``products`` are
    those of the passages' unit vectors with ``aim`` and with ``middle``."""
    across, square = np.float32(0), np.float32(0)
    for at in range(len(aim)):
        across += aim[at] * middle[at]
        square += middle[at] * middle[at]
    likeness = np.empty(products.shape[1], np.float32)
    for at in range(products.shape[1]):
        distance = np.sqrt(max(1 - 2 * products[2, at] + square, np.float32(1e-6)))
        likeness[at] = (products[1, at] - across) / distance
    return likeness


def _describe(
    shared: Floats,
    lengths: Floats,
    rows: Rows,
    cosines: Floats,
    likeness: Floats,
    mean: float,
    deviation: float,
    weights: Floats,
    constants: Floats,
) -> Any:
    """The signs of the candidates (:data:`retrieval.fuse.SIGNS`), shape ``(n, 9)``, and what they come to.

    ``shared`` is from :func:`index.gather.gather`; ``cosines`` and ``likeness`` are NaN where not known. ``weights``
    and ``constants`` hold three lines: for candidates without a vector, with one of any encoder, and with one that
    something was learned for.
    """
    signs = np.empty((len(rows), 9), np.float32)
    relevance = np.empty(len(rows), np.float32)
    for at in range(len(rows)):
        signs[at, 0], signs[at, 1] = (cosines[at] - mean) / deviation, likeness[at]
        signs[at, 2], signs[at, 3] = np.sqrt(shared[0, at]), np.sqrt(shared[1, at])
        for number in range(2, 6):
            signs[at, number + 2] = shared[number, at]
        signs[at, 8] = np.log1p(lengths[rows[at]])
        line = 0 if np.isnan(signs[at, 0]) else (1 if np.isnan(signs[at, 1]) else 2)
        total = constants[line]
        for sign in range(9):
            if not np.isnan(signs[at, sign]):
                total += weights[line, sign] * signs[at, sign]
        relevance[at] = total
    return signs, relevance


seen_from = reordered(_seen_from)
aim_of = reordered(_aim_of)
likeness_of = reordered(_likeness)
describe = compiled(_describe)
