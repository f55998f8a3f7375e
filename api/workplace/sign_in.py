"""Signing in: passwords, throttled; sessions in a cookie; tokens for programs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from api.workplace.accounts import user_of
from api.workplace.passwords import fits, key_hash, new_key
from api.workplace.permits import User
from api.workplace.tables import attempts, sessions, tokens, users
from api.workplace.trail import now, record
from corpus.errors import DafuError, UnusableInput
from corpus.storage.database import transaction

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
_WINDOW = timedelta(minutes=15)
_MOST_BY_LOGIN = 5
_MOST_BY_ADDRESS = 30
_MOST_TOKEN_DAYS = 366
# How often a session's last use is written down: not with every request.
_NOTED_EVERY = timedelta(minutes=1)


class NotSignedIn(DafuError):
    """Nobody is signed in, or no longer (HTTP 401)."""


class TooManyAttempts(DafuError):
    """Too many wrong passwords of late (HTTP 429)."""


@dataclass(frozen=True, slots=True)
class Session:
    """``key`` goes into the cookie, ``csrf`` into every form; neither is stored in the clear or logged."""

    key: str
    csrf: str
    user: User


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as its owner sees it afterwards: never the key itself."""

    id: int
    name: str
    reads_only: bool
    made: str
    until: str


def sign_in(engine: Engine, login: str, password: str, address: str) -> Session:
    """A new session. Raises :class:`NotSignedIn` for a wrong login or password, :class:`TooManyAttempts` after five
    wrong ones for a login, or thirty from an address, within a quarter of an hour."""
    name = login.strip().lower()[:64]
    with transaction(engine) as connection:
        if _failed(connection, f"login:{name}") >= _MOST_BY_LOGIN or (
            _failed(connection, f"from:{address}") >= _MOST_BY_ADDRESS
        ):
            raise TooManyAttempts("登录失败次数过多，请 15 分钟后再试，或联系管理员重设密码。")
        row = connection.execute(sa.select(users).where(users.c.login == name)).first()
    right = fits(password, row.password if row is not None else None)
    with transaction(engine, write=True) as connection:
        if row is None or not right or not row.active:
            connection.execute(sa.insert(attempts), [{"who": f"login:{name}", "at": now()},
                                                     {"who": f"from:{address}", "at": now()}])  # fmt: skip
            record(connection, name, "sign_in.failed", "session", address=address)
            session = None
        else:
            connection.execute(sa.delete(attempts).where(attempts.c.who == f"login:{name}"))
            session = _open_session(connection, user_of(row))
            record(connection, name, "sign_in", "session", address=address)
    if session is None:
        raise NotSignedIn("登录名或密码不正确。")
    return session


def require_password(engine: Engine, user: User, password: str) -> None:
    """Raises :class:`UnusableInput` where ``password`` is not the user's."""
    with transaction(engine) as connection:
        stored = connection.scalar(sa.select(users.c.password).where(users.c.id == user.id))
    if not fits(password, stored):
        raise UnusableInput("现在的密码不正确。")


def signed_in(engine: Engine, key: str) -> Session:
    """The session behind a cookie. Raises :class:`NotSignedIn` where it ended, or was idle for two hours."""
    instant = datetime.now(UTC)
    wanted = sa.select(sessions.c.key, sessions.c.csrf, sessions.c.seen, sessions.c.until, users)
    with transaction(engine) as connection:
        row = connection.execute(wanted.join(users).where(sessions.c.key == key_hash(key))).first()
    if row is None or row.until < instant.isoformat() or _at(row.seen) + IDLE < instant or not row.active:
        raise NotSignedIn("登录已失效，请重新登录。")
    if _at(row.seen) + _NOTED_EVERY < instant:
        with transaction(engine, write=True) as connection:
            connection.execute(sa.update(sessions).where(sessions.c.key == row.key).values(seen=now()))
    return Session(key, row.csrf, user_of(row))


def sign_out(engine: Engine, session: Session) -> None:
    with transaction(engine, write=True) as connection:
        connection.execute(sa.delete(sessions).where(sessions.c.key == key_hash(session.key)))
        record(connection, session.user.login, "sign_out", "session")


def make_token(engine: Engine, user: User, name: str, days: int, reads_only: bool = True) -> str:
    """A token for a program that works as ``user``; shown once, only its hash is kept."""
    if not name.strip() or not 1 <= days <= _MOST_TOKEN_DAYS:
        raise UnusableInput(f"请填写令牌的用途，有效期为 1 至 {_MOST_TOKEN_DAYS} 天。")
    key = f"dafu_{new_key()}"
    until = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds")
    with transaction(engine, write=True) as connection:
        values = {"key": key_hash(key), "user": user.id, "name": name.strip()[:64], "reads_only": reads_only}
        connection.execute(sa.insert(tokens).values(**values, made=now(), until=until))
        record(connection, user.login, "token.make", f"user:{user.login}", name=values["name"], reads_only=reads_only)
    return key


def behind_token(engine: Engine, key: str) -> User:
    """The user a token stands for. Raises :class:`NotSignedIn`."""
    wanted = sa.select(tokens.c.reads_only, tokens.c.until, users).join(users).where(tokens.c.key == key_hash(key))
    with transaction(engine) as connection:
        row = connection.execute(wanted).first()
    if row is None or row.until < now() or not row.active:
        raise NotSignedIn("访问令牌无效或已过期。")
    return user_of(row, bool(row.reads_only))


def tokens_of(engine: Engine, user: User) -> list[TokenRow]:
    columns = (tokens.c.id, tokens.c.name, tokens.c.reads_only, tokens.c.made, tokens.c.until)
    with transaction(engine) as connection:
        rows = connection.execute(sa.select(*columns).where(tokens.c.user == user.id).order_by(tokens.c.id))
        return [TokenRow(*row) for row in rows]


def drop_token(engine: Engine, user: User, id: int) -> None:
    """Take one of the user's own tokens back; one that is gone already is no error."""
    with transaction(engine, write=True) as connection:
        connection.execute(sa.delete(tokens).where(tokens.c.id == id, tokens.c.user == user.id))
        record(connection, user.login, "token.drop", f"user:{user.login}", token=id)


def _open_session(connection: Connection, user: User) -> Session:
    key, csrf = new_key(), new_key()
    until = (datetime.now(UTC) + LONGEST).isoformat(timespec="seconds")
    connection.execute(sa.delete(sessions).where(sessions.c.until < now()))
    values = {"key": key_hash(key), "user": user.id, "csrf": csrf, "seen": now(), "until": until}
    connection.execute(sa.insert(sessions).values(values))
    return Session(key, csrf, user)


def _failed(connection: Connection, who: str) -> int:
    since = (datetime.now(UTC) - _WINDOW).isoformat(timespec="seconds")
    counted = sa.select(sa.func.count()).where(attempts.c.who == who, attempts.c.at >= since)
    return int(connection.scalar(counted) or 0)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
