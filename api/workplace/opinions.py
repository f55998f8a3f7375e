"""The opinions (会办意见) handed in for a case: their texts, numbered as the letter's sources name them."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from api.workplace.tables import opinions
from api.workplace.trail import record
from corpus.storage.database import transaction

MOST = 30


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """``number`` is the N of ``opinion:N``; ``name`` the file's name as it was handed in."""

    id: int
    number: int
    name: str
    text: str


def add_opinion(engine: Engine, case: int, name: str, text: str, by: str) -> OpinionRow:
    """Numbers go on counting: a source ``opinion:2`` never comes to mean another text."""
    with transaction(engine, write=True) as connection:
        last = connection.scalar(sa.select(sa.func.max(opinions.c.number)).where(opinions.c.case == case)) or 0
        called = name[:200]
        values = {"case": case, "number": last + 1, "name": called, "text": text}
        key = connection.execute(sa.insert(opinions).values(values)).inserted_primary_key
        record(connection, by, "case.opinion", f"case:{case}", number=last + 1, name=called)
        return OpinionRow(int(key[0]) if key else 0, last + 1, called, text)


def opinions_of(engine: Engine, case: int) -> tuple[OpinionRow, ...]:
    columns = (opinions.c.id, opinions.c.number, opinions.c.name, opinions.c.text)
    with transaction(engine) as connection:
        rows = connection.execute(sa.select(*columns).where(opinions.c.case == case).order_by(opinions.c.number))
        return tuple(OpinionRow(*row) for row in rows)
