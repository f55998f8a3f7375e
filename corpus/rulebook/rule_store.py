"""The catalogue's tables read and written: each change is one transaction and leaves the search index alone."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from corpus.rulebook import rule_records
from corpus.rulebook.catalogue import Catalogue
from corpus.rulebook.catalogue_rows import build
from corpus.storage import records
from corpus.storage.database import transaction
from corpus.storage.schema import audit, documents, meta
from corpus.storage.store import Store
from corpus.storage.stored import Outcome, StoredMention


def open_catalogue(store: Store) -> Catalogue:
    """The rules and the facts on them as they stand now. Reads rows only; no document is opened."""
    with transaction(store.engine) as connection:
        rows = rule_records.read_rows(connection)
        pack = connection.scalar(sa.select(meta.c.value).where(meta.c.name == "law_pack"))
    return build(rows, with_known=pack is not None)


def kept_catalogue(store: Store) -> Callable[[], Catalogue]:
    """:func:`open_catalogue` for many questions: read again only after something was stored or decided."""
    kept: list[tuple[int, Catalogue]] = []

    def catalogue() -> Catalogue:
        with transaction(store.engine) as connection:
            last = int(connection.scalar(sa.select(sa.func.max(audit.c.seq))) or 0)
        if not kept or kept[0][0] != last:
            kept[:] = [(last, open_catalogue(store))]
        return kept[0][1]

    return catalogue


def keep_decision(store: Store, fact: str, accepted: bool, body: dict[str, Any]) -> None:
    """Keep the administrator's decision on a fact, with the fact itself (``body``, JSON-able)."""
    with transaction(store.engine, write=True) as connection:
        rule_records.put_decision(connection, fact, accepted, body)
        records.log(connection, "accepted" if accepted else "rejected", fact, str(body.get("rule", "")))


def put_rules(store: Store, entries: Sequence[tuple[dict[str, Any], Sequence[str]]], source: str) -> list[Outcome]:
    """Add or complete catalogue entries (row and aliases), all or nothing; gives what became of each."""
    with transaction(store.engine, write=True) as connection:
        outcomes = [rule_records.put_entry(connection, row, aliases) for row, aliases in entries]
        if any(outcome != "unchanged" for outcome in outcomes):
            records.log(connection, "rules", source, f"{len(entries)} entries")
    return outcomes


def mentioning(store: Store, words: Sequence[str]) -> list[StoredMention]:
    """Ingested documents whose text holds one of ``words``; the latest by date first."""
    if not words:
        return []
    held = sa.or_(*(documents.c.text.contains(word, autoescape=True) for word in words))
    facts = sa.select(documents.c.id, documents.c.title, documents.c.kind, documents.c.date)
    wanted = facts.where(documents.c.origin == "ingested", held)
    with transaction(store.engine) as connection:
        rows = connection.execute(wanted.order_by(documents.c.date.is_(None), documents.c.date.desc())).all()
    return [StoredMention(row.id, row.title, row.kind, row.date) for row in rows]
