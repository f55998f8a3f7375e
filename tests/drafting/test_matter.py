import pytest

from corpus.document import Case, Document, Session
from corpus.errors import UnusableInput
from drafting.matter import (
    find_session,
    opinion_unit,
    own_pronoun,
    settle_day,
    settle_issuer,
    settle_role,
)


def case(**fields: object) -> Case:
    base: dict[str, object] = {
        "item_no": "20170411", "item_kind": "提案", "title": "关于标准化的提案", "session": None, "session_text": None,
        "proposers": (), "suggestions": (), "lead_units": (), "co_units": (),
    }  # fmt: skip
    return Case(**{**base, **fields})  # type: ignore[arg-type]


def document(text: str) -> Document:
    return Document(text=text, kind="proposal")


@pytest.mark.parametrize(
    ("issuer", "pronoun"),
    [
        ("市财政局", "我局"),
        ("市卫生健康委员会", "我委"),
        ("省教育厅", "我厅"),
        ("市政府办公室", "我办"),
        (None, "我单位"),
    ],
)
def test_how_a_unit_speaks_of_itself(issuer: str | None, pronoun: str) -> None:
    assert own_pronoun(issuer) == pronoun


def test_role_as_given_and_as_the_case_shows() -> None:
    assert settle_role("分办", case(), None) == "分办"
    assert [settle_role(word, case(), None) for word in ("牵头", "协办", "汇办")] == ["主办", "会办", "会办"]
    assert settle_role(None, case(co_units=("市财政局",)), "澜州市财政局") == "会办"
    assert settle_role(None, case(co_units=("市财政局",)), "澜州市教育局") == "主办"
    assert settle_role(None, case(), None) == "独办"
    parted = case(lead_units=("市城市管理局", "市公安局"))
    assert settle_role(None, parted, None, "分办单位：市城市管理局、市公安局") == "分办"
    assert settle_role(None, parted, None, "承办单位：市城市管理局、市公安局") == "独办"
    with pytest.raises(UnusableInput, match="协助"):
        settle_role("协助", case(), None)


def test_issuer_is_filled_with_the_place_the_case_names_and_nothing_else() -> None:
    session = Session("市", "澜州市", "政协", 8, 5)
    named = case(lead_units=("市教育局",), session=session)
    assert settle_issuer(None, "主办", document(""), named) == "澜州市教育局"
    assert settle_issuer(None, "主办", document(""), case(lead_units=("市教育局",))) == "市教育局"
    assert settle_issuer("东莞市质量技术监督局", "主办", document(""), case()) == "东莞市质量技术监督局"
    assert settle_issuer(None, "会办", document(""), named) is None


def test_session_stands_in_the_case_or_in_a_text_of_the_same_item() -> None:
    own = "会议：市政协十三届一次会议\n案由：关于标准化的提案"
    wording, (source,) = find_session(document(own), case(), ())
    assert wording == "市政协十三届一次会议" == own[source.start : source.end]
    other = Document(text="市政协第十三届一次会议第20170411号提案收悉。", kind="reply")
    wording, (source,) = find_session(document("案由：关于标准化的提案"), case(), (("d9", other),))
    assert (wording, source.document, source.quote) == ("市政协十三届一次会议", "d9", "市政协第十三届一次会议")


def test_a_session_of_the_other_body_or_another_item_is_not_taken() -> None:
    congress = Document(text="市十五届人大四次会议第20170411号建议收悉。", kind="reply")
    stranger = Document(text="市政协八届三次会议第20230001号提案收悉。", kind="reply")
    assert find_session(document(""), case(), (("d1", congress), ("d2", stranger))) == (None, ())


@pytest.mark.parametrize(
    ("day", "item", "expected"),
    [("2026-05-20", "20260105", ("2026-05-20", "2026-05-20")), (None, "20170411", (None, "2017-12-31"))],
)
def test_the_day_rules_must_stand(day: str | None, item: str, expected: tuple[str | None, str]) -> None:
    assert settle_day(day, case(item_no=item)) == expected


def test_a_date_that_is_none() -> None:
    with pytest.raises(UnusableInput, match="2026-13-40"):
        settle_day("2026-13-40", case())


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("结合我局财政职能，经研究，提出会办意见如下：\n一、支持。", "意见.txt", "财政局"),
        ("一、支持。", "市财政局意见.docx", "市财政局"),
        ("一、支持。", "意见.txt", None),
    ],
)
def test_who_gave_an_opinion(text: str, name: str, unit: str | None) -> None:
    reply = Document(text=text, kind="opinion")
    from corpus.document import UnitReply

    assert opinion_unit(reply, UnitReply(None, "opinion", None, 0, len(text), ()), name) == unit
