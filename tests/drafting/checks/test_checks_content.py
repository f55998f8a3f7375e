"""The checks of content, each on a letter with one fault and on the letter without it."""

import pytest

from corpus.document import Document
from drafting.checks import (
    agreed,
    answered,
    cited_rules,
    consulted,
    elsewhere,
    figures,
    prior,
    promises,
    quoted_law,
    secret,
)
from drafting.checks.check import Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.read_letter import read_opinion
from drafting.finding import Finding
from tests.drafting.checks.clean_letter import Bench, parsed
from tests.drafting.checks.small_archive import archive, rule

LAW = """澜州市既有住宅加装电梯实施办法
（2023年5月19日印发）
第一条　为规范加装电梯，制定本办法。
第二条　管线单位应当在收到通知后五个工作日内完成现场踏勘，不得推诿。
第三条　每台补助十二万元，由市、区两级财政各承担一半。
"""
OPINION = """市住房和城乡建设局：
　　关于第20250127号提案收悉，结合我局职能，现提出会办意见如下：
　　一、2025年市级预算安排微更新补助1800万元，覆盖42个小区。我局建议本年度不提高补助标准。
　　二、我局正在研究制定《澜州市微更新资金管理办法》。
　　专此函复。
澜州市财政局
2025年4月7日
公开方式：不予公开
"""
CLOSED = """澜州市民政局关于养老工作的报告
　　全市养老床位缺口的测算结果为一万二千张，拟在下半年分三批下达到各区。
公开方式：依申请公开
"""
ENDING = "　　感谢你们对住房"


def with_sentence(sentence: str, where: str = ENDING) -> tuple[str, str]:
    return where, f"　　{sentence}\n{where}"


def law() -> Document:
    return parsed(LAW, "law.txt")


def dossier(bench: Bench, *papers: Document, opinions: bool = False, rules: tuple = ()) -> Dossier:  # type: ignore[type-arg]
    given = (read_opinion(1, "财政局.txt", parsed(OPINION, "opinion.txt")),) if opinions else None
    return Dossier(bench.case, given, archive(papers, rules))


def rules_of(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.rule, one.severity) for one in found]


def test_a_dropped_answer_is_named(bench: Bench) -> None:
    answer = bench.text[bench.text.index("　　二、关于设立") : bench.text.index(ENDING)]
    (found,) = bench.findings(answered.CHECKS, answer, "")
    assert (found.rule, found.severity) == ("R01", "B")
    assert found.expected is not None and "居民议事会" in found.expected


def test_asks_left_to_another_unit_by_name_are_not_missing(bench: Bench) -> None:
    answer = bench.text[bench.text.index("　　二、关于设立") : bench.text.index(ENDING)]
    text = bench.text.replace(answer, "").replace(
        "经研究，现答复如下：", "根据办理分工，建议1由我局答复，建议2由市民政局答复。现答复如下："
    )
    assert bench.review(answered.CHECKS, text).findings == ()


def test_without_the_case_nothing_is_said_of_its_answers(bench: Bench) -> None:
    review = bench.review(answered.CHECKS, dossier=Dossier())
    assert {one.rule for one in review.unchecked} == {"R01", "R02"}


RULES = (
    rule("澜州市既有住宅加装电梯实施办法", "澜府办〔2023〕21号"),
    rule("澜州市既有住宅加装电梯实施办法（试行）", "澜府办〔2020〕17号", issued="2020-06-01", valid_from="2020-06-01",
         valid_to="2023-05-31", status="已废止", replaced_by="澜府办〔2023〕21号"),
    rule("澜州市微更新资金管理办法", None, stage="征求意见", status=None),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("根据《澜州市既有住宅加装电梯实施办法》（澜府办〔2023〕12号），给予补助。", ("R07", "B")),
        ("根据《澜州市既有住宅加装电楼实施办法》（澜府办〔2023〕21号），给予补助。", ("R07", "B")),
        ("根据《澜州市既有住宅加装电梯实施办法（试行）》（澜府办〔2020〕17号），给予补助。", ("R08", "B")),
        ("根据《澜州市微更新资金管理办法》，给予补助。", ("R09", "W")),
    ],
)
def test_rules_wrongly_cited(bench: Bench, sentence: str, expected: tuple[str, str]) -> None:
    found = bench.findings(cited_rules.CHECKS, *with_sentence(sentence), dossier(bench, rules=RULES))
    assert rules_of(found) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "根据《澜州市既有住宅加装电梯实施办法》（澜府办〔2023〕21号），给予补助。",
        "《澜州市既有住宅加装电梯实施办法（试行）》（澜府办〔2020〕17号）已于2023年5月31日到期。",
        "我局正在起草《澜州市微更新资金管理办法》。",
    ],
)
def test_rules_rightly_cited(bench: Bench, sentence: str) -> None:
    assert bench.findings(cited_rules.CHECKS, *with_sentence(sentence), dossier(bench, rules=RULES)) == ()


