import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from corpus.document import Case, Document, Passage, Reference
from corpus.errors import UnusableInput
from corpus.storage.database import DatabaseFailure
from corpus.storage.schema import audit
from corpus.storage.store import Store, StoredDocument, document_id

TITLE = "关于养老服务的答复"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    yield opened
    opened.close()


def letter(text: str, **facts: Any) -> Document:
    """A reply whose passages are its lines."""
    passages, at = [], 0
    for line in text.split("\n"):
        passages.append(Passage(at, at + len(line), (TITLE, "一、")))
        at += len(line) + 1
    return Document(**{"text": text, "kind": "reply", "title": TITLE, "passages": tuple(passages)} | facts)


def stored(text: str, path: str | None = "/a/答复.txt", **facts: Any) -> StoredDocument:
    return StoredDocument(document_id(text), letter(text, **facts), "ingested", path, f"sha-{text}", None)


def count(store: Store, table: str) -> int:
    with store._engine.connect() as connection:
        return connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0


def test_the_id_is_the_hash_of_the_text() -> None:
    assert document_id("答复") == "28275eff0e3f"
    assert document_id("答复") != document_id("答复。")


def test_what_was_put_comes_back_whole(store: Store) -> None:
    put = stored("李委员：\n已建成食堂19家。", issuer="市民政局", date="2024-06-09", disclosure="主动公开")
    put = replace(put, region="某市")
    assert store.put(put) == "added"
    assert store.document(put.id) == put
    assert store.document("nothing") is None
    assert store.counts() == (1, 2)
    assert store.counts("pack") == (0, 0)


def test_the_same_again_changes_nothing(store: Store) -> None:
    store.put(stored("甲"))
    before = store.revision()
    assert store.put(stored("甲")) == "unchanged"
    assert store.revision() == before
    assert count(store, "audit") == 1


def test_a_changed_file_replaces_its_old_version(store: Store) -> None:
    old, new = stored("甲\n乙\n丙"), stored("甲\n丁")
    store.put(old)
    before = store.revision()
    assert store.put(new) == "updated"
    assert store.document(old.id) is None
    assert store.document(new.id) == new
    assert store.counts() == (1, 2)
    assert count(store, "passages") == 2
    assert store.revision() > before
    with store._engine.connect() as connection:
        assert [(row.action, row.subject) for row in connection.execute(sa.select(audit).order_by(audit.c.seq))] == [
            ("added", old.id),
            ("updated", new.id),
        ]


def test_an_old_version_stays_while_another_file_holds_it(store: Store) -> None:
    old = stored("甲")
    store.put(old)
    assert store.put(replace(old, path="/b/副本.txt")) == "unchanged"
    store.put(stored("乙"))
    assert store.document(old.id) is not None
    store.put(stored("乙", path="/b/副本.txt"))
    assert store.document(old.id) is None
    assert store.counts() == (1, 1)


def test_a_file_that_becomes_the_copy_of_another(store: Store) -> None:
    store.put(stored("甲", path="/a"))
    store.put(stored("乙", path="/b"))
    assert store.put(stored("乙", path="/a")) == "updated"
    assert store.counts() == (1, 1)
    assert store.original("/a", "sha-乙") == document_id("乙")


def test_the_same_text_read_anew_is_updated_in_place(store: Store) -> None:
    store.put(stored("甲", path="/a"))
    store.put(stored("乙", path="/b"))
    store.put(stored("甲", path="/c"))
    assert store.put(stored("甲", path="/a", issuer="市民政局")) == "updated"
    assert [row.text for row in store.each_passage()] == ["甲", "乙"]
    assert store.original("/c", "sha-甲") == document_id("甲")
    assert store.counts() == (2, 2)


def test_originals_are_known_by_path_and_content(store: Store) -> None:
    put = stored("甲")
    store.put(put)
    assert store.original("/a/答复.txt", "sha-甲") == put.id
    assert store.original("/a/答复.txt", "other") is None
    assert store.original("/b", "sha-甲") is None


def test_found_by_id_number_and_title(store: Store) -> None:
    put = stored("甲", doc_number="澜民函〔2023〕29号", title="关于“养老”服务的答复")
    store.put(put)
    for name in (
        put.id,
        "澜民函〔2023〕29号",
        "澜民函[2023]29号",
        "澜民函（2023）第029号",
        " 关于“养老”服务的答复 ",
        "关于养老服务的答复",
    ):
        assert store.find(name) == put, name
    for name in ("澜民函〔2023〕30号", "关于养老", "", "《》"):
        assert store.find(name) is None, name


def test_of_two_with_one_title_the_later_is_found(store: Store) -> None:
    store.put(stored("甲", path="/1", date="2022"))
    store.put(stored("乙", path="/2", date="2024-05"))
    store.put(stored("丙", path="/3", date=None))
    found = store.find(TITLE)
    assert found is not None
    assert found.document.text == "乙"


def test_found_by_item_the_item_itself_first(store: Store) -> None:
    reference = Reference("item_no", "20240001", "20240001", 0, 1)
    case = Case("20240001", "提案", None, None, None, (), ())
    store.put(stored("回复", path="/1", references=(reference, reference)))
    store.put(stored("提案", path="/2", kind="proposal", case=case))
    assert store.by_item("20240001") == [document_id("提案"), document_id("回复")]
    assert store.by_item("20240002") == []


