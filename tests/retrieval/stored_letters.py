"""A workspace of the sample corpus, and of the real documents where they are at hand, in memory of one test run."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from corpus.document import Document
from corpus.ingest import ingest
from corpus.rulebook.rule_store import kept_catalogue
from corpus.storage.schema import documents
from corpus.storage.store import Store
from index.encoder import Encoder
from index.update import refresh
from retrieval.library import Library

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


@dataclass(frozen=True, slots=True)
class Letters:
    """A library with the documents it was made of, by id."""

    library: Library
    store: Store
    documents: dict[str, Document]


def stored(folder: Path, paths: list[Path], encoder: Encoder | None) -> Letters:
    """Everything below ``paths`` stored, indexed and opened in ``folder``."""
    store = Store.open(f"sqlite:///{folder / 'dafu.db'}")
    ingest(paths, store, folder / "files")
    own = refresh(store.each_passage("ingested"), folder / "index", encoder, store.revision())
    library = Library(store, own, None, encoder, rules=kept_catalogue(store))
    return Letters(library, store, dict(_documents(store)))


def seed_files() -> list[Path]:
    return sorted(SEEDS.glob("*.txt"))


def _documents(store: Store) -> Iterator[tuple[str, Document]]:
    with store.engine.connect() as connection:
        ids = connection.scalars(sa.select(documents.c.id).order_by(documents.c.seq)).all()
    for id in ids:
        known = store.document(id)
        assert known is not None
        yield id, known.document
