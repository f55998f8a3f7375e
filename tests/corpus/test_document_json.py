import json

import pytest

from corpus.document import (
    Answer,
    Case,
    Contact,
    Document,
    Figure,
    Passage,
    Proposer,
    Reference,
    Section,
    Session,
    Suggestion,
    Table,
    UnitReply,
)
from corpus.storage.document_json import from_dict, pack, to_dict, unpack

FULL = Document(
    text="关于养老的提案 一、建食堂 第20240001号",
    kind="proposal",
    title="关于养老的提案",
    doc_number="某民函〔2024〕1号",
    issuer="某市民政局",
    addressees=("李某委员",),
    date="2024-06",
    disclosure="主动公开",
    copies=("市政协提案委",),
    contacts=(Contact("张某", ("0700-1234567",), 0, 3),),
    attachments=("征询意见表",),
    sections=(Section(1, "一、", "建食堂", 8, 13, (Section(2, "（一）", "选址", 9, 12),)),),
    tables=(Table(0, 3, (("序号", "任务"), ("1", ""))),),
    case=Case(
        "20240001",
        "提案",
        "关于养老的提案",
        Session("市", None, "政协", 8, 3),
        "市政协八届三次会议",
        (Proposer("李某", "委员", True),),
        (Suggestion("1", "一", "建食堂", 10, 13), Suggestion("1.1", None, "选址", 9, 12, "1")),
        ("市民政局",),
        (),
    ),
    replies=(UnitReply("市民政局", "reply", "李某委员", 0, 13, (Answer("一", "已建成。", 8, 13, ("1",)),)),),
    references=(Reference("item_no", "20240001", "20240001", 15, 23),),
    figures=(Figure("19家", 19.0, "家", False, 3, 6),),
    passages=(Passage(0, 7, ("关于养老的提案",)), Passage(8, 13)),
    class_mark="A",
    valid_from="2024-01-01",
    valid_to="2026-12-31",
    status="有效",
)


def test_the_keys_of_the_contract_are_there_even_when_nothing_was_found() -> None:
    value = to_dict(Document(text="无", kind="other"))
    assert value == {
        "text": "无", "kind": "other", "title": None, "doc_number": None, "issuer": None, "addressees": [],
        "date": None, "disclosure": None, "copies": [], "contacts": [], "attachments": [], "sections": [],
        "tables": [], "case": None, "replies": [], "references": [], "figures": [], "class_mark": None,
        "valid_from": None, "valid_to": None, "status": None, "repeals": [], "duties": [], "places": [],
        "issuers": [], "signer": None, "dates": [], "parts": [],
    }  # fmt: skip


def test_values_are_plain_json() -> None:
    value = to_dict(FULL)
    assert json.loads(json.dumps(value)) == value
    assert value["sections"][0]["children"][0] == {
        "level": 2, "number": "（一）", "heading": "选址", "start": 9, "end": 12, "children": [],
    }  # fmt: skip
    assert value["case"]["suggestions"][1] == {
        "id": "1.1", "number": None, "text": "选址", "start": 9, "end": 12, "parent": "1",
    }  # fmt: skip
    assert value["tables"][0]["rows"] == [["序号", "任务"], ["1", ""]]
    assert value["references"][0] == {"kind": "item_no", "raw": "20240001", "value": "20240001", "start": 15, "end": 23}
    assert "passages" not in value


def test_the_way_back() -> None:
    back = from_dict(json.loads(json.dumps(to_dict(FULL))))
    assert (back.case, back.replies, back.sections, back.tables) == (
        FULL.case,
        FULL.replies,
        FULL.sections,
        FULL.tables,
    )
    assert unpack(pack(FULL), FULL.text, FULL.passages) == FULL


@pytest.mark.parametrize(("key", "wrong"), [("text", 1), ("kind", "poem"), ("figures", [{"raw": "x"}])])
def test_what_does_not_fit_is_named(key: str, wrong: object) -> None:
    with pytest.raises(ValueError, match=rf"\$\.{key}"):
        from_dict(to_dict(FULL) | {key: wrong})


def test_the_text_is_not_stored_twice() -> None:
    long = Document(text="养老服务" * 10000, kind="other", passages=(Passage(0, 40000),))
    assert len(pack(long)) < 500
