"""A draft read back from its own JSON."""

import json
from dataclasses import replace

import pytest

from corpus.errors import UnusableInput
from drafting.checks.read_draft import draft_of, read_draft
from drafting.draft import AnswerSection, Draft, Paragraph, Sentence, Source
from drafting.export.json import draft_record, to_json

SOURCE = Source("doc1", "doc1#3", 5, 9, "四个大字", "关于某事的办法", "2025-01-02", "主动公开", "删去句首时间")
SECTION = AnswerSection(
    "1", 1, Sentence("一、关于某事", "frame"), "采纳",
    (
        Paragraph((Sentence("已经建成。", "fact", (SOURCE,)), Sentence("【待核实：数量】", "placeholder"))),
        Paragraph((Sentence("将继续办理。", "plan", (SOURCE,)),)),
    ),
    "材料显示已经完成",
)  # fmt: skip
DRAFT = Draft(
    case="20250127", kind="reply", title="关于某提案的答复", addressee="何庭芳委员", class_mark="A", issuer="某局",
    doc_number="某函〔2025〕1号", opening=(Paragraph((Sentence("您的提案收悉。", "frame"),)),), sections=(SECTION,),
    closing=(Paragraph((Sentence("专此答复。", "frame"),)),), signature="某局", date="2025年6月1日", contact="联系人：甲",
    disclosure="主动公开", copies="市政协提案委员会", attachments=("征询意见表",),
    text="您的提案收悉。\n一、关于某事\n已经建成。【待核实：数量】\n将继续办理。\n专此答复。\n",
)  # fmt: skip


def test_what_was_written_is_read_back() -> None:
    read = read_draft(to_json(DRAFT), "稿件.json")
    assert draft_record(read) == draft_record(DRAFT)
    assert read.sections == DRAFT.sections


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", '{"text": 5}', json.dumps(draft_record(DRAFT) | {"kind": "letter"}),
             json.dumps({k: v for k, v in draft_record(DRAFT).items() if k != "sections"})],
)  # fmt: skip
def test_what_is_no_draft_is_told(text: str) -> None:
    with pytest.raises(UnusableInput, match="稿件"):
        read_draft(text, "稿件.json")


def test_an_unknown_stance_is_told() -> None:
    record = draft_record(replace(DRAFT))
    section = {**record["sections"][0], "stance": "同意"}  # type: ignore[index]
    with pytest.raises(ValueError, match="同意"):
        draft_of({**record, "sections": [section]})