def test_a_number_with_digits_turned_is_mended(bench: Bench) -> None:
    sentence = "根据《澜州市既有住宅加装电梯实施办法》（澜府办〔2023〕12号），给予补助。"
    (found,) = bench.findings(cited_rules.CHECKS, *with_sentence(sentence), dossier(bench, rules=RULES))
    assert found.mend is not None and found.mend.replacement == "澜府办〔2023〕21号"


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("《澜州市既有住宅加装电梯实施办法》第二条规定：“管线单位应当在收到通知后五个工作日内完成现场踏勘，不得推委。”", True),
        ("《澜州市既有住宅加装电梯实施办法》第二条规定：“管线单位应当在收到通知后五个工作日内完成现场踏勘，不得推诿。”", False),
        ("《澜州市既有住宅加装电梯实施办法》第三条规定：“管线单位应当在收到通知后五个工作日内完成现场踏勘，不得推诿。”", True),
        ("按照《澜州市既有住宅加装电梯实施办法》第三条，管线单位应当在收到通知后五个工作日内完成现场踏勘。", True),
        ("按照《澜州市既有住宅加装电梯实施办法》第二条，管线单位应当在收到通知后五个工作日内完成现场踏勘。", False),
        ("按照《澜州市既有住宅加装电梯实施办法》第九条，由管线单位办理。", True),
    ],
)  # fmt: skip
def test_words_of_a_rule_against_its_articles(bench: Bench, sentence: str, wrong: bool) -> None:
    known = rule("澜州市既有住宅加装电梯实施办法", document=_id(law()))
    found = bench.findings(quoted_law.CHECKS, *with_sentence(sentence), dossier(bench, law(), rules=(known,)))
    assert bool(found) is wrong
    assert {one.rule for one in found} <= {"R10"}


def _id(document: Document) -> str:
    from corpus.storage.stored import document_id

    return document_id(document.text)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("其余25个小区的改造。", "其余25个小区的改造。抽检320批次，合格314批次，合格率98.1%。", False),
        ("其余25个小区的改造。", "其余25个小区的改造。抽检320批次，合格314批次，合格率89.1%。", True),
        ("其余25个小区的改造。", "其余25个小区的改造。办理66件，其中主办25件、其他41件。", False),
        ("其余25个小区的改造。", "其余25个小区的改造。办理66件，其中主办26件、其他41件。", True),
        ("其余25个小区的改造。", "其余25个小区的改造。6+13=19。", False),
        ("其余25个小区的改造。", "其余25个小区的改造。6+13=18。", True),
    ],
)
def test_sums_and_shares(bench: Bench, old: str, new: str, wrong: bool) -> None:
    found = [f for f in bench.findings(figures.CHECKS, old, new, dossier(bench)) if f.rule == "R12"]
    assert bool(found) is wrong


@pytest.mark.parametrize(
    ("told", "severity"),
    [
        ("据市财政局反馈，2025年市级预算安排微更新补助1800万元，覆盖42个小区。", None),
        ("据市财政局反馈，2025年市级预算安排微更新补助1800亿元，覆盖42个小区。", "B"),
        ("据市财政局反馈，2025年市级预算安排微更新补助1300万元，覆盖42个小区。", "B"),
        ("据市财政局反馈，2024年市级预算安排微更新补助1800万元，覆盖42个小区。", "B"),
    ],
)
def test_figures_against_an_opinion(bench: Bench, told: str, severity: str | None) -> None:
    found = bench.findings(figures.CHECKS, *with_sentence(told), dossier(bench, opinions=True))
    assert [f.severity for f in found if f.rule == "R12"] == ([severity] if severity else [])


def test_a_year_later_the_same_sentence_has_other_figures(bench: Bench) -> None:
    summary = parsed(
        "澜州市住房和城乡建设局2023年工作总结\n　　2023年全市新增加装电梯186台，投入资金1044万元。\n", "s.txt"
    )
    sentence = "2024年全市新增加装电梯254台，投入资金1380万元。"
    assert bench.findings(figures.CHECKS, *with_sentence(sentence), dossier(bench, summary)) == ()


