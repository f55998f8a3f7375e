"""The store: documents and their passages in a database, and the look-ups by name, number and item."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, Row

from corpus.reading import PARSER_VERSION
from corpus.references import normal_doc_number, title_key
from corpus.rulebook.rule_names import law_key
from corpus.storage import records
from corpus.storage.database import open_engine, transaction
from corpus.storage.schema import documents, items, meta, originals, passage_id, passages, readings
from corpus.storage.stored import (
    Origin,
    Outcome,
    PassageRow,
    StoredDocument,
    StoredPassage,
    document_id,
    passage_key,
    split_key,
)

__all__ = ["PassageRow", "Store", "StoredDocument", "StoredPassage", "document_id"]

_DOCUMENTS_AT_A_TIME = 64
_SPAN = (passages.c.document, passages.c.ordinal, passages.c.start, passages.c.end, passages.c.heading)
_KEYS_AT_A_TIME = 500
_WITH_TEXT = sa.select(*records.FACTS, documents.c.text)


class Store:
    """The documents of one workspace. Every change is one transaction; readers see whole documents only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open or create the database at an SQLAlchemy ``url``; raises :class:`UnusableInput` (see ``database``)."""
        return cls(open_engine(url))

    @property
    def engine(self) -> Engine:
        """The database itself, for what has tables of its own beside the documents."""
        return self._engine

    def close(self) -> None:
        """Give the connections back; the store is not used afterwards."""
        self._engine.dispose()

    def put(self, stored: StoredDocument, said: str = "") -> Outcome:
        """Add a document, or replace what its ``path`` or ``id`` held before.

        ``updated`` when the file at the same path has changed, or when the same text now parses differently or
        carries other facts. A version that no file holds any more is removed with its passages. ``said`` is what the
        officer said of the file, kept for its next reading (:meth:`said`).
        """
        with transaction(self._engine, write=True) as connection:
            same = records.load(connection, documents.c.id == stored.id)
            changed = same is None or (same[1].document, same[1].region) != (stored.document, stored.region)
            if same is None:
                seq = records.insert_document(connection, stored)
            else:
                seq = records.replace_document(connection, same[0], stored) if changed else same[0]
            superseded = None
            if stored.path is not None:
                superseded = records.keep_original(connection, stored.path, stored.sha256, seq)
                records.note_reading(connection, stored.path, stored.sha256, said)
            if superseded is not None and superseded != seq:
                changed = True
                held = sa.select(originals.c.path).where(originals.c.document == superseded)
                if connection.scalar(held) is None:
                    records.delete_documents(connection, documents.c.seq == superseded)
            if not changed:
                return "unchanged"
            outcome: Outcome = "added" if same is None and superseded is None else "updated"
            records.note(connection, outcome, stored.id, stored.path or "")
            return outcome

    def remove(self, id: str) -> bool:
        """Take a document away with its passages; whether there was one. Its original stays in the files folder."""
        with transaction(self._engine, write=True) as connection:
            return records.remove(connection, id)

    def replace_origin(self, origin: Origin, new: Iterable[StoredDocument], mark: tuple[str, str]) -> int:
        """Replace all documents of ``origin`` by ``new`` and set ``mark`` (name, value), all or nothing.

        Gives the number of documents now stored under ``origin``.
        """
        with transaction(self._engine, write=True) as connection:
            records.delete_documents(connection, documents.c.origin == origin)
            count = sum(1 for stored in new if records.insert_document(connection, stored) is not None)
            connection.execute(sa.delete(meta).where(meta.c.name == mark[0]))
            connection.execute(sa.insert(meta).values(name=mark[0], value=mark[1]))
            records.note(connection, "replaced", origin, f"{count} documents: {mark[1]}")
        return count

    def mark(self, name: str) -> str | None:
        """The value noted under ``name`` by :meth:`replace_origin`."""
        with transaction(self._engine) as connection:
            return connection.scalar(sa.select(meta.c.value).where(meta.c.name == name))

    def document(self, id: str) -> StoredDocument | None:
        """The document with this id, its passages and all that the parser found."""
        return self._first(documents.c.id == id)

    def find(self, name: str) -> StoredDocument | None:
        """The document called ``name``: by id, document number in any form, exact title, or title key.

        Where several match, the latest by date; ingested documents before the rules pack.
        """
        name = name.strip()
        number, key = normal_doc_number(name), title_key(name)
        titled = documents.c.title_key == key if key else documents.c.title == name
        numbered = documents.c.number_key == number if number else sa.false()
        forms = (documents.c.id == name, numbered, titled)
        with transaction(self._engine) as connection:  # most names are none: one question settles that
            if connection.scalar(sa.select(documents.c.seq).where(sa.or_(*forms)).limit(1)) is None:
                return None
        exactly = sa.and_(titled, documents.c.title == name)
        return next((found for form in (*forms[:2], exactly, titled) if (found := self._first(form))), None)

    def original(self, path: str, sha256: str) -> str | None:
        """The id of the document last read from ``path``, if its bytes then had this SHA-256.

        ``None`` also where an older version of the readers or of the parser read it: it must be read again.
        """
        wanted = sa.and_(originals.c.path == path, originals.c.sha256 == sha256)
        current = sa.and_(readings.c.path == path, readings.c.parser == PARSER_VERSION)
        with transaction(self._engine) as connection:
            if connection.scalar(sa.select(readings.c.path).where(current)) is None:
                return None
            return connection.scalar(sa.select(documents.c.id).join(originals).where(wanted))

    def said(self, path: str, sha256: str) -> str:
        """What the officer said of the file with this SHA-256 when it was put, first at ``path``; else blank."""
        known = sa.select(readings.c.said).where(readings.c.sha256 == sha256, readings.c.said != "")
        with transaction(self._engine) as connection:
            return connection.scalar(known.order_by((readings.c.path == path).desc(), readings.c.path)) or ""

    def by_item(self, item_no: str) -> list[str]:
        """Ids of the documents that name this item number; the item itself comes first."""
        query = sa.select(documents.c.id).join(items).where(items.c.item_no == item_no)
        with transaction(self._engine) as connection:
            return list(connection.scalars(query.order_by(items.c.own.desc(), documents.c.seq)))

    def law(self, title: str, on: str | None = None) -> StoredDocument | None:
        """A law by full or short title (中华人民共和国 may be left out).

        ``on`` is an ISO day: the version that applied then. Without it, or where none is known to have applied,
        the version that was made last.
        """
        versions = sa.select(documents.c.seq, documents.c.valid_from, documents.c.valid_to, documents.c.date)
        made = (documents.c.date.is_(None), documents.c.date.desc(), documents.c.seq.desc())
        with transaction(self._engine) as connection:
            key = law_key(title)
            known = connection.execute(versions.where(documents.c.law_key == key).order_by(*made)).all()
            applied = [row for row in known if on is not None and _applies(row, on)]
            chosen = next(iter(applied or known), None)
            found = records.load(connection, documents.c.seq == chosen.seq) if key and chosen else None
        return found[1] if found else None

    def passages(self, keys: Sequence[str]) -> list[StoredPassage]:
        """The passages with these keys, in the order asked for; keys that name none are left out."""
        return [_without_facts(row) for row in self.passage_rows(keys)]

    def passage_rows(self, keys: Sequence[str]) -> list[PassageRow]:
        """As :meth:`passages`, with the facts of each passage's document."""
        found: dict[str, PassageRow] = {}
        for at in range(0, len(keys), _KEYS_AT_A_TIME):
            places = [place for key in keys[at : at + _KEYS_AT_A_TIME] if (place := split_key(key))]
            found |= {row.key: row for row in self._rows(places)}
        return [found[key] for key in keys if key in found]

    def document_passages(self, id: str) -> list[StoredPassage]:
        """All passages of one document in order; empty for an id that is not stored."""
        with transaction(self._engine) as connection:
            facts = connection.execute(_WITH_TEXT.where(documents.c.id == id)).first()
            of_it = sa.select(*_SPAN).where(passages.c.document == (facts.seq if facts else None))
            rows = connection.execute(of_it.order_by(passages.c.id)).all()
        return [_without_facts(_cut(facts, row)) for row in rows] if facts else []

    def article(self, id: str, anchor: str) -> StoredPassage | None:
        """The passage that begins the article ``anchor`` (``5``, ``120-1``); ``None`` where none or several do."""
        query = sa.select(passages.c.ordinal).join(documents).where(documents.c.id == id, passages.c.anchor == anchor)
        with transaction(self._engine) as connection:
            ordinals = connection.scalars(query).all()
        return self.passages([passage_key(id, ordinals[0])])[0] if len(ordinals) == 1 else None

    def each_passage(self, origin: str | None = None) -> Iterator[PassageRow]:
        """Every passage (of one ``origin``) in order of arrival, read a few documents at a time."""
        after: int | None = 0
        while after is not None:
            chosen = _WITH_TEXT.where(documents.c.seq > after)
            if origin is not None:
                chosen = chosen.where(documents.c.origin == origin)
            with transaction(self._engine) as connection:
                few = chosen.order_by(documents.c.seq).limit(_DOCUMENTS_AT_A_TIME)
                facts = {row.seq: row for row in connection.execute(few)}
                of_them = sa.select(*_SPAN).where(passages.c.document.in_(list(facts)))
                rows = connection.execute(of_them.order_by(passages.c.id)).all()
            yield from (_cut(facts[row.document], row) for row in rows)
            after = max(facts, default=None)

    def counts(self, origin: str = "ingested") -> tuple[int, int]:
        """How many documents and passages of ``origin`` are stored."""
        of_origin = documents.c.origin == origin
        count = sa.select(sa.func.count())
        with transaction(self._engine) as connection:
            whole = connection.scalar(count.select_from(documents).where(of_origin))
            parts = connection.scalar(count.select_from(passages.join(documents)).where(of_origin))
        return whole or 0, parts or 0

    def revision(self) -> int:
        """A number that rises with every change of the documents."""
        return int(self.mark("revision") or 0)

    def _first(self, *where: sa.ColumnElement[bool]) -> StoredDocument | None:
        with transaction(self._engine) as connection:
            found = records.load(connection, *where)
        return found[1] if found else None

    def _rows(self, places: Sequence[tuple[str, int]]) -> Iterator[PassageRow]:
        with transaction(self._engine) as connection:
            of_them = sa.select(documents.c.id, documents.c.seq).where(documents.c.id.in_({id for id, _ in places}))
            seqs = {row.id: row.seq for row in connection.execute(of_them)}
            ids = [passage_id(seqs[document], ordinal) for document, ordinal in places if document in seqs]
            text = sa.func.substr(documents.c.text, passages.c.start + 1, passages.c.end - passages.c.start)
            whole = sa.select(*_SPAN, *records.FACTS, text.label("words")).join(documents)
            rows = connection.execute(whole.where(passages.c.id.in_(ids))).all()
        return (records.passage_row(row, row, row.words) for row in rows)


def _applies(row: Row[*tuple[Any, ...]], on: str) -> bool:
    """Whether a version applied on a day; one whose first day is unknown from the day it was made."""
    since = row.valid_from or row.date or ""
    return bool(since <= on and (row.valid_to is None or on <= row.valid_to))


def _cut(facts: Row[*tuple[Any, ...]], row: Row[*tuple[Any, ...]]) -> PassageRow:
    return records.passage_row(facts, row, facts.text[row.start : row.end])


def _without_facts(row: PassageRow) -> StoredPassage:
    ordinal = int(row.key.rpartition("#")[2])
    return StoredPassage(row.key, row.document, ordinal, row.start, row.end, row.heading, row.text)
