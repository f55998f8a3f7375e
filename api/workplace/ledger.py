"""The ledger: cases kept, changed and listed; every change in the trail, none over another's."""

import json
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.exc import IntegrityError

from api.workplace.case import FIELDS, CaseFields, LedgerCase, checked
from api.workplace.states import clock_runs, first, require_step, states
from api.workplace.tables import cases, communications
from api.workplace.trail import now, record
from corpus.errors import DafuError, NotFound, UnusableInput
from corpus.storage.database import transaction

_LISTS = ("proposers", "co_handlers")
WAYS = ("电话", "座谈", "走访", "微信", "调研", "书面", "其他")
PAGE = 50


class ChangedMeanwhile(DafuError):
    """Somebody else changed it since it was read (HTTP 412); nothing was overwritten. ``newest`` is its version now,
    where that is known."""

    def __init__(self, message: str, newest: int | None = None) -> None:
        super().__init__(message)
        self.newest = newest


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the ledger is shown. ``offices`` limits what the reader may see, ``None`` is everything."""

    offices: tuple[str, ...] | None = None
    state: str | None = None
    role: str | None = None
    words: str | None = None
    due_before: str | None = None
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """One contact with a proposer (沟通记录)."""

    id: int
    day: str
    way: str
    person: str
    note: str
    login: str


def add_case(engine: Engine, given: CaseFields, by: str) -> LedgerCase:
    """Register a case. Raises :class:`UnusableInput` where the office has one with this kind and number."""
    clean = checked(given)
    values = _values(clean) | {"state": first("case"), "revision": 1, "made": now(), "changed": now()}
    try:
        with transaction(engine, write=True) as connection:
            held = connection.scalar(
                sa.select(cases.c.id).where(
                    cases.c.office == clean.office,
                    cases.c.item_kind == clean.item_kind,
                    cases.c.item_no == clean.item_no,
                )
            )
            if held is not None:
                raise UnusableInput(f"{clean.office}的台账中已有第{clean.item_no}号{clean.item_kind}。")
            key = connection.execute(sa.insert(cases).values(values)).inserted_primary_key
            id = int(key[0]) if key else 0
            record(connection, by, "case.add", f"case:{id}", item_no=clean.item_no, office=clean.office)
            return _required(connection, id)
    except IntegrityError as error:
        raise UnusableInput(f"{clean.office}的台账中已有第{clean.item_no}号{clean.item_kind}。") from error


def change_case(
    engine: Engine, id: int, revision: int, by: str, given: CaseFields | None = None, state: str | None = None
) -> LedgerCase:
    """Change fields or state. Raises :class:`ChangedMeanwhile` where ``revision`` is no longer the case's own."""
    with transaction(engine, write=True) as connection:
        held = _required(connection, id)
        if held.revision != revision:
            raise ChangedMeanwhile("这一件刚刚被别人修改过，您的修改没有保存。请刷新后对照再改。")
        new, moved = checked(given or held.fields), state or held.state
        require_step("case", held.state, moved)
        changed = {name: getattr(new, name) for name in FIELDS if getattr(new, name) != getattr(held.fields, name)}
        if not changed and moved == held.state:
            return held
        values = _values(new) | {"state": moved, "revision": revision + 1, "changed": now()}
        connection.execute(sa.update(cases).where(cases.c.id == id).values(values))
        detail: dict[str, Any] = {"changed": changed} if changed else {}
        if moved != held.state:
            detail |= {"from": held.state, "to": moved}
        record(connection, by, "case.change", f"case:{id}", **detail)
        return _required(connection, id)


def case_of(engine: Engine, id: int) -> LedgerCase:
    """Raises :class:`NotFound`."""
    with transaction(engine) as connection:
        return _required(connection, id)


def find_case(engine: Engine, office: str, item_no: str) -> LedgerCase | None:
    with transaction(engine) as connection:
        where = (cases.c.office == office, cases.c.item_no == item_no)
        row = connection.execute(sa.select(cases).where(*where)).first()
        return _case(row) if row is not None else None


