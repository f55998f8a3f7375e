from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.document import Document, Kind
from corpus.errors import NotFound
from corpus.references import find_references
from corpus.rulebook.catalogue import Rule
from corpus.rulebook.rule_store import mentioning, open_catalogue
from corpus.rulebook.rules import decide, rule_on
from corpus.storage.store import Store, StoredDocument, document_id


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    yield opened
    opened.close()


def put(store: Store, title: str, text: str = "正文", kind: Kind = "measures", **facts: Any) -> str:
    text = f"{title}\n{text}"
    document = Document(text, kind, title, references=find_references(text), **facts)
    id = document_id(text)
    store.put(StoredDocument(id, document, "ingested", f"/{id}.txt", id, None))
    return id


def titles(store: Store) -> list[str]:
    return [rule.title for rule in open_catalogue(store).rules]


def only(store: Store, name: str) -> Rule:
    (rule,) = open_catalogue(store).find(name)
    return rule


def test_documents_of_a_rules_nature_are_in_the_catalogue_while_they_are_stored(store: Store) -> None:
    put(store, "停车管理办法", doc_number="澜府〔2024〕1号", issuer="澜州市人民政府", date="2024-02-29")
    put(store, "关于第20240001号提案的答复", kind="reply")
    put(store, "关于召开会议的通知", kind="notice", doc_number="澜府〔2024〕2号")
    put(store, "停车三年行动方案", kind="plan")
    assert titles(store) == ["停车管理办法", "停车三年行动方案"]
    rule = only(store, "澜府[2024]1号")
    assert (rule.doc_number, rule.issuer, rule.level, rule.issued, rule.document) == (
        "澜府〔2024〕1号", "澜州市人民政府", "规范性文件", "2024-02-29", rule.id,
    )  # fmt: skip
    old = store.document(rule.id)
    assert old is not None
    text = "停车管理办法\n改过的正文"
    store.put(
        StoredDocument(document_id(text), Document(text, "measures", "停车管理办法"), "ingested", old.path, "2", None)
    )
    assert only(store, "停车管理办法").id == document_id(text)


def test_a_rule_is_found_by_any_of_its_names(store: Store) -> None:
    put(
        store,
        "澜州市人民政府关于印发《澜州市停车“十四五”规划》的通知",
        "《澜州市停车“十四五”规划》（以下简称《停车五年规划》）",
        kind="notice",
        doc_number="澜府〔2024〕1号",
    )
    for name in ("澜州市停车十四五规划", "《停车五年规划》", "澜府（2024）1号", "澜府〔2024〕1号"):
        assert len(open_catalogue(store).find(name)) == 1, name
    assert open_catalogue(store).find("停车规划") == ()
    assert open_catalogue(store).find("") == ()


def test_a_name_that_two_rules_share_leads_to_neither(store: Store) -> None:
    put(store, "甲市停车管理办法", "《甲市停车管理办法》（以下简称《停车新规》）")
    put(store, "乙市停车管理办法", "《乙市停车管理办法》（以下简称《停车新规》）")
    assert open_catalogue(store).find("停车新规") == ()


@pytest.mark.parametrize(
    ("on", "standing"),
    [("2024-02-29", "尚未施行"), ("2024-03-01", "有效"), ("2029-02-28", "有效"), ("2029-03-01", "已失效")],
)
def test_a_rule_on_a_day(on: str, standing: str, store: Store) -> None:
    put(store, "停车管理办法", date="2024-02-20", valid_from="2024-03-01", valid_to="2029-02-28")
    found = rule_on(store, "停车管理办法", on)
    assert (found.standing, found.successor, found.remarks) == (standing, None, ())
    assert "2024-03-01" in found.why or "2029-02-28" in found.why


def test_the_version_of_the_day_is_picked(store: Store) -> None:
    old = put(store, "停车条例", "旧", kind="law", date="2010-01-01", valid_from="2010-03-01", valid_to="2019-12-31")
    new = put(store, "停车条例", "新", kind="law", date="2019-11-01", valid_from="2020-01-01")
    chosen = [rule_on(store, "停车条例", day) for day in ("2019-12-31", "2020-01-01", "2019-11-15", "2009-06-01")]
    assert [(one.rule.id if one.rule else None, one.standing) for one in chosen] == [
        (old, "有效"), (new, "有效"), (old, "有效"), (old, "未知"),
    ]  # fmt: skip
    assert rule_on(store, "停车条例", "2010-02-01").standing == "尚未施行"


def test_drafts_and_what_nobody_knows(store: Store) -> None:
    put(store, "停车管理办法（征求意见稿）", "《旧停车办法》同时废止。", date="2024-01-01")
    put(store, "没有日期的办法")
    assert rule_on(store, "停车管理办法（征求意见稿）", "2025-01-01").standing == "征求意见"
    assert rule_on(store, "没有日期的办法", "2025-01-01").standing == "未知"
    missing = rule_on(store, "没有的办法", "2025-01-01")
    assert (missing.rule, missing.standing) == (None, "未知")
    assert open_catalogue(store).facts == (), "a draft repeals nothing"


def test_a_repealing_rule_ends_the_old_one_and_is_named(store: Store) -> None:
    put(store, "停车暂行办法", doc_number="澜府〔2018〕3号", date="2018-01-01", valid_from="2018-02-01")
    put(
        store,
        "停车管理办法",
        "本办法自2024年3月1日起施行，《停车暂行办法》（澜府〔2018〕3号）同时废止。",
        doc_number="澜府〔2024〕1号",
        date="2024-02-20",
        valid_from="2024-03-01",
    )
    before, after = rule_on(store, "停车暂行办法", "2024-02-29"), rule_on(store, "停车暂行办法", "2024-03-01")
    assert (before.standing, after.standing) == ("有效", "已被替代")
    assert after.successor is not None
    assert after.successor.title == "停车管理办法"
    assert "据《停车管理办法》（澜府〔2024〕1号）" in after.why
    (fact,) = open_catalogue(store).facts
    decide(store, fact.id, False)
    assert rule_on(store, "停车暂行办法", "2024-03-01").standing == "有效"


