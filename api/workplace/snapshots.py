"""The ledger as it stood at the end of a month (月末快照): kept as printed, never changed by what comes after."""

import json
import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from api.workplace.tables import snapshots
from api.workplace.trail import now, record
from corpus.errors import NotFound, UnusableInput
from corpus.storage.database import transaction

_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``office`` is empty for one over all offices; ``rows`` are cells in the order of ``ledger_export.COLUMNS``."""

    office: str
    month: str
    at: str
    login: str
    rows: Rows


def keep(engine: Engine, office: str, month: str, by: str, rows: Rows) -> Snapshot:
    """Keep the ledger for ``month`` (``2026-05``); one that is kept already is taken anew and the trail tells so."""
    if not _MONTH.fullmatch(month):
        raise UnusableInput(f"月份“{month}”无法识别，请写成 2026-05 的形式。")
    cells = json.dumps([list(row) for row in rows], ensure_ascii=False)
    where = (snapshots.c.office == office, snapshots.c.month == month)
    with transaction(engine, write=True) as connection:
        again = connection.execute(sa.delete(snapshots).where(*where)).rowcount > 0
        values = {"office": office, "month": month, "at": now(), "login": by, "cases": cells}
        connection.execute(sa.insert(snapshots).values(values))
        record(connection, by, "ledger.snapshot", f"ledger:{office or '全部'}:{month}", cases=len(rows), again=again)
    return kept(engine, office, month)


def kept(engine: Engine, office: str, month: str) -> Snapshot:
    """Raises :class:`NotFound`."""
    where = (snapshots.c.office == office, snapshots.c.month == month)
    with transaction(engine) as connection:
        row = connection.execute(sa.select(snapshots).where(*where)).first()
    if row is None:
        raise NotFound(f"没有 {month} 的月末快照。")
    rows = tuple(tuple(cells) for cells in json.loads(row.cases))
    return Snapshot(row.office, row.month, row.at, row.login, rows)


def months(engine: Engine, office: str) -> tuple[str, ...]:
    """The months kept for ``office``, the latest first."""
    wanted = sa.select(snapshots.c.month).where(snapshots.c.office == office).order_by(snapshots.c.month.desc())
    with transaction(engine) as connection:
        return tuple(connection.scalars(wanted))
