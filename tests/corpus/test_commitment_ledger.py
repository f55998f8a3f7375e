"""The ledger of promises: stored with their replies, followed to later papers, set by officers alone."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.commitments.ledger import Wanted, followed, found_by_id, listed, set_state, with_asks
from corpus.errors import NotFound
from corpus.parse import parse
from corpus.read import read_bytes
from corpus.storage import schema
from corpus.storage.store import Store, StoredDocument, document_id

FIRST = """澜州市住房和城乡建设局
澜住建函〔2025〕31号
关于市政协九届一次会议第20250117号提案的答复
王小明委员：
　　您提出的《关于加快老旧小区加装电梯的提案》（第20250117号提案）收悉。经研究，现答复如下：
　　一、关于简化审批
　　我局将于2025年9月底前编印办事指南，并在三区政务服务大厅设立窗口。
　　二、关于资金补助
　　2026年底前完成补助标准评估。下一步，我局将加强宣传引导。
　　专此答复。
澜州市住房和城乡建设局
2025年5月12日
"""
PROPOSAL = """案由:(20250117)关于加快老旧小区加装电梯的提案
内    容:
  近年来加装电梯手续繁、资金少。
建    议:
  1.简化审批手续，编印办事指南，在政务服务大厅设立窗口。
  2.提高资金补助标准，开展评估。
提案者 王小明
"""
SECOND = """澜州市住房和城乡建设局
澜住建函〔2026〕4号
关于市政协九届一次会议第20250117号提案的补充答复
王小明委员：
　　您提出的《关于加快老旧小区加装电梯的提案》（第20250117号提案），现补充答复如下：
　　一、关于简化审批
　　办事指南已于2025年9月12日编印，三区政务服务大厅均已设立窗口。
　　专此答复。
澜州市住房和城乡建设局
2026年1月20日
"""


def put(store: Store, text: str, path: str) -> str:
    document = parse(read_bytes(text.encode(), "答复.txt"), "答复.txt")
    id = document_id(document.text)
    store.put(StoredDocument(id, document, "ingested", path, f"sha-{path}", None))
    return id


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    put(opened, FIRST, "/a.txt")
    yield opened
    opened.close()


def test_promises_become_rows_with_their_reply(store: Store) -> None:
    found = listed(store, Wanted())
    assert [(one.case_no, one.reply_docno, one.deadline_date) for one in found] == [
        ("20250117", "澜住建函〔2025〕31号", "2025-09-30"),
        ("20250117", "澜住建函〔2025〕31号", "2026-12-31"),
        ("20250117", "澜住建函〔2025〕31号", None),
    ]
    text = store.document(found[0].document)
    assert text is not None and text.document.text[found[0].start : found[0].end] == found[0].sentence
    assert found[0].measure == "编印办事指南，并在三区政务服务大厅设立窗口"
    assert all(one.state is None and one.open for one in found)


def test_they_are_listed_by_issuer_item_and_time(store: Store) -> None:
    assert len(listed(store, Wanted(issuer="市住房和城乡建设局"))) == 3
    assert listed(store, Wanted(issuer="市教育局")) == []
    assert listed(store, Wanted(case_no="20259999")) == []
    assert [one.deadline_date for one in listed(store, Wanted(due_before="2025-12-31"))] == ["2025-09-30"]


def test_they_go_with_their_reply(store: Store) -> None:
    put(store, FIRST.replace("我局将于2025年9月底前编印办事指南", "我局已编印办事指南"), "/a.txt")
    assert len(listed(store, Wanted())) == 2


def test_a_later_reply_proposes_and_sets_nothing(store: Store) -> None:
    second = put(store, SECOND, "/b.txt")
    told = followed(store, listed(store, Wanted()))
    assert [one.proposed for one in told] == ["已完成", None, None]
    report = told[0].reports[0]
    assert (report.document, report.doc_number, report.same_item) == (second, "澜住建函〔2026〕4号", True)
    assert "均已设立窗口" in report.text
    assert all(one.commitment.state is None for one in told)
    assert len(listed(store, Wanted(open_only=True))) == 3


def test_an_earlier_reply_reports_nothing(store: Store) -> None:
    put(store, SECOND.replace("2026年1月20日", "2024年1月20日").replace("〔2026〕", "〔2024〕"), "/b.txt")
    assert all(one.proposed is None for one in followed(store, listed(store, Wanted())))


def test_what_an_officer_sets_is_kept_through_a_new_reading(store: Store) -> None:
    first = listed(store, Wanted())[0]
    done = set_state(store, first.id, "已完成", "见补充答复", "澜住建函〔2026〕4号")
    assert done.state is not None and not done.open
    assert len(listed(store, Wanted(open_only=True))) == 2
    set_state(store, first.id, "变更")
    put(store, FIRST.replace("专此答复", "此复"), "/elsewhere.txt")
    put(store, FIRST, "/a.txt")
    again = found_by_id(store, first.id)
    assert again.state is not None and (again.state.status, again.state.evidence) == ("变更", None)


def test_the_ask_is_told_where_the_proposal_is_stored(store: Store) -> None:
    assert [one.suggestion_id for one in with_asks(store, listed(store, Wanted()))] == [None, None, None]
    put(store, PROPOSAL, "/p.txt")
    assert [one.suggestion_id for one in with_asks(store, listed(store, Wanted()))] == ["1", "2", "2"]


def test_an_unknown_promise_is_an_error(store: Store) -> None:
    with pytest.raises(NotFound, match="没有编号为"):
        set_state(store, "0000", "已完成")


def test_a_workspace_of_the_version_before_gets_its_promises(tmp_path: Path) -> None:
    path = tmp_path / "dafu.db"
    before = Store.open(f"sqlite:///{path}")
    put(before, FIRST, "/a.txt")
    wanted = listed(before, Wanted())
    before.close()
    with sqlite3.connect(path) as connection:
        for table in ("commitments", "commitment_states"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE meta SET value = '3' WHERE name = 'schema_version'")
    connection.close()
    after = Store.open(f"sqlite:///{path}")
    assert after.mark("schema_version") == str(schema.VERSION)
    assert listed(after, Wanted()) == wanted
    after.close()