def test_passages_are_cut_from_the_text_by_their_offsets(store: Store) -> None:
    put = stored("𠮷林市：\n已建成食堂19家。\n专此答复。", issuer="市民政局")
    store.put(put)
    keys = [f"{put.id}#2", "nothing#0", f"{put.id}#0", "damaged", f"{put.id}#99", f"{put.id}#2"]
    found = store.passages(keys)
    assert [p.key for p in found] == [f"{put.id}#2", f"{put.id}#0", f"{put.id}#2"]
    assert [p.text for p in found] == ["专此答复。", "𠮷林市：", "专此答复。"]
    for passage in store.document_passages(put.id):
        assert passage.text == put.document.text[passage.start : passage.end]
        assert passage.heading == (TITLE, "一、")
    row = store.passage_rows([f"{put.id}#1"])[0]
    assert (row.text, row.title, row.issuer, row.origin) == ("已建成食堂19家。", TITLE, "市民政局", "ingested")
    assert store.document_passages("nothing") == []
    assert store.passages([]) == []


def test_every_passage_is_streamed_in_order(store: Store) -> None:
    for number in range(150):
        store.put(stored(f"第{number}号\n内容", path=f"/{number}"))
    rows = list(store.each_passage())
    assert [row.text for row in rows] == [text for n in range(150) for text in (f"第{n}号", "内容")]
    assert len({row.key for row in rows}) == 300
    assert [p.text for p in store.passages([row.key for row in rows])] == [row.text for row in rows]
    assert list(store.each_passage("pack")) == []


def test_a_failed_change_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(stored("甲"))

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("corpus.storage.store.records.note", fail)
    with pytest.raises(RuntimeError, match="power cut"):
        store.put(stored("乙\n丙"))
    assert store.document(document_id("甲")) is not None
    assert (store.counts(), count(store, "passages")) == ((1, 1), 1)


def test_replacing_an_origin_is_all_or_nothing(store: Store) -> None:
    def laws(*texts: str) -> Iterator[StoredDocument]:
        for text in texts:
            if text == "坏":
                raise ValueError("broken pack")
            yield StoredDocument(f"law-{text}", letter(text, kind="law"), "pack", None, "sha", None)

    store.put(stored("甲"))
    assert store.replace_origin("pack", laws("一", "二"), ("pack", "v1")) == 2
    assert (store.counts("pack"), store.counts(), store.mark("pack")) == ((2, 2), (1, 1), "v1")
    with pytest.raises(ValueError, match="broken pack"):
        store.replace_origin("pack", laws("三", "坏"), ("pack", "v2"))
    assert (store.counts("pack"), store.mark("pack")) == ((2, 2), "v1")
    assert store.replace_origin("pack", laws("三"), ("pack", "v3")) == 1
    assert (store.counts("pack"), store.counts(), store.mark("pack")) == ((1, 1), (1, 1), "v3")


def test_two_processes_may_write_at_once(store: Store, tmp_path: Path) -> None:
    other = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    errors: list[Exception] = []

    def write(target: Store, name: str) -> None:
        try:
            for number in range(20):
                target.put(stored(f"{name}{number}", path=f"/{name}{number}"))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=pair) for pair in ((store, "甲"), (other, "乙"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.counts() == (40, 40)
    assert store.revision() == 40
    other.close()


def test_it_is_there_when_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'dafu.db'}"
    first = Store.open(url)
    first.put(stored("甲"))
    first.close()
    again = Store.open(url)
    assert again.document(document_id("甲")) == stored("甲")
    again.close()


def test_it_works_in_memory() -> None:
    store = Store.open("sqlite://")
    store.put(stored("甲"))
    assert store.counts() == (1, 1)


def damaged(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"rubbish" * 1000)


def no_database(path: Path) -> None:
    path.write_text("这不是数据库\n" * 500, "utf-8")


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meta (k TEXT, v TEXT)")


def newer(path: Path) -> None:
    Store.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema_version'")


def older(path: Path) -> None:
    Store.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE name = 'schema_version'")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (damaged, "无法打开工作区数据库.*已损坏"),
        (no_database, "无法打开工作区数据库.*不是数据库"),
        (foreign, "不是 dafu 的工作区数据库"),
        (newer, "由更新版本的 dafu 建立，请先升级"),
        (older, "由旧版本的 dafu 建立"),
    ],
)
def test_what_is_not_its_own_is_refused_and_left_alone(
    make: Callable[[Path], None], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "dafu.db"
    make(path)
    with pytest.raises(UnusableInput, match=message):
        Store.open(f"sqlite:///{path}")
    assert path.exists()


@pytest.mark.parametrize("url", ["nonsense", "oracle+nothing://x", "sqlite:////no/such/folder/dafu.db"])
def test_an_unusable_place_is_named(url: str) -> None:
    with pytest.raises(UnusableInput, match=r"无法使用|不存在"):
        Store.open(url)


def test_a_database_that_fails_later_says_that_nothing_was_lost(store: Store, tmp_path: Path) -> None:
    store.put(stored("甲"))
    with sqlite3.connect(tmp_path / "dafu.db") as connection:
        connection.execute("DROP TABLE items")
    with pytest.raises(DatabaseFailure, match="没有保存，已有内容不受影响"):
        store.put(stored("乙", references=(Reference("item_no", "1", "1", 0, 1),)))
    assert store.counts() == (1, 1)


def test_a_document_is_taken_away_and_noted_once(store: Store) -> None:
    one = stored("甲")
    store.put(one)
    before = store.revision()
    assert store.remove(one.id)
    assert store.document(one.id) is None and store.counts() == (0, 0)
    assert store.revision() == before + 1
    assert not store.remove(one.id)
    assert store.revision() == before + 1
