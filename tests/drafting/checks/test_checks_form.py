"""Each fault put into a clean letter is found by its rule, where it stands, with its correction."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from drafting.checks import (
    address,
    attachments,
    classes,
    disclosed,
    document_kind,
    elements,
    item,
    numbers,
    organs_named,
    personal,
    punctuation,
    sessions_dates,
    tone,
    wording,
)
from drafting.checks.dossier import Dossier
from drafting.checks.mend import apply, mends_of
from drafting.checks.run import run_checks
from tests.drafting.checks.clean_letter import Bench

FORM = (
    *item.CHECKS, *sessions_dates.CHECKS, *address.CHECKS, *numbers.CHECKS, *disclosed.CHECKS, *elements.CHECKS,
    *attachments.CHECKS, *classes.CHECKS, *document_kind.CHECKS, *organs_named.CHECKS, *personal.CHECKS,
    *punctuation.CHECKS, *tone.CHECKS, *wording.CHECKS,
)  # fmt: skip
SIGNED = "　　　　　　　　　　　　澜州市住房和城乡建设局\n"

# rule, severity, what stands in the clean letter, what is put there, whether the mend brings the clean letter back
FAULTS = [
    ("R03", "B", "第20250127号提案的答复", "第20250172号提案的答复", True),
    ("R03", "B", "（第20250127号提案）", "（第20240127号提案）", True),
    ("R03", "B", "《关于加强老旧小区“微更新”的提案》", "《关于加快老旧小区“微更新”的提案》", True),
    ("R03", "W", "“微更新”的提案》", "微更新的提案》", True),
    ("R03", "B", "《关于加强老旧小区“微更新”的提案》", "《关于扩大托育服务的提案》", False),
    ("R03", "B", "关于政协第九届", "关于政协第八届", True),
    ("R03", "B", "你们在政协第九届澜州市委员会第三次", "你们在政协第九届澜州市委员会第二次", True),
    ("R04", "B", "你们在政协第九届澜州市委员会第三次会议", "你们在澜州市第九届人民代表大会第三次会议", False),
    ("R04", "B", "2025年6月12日", "2024年6月12日", False),
    ("R04", "B", "澜住建函〔2025〕61号", "澜住建函〔2024〕61号", False),
    ("R05", "B", "何庭芳、陆一鸣委员：", "何庭芳、陆一鸣代表：", True),
    ("R05", "B", "何庭芳、陆一鸣委员：", "何庭方、陆一鸣委员：", True),
    ("R05", "B", "何庭芳、陆一鸣委员：", "何庭芳、陆一鸣女士：", True),
    ("R05", "B", "何庭芳、陆一鸣委员：", "何庭芳、陆一鸣：", True),
    ("R05", "B", "何庭芳、陆一鸣委员：", "陈大伟委员：", False),
    ("R05", "B", "（第20250127号提案）", "（第20250127号建议）", True),
    ("R05", "B", "感谢你们对", "感谢代表对", False),
    ("R05", "B", "经研究，现答复如下", "经与提案代表沟通，现答复如下", False),
    ("R05", "W", "感谢你们", "感谢您们", True),
    ("R05", "B", "你们在政协第九届", "您与陆一名委员在政协第九届", False),
    ("R05", "B", "你们在政协第九届", "您与陆一鸣代表在政协第九届", False),
    ("R06", "B", "何庭芳、陆一鸣委员：", "何庭芳委员：", False),
    ("R11", "W", "〔2025〕61号", "〔2025 61号", False),
    ("R11", "W", "〔2025〕61号", "2025〕61号", False),
    ("R28", "W", "专此答复。", "以上意见供参考。", True),
    ("R11", "W", "〔2025〕61号", "[2025]61号", True),
    ("R11", "W", "〔2025〕61号", "〔2025〕061号", True),
    ("R11", "W", "〔2025〕61号", "〔2025〕第61号", True),
    ("R11", "W", "〔2025〕61号", "〔2025]61号", True),
    ("R11", "W", "〔2025〕61号", "〔2025〕61", True),
    ("R11", "W", "2025年6月12日", "2025年06月12日", True),
    ("R11", "W", "2025年6月12日", "二〇二五年六月十二日", True),
    ("R11", "W", "2025年3月，", "按照GB/T 50378，", False),
    ("R11", "B", "2025年12月底前", "2025年2月30日前", False),
    ("R18", "B", "B类", "D类", False),
    ("R19", "B", "B类", "E类", False),
    ("R23", "B", "公开方式：主动公开\n", "", False),
    ("R23", "B", "公开方式：主动公开", "公开方式：公开", True),
    ("R23", "W", "公开方式：主动公开", "公开方式：依申请公开", False),
    ("R25", "B", "已完工17个。", "已完工17个（张三，13912345678）。", False),
    ("R27", "B", "关于政协第九届澜州市委员会第三次会议第20250127号提案的答复\n", "", False),
    ("R27", "B", "何庭芳、陆一鸣委员：\n", "", False),
    ("R27", "B", "　　专此答复。\n", "", False),
    ("R27", "B", "　　专此答复。\n", "　　专此答复。\n　　此复。\n", False),
    ("R27", "B", SIGNED, "", False),
    ("R27", "B", SIGNED, SIGNED.replace("住房和城乡建设局", "教育局"), False),
    ("R27", "B", "　　　　　　　　　　　　2025年6月12日\n", "", False),
    ("R27", "B", "　　（联系人：高若水，联系电话：0700—3300120）\n", "", False),
    ("R27", "B", "已完工17个。", "已完工17个（详见附件）。", False),
    ("R27", "W", "　　二、关于设立", "　　三、关于设立", False),
    ("R27", "W", "市政协提案委员会，", "市人大常委会代表工作委员会，", False),
    ("R27", "W", "抄送：市政协提案委员会，市政府办公室。", "抄送：市政协提案委员会，市政府办公室", True),
    ("R27", "B", "2025年6月12日", "2025年××月12日", False),
    ("R28", "B", "专此答复。", "特此报告。", True),
    ("R28", "B", "专此答复。", "妥否，请批示。", True),
    ("R28", "B", SIGNED, SIGNED.replace("设局", "设局物业科"), False),
    ("R28", "B", "号提案的答复", "号提案的会办意见", False),
    ("R29", "W", "我局将会同各区", "我局将会同市财正局", False),
    ("R29", "W", "我局将会同各区", "我局将会同市环保局", False),
    ("R29", "W", "我局将会同各区", "我局将会同市财政局、自然资源、市公安局", False),
    ("R30", "W", "收悉。", "收息。", True),
    ("R30", "W", "截至5月底", "截止5月底", True),
    ("R30", "W", "“微更新”的提案》", "“微更新的提案》", False),
    ("R30", "W", "年度计划，安排", "年度计划,安排", True),
    ("R30", "W", "年度计划，安排", "年度计划 ，安排", True),
    ("R30", "W", "年度计划，安排", "年度计划，，安排", True),
    ("R30", "W", "工作的关心", "工作的的关心", True),
    ("R30", "W", "小区实施楼道", "小区小区实施楼道", True),
    ("R31", "W", "已完工17个。", "已完工17个。其余不属我局职责。", False),
    ("R31", "W", "已完工17个。", "已完工17个。我局将彻底解决照明问题。", False),
    ("R35", "W", "已完工17个。", "已完工17个，方便残废人通行。", False),
    ("R35", "W", "已完工17个。", "已完工17个，借鉴香港、澳门、台湾等国家经验。", False),
]


def test_the_clean_letter_is_clean(bench: Bench) -> None:
    findings = bench.review(FORM).findings
    assert [f for f in findings if f.severity != "I"] == []


@pytest.mark.parametrize(("rule", "severity", "old", "new", "mended"), FAULTS)
def test_fault_is_found(bench: Bench, rule: str, severity: str, old: str, new: str, mended: bool) -> None:
    found = [f for f in bench.findings(FORM, old, new) if f.rule == rule]
    assert severity in {f.severity for f in found}
    text = bench.changed(old, new)
    for one in found:
        assert one.quote is None or text[one.start : one.end] == one.quote
    if mended:
        assert apply(text, mends_of(found)) == bench.text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("我局将会同各区", "据市人大代表反映，我局将会同各区"),
        ("我局将会同各区", "我局邀请居民代表、业主代表座谈，并将会同各区"),
        ("2025年3月，", "2016年，经原市环保局同意；2025年3月，"),
        ("2025年3月，", "依照《市环保局关于噪声的通告》，2025年3月，"),
        ("已完工17个。", "已完工17个，给予警告3家。"),
        ("已完工17个。", "已完工17个，办理居民身份证和按排名先后安排。"),
        ("已完工17个。", "已完工17个，达到目的的有15个。"),
        ("已完工17个。", "已完工17个。拆除审批不属我局职责，由市城市管理和综合执法局负责。"),
        ("已完工17个。", "已完工17个，投诉电话：0700-12345678。"),
        ("已完工17个。", "已完工17个【待核实：数量（截止2025年,按排）】。"),
        ("B类", "【待核实：办理结果分类】"),
        ("何庭芳、陆一鸣委员：", "何庭芳委员、陆一鸣委员："),
        ("何庭芳、陆一鸣委员：", "何庭芳、陆 一 鸣委员："),
        ("何庭芳、陆一鸣委员：", "市政协提案委员会："),
        ("感谢你们对", "感谢何庭芳、陆一鸣委员对"),
        ("〔2025〕61号", "〔2025〕【待核实：序号】号"),
    ],
)
def test_what_only_looks_like_a_fault_is_let_be(bench: Bench, old: str, new: str) -> None:
    assert [f for f in bench.findings(FORM, old, new) if f.severity != "I"] == []


def test_a_deputy_is_no_member(read_text: Callable[[str], Document], bench: Bench) -> None:
    """The same letter on a 建议 wants 代表 and the people's congress throughout."""
    swaps = {
        "政协第九届澜州市委员会第三次会议": "澜州市第九届人民代表大会第三次会议", "委员：": "代表：", "提案": "建议",
        "市政协建议委员会": "市人大常委会代表工作委员会",
    }  # fmt: skip
    text = bench.text
    for old, new in swaps.items():
        text = text.replace(old, new)
    assert [f for f in bench.review(FORM, text, Dossier()).findings if f.severity != "I"] == []
    found = bench.review(FORM, text.replace("代表：", "委员：").replace("号建议）", "号提案）"), Dossier()).findings
    assert {f.expected for f in found if f.rule == "R05"} == {"代表", "建议"}


