"""A small library over the tiny encoder, with a shelf that holds its passages in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.references import normal_doc_number, title_key
from corpus.rulebook.rule_names import law_key
from corpus.storage.stored import PassageRow, StoredDocument, StoredPassage
from index.encoder_tiny import TinyEncoder
from index.update import refresh
from retrieval.library import Library


def passage(number: int, text: str, document: str | None = None, **facts: object) -> PassageRow:
    """A passage of its own document unless ``document`` is given; ``facts`` are those of :class:`PassageRow`."""
    values: dict[str, object] = {
        "heading": (),
        "title": None,
        "kind": "reply",
        "issuer": None,
        "date": None,
        "disclosure": "主动公开",
        "doc_number": None,
        "region": None,
        "origin": "ingested",
        "start": 0,
        "end": len(text),
    }
    name = document or f"d{number}"
    return PassageRow(key=f"{name}#{number}", document=name, text=text, **(values | facts))  # type: ignore[arg-type]


@dataclass
class MemoryShelf:
    rows: Sequence[PassageRow]
    items: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def passage_rows(self, keys: Sequence[str]) -> list[PassageRow]:
        by_key = {row.key: row for row in self.rows}
        return [by_key[key] for key in keys if key in by_key]

    def find(self, name: str) -> StoredDocument | None:
        self.asked.append(name)
        number, key = normal_doc_number(name), title_key(name)
        for row in self.rows:
            if (number and row.doc_number == number) or (row.title and title_key(row.title) == key):
                return StoredDocument(row.document, Document(row.text, "other"), "ingested", None, "", None)
        return None

    def by_item(self, item_no: str) -> list[str]:
        return self.items.get(item_no, [])

    def document(self, id: str) -> StoredDocument | None:
        held = [row for row in self.rows if row.document == id]
        text = "\n".join(row.text for row in held)
        return StoredDocument(id, Document(text, "other", held[0].title), "ingested", None, "", None) if held else None

    def document_passages(self, id: str) -> list[StoredPassage]:
        return [
            StoredPassage(row.key, id, 0, row.start, row.end, row.heading, row.text)
            for row in self.rows
            if row.document == id
        ]

    def law(self, title: str) -> StoredDocument | None:
        titled = [row for row in self.rows if row.title and law_key(row.title) == law_key(title)]
        return StoredDocument(titled[0].document, Document("", "law"), "pack", None, "", None) if titled else None

    def article(self, id: str, anchor: str) -> StoredPassage | None:
        for row in self.rows:
            if row.document == id and row.heading[-1:] == (f"第{anchor}条",):
                return StoredPassage(row.key, id, 0, 0, len(row.text), row.heading, row.text)
        return None


MakeLibrary = Callable[..., Library]


@pytest.fixture
def make_library(tmp_path: Path) -> MakeLibrary:
    """A library of the given passages; ``pack`` gives those of the rules pack, ``vectors`` whether there are any."""

    def make(
        rows: Sequence[PassageRow],
        pack: Sequence[PassageRow] = (),
        items: dict[str, list[str]] | None = None,
        vectors: bool = True,
    ) -> Library:
        encoder = TinyEncoder() if vectors else None
        own = refresh(rows, tmp_path / "own", encoder, 1)
        other = refresh(pack, tmp_path / "pack", encoder, 1) if pack else None
        return Library(MemoryShelf([*rows, *pack], items or {}), own, other, TinyEncoder())

    return make


@pytest.fixture
def make_passage() -> Callable[..., PassageRow]:
    return passage
