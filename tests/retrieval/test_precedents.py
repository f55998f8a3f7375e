"""Asks against the asks of the past, over the sample corpus."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.archive import case_behind, lookup_in
from corpus.cases.replies import aligned
from corpus.document import Document, Suggestion, UnitReply
from index.encoder_tiny import TinyEncoder
from retrieval.alignments import Alignments
from retrieval.applicable import applicable
from retrieval.precedents import PastCases, Precedent, precedents
from tests.retrieval.stored_letters import SAMPLE, Letters, stored

Align = Callable[[Document, tuple[Suggestion, ...]], tuple[UnitReply, ...]]

DIGITAL = "设立中小企业数字化转型专项资金，对上云上平台的企业给予补助"
UPKEEP = "推广加装电梯专用账户和综合保险，明确大修资金归集和使用办法"


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Letters:
    return stored(tmp_path_factory.mktemp("past"), [SAMPLE], TinyEncoder())


def past_of(letters: Letters, align: Align | None = None) -> PastCases:
    lookup = lookup_in(letters.store)
    return PastCases(lookup, letters.store.by_item, align or aligned, case_behind(letters.store, lookup))


def found(letters: Letters, ask: str, own_item: str | None = None, top: int = 5) -> tuple[Precedent, ...]:
    (one,) = precedents([ask], letters.library, past_of(letters), own_item, top)
    return one


def test_the_past_ask_leads_to_what_answered_it(letters: Letters) -> None:
    first = found(letters, UPKEEP)[0]
    assert first.past is not None and first.past.item_no == "20240207" and first.past.id == "2"
    assert "专用账户" in first.past.text and first.asked == first.past.text
    assert first.text.startswith("二、") and first.unit == "澜州市住房和城乡建设局" and first.class_mark == "B"
    assert first.evidence.date == "2024-06-05" and first.evidence.disclosure == "主动公开"


def test_every_span_is_letter_for_letter(letters: Letters) -> None:
    for one in (*found(letters, UPKEEP, top=20), *found(letters, DIGITAL, top=20)):
        answered = letters.documents[one.evidence.document]
        assert answered.text[one.start : one.end] == one.text
        assert one.evidence.start < one.end and one.start < one.evidence.end
        if one.past is not None:
            assert letters.documents[one.past.document].text[one.past.start : one.past.end] == one.past.text


def test_each_answer_comes_once_the_likeliest_first(letters: Letters) -> None:
    several = found(letters, UPKEEP, top=30)
    places = [(one.evidence.document, one.start) for one in several]
    scores = [one.evidence.score for one in several]
    assert len(places) == len(set(places)) > 5 and scores == sorted(scores, reverse=True)
    assert len(found(letters, UPKEEP, top=2)) == 2


def test_the_own_case_is_no_precedent_for_itself(letters: Letters) -> None:
    asked = next(d.case for d in letters.documents.values() if d.case and d.case.item_no == "20260105")
    for ask in asked.suggestions if asked else ():
        own = [one.past for one in found(letters, ask.text, "20260105", 30) if one.past]
        by_ask = {past.item_no for past in own if past.text == ask.text}
        assert len(own) > 3 and by_ask <= {"20260105"}


def test_without_the_proposal_the_answers_are_compared(tmp_path: Path) -> None:
    alone = stored(tmp_path, [SAMPLE / "replies"], TinyEncoder())
    first = found(alone, UPKEEP)[0]
    assert "专用账户" in first.text and first.past is None and first.asked is None


def test_pairs_are_aligned_once_and_kept(letters: Letters, tmp_path: Path) -> None:
    calls: list[int] = []

    class Counting(TinyEncoder):
        def passages(self, texts):  # type: ignore[no-untyped-def]
            calls.append(len(texts))
            return super().passages(texts)

    first = Alignments(Counting(), tmp_path / "aligned")
    one = precedents([UPKEEP], letters.library, past_of(letters, first.of))
    worked_out, files = len(calls), len(list((tmp_path / "aligned").iterdir()))
    assert files >= worked_out > 0
    assert precedents([UPKEEP], letters.library, past_of(letters, first.of)) == one
    again = Alignments(Counting(), tmp_path / "aligned")
    assert precedents([UPKEEP], letters.library, past_of(letters, again.of)) == one
    assert len(calls) == worked_out and len(list((tmp_path / "aligned").iterdir())) == files


def test_a_damaged_file_of_pairs_is_worked_out_anew(letters: Letters, tmp_path: Path) -> None:
    folder = tmp_path / "aligned"
    expected = precedents([UPKEEP], letters.library, past_of(letters, Alignments(TinyEncoder(), folder).of))
    for at, path in enumerate(sorted(folder.iterdir())):
        path.write_bytes((b"\0\xff", b"[]", b"[[1]]", b'{"a": 1}')[at % 4])
    assert precedents([UPKEEP], letters.library, past_of(letters, Alignments(TinyEncoder(), folder).of)) == expected


def test_an_answer_is_aligned_with_the_ask_the_manifest_names(letters: Letters) -> None:
    align = Alignments(TinyEncoder(), None)
    past = past_of(letters)
    reply = next(id for id, d in letters.documents.items() if d.doc_number == "澜住建函〔2023〕47号")
    behind = past.case_of(reply, letters.documents[reply])
    assert behind is not None and behind[1].case is not None and behind[1].case.item_no == "20230106"
    (unit,) = align.of(letters.documents[reply], behind[1].case.suggestions)
    assert [answer.suggestions for answer in unit.answers] == [("1",), ("2",), ("3",), ("4",)]


def test_rules_in_force_come_first_and_others_say_so(letters: Letters) -> None:
    (rules,) = applicable(["申请加装电梯补助应当提交的材料"], letters.library, "2024-06-01", top=8)
    stands = [rule.stands for rule in rules]
    assert stands == sorted(stands, reverse=True) and True in stands and False in stands
    ended = next(rule for rule in rules if "（试行）" in (rule.evidence.title or ""))
    assert ended.standing == "已被替代" and "澜府办〔2023〕21号" in ended.why
    assert ended.successor is not None and "试行" not in ended.successor
    assert all(rule.why for rule in rules)


def test_a_rule_is_judged_on_the_day_asked_about(letters: Letters) -> None:
    (before,) = applicable(["申请加装电梯补助应当提交的材料"], letters.library, "2021-06-01", top=8)
    by_title = {rule.evidence.title: rule.standing for rule in before}
    old = next(title for title in by_title if title and "（试行）" in title)
    new = next((title for title in by_title if title and "实施办法》" in title), None)
    assert by_title[old] == "有效" and (new is None or by_title[new] == "尚未施行")
