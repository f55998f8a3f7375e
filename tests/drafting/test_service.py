"""The drafter end to end on a small archive in memory, with the small deterministic encoder."""

from collections.abc import Sequence

import pytest

from bench.faithfulness import violations
from corpus.cases.likeness import bigrams, likeness
from corpus.document import Document
from corpus.errors import UnusableInput
from corpus.parse import parse
from corpus.source import Source
from drafting.archive import Archive
from drafting.export.json import draft_record
from drafting.relevance import Relevance
from drafting.service import DraftRequest, DraftResult, draft_case
from index.encoder_tiny import TinyEncoder
from retrieval.evidence import Evidence, Why

CASE = """政协第八届澜州市委员会第五次会议提案
案　号：20260105
案　由：关于健全课后服务的提案
会　议：政协第八届澜州市委员会第五次会议
提案者：沈若兰
主办单位：市教育局
会办单位：市财政局
内　容：
　　课后服务还有差距。
建　议：
　　1. 扩大课后服务覆盖面。让更多学生参加课后服务。
　　2. 提高课后服务补助标准。由财政增加补助。
　　3. 开行校园无人机专线。研究论证可行性。
"""
OPINION = """澜州市财政局
澜财函〔2026〕7号
关于政协第八届澜州市委员会第五次会议第20260105号提案的会办意见
市教育局：
　　第20260105号提案收悉。结合我局职能，提出如下会办意见：
　　一、关于提高课后服务补助标准。2026年预算已安排补助2600万元，未安排新增补助。建议贵局与提案人充分沟通。
　　二、其余建议不涉及我局职能。
　　专此函复。
                    澜州市财政局
                    2026年4月7日
公开方式：不予公开
"""
ARCHIVE = {
    "summary": "澜州市教育局2025年工作总结\n一、课后服务\n"
    "截至2025年12月底，参加课后服务学生26.3万人，覆盖面达到95.2%。\n"
    "二、2026年工作安排\n扩大课后服务覆盖面，2026年底前参加学生达到27万人。\n",
    "rule": "澜州市人民政府办公室关于印发《澜州市课后服务管理办法》的通知\n澜府办〔2024〕2号\n"
    "第六条　课后服务补助标准为每生每年260元，由财政部门列入预算。\n"
    "本办法自2024年9月1日起施行，有效期至2029年8月31日。\n",
    "elsewhere": "东海市教育局2025年工作总结\n一、课后服务\n"
    "截至2025年12月底，参加课后服务学生99.9万人，覆盖面达到100%。\n",
}


def archive(texts: dict[str, str]) -> Archive:
    documents = {key: parse(Source(text, (), "text"), key) for key, text in texts.items()}
    places = [(key, n, p) for key, d in documents.items() for n, p in enumerate(d.passages)]
    bags = [bigrams(documents[key].text[p.start : p.end]) for key, _, p in places]

    def evidence(at: int, score: float) -> Evidence:
        key, n, p = places[at]
        d = documents[key]
        return Evidence(
            f"{key}#{n}", key, d.title, d.kind, d.issuer, d.date, d.disclosure, p.heading,
            d.text[p.start : p.end], p.start, p.end, score, Why((), None, score),
        )  # fmt: skip

    def find(queries: Sequence[str]) -> list[list[Evidence]]:
        table = likeness([bigrams(q) for q in queries], bags)
        # The search's own scores lie higher than bare likeness: what is close at all has 0.4 and more.
        return [
            [evidence(at, min(1.0, 4 * row[at])) for at in sorted(range(len(row)), key=lambda i: -row[i])]
            for row in table
        ]

    def by_item(item_no: str) -> list[str]:
        return [key for key, d in documents.items() if item_no in d.text]

    return Archive(find, documents.__getitem__, by_item, Relevance(TinyEncoder()), lambda title, number: None)


def document(text: str, name: str = "提案.txt") -> Document:
    return parse(Source(text, (), "text"), name)


def drafted(role: str | None = None, opinions: tuple[str, ...] = (OPINION,), **given: str) -> DraftResult:
    handed = tuple((f"意见{n}.txt", document(text)) for n, text in enumerate(opinions, 1))
    request = DraftRequest(document(CASE), handed, role, given.get("issuer"), given.get("date"))
    return draft_case(request, archive(ARCHIVE))


