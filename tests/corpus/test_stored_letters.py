"""The letters of one unit, newest first."""

from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.storage.letters import letters_of
from corpus.storage.store import Store, StoredDocument, document_id


def put(store: Store, text: str, **facts: Any) -> str:
    document = Document(
        **{"text": text, "kind": "reply", "issuer": "澜州市教育局", "doc_number": "澜教函〔2025〕1号"} | facts
    )
    stored = StoredDocument(document_id(text), document, "ingested", f"/a/{text}.txt", f"sha-{text}", None)
    store.put(stored)
    return stored.id


def test_only_numbered_letters_of_the_unit_the_newest_first(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    old = put(store, "甲", date="2024-05-01")
    undated = put(store, "乙")
    new = put(store, "丙", date="2025-05-01", kind="opinion")
    put(store, "丁", date="2025-06-01", issuer="澜州市公安局")
    put(store, "戊", date="2025-06-01", kind="notice")
    put(store, "己", date="2025-06-01", doc_number=None)
    assert letters_of(store, "澜州市教育局") == [new, old, undated]
    assert letters_of(store, "澜州市教育局", most=1) == [new]
    assert letters_of(store, "澜州市民政局") == []
    store.close()
