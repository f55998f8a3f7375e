"""Drafts with every version: saved one after another, sent to review, returned or approved.

A version is never changed. Whoever saves names the version the change was made on; where another came in between,
nothing is saved and the newer one is shown (:class:`ChangedMeanwhile`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from api.workplace.case import LedgerCase
from api.workplace.ledger import ChangedMeanwhile
from api.workplace.states import first, following, require_step
from api.workplace.tables import cases, comments, drafts, versions
from api.workplace.trail import now, record
from corpus.errors import NotFound, Refused, UnusableInput
from corpus.storage.database import transaction

Decision = Literal["审定", "退回"]
Json = Mapping[str, Any]
_CASE_STATE = {"送审": "审核中", "退回": "办理中", "审定": "已审定", "拟稿": "办理中"}
_LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class DraftRow:
    """``letter`` is the kind (答复, 会办意见, 二次答复, 延期说明); ``version`` the number of the newest one."""

    id: int
    case: int
    letter: str
    state: str
    version: int
    made: str


@dataclass(frozen=True, slots=True)
class Version:
    """``letter`` is the draft's record (``drafting.export.json``), ``choices`` what the officer chose."""

    draft: int
    number: int
    at: str
    login: str
    reason: str
    choices: Json
    letter: Json


@dataclass(frozen=True, slots=True)
class Comment:
    """A reviewer's word on a sentence of one version."""

    id: int
    version: int
    sentence: str
    text: str
    login: str
    at: str
    settled: bool


def begin(
    engine: Engine, case: LedgerCase, letter: str, by: str, record_: Json, choices: Json
) -> tuple[DraftRow, Version]:
    """The first version of a draft for ``case``; the case is 办理中 from then on."""
    with transaction(engine, write=True) as connection:
        values = {"case": case.id, "letter": letter, "state": first("draft"), "version": 1, "made": now()}
        key = connection.execute(sa.insert(drafts).values(values)).inserted_primary_key
        id = int(key[0]) if key else 0
        _write(connection, id, 1, by, "拟稿", record_, choices)
        _move_case(connection, case.id, "拟稿")
        record(connection, by, "draft.add", f"draft:{id}", case=case.id, letter=letter)
        return _row(connection, id), _version(connection, id, 1)


def save(engine: Engine, id: int, base: int, by: str, reason: str, record_: Json, choices: Json) -> Version:
    """A new version made on version ``base``. A draft that was sent to review is taken back by the change."""
    with transaction(engine, write=True) as connection:
        draft = _row(connection, id)
        require_newest(draft, base)
        if draft.state == "审定":
            raise UnusableInput("这份稿子已经审定，不能再改。需要修改时，请审核人先退回。")
        _write(connection, id, base + 1, by, reason, record_, choices)
        state = "拟稿" if "拟稿" in following("draft", draft.state) else draft.state
        connection.execute(sa.update(drafts).where(drafts.c.id == id).values(version=base + 1, state=state))
        if state != draft.state:
            _move_case(connection, draft.case, state)
        record(connection, by, "draft.save", f"draft:{id}", version=base + 1, reason=reason)
        return _version(connection, id, base + 1)


def submit(engine: Engine, id: int, base: int, by: str) -> DraftRow:
    """Send version ``base`` to review."""
    return _step(engine, id, base, by, "送审", "")


def decide(engine: Engine, id: int, base: int, by: str, decision: Decision, reason: str) -> DraftRow:
    """Approve or return version ``base``. Returning needs a reason; nobody approves what he wrote himself."""
    if decision == "退回" and not reason.strip():
        raise UnusableInput("退回时请写明理由，经办人才知道改什么。")
    if decision == "审定" and by in _authors(engine, id):
        raise Refused("您参与了这份稿子的拟写，请由其他审核人审定。")
    return _step(engine, id, base, by, decision, reason.strip()[:_LONGEST_REASON])


def draft_of(engine: Engine, id: int) -> DraftRow:
    """Raises :class:`NotFound`."""
    with transaction(engine) as connection:
        return _row(connection, id)


def drafts_of(engine: Engine, case: int) -> tuple[DraftRow, ...]:
    """The drafts of a case, the newest first."""
    wanted = sa.select(drafts).where(drafts.c.case == case).order_by(drafts.c.id.desc())
    with transaction(engine) as connection:
        return tuple(DraftRow(*row) for row in connection.execute(wanted))


def queue(engine: Engine) -> tuple[DraftRow, ...]:
    """What waits for review, the longest waiting first."""
    waiting = sa.select(drafts).where(drafts.c.state == "送审").order_by(drafts.c.id)
    with transaction(engine) as connection:
        return tuple(DraftRow(*row) for row in connection.execute(waiting))


def version_of(engine: Engine, id: int, number: int | None = None) -> Version:
    """A version, the newest where no number is given. Raises :class:`NotFound`."""
    with transaction(engine) as connection:
        return _version(connection, id, number or _row(connection, id).version)


