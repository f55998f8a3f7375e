"""The measures against sums written out by hand."""

from math import log2

import pytest

from retrieval.measures import Quality, mean_quality, ndcg, quality, recall, reciprocal_rank


def test_ndcg_of_a_small_ranking_written_out() -> None:
    # Grades 2, 0, 1 at ranks 1 to 3, against the best order 2, 1, 1.
    got = ndcg(["a", "x", "b"], {"a": 2, "b": 1, "c": 1}, 10)
    gain = 3 / log2(2) + 0 / log2(3) + 1 / log2(4)
    ideal = 3 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert got == pytest.approx(gain / ideal)


def test_ndcg_counts_only_down_to_the_depth() -> None:
    ranked = [*"0123456789", "a"]
    assert ndcg(ranked, {"a": 1}, 10) == 0
    assert ndcg(ranked, {"a": 1}, 11) == pytest.approx(1 / log2(12))


def test_the_best_order_is_cut_to_the_depth_too() -> None:
    grades = {str(n): 1 for n in range(20)}
    assert ndcg([str(n) for n in range(10)], grades, 10) == pytest.approx(1)


def test_the_first_relevant_rank_counts() -> None:
    assert reciprocal_rank(["x", "y", "a", "b"], {"a": 1, "b": 2}, 10) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x", "a"], {"a": 1}, 1) == 0


def test_recall_is_the_part_that_was_found() -> None:
    assert recall(["a", "x", "b"], {"a": 1, "b": 2, "c": 1}, 3) == pytest.approx(2 / 3)
    assert recall(["a", "x", "b"], {"a": 1, "b": 2, "c": 1}, 1) == pytest.approx(1 / 3)


def test_a_grade_of_nothing_is_not_relevant() -> None:
    grades = {"a": 0, "b": 1}
    assert reciprocal_rank(["a", "b"], grades, 10) == pytest.approx(1 / 2)
    assert recall(["a"], grades, 10) == 0
    assert ndcg(["a", "b"], grades, 10) == pytest.approx(1 / log2(3))


def test_nothing_judged_is_worth_nothing() -> None:
    assert quality(["a"], {}) == Quality(0, 0, 0, 0)


def test_means_are_taken_over_rankings() -> None:
    assert mean_quality([Quality(1, 1, 1, 1), Quality(0, 0.5, 0, 0.5)]) == Quality(0.5, 0.75, 0.5, 0.75)
    with pytest.raises(ValueError, match="no ranking"):
        mean_quality([])
