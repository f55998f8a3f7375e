"""Corrections applied one by one and all, never one over another."""

import pytest

from drafting.checks.mend import apply, mends_of
from drafting.finding import Finding, Mend


def finding(mend: Mend | None) -> Finding:
    return Finding("R30", "W", "改", mend=mend)


def test_all_are_applied() -> None:
    assert apply("甲乙丙丁", [Mend(3, 4, "丁丁"), Mend(0, 1, ""), Mend(2, 2, "，")]) == "乙，丙丁丁"
    assert apply("甲乙", []) == "甲乙"


@pytest.mark.parametrize("mends", [[Mend(0, 2, "a"), Mend(1, 3, "b")], [Mend(3, 9, "a")], [Mend(2, 1, "a")]])
def test_what_overlaps_or_lies_outside_is_refused(mends: list[Mend]) -> None:
    with pytest.raises(ValueError, match="correction"):
        apply("甲乙丙丁", mends)


def test_of_two_that_touch_the_first_is_kept() -> None:
    one, two, same = Mend(0, 3, "a"), Mend(2, 4, "b"), Mend(5, 5, "c")
    assert mends_of([finding(two), finding(one), finding(None), finding(same), finding(one)]) == (one, same)
