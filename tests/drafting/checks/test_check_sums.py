"""What a letter reckons itself comes out: parts and wholes, growth, what is left."""

import pytest

from drafting.checks.read_letter import read_letter
from drafting.checks.sums import wrong_sums
from drafting.finding import Finding
from tests.drafting.checks.clean_letter import DAY, LETTER, parsed

_END = "　　感谢你们对住房"


def reckoned(sentence: str) -> list[Finding]:
    text = LETTER.replace(_END, f"　　{sentence}\n{_END}")
    letter = read_letter(parsed(text), DAY)
    found = list(wrong_sums(letter))
    assert all(letter.text[slice(one.start, one.end)] == one.quote for one in found)
    return found


@pytest.mark.parametrize(
    ("sentence", "severity", "expected"),
    [
        ("全年共办理171件，其中主办83件、会办85件。", "W", "168件"),
        ("全年共办理160件，其中主办83件、会办85件。", "B", "168件"),
        ("全年办理171件（主办83件，会办85件）。", "W", "168件"),
        ("主办83件、会办85件，共171件。", "B", "168件"),
        ("共采纳12条，其中全部采纳5条、部分采纳4条、未采纳2条。", "W", "11条"),
        ("投入520万元，其中市级300万元、区级200万元。", "W", "500万元"),
        ("建成公厕120座，其中东城50座、西城52座。", "W", "102座"),
        ("共收到87件，其中甲类34件、乙类19件、其他30件。", "B", "83件"),
        ("安排42个小区，其中已完工45个、在建25个。", "B", None),
        ("服务点由10处增加到12处，增长30%。", "B", "20%"),
        ("覆盖率由82%提高到90%，提高9个百分点。", "B", "8个百分点"),
        ("改造小区42个，已完工17个，其余28个正在推进。", "W", None),
    ],
)
def test_what_does_not_come_out_is_told(sentence: str, severity: str, expected: str | None) -> None:
    (found,) = reckoned(sentence)
    assert (found.rule, found.severity, found.expected) == ("R12", severity, expected)


@pytest.mark.parametrize(
    "sentence",
    [
        "全年共办理168件，其中主办83件、会办85件。",
        "主办83件、会办85件，共168件。",
        "全年办理约171件，其中主办83件、会办85件。",
        "共收到提案171件，其中主办83件、会办85件、其他3件。",
        "建成公厕120座，其中东城50座、西城30座等。",
        "安排资金100万元，其中带动社会投资500万元、惠及企业20家。",
        "住院报销比例一级医院90%，二级医院70%，三级医院60%。",
        "完成签约25户（其中农机宿舍9户），还剩81户未签约。",
        "提交户主身份证复印件1份，申请人（领款人）身份证复印件2份，购房人身份证复印件1份。",
        "服务点由10处增加到12处，增长20%。",
        "覆盖率由82%提高到90%，提高8个百分点。",
        "改造小区42个，已完工17个，其余25个正在推进。",
        "改造小区42个，已完工17个、在建5个，其余20个年底前开工。",
    ],
)
def test_what_comes_out_or_does_not_claim_to_is_let_be(sentence: str) -> None:
    assert reckoned(sentence) == []


def test_parts_that_may_overlap_are_only_warned_of() -> None:
    (found,) = reckoned("共有教师100人，其中高级教师30人、女教师80人。")
    assert found.severity == "W"