def list_cases(engine: Engine, wanted: Wanted, page: int = 1, size: int = PAGE) -> tuple[list[LedgerCase], int]:
    """(a page of the ledger, how many there are): what is due first comes first, what needs nothing more last."""
    where = _where(wanted)
    still = cases.c.state.in_([state for state in states("case") if clock_runs(state)])
    last = sa.func.coalesce(cases.c.extended_to, cases.c.due)
    order = (sa.case((still, 0), else_=1), last.is_(None), last, cases.c.item_no)
    chosen = sa.select(cases).where(*where).order_by(*order).limit(size).offset((max(page, 1) - 1) * size)
    with transaction(engine) as connection:
        total = int(connection.scalar(sa.select(sa.func.count()).select_from(cases).where(*where)) or 0)
        return [_case(row) for row in connection.execute(chosen)], total


def offices(engine: Engine) -> tuple[str, ...]:
    """Every office that has a case."""
    with transaction(engine) as connection:
        return tuple(connection.scalars(sa.select(cases.c.office).distinct().order_by(cases.c.office)))


def add_talk(engine: Engine, case: int, by: str, day: str, way: str, person: str, note: str) -> Talk:
    """Write down a contact with a proposer. Raises :class:`UnusableInput`, :class:`NotFound`."""
    if way not in WAYS:
        raise UnusableInput(f"沟通方式“{way}”无法识别，请用{'、'.join(WAYS)}。")
    if not person.strip():
        raise UnusableInput("请填写沟通对象。")
    with transaction(engine, write=True) as connection:
        held = _required(connection, case)
        checked(replace(held.fields, assigned=day, due=None))  # the day in its right form
        values = {"case": case, "day": day, "way": way, "person": person.strip()[:100], "note": note.strip()[:2000]}
        key = connection.execute(sa.insert(communications).values(**values, login=by)).inserted_primary_key
        record(connection, by, "case.talk", f"case:{case}", day=day, way=way)
        return Talk(int(key[0]) if key else 0, day, way, values["person"], values["note"], by)  # type: ignore[arg-type]


def talks(engine: Engine, case: int) -> tuple[Talk, ...]:
    """The contacts of a case, the earliest first."""
    columns = (communications.c[name] for name in ("id", "day", "way", "person", "note", "login"))
    with transaction(engine) as connection:
        where = sa.select(*columns).where(communications.c.case == case)
        return tuple(Talk(*row) for row in connection.execute(where.order_by(communications.c.day)))


def _where(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = []
    if wanted.offices is not None:
        where.append(cases.c.office.in_(wanted.offices))
    if wanted.state:
        where.append(cases.c.state == wanted.state)
    if wanted.role:
        where.append(cases.c.role == wanted.role)
    if wanted.words:
        part = f"%{wanted.words.replace('%', '').replace('_', '')}%"
        where.append(sa.or_(*(column.like(part) for column in (cases.c.title, cases.c.item_no, cases.c.proposers))))
    if wanted.due_before:
        where.append(sa.func.coalesce(cases.c.extended_to, cases.c.due) <= wanted.due_before)
    if wanted.open_only:
        where.append(cases.c.state.in_([state for state in states("case") if clock_runs(state)]))
    return where


def _values(given: CaseFields) -> dict[str, Any]:
    return {name: _stored(name, getattr(given, name)) for name in FIELDS}


def _stored(name: str, value: Any) -> Any:
    return json.dumps(list(value), ensure_ascii=False) if name in _LISTS else value


def _case(row: Row[tuple[Any, ...]]) -> LedgerCase:
    values = row._mapping
    read = {name: _read(name, values[name]) for name in FIELDS}
    return LedgerCase(
        values["id"], CaseFields(**read), values["state"], values["revision"], values["made"], values["changed"]
    )


def _read(name: str, value: Any) -> Any:
    return tuple(json.loads(value)) if name in _LISTS else value


def _required(connection: Connection, id: int) -> LedgerCase:
    row = connection.execute(sa.select(cases).where(cases.c.id == id)).first()
    if row is None:
        raise NotFound("台账中没有这一件。")
    return _case(row)
