"""Figures held against the same place of a clause in a source, whatever else the two sentences say."""

import pytest

from drafting.checks.figure_places import SourceFigures
from drafting.checks.letter import Statement
from drafting.checks.sources import Told
from drafting.finding import Finding

OPINION = "2023年全市预算安排4360万元，按21.8万名学生全额落实，由市、县（区）两级分担。"
RULE = "财政部门应当自收到审核意见之日起15个工作日内完成拨付。"
PROPOSAL = "加大执法力度，推动2023年底覆盖率达到94%以上。"


def told(text: str, kind: str = "opinion", near: bool = True, date: str | None = "2023-04-18") -> Told:
    origin = "opinion:1" if kind == "opinion" else "case" if kind == "proposal" else "paper"
    return Told(origin, text, 0, len(text), None, kind, "市财政局", date, None, None, near)


def against(text: str, *sources: Told) -> list[Finding]:
    return list(SourceFigures(sources).contradictions(Statement(text, 0, len(text)), ()))


@pytest.mark.parametrize(
    ("written", "source", "quote", "severity"),
    [
        ("补助标准不变；2023年全市预算安排4300万元，按21.8万名学生全额落实。", told(OPINION), "4300万元", "B"),
        ("2023年全市预算安排4360亿元，按学生人数落实。", told(OPINION), "4360亿元", "W"),
        ("据此，应当自收到审核意见之日起10个工作日内完成拨付。", told(RULE, "measures", False), "10个工作日", "W"),
        ("我局12月底前完成建设，年底覆盖率达到93%以上。", told(PROPOSAL, "proposal"), "93%", "I"),
    ],
)
def test_another_figure_in_the_same_place_is_told(written: str, source: Told, quote: str, severity: str) -> None:
    (found,) = against(written, source)
    assert (found.quote, found.severity, written[found.start : found.end]) == (quote, severity, quote)


@pytest.mark.parametrize(
    ("written", "sources"),
    [
        (OPINION, [told(OPINION)]),
        ("2024年全市预算安排4800万元，按21.8万名学生全额落实。", [told(OPINION)]),
        ("2023年全市预算安排4300万元，按人数落实。", [told(OPINION), told("2023年全市预算安排4300万元。")]),
        ("2023年全市预算安排4300万元，按21.8万名学生全额落实。", [told(OPINION, "reply", False)]),
        ("目前，覆盖住宅小区1610个，占全部小区。", [told("目前，覆盖住宅小区1480个，占全部小区。", "reply")]),
        ("全市预算安排资金。", [told(OPINION)]),
    ],
)
def test_the_same_figure_another_time_another_paper_is_none(written: str, sources: list[Told]) -> None:
    assert against(written, *sources) == []


def test_what_was_told_already_is_not_told_again() -> None:
    text = "2023年全市预算安排4300万元，按21.8万名学生全额落实。"
    at = text.index("4300")
    assert not list(SourceFigures([told(OPINION)]).contradictions(Statement(text, 0, len(text)), [(at, at + 6)]))
