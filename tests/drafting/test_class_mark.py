"""What answers come to as a whole, and the letter that a place gives to it."""

import pytest

from drafting.class_mark import class_mark, meaning_of
from drafting.draft import Stance
from drafting.jurisdiction_register import jurisdictions
from drafting.jurisdiction_values import Meaning

LANZHOU = jurisdictions().of("澜州市", "政协", 2026).classes


@pytest.mark.parametrize(
    ("stances", "meaning", "mark"),
    [
        (["采纳", "采纳"], "solved", "A"),
        (["采纳", "列入计划"], "in_progress_or_planned", "B"),
        (["部分采纳"], "in_progress_or_planned", "B"),
        (["正在办理", "暂不具备条件", "留作参考"], "in_progress_or_planned", "B"),
        (["采纳", "暂不具备条件"], "constrained", "C"),
        (["不属职权", "留作参考"], "constrained", "C"),
        (["留作参考", "留作参考"], "reference_only", "D"),
        (["采纳", "留作参考"], None, None),
        (["采纳", None], None, None),
        ([], None, None),
    ],
)
def test_the_class_of_the_answers(stances: list[Stance | None], meaning: Meaning | None, mark: str | None) -> None:
    assert meaning_of(stances) == meaning
    assert class_mark(stances, LANZHOU) == mark


def test_a_place_without_a_scheme_or_without_the_class_gives_no_letter() -> None:
    assert class_mark(["采纳"], None) is None
    assert class_mark(["暂不具备条件"], jurisdictions().of("铜陵市", "政协", 2026).classes) is None
    assert class_mark(["留作参考"], jurisdictions().of("佛坪县", "政协", 2024).classes) == "C"
    assert class_mark(["采纳"], jurisdictions().of("上海市", "人大", 2026).classes) is None
