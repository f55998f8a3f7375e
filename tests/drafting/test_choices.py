"""The officer's choices, on a small archive in memory."""

import json

import pytest

from corpus.document import Document
from corpus.errors import UnusableInput
from corpus.parse import parse
from corpus.source import Source
from drafting.archive import Archive
from drafting.choices import CHOSEN, Choices, OwnSentence, redraft
from drafting.choices_json import choices_record, read_choices
from drafting.keys import sentence_key, source_key
from drafting.relevance import Relevance
from drafting.service import DraftRequest, DraftResult, draft_case
from index.encoder_tiny import TinyEncoder
from retrieval.evidence import Evidence, Why

CASE = """政协第八届澜州市委员会第五次会议提案
案　号：20260105
案　由：关于健全课后服务的提案
提案者：沈若兰
主办单位：市教育局
建　议：
　　1. 扩大课后服务覆盖面。让更多学生参加课后服务。
　　2. 开行校园无人机专线。
"""
SUMMARY = """澜州市教育局2025年工作总结
一、课后服务
截至2025年12月底，参加课后服务学生26.3万人，覆盖面达到95.2%。
二、其他工作
全年走访困难学生家庭1.2万户，发放助学金3100万元。
"""
OPINION = """澜州市财政局
关于第20260105号提案的会办意见
市教育局：
　　一、我局支持扩大课后服务覆盖面，已安排补助2600万元。
　　专此函复。
                    澜州市财政局
                    2026年4月7日
"""
OWN = "全市课后服务实现“应开尽开”（承办人补充：共７所学校 新增）。"


def document(text: str) -> Document:
    return parse(Source(text, (), "text"), "x.txt")


@pytest.fixture(scope="module")
def result() -> DraftResult:
    stored = document(SUMMARY)

    def evidence(n: int, score: float) -> Evidence:
        p = stored.passages[n]
        text = stored.text[p.start : p.end]
        place = (p.heading, text, p.start, p.end)
        return Evidence(
            f"s#{n}",
            "s",
            stored.title,
            stored.kind,
            stored.issuer,
            stored.date,
            "主动公开",
            *place,
            score,
            Why((), None, score),
        )

    def find(queries: object) -> list[list[Evidence]]:
        return [[evidence(n, 0.8) for n in range(len(stored.passages))] for _ in range(2)]

    archive = Archive(find, lambda id: stored, lambda number: [], Relevance(TinyEncoder()), lambda title, number: None)
    request = DraftRequest(document(CASE), (("意见.txt", document(OPINION)),), None, "澜州市教育局", "2026-05-20")
    return draft_case(request, archive)


def answer(result: DraftResult, ask: str) -> str:
    section = next(s for s in result.draft.sections if s.suggestion == ask)
    return "".join(p.text for p in section.paragraphs)


def test_no_choice_changes_nothing(result: DraftResult) -> None:
    again = redraft(result, Choices())
    assert again.draft == result.draft
    assert again.findings == result.findings


def test_a_chosen_stance_is_written_and_kept(result: DraftResult) -> None:
    chosen = redraft(result, Choices(stances={"2": "暂不具备条件"}))
    section = next(s for s in chosen.draft.sections if s.suggestion == "2")
    assert (section.stance, section.reason) == ("暂不具备条件", CHOSEN)
    assert "暂不具备实施条件" in answer(chosen, "2")
    assert "【待核实：" in answer(chosen, "2")
    assert answer(chosen, "1") == answer(result, "1")
    assert result.draft.sections[1].stance is None


def test_evidence_left_out_is_gone(result: DraftResult) -> None:
    fact = "截至2025年12月底，参加课后服务学生26.3万人"
    assert fact in answer(result, "1")
    at = SUMMARY.index(fact)
    end = SUMMARY.index("。", at) + 1
    assert fact not in answer(redraft(result, Choices(out=frozenset({source_key("s", at, end)}))), "1")
    assert "财政局反馈" in answer(result, "1")
    assert "财政局反馈" not in answer(redraft(result, Choices(out=frozenset({"opinion:1"}))), "1")


def test_a_passage_taken_in_is_told_with_its_source(result: DraftResult) -> None:
    wanted = next(one.evidence.passage for one in result.gathered.found if "助学金" in one.evidence.text)
    taken = redraft(result, Choices(in_={"2": (wanted,)}))
    sentence = next(s for part in taken.draft.sections for s in part.sentences() if "助学金" in s.text)
    assert sentence.role == "fact"
    assert sentence.sources[0].quote in SUMMARY
    assert "助学金3100万元" in answer(taken, "2")
    with pytest.raises(UnusableInput, match="没有找到段落"):
        redraft(result, Choices(in_={"2": ("none#1",)}))


def test_own_sentences_stay_letter_for_letter(result: DraftResult) -> None:
    gap = next(s for p in result.draft.sections[1].paragraphs for s in p.sentences if s.role == "placeholder")
    placed = redraft(result, Choices(sentences={"2": (OwnSentence(OWN, replaces=sentence_key(gap)),)}))
    assert OWN in placed.draft.text
    assert gap.text not in answer(placed, "2")
    own = next(s for part in placed.draft.sections for s in part.sentences() if s.by == "officer")
    assert own.text == OWN
    assert not any("没有出处" in finding.message and finding.quote == OWN for finding in placed.findings)


def test_own_sentences_without_a_place_end_the_answer_in_order(result: DraftResult) -> None:
    two = (OwnSentence("第一句。"), OwnSentence("第二句。", after="gone:1-2"), OwnSentence("第三句。"))
    assert answer(redraft(result, Choices(sentences={"1": two})), "1").endswith("第一句。第二句。第三句。")


def test_own_sentences_outlive_other_choices(result: DraftResult) -> None:
    both = Choices(stances={"1": "采纳"}, out=frozenset({"s"}), sentences={"1": (OwnSentence(OWN),)})
    assert OWN in redraft(result, both).draft.text


def test_an_ask_that_is_not_there(result: DraftResult) -> None:
    with pytest.raises(UnusableInput, match="没有第“9”项"):
        redraft(result, Choices(stances={"9": "采纳"}))


def test_choices_go_round_through_json() -> None:
    choices = Choices(
        {"1": "采纳"},
        frozenset({"s:1-9"}),
        {"2": ("s#1",)},
        {"1": (OwnSentence("甲。", after="x"), OwnSentence("乙。"))},
    )
    assert read_choices(json.loads(json.dumps(choices_record(choices)))) == choices
    assert read_choices({}) == Choices()
    assert read_choices({"sentences": {"1": ["甲。"]}}).sentences["1"] == (OwnSentence("甲。"),)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ([], "应当是一个对象"),
        ({"stance": {}}, "“stance”无法识别"),
        ({"stances": {"1": "同意"}}, "stances.1"),
        ({"out": "s:1-2"}, "out 应当是一列"),
        ({"in": {"1": [3]}}, "in.1"),
        ({"sentences": {"1": [{"text": " "}]}}, "第 1 句没有文字"),
        ({"sentences": {"1": [{"text": "甲。", "after": 3}]}}, "replaces、after"),
    ],
)
def test_a_record_that_cannot_be_used_names_the_place(record: object, told: str) -> None:
    with pytest.raises(UnusableInput, match=told):
        read_choices(record)
