"""Faults where they are easily passed over: in the opening, in an edited draft, in an opinion, beside an owner."""

from dataclasses import replace

import pytest

from drafting.checks import (
    answered,
    attachments,
    cited_rules,
    consulted,
    elsewhere,
    figures,
    numbers,
    organs_named,
    quoted_law,
    secret,
    tone,
)
from drafting.checks.dossier import Dossier
from drafting.checks.read_letter import read_letter, read_opinion
from drafting.checks.run import run_checks
from drafting.draft import Draft, Paragraph, Sentence
from tests.drafting.checks.clean_letter import DAY, Bench, parsed
from tests.drafting.checks.small_archive import archive, rule

CLOSED = """澜州市民政局关于第20240101号提案的会办意见
　　全市养老床位缺口的测算结果为一万二千张，拟在下半年分三批下达到各区。
公开方式：不予公开
"""
OPINION = """市住房和城乡建设局：
　　关于第20250127号提案收悉，现提出会办意见如下：
　　一、2025年市级预算安排微更新补助1800万元，覆盖42个小区。
　　二、职业培训由市教育局负责统筹，每年组织两次专题培训活动。
　　专此函复。
澜州市财政局
2025年4月7日
公开方式：不予公开
"""
SECRET = "全市养老床位缺口的测算结果为一万二千张，拟在下半年分三批下达到各区。"


def given(bench: Bench, papers: bool = False) -> Dossier:
    opinions = (read_opinion(1, "财政局.txt", parsed(OPINION, "opinion.txt")),)
    return Dossier(bench.case, opinions, archive((parsed(CLOSED, "closed.txt"),) if papers else ()))


@pytest.mark.parametrize("where", ["提案）收悉。", "现答复如下：", "　　感谢你们对"])
def test_words_of_a_closed_paper_are_found_anywhere(bench: Bench, where: str) -> None:
    at = bench.text.index(where) + (0 if where.startswith("　") else len(where))
    text = bench.text[:at] + (f"　　{SECRET}\n" if where.startswith("　") else SECRET) + bench.text[at:]
    found = [f for f in bench.review(secret.CHECKS, text, given(bench, True)).findings if f.rule == "R24"]
    assert [f.severity for f in found] == ["B"]
    assert found[0].quote is not None and found[0].quote.endswith(SECRET)


def test_what_the_unit_itself_wrote_is_for_it_to_weigh(bench: Bench) -> None:
    own = archive((parsed(CLOSED.replace("澜州市民政局", "澜州市住房和城乡建设局"), "own.txt"),))
    text = bench.changed("提案）收悉。", f"提案）收悉。{SECRET}")
    given = Dossier(bench.case, (), own, issuer="澜州市住房和城乡建设局")
    assert [f.severity for f in bench.review(secret.CHECKS, text, given).findings] == ["W"]


def test_papers_in_the_making_are_noted_in_an_opinion_that_is_not_public() -> None:
    text = OPINION.replace("42个小区。", "42个小区。有关内容已写入正在内部征求意见的征求意见稿。")
    letter = read_letter(parsed(text), DAY, role="会办")
    found = run_checks(letter, Dossier(), secret.CHECKS).findings
    assert {(f.rule, f.severity) for f in found} == {("R24", "I")}


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        ("团体标准由市市场监督管理局管理。", True),
        ("建议贵局先行研究。", True),
        ("该事项由市公安局负责。", False),
        ("根据职责分工，由市公安局负责办理。", False),
    ],
)
def test_pushing_away_is_told_unless_the_owner_of_the_same_thing_follows(bench: Bench, behind: str, told: bool) -> None:
    new = f"已完工17个。该事项不属我局职责，与我局无关。{behind}"
    found = [f for f in bench.findings(tone.CHECKS, "已完工17个。", new) if f.rule == "R31"]
    assert bool(found) is told


@pytest.mark.parametrize(
    ("old", "new", "severity"),
    [
        ("经研究，现答复", "经会同市审计局研究，现答复", "B"),
        ("已完工17个。", "已完工17个。据市审计局反馈，资金使用规范。", "B"),
        ("已完工17个。", "已完工17个。我局正在会同市自然资源局等部门研究编制规划。", "W"),
    ],
)
def test_a_unit_said_to_have_been_heard_blocks_work_done_together_does_not(
    bench: Bench, old: str, new: str, severity: str
) -> None:
    found = [f for f in bench.findings(consulted.CHECKS, old, new, given(bench)) if f.rule == "R15"]
    assert [f.severity for f in found] == [severity]


def test_a_unit_of_one_letter_is_a_slip(bench: Bench) -> None:
    found = bench.findings(organs_named.CHECKS, "我局将会同各区", "我局将会同市育局")
    assert [f.quote for f in found] == ["市育局"]


def test_an_organ_short_of_a_letter_is_held_against_its_source(bench: Bench) -> None:
    said = "职业培训由市育局负责统筹，每年组织两次专题培训活动。"
    found = bench.findings(consulted.CHECKS, "已完工17个。", f"已完工17个。{said}", given(bench))
    assert ("R29", "市教育局") in {(f.rule, f.expected) for f in found}


def test_an_answer_that_is_left_out_is_missing_though_another_is_open(bench: Bench) -> None:
    start = bench.text.index("　　一、关于制定")
    text = bench.text[:start] + bench.text[bench.text.index("　　二、关于设立") :]
    text = text.replace("设立议事会。", "设立议事会，并制定微更新的年度计划方面的【待核实：措施】。")
    found = bench.review(answered.CHECKS, text).findings
    assert "R01" in {f.rule for f in found}


