"""The text of a case's proposal, as it was handed in for the case."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from api.workplace.tables import proposals
from api.workplace.trail import now, record
from corpus.storage.database import transaction


@dataclass(frozen=True, slots=True)
class Proposal:
    """``name`` is the file's name as it was handed in, ``at`` when (ISO, UTC)."""

    name: str
    text: str
    at: str
    login: str


def keep_proposal(engine: Engine, case: int, name: str, text: str, by: str) -> Proposal:
    """The text takes the place of the one handed in before."""
    given = Proposal(name[:200], text, now(), by)
    values = {"name": given.name, "text": text, "at": given.at, "login": by}
    with transaction(engine, write=True) as connection:
        found = connection.execute(sa.update(proposals).where(proposals.c.case == case).values(values))
        if found.rowcount == 0:
            connection.execute(sa.insert(proposals).values(case=case, **values))
        record(connection, by, "case.proposal", f"case:{case}", name=given.name, letters=len(text))
    return given


def proposal_of(engine: Engine, case: int) -> Proposal | None:
    columns = (proposals.c.name, proposals.c.text, proposals.c.at, proposals.c.login)
    with transaction(engine) as connection:
        row = connection.execute(sa.select(*columns).where(proposals.c.case == case)).first()
    return Proposal(*row) if row is not None else None