SAID = "一、我市《标准化办法》(东府办[2012]173号)已于2016年12月31日到期。\n二、《标准化办法》(东府办〔2012〕173号)已于2016年12月31日到期。"


def test_what_a_letter_says_is_a_warning_until_it_is_accepted(store: Store) -> None:
    id = put(store, "关于提案的答复", SAID, kind="reply")
    pending = rule_on(store, "东府办〔2012〕173号", "2017-06-01")
    assert (pending.rule, pending.standing) == (None, "未知")
    assert pending.remarks == ("据《关于提案的答复》：已于2016-12-31到期（尚未确认）",)
    (fact,) = open_catalogue(store).facts
    assert (fact.rule, fact.kind, fact.day, fact.state, len(fact.sources)) == (
        "东府办〔2012〕173号", "到期", "2016-12-31", "待定", 2,
    )  # fmt: skip
    stored = store.document(id)
    assert stored is not None
    for told in fact.sources:
        assert stored.document.text[told.start : told.end] == told.quote
    revision = store.revision()
    assert decide(store, fact.id[:5], True).state == "采纳"
    assert store.revision() == revision, "nothing that is searched has changed"
    for name in ("东府办〔2012〕173号", "标准化办法"):
        found = rule_on(store, name, "2017-06-01")
        assert (found.standing, found.remarks) == ("已失效", ())
        assert "据《关于提案的答复》" in found.why
        assert rule_on(store, name, "2016-12-31").standing == "有效"


def test_a_decision_outlives_its_document(store: Store) -> None:
    id = put(store, "关于提案的答复", SAID, kind="reply")
    (fact,) = open_catalogue(store).facts
    decide(store, fact.id, True)
    store.put(StoredDocument(document_id("别的"), Document("别的", "other"), "ingested", f"/{id}.txt", "x", None))
    assert store.document(id) is None
    assert rule_on(store, "标准化办法", "2017-06-01").standing == "已失效"
    decide(store, fact.id, False)
    assert open_catalogue(store).rules == ()


def test_a_rejected_fact_is_heard_of_no_more(store: Store) -> None:
    put(store, "关于提案的答复", SAID, kind="reply")
    (fact,) = open_catalogue(store).facts
    decide(store, fact.id, False)
    assert rule_on(store, "标准化办法", "2017-06-01").remarks == ()


@pytest.mark.parametrize("id", ["", "zzzz"])
def test_a_fact_that_is_not_there_cannot_be_decided(id: str, store: Store) -> None:
    put(store, "关于提案的答复", SAID, kind="reply")
    with pytest.raises(NotFound, match="编号为"):
        decide(store, id, True)


def test_a_planned_rule_is_only_planned_once_that_is_accepted(store: Store) -> None:
    put(store, "关于提案的答复", "我局正牵头编制《停车设施若干措施》。", kind="reply")
    (fact,) = open_catalogue(store).facts
    decide(store, fact.id, True)
    assert rule_on(store, "停车设施若干措施", "2025-01-01").standing == "拟制定"


def test_lists_known_to_be_abolished_come_with_the_rules_pack(store: Store) -> None:
    assert rule_on(store, "节能产品政府采购清单", "2020-01-01").rule is None
    store.replace_origin("pack", (), ("law_pack", "1 test"))
    for name in ("节能产品政府采购清单", "环境标志产品政府采购清单"):
        ended = rule_on(store, name, "2019-04-01")
        assert ended.standing == "已被替代"
        assert ended.successor is not None
        assert ended.successor.doc_number == "财库〔2019〕9号"
        assert "财库〔2019〕9号" in ended.why
        assert rule_on(store, name, "2019-03-31").standing == "未知", "since when it applied is not known"
    assert rule_on(store, "财库〔2019〕9号", "2020-01-01").standing == "有效"


@pytest.mark.parametrize(
    ("cited", "right", "edits"),
    [
        ("澜州市停车设施管理办发", "澜州市停车设施管理办法", 1),
        ("《澜州市停车设旋管里办法》", "澜州市停车设施管理办法", 2),
        ("澜州市停车设施管理规定", "澜州市停车设施管理办法", 2),
        ("中华人民共和国政府采构法", "中华人民共和国政府采购法", 1),
        ("政府采构法", "中华人民共和国政府采购法", 1),
        ("澜州市停车设施管理办法", None, 0),
        ("澜州市绿化管理条例", None, 0),
        ("政府彩构法", None, 0),
        ("法", None, 0),
    ],
)
def test_a_misquoted_title_leads_to_the_close_one(cited: str, right: str | None, edits: int, store: Store) -> None:
    put(store, "澜州市停车设施管理办法")
    put(store, "中华人民共和国政府采购法", kind="law")
    close = open_catalogue(store).closest(cited)
    assert (close.rule.title if close else None, close.edits if close else 0) == (right, edits)


def test_who_names_a_rule(store: Store) -> None:
    letter = put(store, "关于提案的答复", "根据《100%停车_办法》办理。", kind="reply")
    put(store, "另一答复", "根据《100停车X办法》办理。", kind="reply")
    assert [one.id for one in mentioning(store, ["《100%停车_办法》"])] == [letter]
    assert mentioning(store, []) == []
