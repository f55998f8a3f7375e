"""A BEIR folder as passages, and a store of them in memory; nothing in them has a number or a name of its own."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.storage.stored import PassageRow, StoredDocument, StoredPassage


class MemoryShelf:
    """What a search reads from a store."""

    def __init__(self, rows: Sequence[PassageRow]) -> None:
        self._rows = {row.key: row for row in rows}

    def passage_rows(self, keys: Sequence[str]) -> list[PassageRow]:
        return [self._rows[key] for key in keys]

    def find(self, name: str) -> StoredDocument | None:
        return None

    def by_item(self, item_no: str) -> list[str]:
        return []

    def law(self, title: str) -> StoredDocument | None:
        return None

    def article(self, id: str, anchor: str) -> StoredPassage | None:
        return None

    def document(self, id: str) -> StoredDocument | None:
        return None

    def document_passages(self, id: str) -> list[StoredPassage]:
        return []


def read_rows(folder: Path) -> tuple[list[str], list[PassageRow]]:
    """The texts of the queries and the documents of a BEIR folder, one passage each."""
    queries = [json.loads(line)["text"] for line in (folder / "queries.jsonl").read_text("utf-8").splitlines()]
    lines = (folder / "corpus.jsonl").read_text("utf-8").splitlines()
    return queries, [passage(json.loads(line)) for line in lines]


def passage(document: Mapping[str, str]) -> PassageRow:
    name, text = document["_id"], document["text"]
    facts = dict.fromkeys(("issuer", "date", "disclosure", "doc_number", "region"))
    return PassageRow(f"{name}#0", name, (), text, document["title"] or None, "other", **facts, origin="ingested",
                      start=0, end=len(text))  # fmt: skip