def test_without_a_case_the_rules_say_what_they_could_not_check(bench: Bench) -> None:
    review = bench.review(FORM, dossier=Dossier())
    assert {"R03", "R06"} <= {one.rule for one in review.unchecked}
    assert all(f.severity == "I" for f in review.findings)


def test_numbers_of_title_and_opening_agree_without_a_case(bench: Bench) -> None:
    text = bench.changed("（第20250127号提案）", "（第20250128号提案）")
    assert [f.rule for f in bench.review(item.CHECKS, text, Dossier()).findings] == ["R03"]


def test_an_opinion_is_not_for_the_member(read_text: Callable[[str], Document], bench: Bench) -> None:
    found = bench.review(document_kind.CHECKS, dossier=Dossier(case=bench.case, role="会办")).findings
    assert len(found) == 2 and {f.rule for f in found} == {"R28"}


def test_every_rule_of_a_check_is_in_the_catalogue() -> None:
    from drafting.checks.catalogue import rule_named
    from drafting.checks.run import CHECKS

    assert all(rule_named(check.rule).name for check in CHECKS)


def test_findings_are_in_the_order_of_the_letter(bench: Bench) -> None:
    text = bench.changed("收悉。", "收息。").replace("截至5月底", "截止5月底").replace("公开方式：主动公开\n", "")
    review = run_checks(bench.letter(text), Dossier(case=bench.case), FORM)
    starts = [f.start if f.start is not None else -1 for f in review.findings]
    assert starts == sorted(starts) and review.blocks
    told = {f.rule for f in review.findings} | {one.rule for one in review.unchecked}
    assert set(review.passed) == {check.rule for check in FORM} - told
