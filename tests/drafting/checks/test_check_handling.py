"""R21 and R22: spoken to before, and in time."""

import pytest

from drafting.checks.dossier import Communication, Dossier, Record
from drafting.checks.handling import CHECKS
from tests.drafting.checks.clean_letter import Bench

BEFORE, AFTER = Communication("2025-06-01", "电话", "何庭芳"), Communication("2025-06-20", "座谈")


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Record(communications=(BEFORE, AFTER), due="2025-08-01"), set()),
        (Record(communications=(AFTER,), due="2025-08-01"), {("R21", "B")}),
        (Record(communications=(), due="2025-08-01"), {("R21", "B")}),
        (Record(communications=(BEFORE,), due="2025-06-11"), {("R22", "B")}),
        (Record(communications=(BEFORE,), due="2025-06-20"), {("R22", "I")}),
        (Record(communications=(BEFORE,), due="2025-05-01", extended_to="2025-08-01", extension_told=True), set()),
        (Record(communications=(BEFORE,), extended_to="2025-08-01", extension_told=False), {("R22", "B")}),
        (Record(communications=(BEFORE,), assigned="2025-02-20"), {("R22", "B")}),
        (Record(communications=(BEFORE,), assigned="2025-04-20"), set()),
    ],
)
def test_record(bench: Bench, record: Record, expected: set[tuple[str, str]]) -> None:
    found = bench.review(CHECKS, dossier=Dossier(case=bench.case, record=record)).findings
    assert {(f.rule, f.severity) for f in found} == expected


def test_what_the_letter_claims_needs_a_record(bench: Bench) -> None:
    text = bench.changed("经研究，现答复如下", "我局已与您沟通，现答复如下")
    without = bench.review(CHECKS, text)
    assert [(f.severity, f.quote) for f in without.findings] == [("I", "已与您沟通")]
    assert {one.rule for one in without.unchecked} == {"R21", "R22"}
    empty = Dossier(case=bench.case, record=Record(communications=(), due="2025-08-01"))
    assert [(f.severity, f.quote) for f in bench.review(CHECKS, text, empty).findings] == [("B", "已与您沟通")]


def test_what_is_to_come_claims_nothing(bench: Bench) -> None:
    text = bench.changed("一、关于制定微更新的年度计划", "一、我局将继续与您沟通微更新的年度计划")
    assert bench.review(CHECKS, text).findings == ()
