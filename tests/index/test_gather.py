"""Candidates by words and pairs of characters, against sums and sorts written out."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.gather import WHOLE, best_of, gather, highest, sum_held
from index.lexical import EVERY, Codes, Parameters, Postings, Triples, build_postings, count_terms, inverse_frequency

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
    """The stored share of a term's score in a row; 0 where it does not stand there."""
    begin, end = postings.spans(codes([term]))[:, 0].tolist()
    held = {
        int(other): float(part) for other, part in zip(postings.rows[begin:end], postings.parts[begin:end], strict=True)
    }
    return held.get(row, 0.0) / float(WHOLE)


def sums_of(postings: Postings, wanted: list[int], lead: Any, held: Any, rows: Any) -> Any:
    sums, slots = np.zeros((2, len(rows)), np.float32), np.zeros(postings.size, np.int32)
    sum_held(postings.rows, postings.parts, postings.spans(codes(wanted)), lead / WHOLE, held, rows, slots, sums)
    assert not slots.any(), "left as it was"
    return sums


@settings(deadline=None)  # the first call may compile
@given(documents, terms, st.data())
def test_both_sums_are_those_written_out(texts: list[list[int]], wanted: list[int], data: st.DataObject) -> None:
    rows = sorted(data.draw(st.sets(st.integers(0, len(texts) - 1))))
    postings, weights = postings_of(texts), np.arange(1, len(wanted) + 1, dtype=np.float32)
    lead, held = sums_of(postings, wanted, weights, 2 * weights, np.array(rows, np.int64))
    for slot, row in enumerate(rows):
        there = [(term, float(weight)) for term, weight in zip(wanted, weights, strict=True) if term in texts[row]]
        assert held[slot] == pytest.approx(sum(2 * weight for _, weight in there))
        assert lead[slot] == pytest.approx(sum(w * part_of(postings, term, row) for term, w in there), rel=1e-5)


def test_a_frequent_term_gives_the_same_for_few_candidates() -> None:
    texts = [[1, 2] if row % 2 else [1] for row in range(500)]
    weights = np.array([1, 10], np.float32)
    rows = np.array([3, 4, 499], np.int64)
    lead, held = sums_of(postings_of(texts), [1, 2], np.ones(2, np.float32), weights, rows)
    assert held.tolist() == [11, 1, 11]
    assert lead[0] == lead[2] > lead[1] > 0


@settings(deadline=None)
@given(st.lists(st.integers(0, 6), max_size=90), st.integers(1, 40), st.data())
def test_the_highest_are_those_of_a_sort(values: list[int], depth: int, data: st.DataObject) -> None:
    marks = data.draw(st.none() | st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    allowed = EVERY if marks is None else np.array(marks, np.bool_)
    wanted = [row for row in range(len(values)) if values[row] > 0 and (marks is None or marks[row])]
    wanted.sort(key=lambda row: (-values[row], row))
    assert highest(np.array(values, np.int32), allowed, depth).tolist() == sorted(wanted[:depth])


@pytest.mark.parametrize("depth", [1, 7, 300, 4999, 5000, 6000])
def test_the_highest_of_many_real_numbers(depth: int) -> None:
    values = np.random.default_rng(3).standard_normal(5000).astype(np.float32)
    order = np.argsort(-values, kind="stable")
    assert best_of(values, depth).tolist() == sorted(order[:depth].tolist())
    positive = np.abs(values)
    order = np.argsort(-positive, kind="stable")
    assert highest(positive.view(np.int32), EVERY, depth).tolist() == sorted(order[:depth].tolist())


def field(postings: Postings, wanted: list[int], counts: Any, lead: Any) -> tuple[Any, ...]:
    spans, size = postings.spans(codes(wanted)), postings.size
    rooms = np.full(size, 9, np.float32), np.zeros(size, np.int32)  # what an earlier search left does not matter
    return postings.rows, postings.parts, spans, spans[1] - spans[0], counts, lead, *rooms


@settings(deadline=None)
@given(documents, terms, terms, st.booleans(), st.data())
def test_candidates_and_what_is_said_of_them(
    texts: list[list[int]], asked: list[int], first: list[int], several: bool, data: st.DataObject
) -> None:
    near, named = (np.array(sorted(data.draw(st.sets(st.integers(0, len(texts) - 1)))), np.int64) for _ in range(2))
    words, pairs = postings_of(texts), postings_of([[value // 2 for value in text] for text in texts])
    counts = np.arange(1, len(asked) + 1, dtype=np.float32)
    lead = np.array([term in first for term in asked], np.float32) if several else np.empty(0, np.float32)
    fields = [field(one, asked, counts, lead) for one in (words, pairs)]
    rows, bm25, shared = gather(*fields, len(texts), near, named, EVERY, 2)
    expected, total = {*near.tolist(), *named.tolist()}, np.zeros(len(texts))
    for number, postings in enumerate((words, pairs)):
        idf = inverse_frequency(postings.frequencies(codes(asked)), len(texts))
        parts = np.array([[part_of(postings, term, row) for term in asked] for row in range(len(texts))])
        parts = parts.reshape(len(texts), len(asked))
        scores = parts @ (idf * counts)
        total += scores
        own = postings.scores(codes(asked), idf * counts)
        expected |= {row for row in sorted(range(len(texts)), key=lambda row: (-own[row], row))[:2] if own[row] > 0}
        share = scores / (float(idf @ counts) or 1)
        leading = parts @ (idf * lead) / (float(idf @ lead) or 1) if several else share
        held = (parts > 0) @ idf / (float(idf.sum()) or 1)
        for line, values in ((number, share), (2 + number, leading), (4 + number, held)):
            assert shared[line] == pytest.approx(values[rows], abs=1e-4)
    assert rows.tolist() == sorted(expected)
    assert bm25 == pytest.approx(total[rows], abs=1e-3)
