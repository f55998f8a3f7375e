"""Drafts with their versions: nothing overwritten, the states of a review, comments, opinions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from api.workplace.case import CaseFields, LedgerCase
from api.workplace.drafts import (
    add_comment,
    begin,
    comments_on,
    decide,
    draft_of,
    drafts_of,
    history,
    queue,
    save,
    settle_comment,
    submit,
    version_of,
)
from api.workplace.ledger import ChangedMeanwhile, add_case, case_of, change_case
from api.workplace.opinions import add_opinion, opinions_of
from api.workplace.tables import lay
from api.workplace.trail import entries, verify
from corpus.errors import NotFound, Refused, UnusableInput
from corpus.storage.store import Store

LETTER = {"title": "关于市政协八届五次会议第20260105号提案的答复", "text": "一、关于补贴。已印发方案。"}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    store = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    lay(store.engine)
    yield store.engine
    store.close()


@pytest.fixture
def case(engine: Engine) -> LedgerCase:
    office = "澜州市住房和城乡建设局"
    return add_case(engine, CaseFields("20260105", "提案", "关于加装电梯的提案", office, "主办"), "zhang")


def test_a_draft_begins_with_its_first_version(engine: Engine, case: LedgerCase) -> None:
    draft, version = begin(engine, case, "答复", "zhang", LETTER, {})
    assert (draft.state, draft.version, version.number, version.letter) == ("拟稿", 1, 1, LETTER)
    assert case_of(engine, case.id).state == "办理中"
    assert drafts_of(engine, case.id) == (draft,)
    assert version_of(engine, draft.id) == version


def test_saving_on_an_old_version_saves_nothing(engine: Engine, case: LedgerCase) -> None:
    draft, _ = begin(engine, case, "答复", "zhang", LETTER, {})
    second = save(engine, draft.id, 1, "zhang", "改第一条", LETTER | {"text": "甲"}, {"stances": {"1": "采纳"}})
    assert second.number == 2
    with pytest.raises(ChangedMeanwhile, match="第 2 版"):
        save(engine, draft.id, 1, "wang", "改第二条", LETTER | {"text": "乙"}, {})
    assert version_of(engine, draft.id).letter["text"] == "甲"
    assert version_of(engine, draft.id, 1).letter == LETTER
    assert [row[:1] + row[2:] for row in history(engine, draft.id)] == [(2, "zhang", "改第一条"), (1, "zhang", "拟稿")]
    with pytest.raises(NotFound):
        version_of(engine, draft.id, 3)


def test_the_way_through_review(engine: Engine, case: LedgerCase) -> None:
    draft, _ = begin(engine, case, "答复", "zhang", LETTER, {})
    assert queue(engine) == ()
    submit(engine, draft.id, 1, "zhang")
    assert [row.id for row in queue(engine)] == [draft.id]
    assert case_of(engine, case.id).state == "审核中"
    with pytest.raises(UnusableInput, match="理由"):
        decide(engine, draft.id, 1, "li", "退回", "  ")
    decide(engine, draft.id, 1, "li", "退回", "第二条没有时限")
    assert case_of(engine, case.id).state == "办理中"
    save(engine, draft.id, 1, "zhang", "补时限", LETTER | {"text": "乙"}, {})
    submit(engine, draft.id, 2, "zhang")
    assert decide(engine, draft.id, 2, "li", "审定", "").state == "审定"
    assert case_of(engine, case.id).state == "已审定"
    with pytest.raises(UnusableInput, match="已经审定"):
        save(engine, draft.id, 2, "zhang", "再改", LETTER, {})
    told = [entry.action for entry in entries(engine, subject=f"draft:{draft.id}")]
    assert told == ["draft.审定", "draft.送审", "draft.save", "draft.退回", "draft.送审", "draft.add"]
    assert verify(engine).broken is None


def test_nobody_approves_his_own_words(engine: Engine, case: LedgerCase) -> None:
    draft, _ = begin(engine, case, "答复", "zhang", LETTER, {})
    submit(engine, draft.id, 1, "zhang")
    with pytest.raises(Refused):
        decide(engine, draft.id, 1, "zhang", "审定", "")
    assert draft_of(engine, draft.id).state == "送审"


def test_a_change_takes_a_draft_back_from_review(engine: Engine, case: LedgerCase) -> None:
    draft, _ = begin(engine, case, "答复", "zhang", LETTER, {})
    submit(engine, draft.id, 1, "zhang")
    save(engine, draft.id, 1, "zhang", "补一句", LETTER, {})
    assert draft_of(engine, draft.id).state == "拟稿"
    assert case_of(engine, case.id).state == "办理中"
    with pytest.raises(ChangedMeanwhile):
        decide(engine, draft.id, 1, "li", "审定", "")


def test_a_draft_is_not_decided_before_it_was_sent(engine: Engine, case: LedgerCase) -> None:
    draft, _ = begin(engine, case, "答复", "zhang", LETTER, {})
    with pytest.raises(UnusableInput, match="不能直接转为"):
        decide(engine, draft.id, 1, "li", "审定", "")
    with pytest.raises(NotFound):
        submit(engine, 77, 1, "zhang")


def test_an_answered_case_stays_answered(engine: Engine, case: LedgerCase) -> None:
    row = case
    for state in ("已签收", "办理中", "已答复"):
        row = change_case(engine, row.id, row.revision, "zhang", state=state)
    begin(engine, row, "二次答复", "zhang", LETTER, {})
    assert case_of(engine, case.id).state == "已答复"


def test_comments_stand_on_a_version(engine: Engine, case: LedgerCase) -> None:
    draft, _ = begin(engine, case, "答复", "zhang", LETTER, {})
    made = add_comment(engine, draft.id, 1, "已印发方案。", "请写明文号", "li")
    assert comments_on(engine, draft.id) == (made,)
    settle_comment(engine, draft.id, made.id, "zhang")
    assert comments_on(engine, draft.id)[0].settled
    with pytest.raises(UnusableInput):
        add_comment(engine, draft.id, 1, "x", " ", "li")
    with pytest.raises(NotFound):
        add_comment(engine, draft.id, 9, "x", "y", "li")
    with pytest.raises(NotFound):
        settle_comment(engine, draft.id, 99, "li")


def test_opinions_keep_their_numbers(engine: Engine, case: LedgerCase) -> None:
    add_opinion(engine, case.id, "财政.txt", "同意。", "zhang")
    second = add_opinion(engine, case.id, "市监.docx", "建议。", "zhang")
    assert second.number == 2
    assert [row.text for row in opinions_of(engine, case.id)] == ["同意。", "建议。"]
