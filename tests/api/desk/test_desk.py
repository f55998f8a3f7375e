"""The desk by itself: what the officer writes stays, corrections land in their sentence, what is hidden is not told."""

from dataclasses import replace

import pytest

from api.desk.desk import (
    HEADING,
    Desk,
    Order,
    added,
    left_out,
    own_key,
    put_back,
    removed,
    restored,
    rewritten,
    taken_in,
    with_field,
    with_stance,
    without,
)
from api.desk.desk_json import desk_record, read_desk
from api.desk.spots import FIELD, mended, spot_at, spots
from api.desk.written import as_seen, letter_of, letter_record
from corpus.errors import UnusableInput
from drafting.choices import OwnSentence
from drafting.draft import AnswerSection, Draft, Paragraph, Sentence, Source
from drafting.fill import render
from drafting.finding import Mend

DESK = Desk(Order("答复", "主办"))
FACT = Sentence("新增端口1200个。", "fact", (Source("d1", "d1#0", 10, 18, "新增端口1200个。", "去年的答复"),))
PLAN = Sentence("下一步，继续 推进 。", "plan", (Source("d2", "d2#0", 3, 9, "继续 推进 。"),))


def letter() -> Draft:
    section = AnswerSection(
        "1", 1, Sentence("一、关于充电", "frame"), "正在办理", (Paragraph((FACT, PLAN)),), "依据材料"
    )
    made = Draft(
        case="20260131", kind="reply", title="关于第20260131号提案的答复", addressee="周立群委员", class_mark="B",
        issuer="澜州市住房和城乡建设局", doc_number="澜住建函〔2026〕1号",
        opening=(Paragraph((Sentence("收悉。", "frame"),)),), sections=(section,),
        closing=(Paragraph((Sentence("专此答复。", "frame"),)),), signature="澜州市住房和城乡建设局",
        date="2026年5月20日", contact="联系人：张 维", disclosure="主动公开", copies="市政协", class_form="{类}类",
    )  # fmt: skip
    return replace(made, text=render(made))


def test_a_record_gives_the_same_desk_back() -> None:
    desk = with_stance(DESK, "1", "采纳")
    desk = left_out(taken_in(desk, "1", "d3#4"), "d4#0", ["d1:10-18", "opinion:1"])
    desk = added(
        rewritten(added(desk, "1", None, "其一。"), "opening", "frame:收悉。", "已收悉。"), "1", "d1:10-18", "其二。"
    )
    desk = removed(rewritten(with_field(desk, "contact", "张维"), "1", HEADING, "一、充电"), "1", "d2:3-9")
    assert read_desk(desk_record(desk)) == desk
    assert letter_of(letter_record(letter())) == letter()


def test_choices_are_taken_back() -> None:
    assert with_stance(with_stance(DESK, "1", "采纳"), "1", None) == DESK
    assert put_back(left_out(DESK, None, ["d1:1-2"]), ["d1:1-2"]) == DESK
    assert left_out(taken_in(DESK, "1", "d1#0"), "d1#0", []) == DESK
    assert with_field(with_field(DESK, "title", "某"), "title", None) == DESK
    assert restored(rewritten(DESK, "1", HEADING, "二"), "1", HEADING) == DESK
    assert restored(removed(DESK, "1", "d1:10-18"), "1", "d1:10-18") == DESK


def test_what_follows_a_sentence_follows_it_through_every_change() -> None:
    desk = added(rewritten(DESK, "1", "d1:10-18", "甲。"), "1", "frame:甲。", "乙。")
    desk = rewritten(desk, "1", "frame:甲。", "丙。")
    assert desk.own("1") == (OwnSentence("丙。", replaces="d1:10-18"), OwnSentence("乙。", after="frame:丙。"))
    assert restored(desk, "1", "frame:丙。").own("1") == (OwnSentence("乙。", after="d1:10-18"),)
    gone = removed(desk, "1", "frame:丙。")
    assert gone.own("1") == (OwnSentence("乙。", after="d1:10-18"),) and gone.removed == {"1|d1:10-18"}


def test_words_are_one_line_and_never_empty() -> None:
    one = added(DESK, "1", None, " 甲\n乙\x00\ud800\t丙 ").own("1")[0]
    assert one.text == "甲 乙 丙" and own_key(one) == "frame:甲 乙 丙"
    for text in ("", " \n", "\x00"):
        with pytest.raises(UnusableInput, match="不能为空"):
            added(DESK, "1", None, text)
    with pytest.raises(UnusableInput, match="最多"):
        added(DESK, "1", None, "字" * 5000)
    with pytest.raises(UnusableInput, match="标题不能删去"):
        removed(DESK, "1", HEADING)
    with pytest.raises(UnusableInput, match="没有“nothing”"):
        with_field(DESK, "nothing", "x")


def test_every_sentence_and_field_has_its_spot() -> None:
    draft = letter()
    found = spots(draft)
    assert [draft.text[one.start : one.end] for one in found if one.place == "1"] == [
        "一、关于充电",
        FACT.text,
        PLAN.text,
    ]
    assert {one.key for one in found if one.place == FIELD} >= {"title", "doc_number", "date", "contact", "copies"}
    assert [one.start for one in found] == sorted(one.start for one in found)
    at = draft.text.index("推进")
    spot = spot_at(found, at, at + 2)
    assert spot is not None and (spot.place, spot.key) == ("1", "d2:3-9")


def test_corrections_become_the_officer_s_words() -> None:
    draft = letter()
    blanks = [at for at, c in enumerate(draft.text) if c == " "]
    desk = mended(DESK, draft, [Mend(at, at + 1, "") for at in blanks])
    assert desk.own("1") == (OwnSentence("下一步，继续推进。", replaces="d2:3-9"),)
    assert desk.fields == {"contact": "联系人：张维"}
    between = draft.text.index(PLAN.text)
    with pytest.raises(UnusableInput, match="两句之间"):
        mended(DESK, draft, [Mend(between - 1, between + 1, "")])


def test_what_rests_on_hidden_papers_is_not_shown() -> None:
    seen = as_seen(letter(), {"d1"})
    assert "1200" not in seen.text and "无权查看" in seen.text and PLAN.text in seen.text
    assert seen.sections[0].reason == ""
    assert as_seen(letter(), {"d9"}) == letter() and as_seen(letter(), ()) == letter()
    desk = removed(
        rewritten(left_out(taken_in(DESK, "1", "d1#0"), None, ["d1", "d1:1-2"]), "1", "d1:1-9", "甲。"), "1", "d1:3-4"
    )
    shown = desk_record(without(desk, {"d1"}))
    assert "d1" not in str(shown) and shown["choices"]["sentences"]["1"][0]["text"] == "甲。"
    assert without(desk, {"d10"}) == desk
