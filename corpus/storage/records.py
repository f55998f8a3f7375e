"""Documents and passages as rows: writing them, taking them away and reading them back."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from corpus.commitments.records import insert_commitments
from corpus.document import Document, Passage
from corpus.grammar.articles import article_anchor
from corpus.reading import PARSER_VERSION
from corpus.references import normal_doc_number, title_key
from corpus.rulebook.rule_levels import rule_stage
from corpus.rulebook.rule_names import law_key
from corpus.rulebook.rule_records import insert_rules
from corpus.storage.document_json import pack, unpack
from corpus.storage.schema import audit, documents, items, meta, originals, passage_id, passages, readings, repeals
from corpus.storage.stored import PassageRow, StoredDocument, passage_key

_LONGEST_KEY = 255
_WITH_ARTICLES = {"law", "measures"}

FACTS = (documents.c.seq, documents.c.id, documents.c.title, documents.c.kind, documents.c.issuer, documents.c.date,
         documents.c.disclosure, documents.c.doc_number, documents.c.region, documents.c.origin,
         documents.c.class_mark)  # fmt: skip
"""What a passage row takes from its document, besides the text."""


def insert_document(connection: Connection, stored: StoredDocument, seq: int | None = None) -> int:
    """Write the document with its passages, item numbers and rules; ``seq`` reuses a place in the order of arrival."""
    values = _document_values(stored) | ({} if seq is None else {"seq": seq})
    key = connection.execute(sa.insert(documents).values(values)).inserted_primary_key
    place = int(key[0]) if key else 0
    if cut := _passage_values(stored.document, place):
        connection.execute(sa.insert(passages), cut)
    if numbers := _item_values(stored.document, place):
        connection.execute(sa.insert(items), numbers)
    if ended := _repeal_values(stored.document, place):
        connection.execute(sa.insert(repeals), ended)
    insert_rules(connection, stored, place)
    insert_commitments(connection, stored, place)
    return place


def delete_documents(connection: Connection, *where: sa.ColumnElement[bool]) -> None:
    """Take documents away; the foreign keys take their passages, items and originals with them."""
    connection.execute(sa.delete(documents).where(*where))


def remove(connection: Connection, id: str) -> bool:
    """Take the document ``id`` away and note it; whether there was one."""
    there = connection.scalar(sa.select(documents.c.seq).where(documents.c.id == id)) is not None
    if there:
        delete_documents(connection, documents.c.id == id)
        note(connection, "removed", id, "")
    return there


def load(connection: Connection, *where: sa.ColumnElement[bool]) -> tuple[int, StoredDocument] | None:
    """The document that fits, with its place; of several the latest by date, ingested before the rules pack."""
    order = (documents.c.origin, documents.c.date.is_(None), documents.c.date.desc(), documents.c.seq.desc())
    row = connection.execute(sa.select(documents).where(*where).order_by(*order).limit(1)).first()
    if row is None:
        return None
    spans = sa.select(passages.c.start, passages.c.end, passages.c.heading).where(passages.c.document == row.seq)
    cut = connection.execute(spans.order_by(passages.c.id))
    document = unpack(row.body, row.text, tuple(Passage(p.start, p.end, _heading(p.heading)) for p in cut))
    return row.seq, StoredDocument(row.id, document, row.origin, row.path, row.sha256, row.region)


def replace_document(connection: Connection, seq: int, stored: StoredDocument) -> int:
    """Put another reading of the same text in the place of the old; the originals that hold it stay known."""
    held = connection.execute(sa.select(originals).where(originals.c.document == seq)).mappings().all()
    delete_documents(connection, documents.c.seq == seq)
    place = insert_document(connection, stored, seq)
    if held:
        connection.execute(sa.insert(originals), [dict(row) for row in held])
    return place


def keep_original(connection: Connection, path: str, sha256: str, seq: int) -> int | None:
    """Note that the file at ``path`` holds the document at ``seq``; gives the place it pointed to before."""
    before = connection.scalar(sa.select(originals.c.document).where(originals.c.path == path))
    connection.execute(sa.delete(originals).where(originals.c.path == path))
    connection.execute(sa.insert(originals).values(path=path, sha256=sha256, document=seq))
    return before


def note_reading(connection: Connection, path: str, sha256: str, said: str) -> None:
    """Note that the file at ``path`` was read by the present readers; ``said`` is what the officer said of it."""
    connection.execute(sa.delete(readings).where(readings.c.path == path))
    connection.execute(sa.insert(readings).values(path=path, sha256=sha256, parser=PARSER_VERSION, said=said))


def note(connection: Connection, action: str, subject: str, detail: str) -> None:
    """Write the audit log and raise the corpus revision."""
    log(connection, action, subject, detail)
    revision = int(connection.scalar(sa.select(meta.c.value).where(meta.c.name == "revision")) or 0)
    connection.execute(sa.update(meta).where(meta.c.name == "revision").values(value=str(revision + 1)))


def log(connection: Connection, action: str, subject: str, detail: str) -> None:
    """Write the audit log alone: nothing that is searched has changed."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(sa.insert(audit).values(at=at, action=action, subject=subject, detail=detail))


