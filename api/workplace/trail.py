"""The trail (审计日志): who did what, each entry chained to the one before by its hash.

``hash`` = SHA-256 over the hash before and the entry's fields, each preceded by its length, so that no two entries
have the same input. Whoever changes or takes out an entry breaks every hash after it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from api.workplace.tables import trail
from corpus.storage.database import transaction

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """``subject`` names what it was about (``document:…``, ``case:12``), ``detail`` is JSON."""

    seq: int
    at: str
    login: str
    action: str
    subject: str
    detail: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """``broken`` is the number of the first entry that does not fit, ``None`` where the chain is whole."""

    entries: int
    broken: int | None


def now() -> str:
    """This instant, ISO in UTC with seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def chained(before: str, *fields: str) -> str:
    """The hash of an entry with ``fields`` (at, login, action, subject, detail) after the hash ``before``."""
    digest = sha256(before.encode())
    for field in fields:
        data = field.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def record(connection: Connection, login: str, action: str, subject: str, **detail: object) -> None:
    """Add an entry in the transaction of what it tells of: both are kept or neither.

    The transaction must be a writing one (SQLite: begun immediate), so that two entries never follow the same one.
    """
    last = connection.scalar(sa.select(trail.c.hash).order_by(trail.c.seq.desc()).limit(1)) or FIRST
    fields = (now(), login, action, subject, json.dumps(detail, ensure_ascii=False, sort_keys=True))
    names = ("at", "login", "action", "subject", "detail")
    values = dict(zip(names, fields, strict=True))
    connection.execute(sa.insert(trail).values(**values, hash=chained(last, *fields)))


def entries(
    engine: Engine, subject: str | None = None, login: str | None = None, before: int | None = None, most: int = 50
) -> list[Entry]:
    """The latest entries, newest first; ``before`` is the number of the last one already shown."""
    wanted = sa.select(trail).order_by(trail.c.seq.desc()).limit(most)
    for column, value in ((trail.c.subject, subject), (trail.c.login, login)):
        if value is not None:
            wanted = wanted.where(column == value)
    if before is not None:
        wanted = wanted.where(trail.c.seq < before)
    with transaction(engine) as connection:
        return [Entry(*row) for row in connection.execute(wanted)]


def verify(engine: Engine) -> Verdict:
    """Walk the whole chain."""
    before, count = FIRST, 0
    for entry in _in_order(engine):
        count += 1
        if entry.hash != chained(before, entry.at, entry.login, entry.action, entry.subject, entry.detail):
            return Verdict(count, entry.seq)
        before = entry.hash
    return Verdict(count, None)


def _in_order(engine: Engine) -> Iterator[Entry]:
    with transaction(engine) as connection:
        for row in connection.execute(sa.select(trail).order_by(trail.c.seq)).yield_per(500):
            yield Entry(*row)