def history(engine: Engine, id: int) -> tuple[tuple[int, str, str, str], ...]:
    """(number, at, login, reason) of every version, the newest first, without their texts."""
    columns = (versions.c.number, versions.c.at, versions.c.login, versions.c.reason)
    with transaction(engine) as connection:
        rows = connection.execute(sa.select(*columns).where(versions.c.draft == id).order_by(versions.c.number.desc()))
        return tuple((row.number, row.at, row.login, row.reason) for row in rows)


def add_comment(engine: Engine, id: int, version: int, sentence: str, text: str, by: str) -> Comment:
    if not text.strip():
        raise UnusableInput("请填写批注内容。")
    with transaction(engine, write=True) as connection:
        _version(connection, id, version)
        values = {"draft": id, "version": version, "sentence": sentence[:2000], "text": text.strip()[:_LONGEST_REASON],
                  "login": by, "at": now(), "settled": False}  # fmt: skip
        key = connection.execute(sa.insert(comments).values(values)).inserted_primary_key
        record(connection, by, "draft.comment", f"draft:{id}", version=version)
        return next(comment for comment in _comments(connection, id) if key and comment.id == key[0])


def settle_comment(engine: Engine, id: int, comment: int, by: str, settled: bool = True) -> None:
    """Mark a comment as dealt with, or as open again. Raises :class:`NotFound`."""
    with transaction(engine, write=True) as connection:
        where = (comments.c.id == comment, comments.c.draft == id)
        if connection.execute(sa.update(comments).where(*where).values(settled=settled)).rowcount == 0:
            raise NotFound("这份稿子上没有这条批注。")
        record(connection, by, "draft.settle", f"draft:{id}", comment=comment, settled=settled)


def comments_on(engine: Engine, id: int) -> tuple[Comment, ...]:
    with transaction(engine) as connection:
        return tuple(_comments(connection, id))


def _step(engine: Engine, id: int, base: int, by: str, state: str, reason: str) -> DraftRow:
    with transaction(engine, write=True) as connection:
        draft = _row(connection, id)
        require_newest(draft, base)
        require_step("draft", draft.state, state)
        connection.execute(sa.update(drafts).where(drafts.c.id == id).values(state=state))
        _move_case(connection, draft.case, state)
        record(connection, by, f"draft.{state}", f"draft:{id}", version=base, reason=reason)
        return _row(connection, id)


def _authors(engine: Engine, id: int) -> frozenset[str]:
    return frozenset(login for _, _, login, _ in history(engine, id))


def require_newest(draft: DraftRow, base: int) -> None:
    """Raises :class:`ChangedMeanwhile` where ``base`` is not the newest version."""
    if draft.version != base:
        raise ChangedMeanwhile(
            f"这份稿子已经有了第 {draft.version} 版，您改的是第 {base} 版，没有保存。"
            "请对照新版再改，您写的内容还在页面上。",
            draft.version,
        )


def _move_case(connection: Connection, case: int, state: str) -> None:
    """The case follows its draft; one that is already answered stays so."""
    held = connection.execute(sa.select(cases.c.state, cases.c.revision).where(cases.c.id == case)).one()
    new = _CASE_STATE[state]
    if new != held.state and held.state in ("已交办", "已签收", "办理中", "审核中", "已审定", "重新办理"):
        values = {"state": new, "revision": held.revision + 1, "changed": now()}
        connection.execute(sa.update(cases).where(cases.c.id == case).values(values))


def _write(connection: Connection, id: int, number: int, by: str, reason: str, letter: Json, choices: Json) -> None:
    values = {"draft": id, "number": number, "at": now(), "login": by, "reason": reason[:_LONGEST_REASON]}
    texts = {"letter": json.dumps(letter, ensure_ascii=False), "choices": json.dumps(choices, ensure_ascii=False)}
    connection.execute(sa.insert(versions).values(**values, **texts))


def _row(connection: Connection, id: int) -> DraftRow:
    row = connection.execute(sa.select(drafts).where(drafts.c.id == id)).first()
    if row is None:
        raise NotFound("没有这份稿子。")
    return DraftRow(*row)


def _version(connection: Connection, id: int, number: int) -> Version:
    where = (versions.c.draft == id, versions.c.number == number)
    row = connection.execute(sa.select(versions).where(*where)).first()
    if row is None:
        raise NotFound("没有这一版。")
    return Version(
        row.draft, row.number, row.at, row.login, row.reason, json.loads(row.choices), json.loads(row.letter)
    )


def _comments(connection: Connection, id: int) -> list[Comment]:
    columns = (comments.c[name] for name in ("id", "version", "sentence", "text", "login", "at", "settled"))
    rows = connection.execute(sa.select(*columns).where(comments.c.draft == id).order_by(comments.c.id))
    return [Comment(*row) for row in rows]