def passage_row(facts: Row[*tuple[Any, ...]], row: Row[*tuple[Any, ...]], text: str) -> PassageRow:
    """``facts`` holds :data:`FACTS`, ``row`` the span; both may be one joined row."""
    return PassageRow(
        key=passage_key(facts.id, row.ordinal),
        document=facts.id,
        heading=_heading(row.heading),
        text=text,
        title=facts.title,
        kind=facts.kind,
        issuer=facts.issuer,
        date=facts.date,
        disclosure=facts.disclosure,
        doc_number=facts.doc_number,
        region=facts.region,
        origin=facts.origin,
        start=row.start,
        end=row.end,
        class_mark=facts.class_mark,
    )


def _heading(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


def _document_values(stored: StoredDocument) -> dict[str, Any]:
    document = stored.document
    return {
        "id": stored.id,
        "origin": stored.origin,
        "path": stored.path,
        "sha256": stored.sha256,
        "region": stored.region,
        "kind": document.kind,
        "title": document.title,
        "title_key": title_key(document.title) if document.title else None,
        "law_key": law_key(document.title) if document.title and document.kind in _WITH_ARTICLES else None,
        "doc_number": document.doc_number,
        "number_key": normal_doc_number(document.doc_number) if document.doc_number else None,
        "issuer": document.issuer,
        "date": document.date,
        "disclosure": document.disclosure,
        "class_mark": document.class_mark,
        "valid_from": document.valid_from,
        "valid_to": document.valid_to,
        "text": document.text,
        "body": pack(document),
    }


def _passage_values(document: Document, seq: int) -> list[dict[str, Any]]:
    anchored = document.kind in _WITH_ARTICLES
    return [
        {
            "id": passage_id(seq, ordinal),
            "document": seq,
            "ordinal": ordinal,
            "start": passage.start,
            "end": passage.end,
            "heading": json.dumps(passage.heading, ensure_ascii=False, separators=(",", ":")),
            "anchor": article_anchor(document.text[passage.start : passage.end]) if anchored else None,
        }
        for ordinal, passage in enumerate(document.passages)
    ]


def _repeal_values(document: Document, seq: int) -> list[dict[str, Any]]:
    """What a rule in force repeals; a draft (征求意见稿) repeals nothing yet."""
    if rule_stage(document.title or ""):
        return []
    keys = {normal_doc_number(named) or title_key(named)[:_LONGEST_KEY] for named in document.repeals}
    return [{"key": key, "document": seq} for key in sorted(keys) if key]


def _item_values(document: Document, seq: int) -> list[dict[str, Any]]:
    own = document.case.item_no if document.case else None
    named: Sequence[str] = [r.value for r in document.references if r.kind == "item_no"]
    return [{"item_no": no, "document": seq, "own": no == own} for no in {*named, *([own] if own else [])}]
