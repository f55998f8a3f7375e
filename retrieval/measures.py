"""How good a ranking is, against judgements: the measures of TREC and BEIR.

nDCG after Järvelin & Kekäläinen 2002 ("Cumulated gain-based evaluation of IR techniques"), with the gain
``2^grade - 1`` of Burges et al. 2005 and the discount ``1 / log2(rank + 1)``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

Grades = Mapping[str, int]
"""Judged documents by id; a grade of 0 or less is none."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Measures of one ranking, or their means over several: each in 0…1."""

    ndcg_10: float
    mrr_10: float
    recall_10: float
    recall_100: float


def ndcg(ranked: Sequence[str], grades: Grades, depth: int) -> float:
    """The discounted gain of the first ``depth`` ids, as a part of the best one possible; 0 where nothing is judged."""
    best = sorted(grades.values(), reverse=True)[:depth]
    ideal = _discounted(best)
    return _discounted([grades.get(id, 0) for id in ranked[:depth]]) / ideal if ideal else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Grades, depth: int) -> float:
    """1 / rank of the first relevant id among the first ``depth``; 0 where there is none."""
    return next((1 / rank for rank, id in enumerate(ranked[:depth], 1) if grades.get(id, 0) > 0), 0.0)


def recall(ranked: Sequence[str], grades: Grades, depth: int) -> float:
    """The part of the relevant ids that stands among the first ``depth``; 0 where nothing is relevant."""
    relevant = {id for id, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranked[:depth])) / len(relevant) if relevant else 0.0


def quality(ranked: Sequence[str], grades: Grades) -> Quality:
    """All measures of one ranking."""
    return Quality(
        ndcg(ranked, grades, 10),
        reciprocal_rank(ranked, grades, 10),
        recall(ranked, grades, 10),
        recall(ranked, grades, 100),
    )


def mean_quality(each: Sequence[Quality]) -> Quality:
    """Means over queries; raises :class:`ValueError` without any."""
    if not each:
        raise ValueError("no ranking to take the mean of")
    total = len(each)
    return Quality(
        sum(one.ndcg_10 for one in each) / total,
        sum(one.mrr_10 for one in each) / total,
        sum(one.recall_10 for one in each) / total,
        sum(one.recall_100 for one in each) / total,
    )


def _discounted(grades: Sequence[int]) -> float:
    return sum((2.0 ** max(grade, 0) - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
