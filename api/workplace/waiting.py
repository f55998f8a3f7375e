"""When drafts were sent to review and what was decided on them, as the trail has it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from api.workplace.drafts import DraftRow
from api.workplace.tables import drafts, trail
from corpus.storage.database import transaction

_DECISIONS = ("draft.审定", "draft.退回")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a draft's life: when, by whom, and the words given with it."""

    at: str
    login: str
    action: str
    reason: str


def last_sent(engine: Engine, ids: Sequence[int]) -> dict[int, Step]:
    """When each of these drafts was last sent to review."""
    return _last(engine, ids, ("draft.送审",))


def last_decided(engine: Engine, ids: Sequence[int]) -> dict[int, Step]:
    """What was last decided on each of these drafts."""
    return _last(engine, ids, _DECISIONS)


def settled(engine: Engine, most: int) -> tuple[DraftRow, ...]:
    """Drafts that were approved or returned, the newest first."""
    wanted = sa.select(drafts).where(drafts.c.state.in_(("审定", "退回"))).order_by(drafts.c.id.desc()).limit(most)
    with transaction(engine) as connection:
        return tuple(DraftRow(*row) for row in connection.execute(wanted))


def _last(engine: Engine, ids: Sequence[int], actions: Sequence[str]) -> dict[int, Step]:
    names = {f"draft:{id}": id for id in ids}
    columns = (trail.c.subject, trail.c.at, trail.c.login, trail.c.action, trail.c.detail)
    wanted = sa.select(*columns).where(trail.c.subject.in_(names), trail.c.action.in_(actions)).order_by(trail.c.seq)
    with transaction(engine) as connection:
        return {
            names[row.subject]: Step(row.at, row.login, row.action, json.loads(row.detail).get("reason", ""))
            for row in connection.execute(wanted)
        }