def test_what_was_edited_in_a_draft_is_checked(bench: Bench) -> None:
    """A draft's sentence that no longer stands in its text as written goes through every check."""
    sentence = "2025年市级预算安排微更新补助1800万元，覆盖42个小区。"
    text = bench.changed("已完工17个。", f"已完工17个。{sentence}")
    draft = _draft(text, sentence)
    wrong = replace(draft, text=text.replace("1800万元", "1900万元"))
    for one, expected in ((draft, []), (wrong, ["1900万元"])):
        letter = read_letter(parsed(one.text), DAY, bench.case.case, draft=one)
        assert sum(s.text.startswith("2025年市级预算") for s in letter.statements) == 1
        found = run_checks(letter, given(bench), figures.CHECKS[:1]).findings
        assert [f.quote for f in found if f.severity == "B"] == expected


def test_an_attachment_beyond_the_listed_ones_is_told(bench: Bench) -> None:
    text = bench.changed("　　专此答复。\n", "　　专此答复。\n　　附件：1. 分工表\n　　　　　2. 项目清单\n")
    known = {f.message for f in bench.review(attachments.CHECKS, text).findings}
    wrong = bench.review(attachments.CHECKS, text.replace("已完工17个。", "已完工17个，具体项目见附件3。")).findings
    right = bench.review(attachments.CHECKS, text.replace("已完工17个。", "已完工17个，具体项目见附件2。")).findings
    assert [(f.severity, f.quote) for f in wrong if f.message not in known] == [("B", "附件3")]
    assert {f.message for f in right} == known


def test_a_date_with_the_month_first_is_mended(bench: Bench) -> None:
    (found,) = bench.findings(numbers.CHECKS, "2025年12月底前", "12月2025年底前")
    assert found.mend is not None and found.mend.replacement == "2025年12月"


ARTICLE = """中华人民共和国标准化法
第十八条　国家鼓励学会、协会、商会制定满足市场和创新需要的团体标准，由本团体成员约定采用。
制定团体标准，应当遵循开放、透明、公平的原则，保证各参与主体获取相关信息。
"""


@pytest.mark.parametrize(("paragraph", "told"), [("第一款", False), ("第二款", True), ("", False)])
def test_words_of_another_paragraph_are_told(bench: Bench, paragraph: str, told: bool) -> None:
    quoted = f"《中华人民共和国标准化法》第十八条{paragraph}规定：“国家鼓励学会、协会、商会制定满足市场和创新需要的团体标准。”"
    law = parsed(ARTICLE, "law.txt")
    found = bench.findings(
        quoted_law.CHECKS, "已完工17个。", f"已完工17个。{quoted}", Dossier(bench.case, (), archive((law,)))
    )
    assert any("第一款" in f.message and f.severity == "B" for f in found) is told


def test_two_figures_that_changed_places_are_told(bench: Bench) -> None:
    said = "2020年至2022年，全市分别建成加装电梯46台、118台、148台，合计312台。"
    paper = parsed(f"澜州市住房和城乡建设局2022年工作总结\n　　{said}\n", "summary.txt")
    wrong = said.replace("118台、148台", "148台、118台")
    given = Dossier(bench.case, (), archive((paper,)))
    found = bench.findings(figures.CHECKS[:1], "已完工17个。", f"已完工17个。{wrong}", given)
    assert {f.quote for f in found} == {"148", "118"}


def test_a_summary_of_the_whole_year_does_not_bind_a_letter_of_its_middle(bench: Bench) -> None:
    paper = parsed(
        "澜州市住房和城乡建设局2025年工作总结\n　　联合市人力资源和社会保障局开展数字化技能培训3360人次，建成实训基地5个。\n"
    )
    said = "2025年以来会同市人力资源和社会保障局开展数字化技能培训920人次，建成实训基地3个。"
    found = bench.findings(
        figures.CHECKS[:1], "已完工17个。", f"已完工17个。{said}", Dossier(bench.case, (), archive((paper,)))
    )
    assert [f for f in found if f.severity == "B"] == []


@pytest.mark.parametrize(("date", "severity"), [("2025年6月12日", "B"), ("【待核实：成文日期】", "W")])
def test_a_rule_of_the_items_year_is_warned_of_while_the_letter_bears_no_date(
    bench: Bench, date: str, severity: str
) -> None:
    old = rule("澜州市住房租赁管理办法", valid_to="2025-05-01" if severity == "B" else "2026-05-01")
    text = bench.changed("已完工17个。", "已完工17个。根据《澜州市住房租赁管理办法》推进。").replace(
        "2025年6月12日", date
    )
    letter = read_letter(parsed(text), "2026-06-01", bench.case.case)
    found = run_checks(letter, Dossier(bench.case, (), archive((), (old,))), cited_rules.CHECKS).findings
    assert [f.severity for f in found if f.rule == "R08"] == [severity]


def test_a_time_long_past_is_told_in_a_draft_without_a_date(bench: Bench) -> None:
    text = bench.changed("已完工17个。", "已完工17个。我局将于2019年12月底前完成。").replace(
        "2025年6月12日", "【待核实：成文日期】"
    )
    assert "R34" in {f.rule for f in bench.review(elsewhere.CHECKS, text).findings}


def _draft(text: str, sentence: str) -> Draft:
    return Draft(
        case="20250127", kind="reply", title="", addressee="", class_mark="B", issuer="", doc_number="",
        opening=(Paragraph((Sentence(sentence, "fact", ()),)),), sections=(), closing=(), signature="", date="",
        contact="", disclosure="主动公开", copies="", attachments=(), text=text,
    )  # fmt: skip
