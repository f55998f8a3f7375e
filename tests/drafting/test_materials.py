from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.document import Case, Document
from corpus.parse import parse
from corpus.source import Source
from drafting.materials import Material, materials
from drafting.matter import Matter
from drafting.origin import Found
from retrieval.evidence import Evidence, Why

SUMMARY = "澜州市教育局2025年工作总结\n一、课后服务\n截至2025年12月底，参加学生26.3万人，参与率95.2%。\n二、2026年工作安排\n农村学校每周开设两门课程的，2026年底前增加到110所。\n"
RULE = "澜州市人民政府办公室关于印发《澜州市课后服务管理办法》的通知\n澜府办〔2024〕2号\n第一条　学校应当提供作业辅导和素质拓展两类课程。\n本办法自2024年9月1日起施行，有效期至2029年8月31日。\n"


def matter(issuer: str = "澜州市教育局", as_of: str = "2026-06-30") -> Matter:
    case = Case("20260113", "提案", "关于课后服务的提案", None, None, (), ())
    return Matter("", case, case.title, "主办", issuer, (), None, (), None, as_of)


def found(text: str) -> list[Found]:
    document = parse(Source(text, (), "text"))
    return [
        Found(
            Evidence(
                f"d#{n}", "d", document.title, document.kind, document.issuer, document.date, None, p.heading,
                text[p.start : p.end], p.start, p.end, 1.0, Why((), 1.0, 1.0),
            ),
            document,
        )
        for n, p in enumerate(document.passages)
    ]  # fmt: skip


def uses(materials_found: Sequence[Material]) -> list[tuple[str, str]]:
    return [(m.use, m.text[:12]) for m in materials_found]


def test_own_summary_gives_facts_and_plans() -> None:
    taken = materials(found(SUMMARY), matter())
    assert [m.use for m in taken] == ["fact", "plan"]
    assert all(m.own for m in taken)
    assert all(SUMMARY[m.start : m.end] == m.text for m in taken)


def test_another_office_or_place_gives_no_facts() -> None:
    assert materials(found(SUMMARY), matter("澜州市民政局")) == ()
    assert materials(found(SUMMARY), matter("东莞市教育局")) == ()


def test_old_facts_and_past_plans_are_left_out() -> None:
    assert materials(found(SUMMARY), matter(as_of="2031-06-30")) == ()
    later = materials(found(SUMMARY), matter(as_of="2027-06-30"))
    assert [m.use for m in later] == ["fact"]


def test_a_rule_counts_only_while_it_stands() -> None:
    assert [m.use for m in materials(found(RULE), matter())] == ["rule"]
    assert materials(found(RULE), matter(as_of="2029-09-01")) == ()
    assert materials(found(RULE), matter(as_of="2024-08-01")) == ()
    draft = RULE.replace("管理办法》", "管理办法（征求意见稿）》")
    assert materials(found(draft), matter()) == ()


def test_a_repealed_rule_gives_nothing() -> None:
    assert materials(found(RULE), matter(), lambda id, document, on: False) == ()


def test_what_a_member_wrote_is_never_a_fact() -> None:
    proposal = (
        "案号：20250111\n案由：关于课后服务的提案\n提案者：李明\n建议：\n1. 全市已有26.3万人参加，应当扩大规模。\n"
    )
    assert materials(found(proposal), matter()) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "感谢您对我局工作的关心和支持，欢迎继续提出意见。",
        "县级补助资金拨付仍然偏慢，问题仍较突出。",
        "您提出的问题，我局已于2025年开展调研工作。",
        "今年以来已完成各项检查工作共计120次。",
        "（一）覆盖情况。",
    ],
)
def test_sentences_that_cannot_be_used(sentence: str) -> None:
    text = f"澜州市教育局2025年工作总结\n一、课后服务\n{sentence}\n"
    assert materials(found(text), matter()) == ()


def test_each_sentence_is_taken_once() -> None:
    twice = [*found(SUMMARY), *found(SUMMARY)]
    assert uses(materials(twice, matter())) == uses(materials(found(SUMMARY), matter()))


def test_document_without_a_year_gives_no_fact() -> None:
    text = "澜州市教育局工作总结\n一、课后服务\n参加学生26.3万人，已实现全覆盖。\n"
    assert isinstance(parse(Source(text, (), "text")), Document)
    assert materials(found(text), matter()) == ()


@pytest.mark.parametrize(
    ("place", "issuer", "own"),
    [
        ("深圳教育创新发展，", "东莞市教育局", False),
        ("东莞教育创新发展，", "东莞市教育局", True),
        ("", "东莞市教育局", True),
        ("", "市教育局", True),
        ("深圳教育创新发展，", "教育局", False),
    ],
)
def test_an_office_without_a_place_belongs_where_its_document_does(place: str, issuer: str, own: bool) -> None:
    text = f"市教育局2025年工作总结\n一、课后服务\n{place}截至2025年12月底，参加学生已有26.3万人。\n"
    assert bool(materials(found(text), matter(issuer))) is own


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("我局已于2025年完成人民路公交专用道施划3.1公里。", False),
        ("我局已于2025年完成柳浦河沿线排口整治11个。", False),
        ("我局已于2025年完成老旧小区公交专用道施划3.1公里。", True),
        ("我局已于2025年完成解放路公交专用道施划3.1公里。", True),
    ],
)
def test_an_earlier_letter_on_another_place_says_nothing_on_this_one(sentence: str, kept: bool) -> None:
    text = f"澜州市教育局\n关于第20250111号提案的答复\n李明委员：\n　　一、关于施划。{sentence}\n澜州市教育局\n2025年6月3日\n"
    here = replace(matter(), text="建议在解放路施划公交专用道。", as_of="2025-09-30")
    assert bool(materials(found(text), here)) is kept


def test_what_was_written_after_the_day_of_the_letter_is_not_used() -> None:
    assert materials(found(SUMMARY), matter(as_of="2025-09-30")) == ()


def test_items_of_a_list_of_plans_are_taken_one_by_one() -> None:
    text = "澜州市教育局2025年工作总结\n一、2026年工作安排\n新建学校3所并投入使用；培训教师1200人次以上；开展食堂检查400家次。\n"
    assert [m.text for m in materials(found(text), matter())] == [
        "新建学校3所并投入使用；",
        "培训教师1200人次以上；",
        "开展食堂检查400家次。",
    ]
