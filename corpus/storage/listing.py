"""The stored documents as a list: by kind, issuer, year and words of the title, page by page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from corpus.references import normal_doc_number
from corpus.storage.database import transaction
from corpus.storage.schema import documents

_FACTS = ("id", "title", "kind", "doc_number", "issuer", "date", "disclosure", "class_mark", "path", "origin")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of the list, without its text."""

    id: str
    title: str | None
    kind: str
    doc_number: str | None
    issuer: str | None
    date: str | None
    disclosure: str | None
    class_mark: str | None
    path: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What is listed; ``words`` stand in the title, the number or the issuer. ``hidden`` ids are left out."""

    kind: str | None = None
    year: int | None = None
    disclosure: str | None = None
    words: str | None = None
    origin: str = "ingested"
    hidden: tuple[str, ...] = ()


def list_documents(engine: Engine, sought: Sought, page: int, size: int) -> tuple[list[Listed], int]:
    """(a page of documents, how many there are), the newest first, undated ones last."""
    where = _where(sought)
    order = (documents.c.date.is_(None), documents.c.date.desc(), documents.c.seq.desc())
    chosen = sa.select(*(documents.c[name] for name in _FACTS)).where(*where).order_by(*order)
    with transaction(engine) as connection:
        total = int(connection.scalar(sa.select(sa.func.count()).select_from(documents).where(*where)) or 0)
        rows = connection.execute(chosen.limit(size).offset((page - 1) * size))
        return [Listed(*row) for row in rows], total


def hidden_ids(engine: Engine, protected: frozenset[str], sees: Callable[[str | None], bool]) -> tuple[str, ...]:
    """Ids of the documents with a ``protected`` disclosure whose issuer ``sees`` does not let pass."""
    chosen = sa.select(documents.c.id, documents.c.issuer).where(documents.c.disclosure.in_(sorted(protected)))
    seen: dict[str | None, bool] = {}
    with transaction(engine) as connection:
        rows = connection.execute(chosen).all()
    for row in rows:
        if row.issuer not in seen:
            seen[row.issuer] = sees(row.issuer)
    return tuple(row.id for row in rows if not seen[row.issuer])


def _where(sought: Sought) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = [documents.c.origin == sought.origin]
    for column, value in ((documents.c.kind, sought.kind), (documents.c.disclosure, sought.disclosure)):
        if value is not None:
            where.append(column == value)
    if sought.year is not None:
        where.append(documents.c.date.like(f"{sought.year:04}%"))
    if sought.words:
        where.append(_words(sought.words))
    if sought.hidden:
        where.append(documents.c.id.not_in(sought.hidden))
    return where


def _words(words: str) -> sa.ColumnElement[bool]:
    part = f"%{words.strip().replace('%', '').replace('_', '')}%"
    anywhere: list[Any] = [
        column.like(part) for column in (documents.c.title, documents.c.issuer, documents.c.doc_number)
    ]
    if number := normal_doc_number(words):
        anywhere.append(documents.c.number_key == number)
    return sa.or_(*anywhere)
