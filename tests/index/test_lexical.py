"""BM25 held to its formula written out."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import (
    Codes,
    Parameters,
    Postings,
    Triples,
    best_rows,
    build_postings,
    count_terms,
    inverse_frequency,
    kept_triples,
)

settings.register_profile("compiled", deadline=None)  # the first call may compile
settings.load_profile("compiled")
SETTINGS = Parameters(k1=0.9, b=0.75)
documents = st.lists(st.lists(st.integers(0, 12), max_size=8), min_size=1, max_size=12)
queries = st.lists(st.integers(0, 14), max_size=6)


def codes(values: list[int]) -> Codes:
    return np.array(values, np.uint64)


def postings_of(texts: list[list[int]], settings: Parameters = SETTINGS) -> Postings:
    triples = []
    for row, text in enumerate(texts):
        distinct, counts = count_terms([(codes(text), 1.0)])
        triples.append(Triples(distinct, np.full(len(distinct), row, np.int32), counts))
    return build_postings(triples, len(texts), settings)


def written_out(texts: list[list[int]], query: list[int]) -> list[float]:
    """Kamphuis et al. 2020, row Lucene (accurate), term by term."""
    average = sum(map(len, texts)) / len(texts) or 1.0
    scores = []
    for text in texts:
        held, score = Counter(text), 0.0
        for term in query:
            df = sum(term in other for other in texts)
            idf = math.log(1 + (len(texts) - df + 0.5) / (df + 0.5))
            damping = SETTINGS.k1 * (1 - SETTINGS.b + SETTINGS.b * len(text) / average)
            score += idf * held[term] / (held[term] + damping) if held[term] else 0.0
        scores.append(score)
    return scores


def scored(postings: Postings, query: list[int]) -> list[float]:
    distinct, counts = np.unique(codes(query), return_counts=True)
    idf = inverse_frequency(postings.frequencies(distinct), postings.size)
    scores: list[float] = postings.scores(distinct, idf * counts.astype(np.float32)).tolist()
    return scores


@given(documents, queries)
def test_scores_equal_the_formula(texts: list[list[int]], query: list[int]) -> None:
    assert scored(postings_of(texts), query) == pytest.approx(written_out(texts, query), rel=1e-4, abs=1e-4)


@given(documents)
def test_rows_of_a_term_ascend_and_are_told_apart(texts: list[list[int]]) -> None:
    postings = postings_of(texts)
    for row, text in enumerate(texts):
        asked = codes(list(range(15)))
        assert postings.holds(asked, row).tolist() == [value in text for value in range(15)]
    assert postings.frequencies(codes([0])).tolist() == [sum(0 in text for text in texts)]


@given(documents, st.data())
def test_rows_taken_over_equal_rows_counted_anew(texts: list[list[int]], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(texts))))
    kept = order[: data.draw(st.integers(0, len(order)))]
    new_row = np.full(len(texts), -1, np.int64)
    new_row[kept] = np.arange(len(kept))
    again = build_postings([kept_triples(postings_of(texts), new_row)], len(kept), SETTINGS)
    fresh = postings_of([texts[row] for row in kept]) if kept else build_postings([], 0, SETTINGS)
    for part in ("terms", "starts", "rows", "counts", "parts", "lengths"):
        assert np.array_equal(getattr(again, part), getattr(fresh, part)), part


def test_fields_are_weighed() -> None:
    distinct, counts = count_terms([(codes([1, 1, 2]), 1.0), (codes([1]), 2.0)])
    assert distinct.tolist() == [1, 2]
    assert counts.tolist() == [4.0, 1.0]


@given(st.lists(st.integers(0, 6), max_size=30), st.integers(1, 8), st.data())
def test_the_best_rows_are_those_of_a_sort(values: list[int], depth: int, data: st.DataObject) -> None:
    scores = np.array(values, np.float32)
    marks = data.draw(st.none() | st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    allowed = None if marks is None else np.array(marks, np.bool_)
    wanted = [row for row in range(len(values)) if values[row] > 0 and (marks is None or marks[row])]
    wanted.sort(key=lambda row: (-values[row], row))
    assert best_rows(scores, depth, allowed).tolist() == wanted[:depth]


def test_an_empty_index_finds_nothing() -> None:
    empty = build_postings([], 0, SETTINGS)
    assert empty.size == 0
    assert empty.frequencies(codes([3])).tolist() == [0]
    assert empty.scores(codes([3]), np.ones(1, np.float32)).tolist() == []


def test_scores_equal_those_of_the_library() -> None:
    bm25s = pytest.importorskip("bm25s")
    random = np.random.default_rng(7)
    texts = [random.integers(0, 40, random.integers(1, 30)).tolist() for _ in range(60)]
    library = bm25s.BM25(method="lucene", k1=SETTINGS.k1, b=SETTINGS.b)
    library.index([[str(token) for token in text] for text in texts], show_progress=False)
    for query in ([1, 2, 3], [5], [39, 0, 17, 4]):
        expected = library.get_scores([str(token) for token in query])
        assert scored(postings_of(texts), query) == pytest.approx(expected.tolist(), rel=1e-4, abs=1e-4)
