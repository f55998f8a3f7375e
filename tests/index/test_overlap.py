"""Sums over the terms a candidate holds, against sums written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import WHOLE, Codes, Parameters, Postings, Triples, build_postings, count_terms
from index.overlap import overlap

documents = st.lists(st.lists(st.integers(0, 12), max_size=8), min_size=1, max_size=12)
terms = st.lists(st.integers(0, 14), max_size=6, unique=True)


def codes(values: list[int]) -> Codes:
    return np.array(values, np.uint64)


def postings_of(texts: list[list[int]]) -> Postings:
    triples = []
    for row, text in enumerate(texts):
        distinct, counts = count_terms([(codes(text), 1.0)])
        triples.append(Triples(distinct, np.full(len(distinct), row, np.int32), counts))
    return build_postings(triples, len(texts), Parameters(0.9, 0.75))


def part_of(postings: Postings, term: int, row: int) -> float:
    at = int(postings.places(codes([term]))[0])
    span = slice(postings.starts[at], postings.starts[at + 1])
    return float(postings.parts[span][list(postings.rows[span]).index(row)]) / WHOLE


@settings(deadline=None)  # the first call may compile
@given(documents, terms, st.data())
def test_both_sums_are_those_written_out(texts: list[list[int]], wanted: list[int], data: st.DataObject) -> None:
    rows = sorted(data.draw(st.sets(st.integers(0, len(texts) - 1))))
    postings, weights = postings_of(texts), np.arange(1, len(wanted) + 1, dtype=np.float32)
    got = overlap(postings, codes(wanted), weights, 2 * weights, np.array(rows, np.int64))
    for slot, row in enumerate(rows):
        held = [(term, float(weight)) for term, weight in zip(wanted, weights, strict=True) if term in texts[row]]
        assert got.held[slot] == pytest.approx(sum(2 * weight for _, weight in held))
        lead = sum(weight * part_of(postings, term, row) for term, weight in held)
        assert got.lead[slot] == pytest.approx(lead, rel=1e-5)


def test_a_frequent_term_gives_the_same_for_few_candidates() -> None:
    texts = [[1, 2] if row % 2 else [1] for row in range(500)]
    rows = np.array([3, 4, 499], np.int64)
    got = overlap(postings_of(texts), codes([1, 2]), np.ones(2, np.float32), np.array([1, 10], np.float32), rows)
    assert got.held.tolist() == [11, 1, 11]
    assert got.lead[0] == got.lead[2] > got.lead[1] > 0
