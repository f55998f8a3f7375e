import sqlite3
from pathlib import Path

import pytest

from corpus.document import Document, Passage
from corpus.errors import UnusableInput
from corpus.references import find_references
from corpus.rulebook.rule_store import open_catalogue
from corpus.storage import schema
from corpus.storage.store import Store, StoredDocument, document_id

NEW = ("rules", "rule_aliases", "rule_facts", "rule_decisions")
TEXT = "一、《停车暂行办法》（澜府办〔2012〕3号）已于2016年12月31日到期。"


def older(path: Path) -> StoredDocument:
    """A workspace as version 1 laid it: the tables of the catalogue are not there."""
    store = Store.open(f"sqlite:///{path}")
    document = Document(
        TEXT, "measures", "停车管理办法", passages=(Passage(0, len(TEXT)),), references=find_references(TEXT)
    )
    put = StoredDocument(document_id(TEXT), document, "ingested", "/a.txt", "sha", None)
    store.put(put)
    store.close()
    with sqlite3.connect(path) as connection:
        for table in NEW:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE meta SET value = '1' WHERE name = 'schema_version'")
    connection.close()
    return put


def test_an_older_workspace_opens_and_its_catalogue_is_filled(tmp_path: Path) -> None:
    put = older(tmp_path / "dafu.db")
    store = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    assert store.mark("schema_version") == str(schema.VERSION)
    assert store.document(put.id) == put
    catalogue = open_catalogue(store)
    assert [(rule.id, rule.title) for rule in catalogue.rules] == [(put.id, "停车管理办法")]
    assert [(fact.kind, fact.rule, fact.day) for fact in catalogue.facts] == [
        ("到期", "澜府办〔2012〕3号", "2016-12-31")
    ]
    store.close()
    again = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    assert open_catalogue(again) == catalogue
    again.close()


def test_a_failed_migration_leaves_the_older_workspace_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(tmp_path / "dafu.db")

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr("corpus.storage.migrations.insert_rules", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    with sqlite3.connect(tmp_path / "dafu.db") as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        version = connection.execute("SELECT value FROM meta WHERE name = 'schema_version'").fetchone()
    connection.close()
    assert version == ("1",)
    assert not tables & set(NEW)
    store = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    assert len(open_catalogue(store).rules) == 1
    store.close()


def test_a_version_that_is_too_old_is_refused(tmp_path: Path) -> None:
    older(tmp_path / "dafu.db")
    with sqlite3.connect(tmp_path / "dafu.db") as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE name = 'schema_version'")
    connection.close()
    with pytest.raises(UnusableInput, match="由旧版本的 dafu 建立"):
        Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")


def test_a_column_that_an_older_table_lacks_is_added(tmp_path: Path) -> None:
    older(tmp_path / "dafu.db")
    with sqlite3.connect(tmp_path / "dafu.db") as connection:
        connection.execute("ALTER TABLE documents DROP COLUMN region")
    connection.close()
    store = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    assert store.document(document_id(TEXT)) is not None
    store.close()


def test_the_class_of_replies_becomes_a_fact_to_filter_by(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'dafu.db'}"
    store = Store.open(url)
    for name, mark in (("一", "B"), ("二", None)):
        reply = Document(name, "reply", class_mark=mark, passages=(Passage(0, 1),))
        store.put(StoredDocument(document_id(name), reply, "ingested", f"/{name}.txt", "sha", None))
    before = store.revision()
    store.close()
    with sqlite3.connect(tmp_path / "dafu.db") as connection:
        connection.execute("ALTER TABLE documents DROP COLUMN class_mark")
        connection.execute("UPDATE meta SET value = '2' WHERE name = 'schema_version'")
    connection.close()
    again = Store.open(url)
    assert [row.class_mark for row in again.each_passage()] == ["B", None]
    assert again.revision() > before, "the search index would not take the fact in"
    again.close()
