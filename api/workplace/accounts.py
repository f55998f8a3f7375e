"""The users of a workplace: made, changed and looked up; no password ever leaves this module."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from api.workplace.passwords import hashed
from api.workplace.permits import User, role_names
from api.workplace.tables import sessions, tokens, users
from api.workplace.trail import now, record
from corpus.errors import NotFound, UnusableInput
from corpus.storage.database import transaction

_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,63}")


@dataclass(frozen=True, slots=True)
class NewUser:
    """What an administrator gives; raises nothing itself, :func:`add` checks it."""

    login: str
    name: str
    office: str
    roles: tuple[str, ...]
    password: str
    entitled: bool = False


def add(engine: Engine, new: NewUser, by: str) -> User:
    """Make a user. Raises :class:`UnusableInput` for what cannot be, a login that is taken above all."""
    login = new.login.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise UnusableInput("登录名请用 2 至 64 个字母、数字、点、横线或下划线，以字母或数字开头。")
    if not new.name.strip() or not new.office.strip():
        raise UnusableInput("请填写姓名和所在单位。")
    values = {
        "login": login,
        "name": new.name.strip(),
        "office": new.office.strip(),
        "roles": _joined(new.roles),
        "entitled": new.entitled,
        "password": hashed(new.password, login),
        "active": True,
        "made": now(),
    }
    with transaction(engine, write=True) as connection:
        if _row(connection, users.c.login == login) is not None:
            raise UnusableInput(f"登录名“{login}”已经有人使用，请换一个。")
        connection.execute(sa.insert(users).values(values))
        record(connection, by, "user.add", f"user:{login}", office=values["office"], roles=values["roles"])
        return _required(connection, login)


def change(engine: Engine, login: str, by: str, **changes: object) -> User:
    """Change ``name``, ``office``, ``roles``, ``entitled``, ``active`` or ``password``; what is not named stays.

    One who loses a role, the office, the activity or the password is signed out everywhere. The last active
    administrator stays one.
    """
    with transaction(engine, write=True) as connection:
        user = _required(connection, login)
        values: dict[str, object] = {k: v for k, v in changes.items() if k in ("name", "office", "entitled", "active")}
        if "roles" in changes:
            values["roles"] = _joined(changes["roles"])  # type: ignore[arg-type]
        if "password" in changes:
            values["password"] = hashed(str(changes["password"]), user.login)
        if not values:
            return user
        connection.execute(sa.update(users).where(users.c.id == user.id).values(values))
        if not _administrators(connection):
            raise UnusableInput("至少要保留一名启用的管理员。")
        if {"roles", "office", "active", "password", "entitled"} & set(values):
            connection.execute(sa.delete(sessions).where(sessions.c.user == user.id))
        if values.get("active") is False:
            connection.execute(sa.delete(tokens).where(tokens.c.user == user.id))
        told = {key: value for key, value in values.items() if key != "password"}
        record(connection, by, "user.change", f"user:{user.login}", changed=sorted(values), **told)
        return _required(connection, login)


def everyone(engine: Engine) -> list[User]:
    """All users by login."""
    with transaction(engine) as connection:
        return [user_of(row) for row in connection.execute(sa.select(users).order_by(users.c.login))]


def find(engine: Engine, login: str) -> User | None:
    with transaction(engine) as connection:
        row = _row(connection, users.c.login == login.strip().lower())
        return user_of(row) if row is not None else None


def has_administrator(engine: Engine) -> bool:
    """Whether anybody can administer the workplace; before that nobody can sign in."""
    with transaction(engine) as connection:
        return bool(_administrators(connection))


def user_of(row: Row[tuple[object, ...]], reads_only: bool = False) -> User:
    """The user in a row of the table."""
    values = row._mapping
    return User(
        int(values["id"]),
        values["login"],
        values["name"],
        values["office"],
        frozenset(values["roles"].split()),
        bool(values["entitled"]),
        bool(values["active"]),
        reads_only,
    )


def _joined(roles: Iterable[str]) -> str:
    known = role_names()
    chosen = sorted(set(roles))
    if not chosen or any(role not in known for role in chosen):
        raise UnusableInput(f"请至少选择一个角色，可选：{'、'.join(f'{zh}（{en}）' for en, zh in known.items())}。")
    return " ".join(chosen)


def _administrators(connection: Connection) -> list[str]:
    rows = connection.execute(sa.select(users.c.login, users.c.roles).where(users.c.active))
    return [row.login for row in rows if "administrator" in row.roles.split()]


def _required(connection: Connection, login: str) -> User:
    row = _row(connection, users.c.login == login.strip().lower())
    if row is None:
        raise NotFound(f"没有登录名为“{login}”的用户。")
    return user_of(row)


def _row(connection: Connection, *where: sa.ColumnElement[bool]) -> Row[tuple[object, ...]] | None:
    return connection.execute(sa.select(users).where(*where)).first()