def test_a_count_without_day_and_source_is_told(bench: Bench) -> None:
    found = bench.findings(figures.CHECKS, *with_sentence("全市共有电梯4620台。"), dossier(bench))
    assert rules_of(found) == [("R13", "W")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("据市财政局反馈，该局建议本年度提高补助标准。", [("R16", "B")]),
        ("据市财政局反馈，该局建议本年度不提高补助标准。", []),
        ("目前，《澜州市微更新资金管理办法》已正式印发。", [("R14", "B")]),
        ("目前，《澜州市微更新资金管理办法》正在研究制定。", []),
    ],
)
def test_views_and_stages_of_an_opinion(bench: Bench, sentence: str, expected: list[tuple[str, str]]) -> None:
    found = bench.findings(agreed.CHECKS, *with_sentence(sentence), dossier(bench, opinions=True))
    assert rules_of(found) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("据市财政局反馈，2025年市级预算安排微更新补助1800万元，覆盖42个小区。", []),
        ("据市教育局反馈，2025年市级预算安排微更新补助1800万元，覆盖42个小区。", {"R15"}),
        ("经会同市民政局研究，由其牵头。", {"R15"}),
    ],
)
def test_units_named_as_consulted(bench: Bench, sentence: str, expected: set[str]) -> None:
    given = dossier(bench, opinions=True)
    found = [f for f in bench.findings(consulted.CHECKS, *with_sentence(sentence), given) if f.severity == "B"]
    assert {f.rule for f in found} == set(expected)


def test_an_opinion_that_is_not_mentioned(bench: Bench) -> None:
    review = bench.review(consulted.CHECKS, dossier=dossier(bench, opinions=True))
    assert [(f.rule, f.severity, f.expected) for f in review.findings] == [("R15", "W", "澜州市财政局")]


def test_promises_without_time_and_beyond_the_units_powers(bench: Bench) -> None:
    vague = bench.findings(promises.CHECKS, *with_sentence("我局将尽快出台相关支持政策。"))
    assert [f.rule for f in vague] == ["R17"]
    money = bench.findings(promises.CHECKS, *with_sentence("我局将于2025年底前新增编制20名。"))
    assert [f.rule for f in money] == ["R20"]
    assert bench.findings(promises.CHECKS, *with_sentence("我局将于2025年11月底前印发操作指南。")) == ()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全市养老床位缺口的测算结果为一万二千张，拟在下半年分三批下达到各区。", [("R24", "B")]),
        ("上述数据摘自内部资料。", [("R24", "B")]),
        ("对涉及商业秘密的内容，依法予以保护。", []),
        ("澜州市某某物业有限公司因违规被处罚。", [("R26", "W")]),
    ],
)
def test_what_must_not_be_published(bench: Bench, sentence: str, expected: list[tuple[str, str]]) -> None:
    paper = parsed(CLOSED, "closed.txt")
    assert paper.disclosure == "依申请公开"
    found = bench.findings(secret.CHECKS, *with_sentence(sentence), dossier(bench, paper))
    assert rules_of(found) == expected


def test_closed_papers_do_no_harm_in_a_letter_that_is_not_published(bench: Bench) -> None:
    text = bench.text.replace("公开方式：主动公开", "公开方式：依申请公开").replace(
        *with_sentence("全市养老床位缺口的测算结果为一万二千张，拟在下半年分三批下达到各区。")
    )
    given = dossier(bench, parsed(CLOSED, "closed.txt"))
    assert [f for f in bench.review(secret.CHECKS, text, given).findings if f.rule == "R24"] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("东莞市各镇街已全面推开。", ["B"]),
        ("我局将学习借鉴东莞市的做法。", []),
        ("感谢王建国委员的建议。", ["B"]),
        ("感谢何庭芳委员的建议。", []),
        ("我局将于2023年12月底前完成改造。", ["W"]),
    ],
)
def test_names_and_times_of_elsewhere(bench: Bench, sentence: str, expected: list[str]) -> None:
    found = bench.findings(elsewhere.CHECKS, *with_sentence(sentence), dossier(bench))
    assert [(f.rule, f.severity) for f in found] == [("R34", severity) for severity in expected]


def test_what_was_said_before_turned_round(bench: Bench) -> None:
    earlier = parsed(
        "澜州市住房和城乡建设局2024年工作总结\n　　对未签订协议的单元，全市各区一律不得开工建设。\n", "e.txt"
    )
    given = dossier(bench, earlier)
    sentence = "对未签订协议的单元，全市各区一律可以开工建设。"
    assert rules_of(bench.findings(prior.CHECKS, *with_sentence(sentence.replace("可以", "不得")), given)) == []
    sentence = sentence.replace("一律可以", "一律应")
    assert rules_of(bench.findings(prior.CHECKS, *with_sentence(sentence), given)) == [("R32", "W")]


def test_what_needs_the_workspace_says_so_without_it(bench: Bench) -> None:
    checks = (
        *cited_rules.CHECKS,
        *quoted_law.CHECKS,
        *figures.CHECKS,
        *agreed.CHECKS,
        *prior.CHECKS,
        *elsewhere.CHECKS,
    )
    review = bench.review(checks)
    assert {one.rule for one in review.unchecked} >= {
        "R07",
        "R08",
        "R09",
        "R10",
        "R12",
        "R14",
        "R16",
        "R32",
        "R33",
        "R34",
    }
    assert all(isinstance(one, Unchecked) and one.reason for one in review.unchecked)
