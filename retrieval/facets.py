"""Facets: how many of the documents that match a query have each value of a fact, before the list is cut."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.lexical import inverse_frequency
from index.snapshot import Snapshot
from retrieval.filters import Filters, Mask, document_masks
from retrieval.query import Terms

_OWN_FILTERS: Mapping[str, tuple[str, ...]] = {"year": ("year", "span")}


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a fact, and how many documents have it."""

    value: str
    documents: int


Facets = Mapping[str, tuple[Count, ...]]
"""By the fact's name (:func:`facet_names`) its values, the most frequent first."""


@cache
def facet_settings() -> dict[str, Any]:
    """``facets.toml``, where it is explained."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def facet_names() -> Mapping[str, str]:
    """The facts that are counted by, in the order in which they are shown, with their names for the reader."""
    names: dict[str, str] = facet_settings()["facets"]
    return names


def count_facets(
    snapshots: Sequence[Snapshot],
    words: Terms,
    found: Sequence[NDArray[np.int64]],
    filters: Filters,
    standing: Mapping[str, str],
) -> Facets:
    """Counts over all documents that match and pass the filters; a facet's own filter does not narrow its counts.

    ``found`` are the candidate rows of each snapshot, which match in any case.
    """
    totals: dict[str, dict[str, int]] = {name: {} for name in facet_names()}
    matched = matching(snapshots, words, found)
    for snapshot, match in zip(snapshots, matched, strict=True):
        masks = document_masks(snapshot, filters, standing)
        for name, counts in totals.items():
            others = [mask for by, mask in masks.items() if by not in _OWN_FILTERS.get(name, (name,))]
            _add(counts, snapshot, name, np.logical_and.reduce([match, *others]))
    return {name: _ordered(name, counts) for name, counts in totals.items()}


def matching(snapshots: Sequence[Snapshot], words: Terms, found: Sequence[NDArray[np.int64]]) -> list[Mask]:
    """Which documents of each snapshot match, whatever the filters: shape ``(documents,)`` each."""
    frequencies = sum((s.words.frequencies(words.codes) for s in snapshots), np.zeros(len(words.codes), np.int64))
    weights = inverse_frequency(frequencies, sum(s.size for s in snapshots)) * words.counts
    weights[frequencies == 0] = 0
    least = float(weights.sum()) * facet_settings()["match"]["least"]
    return [
        _documents(snapshot, _held(snapshot, words, weights), least, rows)
        for snapshot, rows in zip(snapshots, found, strict=True)
    ]


def _held(snapshot: Snapshot, words: Terms, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """The weight of the words that each row holds."""
    postings, held = snapshot.words, np.zeros(snapshot.size, np.float32)
    for at, weight in zip(postings.places(words.codes).tolist(), weights.tolist(), strict=True):
        if at >= 0:
            held[postings.rows[postings.starts[at] : postings.starts[at + 1]]] += np.float32(weight)
    return held


def _documents(snapshot: Snapshot, held: NDArray[np.float32], least: float, rows: NDArray[np.int64]) -> Mask:
    match = np.zeros(len(snapshot.documents), np.bool_)
    if least > 0:
        match[snapshot.row_document[held >= np.float32(least * (1 - 1e-5))]] = True
    match[snapshot.row_document[rows]] = True
    return match


def _add(counts: dict[str, int], snapshot: Snapshot, name: str, passing: Mask) -> None:
    category = snapshot.categories[name]
    codes = category.codes[passing]
    for code, number in enumerate(np.bincount(codes[codes >= 0], minlength=len(category.values)).tolist()):
        if number:
            counts[category.values[code]] = counts.get(category.values[code], 0) + number


def _ordered(name: str, counts: Mapping[str, int]) -> tuple[Count, ...]:
    """The most frequent first; years the latest first."""
    items: Iterable[tuple[str, int]] = counts.items()
    by_year = name == "year"
    ordered = sorted(items, key=lambda one: one[0], reverse=by_year)
    return tuple(Count(*one) for one in (ordered if by_year else sorted(ordered, key=lambda one: -one[1])))