def result_stance(result: DraftResult, suggestion: str) -> str | None:
    return next(s.stance for s in result.draft.sections if s.suggestion == suggestion)


def text_of(result: DraftResult, suggestion: str) -> str:
    section = next(s for s in result.draft.sections if s.suggestion == suggestion)
    return "".join(s.text for s in section.sentences())


def test_letter_names_the_case_as_registered() -> None:
    draft = drafted().draft
    assert draft.title == "关于政协第八届澜州市委员会第五次会议第20260105号提案的答复"
    assert draft.addressee == "沈若兰委员"
    assert draft.issuer == "澜州市教育局"
    assert "《关于健全课后服务的提案》（第20260105号提案）收悉。经会同市财政局研究" in draft.text


def test_one_section_an_ask_in_the_members_order() -> None:
    assert [s.suggestion for s in drafted().draft.sections] == ["1", "2", "3"]


def test_asks_under_asks_are_numbered_level_by_level() -> None:
    nested = CASE[: CASE.index("　　1. 扩大")] + (
        "　　一、扩大课后服务覆盖面。\n　　（一）增加课程门类。\n　　1. 设立体育课程。\n　　二、提高课后服务补助标准。\n"
    )
    result = draft_case(DraftRequest(document(nested)), archive(ARCHIVE))
    headings = [s.heading.text for s in result.draft.sections]
    assert headings == [
        "一、关于扩大课后服务覆盖面的建议",
        "（一）关于增加课程门类的建议",
        "1.关于设立体育课程的建议",
        "二、关于提高课后服务补助标准的建议",
    ]


def test_own_facts_and_plans_answer_the_ask_they_belong_to() -> None:
    answer = text_of(drafted(), "1")
    assert "截至2025年12月底，参加课后服务学生26.3万人，覆盖面达到95.2%。" in answer
    assert "下一步，按照2026年工作安排，扩大课后服务覆盖面，2026年底前参加学生达到27万人。" in answer


def test_co_handler_is_attributed_and_turned_into_our_person() -> None:
    answer = text_of(drafted(), "2")
    assert "据市财政局反馈，2026年预算已安排补助2600万元，未安排新增补助。" in answer
    assert "充分沟通" not in answer  # advice between the offices
    assert "根据《澜州市课后服务管理办法》（澜府办〔2024〕2号）第六条，" in answer
    assert result_stance(drafted(), "2") == "暂不具备条件"


def test_what_nothing_supports_is_a_placeholder() -> None:
    result = drafted()
    assert "【待核实：我局就“开行校园无人机专线”" in text_of(result, "3")
    assert result.draft.sections[2].stance is None
    assert result.draft.class_mark == "【待核实：办理结果分类】"


def test_another_places_figures_never_enter() -> None:
    assert "99.9" not in drafted().draft.text


@pytest.mark.parametrize("role", ["主办", "分办", "独办", "会办"])
def test_nothing_is_invented(role: str) -> None:
    result = drafted(role, issuer="澜州市教育局", date="2026-05-20")
    record = draft_record(result.draft)
    granted = ("澜州市教育局", "2026年5月20日")
    assert violations(record, document(CASE).text, [document(OPINION).text], ARCHIVE.__getitem__, granted) == []


def test_an_opinion_goes_to_the_lead_unit_without_class_or_copies() -> None:
    draft = drafted("会办", (), issuer="澜州市财政局").draft
    assert draft.kind == "opinion"
    assert draft.addressee == "市教育局"
    assert draft.title.endswith("第20260105号提案的会办意见")
    assert draft.class_mark is None
    assert "抄送" not in draft.text


def test_the_date_is_printed_without_leading_zeros() -> None:
    assert drafted(date="2026-05-02").draft.date == "2026年5月2日"


def test_a_text_that_is_no_case_or_asks_for_nothing() -> None:
    with pytest.raises(UnusableInput, match="没有在"):
        draft_case(DraftRequest(document("今天天气很好。")), archive(ARCHIVE))
    silent = CASE[: CASE.index("建　议")]
    with pytest.raises(UnusableInput, match="没有找到建议事项"):
        draft_case(DraftRequest(document(silent)), archive(ARCHIVE))
