"""Accounts, signing in, tokens, permits, and the chain of the trail, on a database in memory."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from api.workplace import sign_in as signing
from api.workplace.accounts import NewUser, add, change, everyone, find, has_administrator
from api.workplace.permits import User, actions, may, reader, require, role_names, scope
from api.workplace.sign_in import (
    NotSignedIn,
    TooManyAttempts,
    behind_token,
    drop_token,
    make_token,
    sign_in,
    sign_out,
    signed_in,
    tokens_of,
)
from api.workplace.tables import lay, sessions, trail, users
from api.workplace.trail import entries, record, verify
from corpus.errors import NotFound, Refused, UnusableInput
from corpus.storage.database import transaction
from corpus.storage.store import Store

PASSWORD = "lanzhou-Bridge-7"
OFFICE = "澜州市住房和城乡建设局"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    store = Store.open(f"sqlite:///{tmp_path / 'dafu.db'}")
    lay(store.engine)
    yield store.engine
    store.close()


def officer(engine: Engine, login: str = "zhang.wei", **more: object) -> User:
    values = {"name": "张维", "office": OFFICE, "roles": ("officer",), "password": PASSWORD} | more
    return add(engine, NewUser(login=login, **values), "root")  # type: ignore[arg-type]


def administrator(engine: Engine) -> User:
    return officer(engine, "root.admin", roles=("administrator",), name="管理员")


def test_tables_are_laid_once(engine: Engine) -> None:
    lay(engine)
    assert everyone(engine) == []
    assert not has_administrator(engine)


def test_a_user_is_found_by_login_in_any_case(engine: Engine) -> None:
    made = officer(engine, "Zhang.Wei")
    assert made.login == "zhang.wei"
    assert find(engine, " ZHANG.wei ") == made
    assert find(engine, "nobody") is None


def test_the_password_is_stored_as_argon2_only(engine: Engine) -> None:
    officer(engine)
    with engine.connect() as connection:
        stored = str(connection.scalar(sa.select(users.c.password)))
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


@pytest.mark.parametrize(
    "wrong",
    [
        {"login": "a"},
        {"login": "张维"},
        {"login": "a b"},
        {"name": "  "},
        {"office": ""},
        {"roles": ()},
        {"roles": ("king",)},
        {"password": "short"},
        {"password": "aaaaaaaaaaaa"},
        {"password": "zhang.wei-2026"},
        {"password": "x" * 500},
    ],
)
def test_what_cannot_be_a_user_is_told(engine: Engine, wrong: dict[str, object]) -> None:
    with pytest.raises(UnusableInput):
        officer(engine, **wrong)  # type: ignore[arg-type]
    assert everyone(engine) == []


def test_a_login_is_taken_once(engine: Engine) -> None:
    officer(engine)
    with pytest.raises(UnusableInput, match="已经有人使用"):
        officer(engine)


def test_the_last_administrator_stays(engine: Engine) -> None:
    administrator(engine)
    with pytest.raises(UnusableInput, match="管理员"):
        change(engine, "root.admin", "root.admin", active=False)
    assert has_administrator(engine)
    with pytest.raises(NotFound):
        change(engine, "nobody", "root.admin", active=False)


def test_changing_a_user_signs_it_out(engine: Engine) -> None:
    administrator(engine)
    officer(engine)
    session = sign_in(engine, "zhang.wei", PASSWORD, "10.0.0.7")
    key = make_token(engine, session.user, "统计", 30)
    change(engine, "zhang.wei", "root.admin", name="张伟")
    assert signed_in(engine, session.key).user.name == "张伟"
    change(engine, "zhang.wei", "root.admin", roles=("searcher",))
    with pytest.raises(NotSignedIn):
        signed_in(engine, session.key)
    assert behind_token(engine, key).roles == {"searcher"}
    change(engine, "zhang.wei", "root.admin", active=False)
    with pytest.raises(NotSignedIn):
        behind_token(engine, key)


def test_signing_in_and_out(engine: Engine) -> None:
    user = officer(engine)
    session = sign_in(engine, " Zhang.Wei", PASSWORD, "10.0.0.7")
    assert signed_in(engine, session.key) == session
    assert session.user == user
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sessions.c.key)) != session.key
    sign_out(engine, session)
    with pytest.raises(NotSignedIn):
        signed_in(engine, session.key)


@pytest.mark.parametrize(("seen", "until"), [(3, -1), (0, 1)])
def test_a_session_ends(engine: Engine, seen: int, until: int) -> None:
    officer(engine)
    session = sign_in(engine, "zhang.wei", PASSWORD, "10.0.0.7")
    past = datetime.now(UTC)
    values = {
        "seen": (past - timedelta(hours=seen)).isoformat(),
        "until": (past - timedelta(hours=until)).isoformat(),
    }
    with engine.begin() as connection:
        connection.execute(sa.update(sessions).values(values))
    with pytest.raises(NotSignedIn):
        signed_in(engine, session.key)


def test_wrong_passwords_are_throttled_by_login(engine: Engine) -> None:
    officer(engine)
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            sign_in(engine, "zhang.wei", "wrong-password", "10.0.0.7")
    with pytest.raises(TooManyAttempts):
        sign_in(engine, "zhang.wei", PASSWORD, "10.0.0.8")


def test_guessing_logins_is_throttled_by_address(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "fits", lambda password, stored: False)
    for number in range(30):
        with pytest.raises(NotSignedIn):
            sign_in(engine, f"guess{number}", "x", "10.0.0.9")
    with pytest.raises(TooManyAttempts):
        sign_in(engine, "guess99", "x", "10.0.0.9")


def test_a_right_password_wipes_the_wrong_ones(engine: Engine) -> None:
    officer(engine)
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(NotSignedIn):
                sign_in(engine, "zhang.wei", "wrong-password", "10.0.0.7")
        sign_in(engine, "zhang.wei", PASSWORD, "10.0.0.7")


def test_tokens_read_only_and_end(engine: Engine) -> None:
    user = officer(engine)
    reading, writing = make_token(engine, user, "查询", 30), make_token(engine, user, "导入", 1, reads_only=False)
    assert may(behind_token(engine, reading), "search")
    assert not may(behind_token(engine, reading), "draft.edit", OFFICE)
    assert may(behind_token(engine, writing), "draft.edit", OFFICE)
    assert [row.name for row in tokens_of(engine, user)] == ["查询", "导入"]
    drop_token(engine, user, tokens_of(engine, user)[0].id)
    with pytest.raises(NotSignedIn):
        behind_token(engine, reading)
    with pytest.raises(UnusableInput):
        make_token(engine, user, "久", 5000)


def test_roles_and_offices_decide(engine: Engine) -> None:
    user = officer(engine)
    assert may(user, "draft.edit", OFFICE)
    assert may(user, "draft.edit", "市住房和城乡建设局")
    assert not may(user, "draft.edit", "澜州市教育局")
    assert not may(user, "draft.decide", OFFICE)
    with pytest.raises(Refused):
        require(user, "user.edit")
    reviewer = officer(engine, "li.na", roles=("reviewer",))
    assert scope(reviewer, "draft.decide") == "all"
    assert not may(reviewer, "draft.edit", OFFICE)
    assert not may(change_active(reviewer), "search")


def change_active(user: User) -> User:
    return User(user.id, user.login, user.name, user.office, user.roles, user.entitled, active=False)


def test_every_action_names_known_roles_and_scopes() -> None:
    everybody = User(1, "a", "甲", OFFICE, frozenset(role_names()), False, True)
    assert all(scope(everybody, action) in ("all", "own") for action in actions())
    with pytest.raises(KeyError):
        scope(everybody, "no.such.action")


def test_protected_papers_are_their_offices_own(engine: Engine) -> None:
    user = officer(engine)
    assert reader(user).sees("主动公开", None)
    assert reader(user).sees("不予公开", "市住房和城乡建设局")
    assert not reader(user).sees("不予公开", "澜州市财政局")
    assert not reader(user).sees("内部", None)
    assert reader(officer(engine, "wang", entitled=True)).sees("内部", None)


def test_the_trail_is_whole_until_someone_touches_it(engine: Engine) -> None:
    officer(engine)
    sign_in(engine, "zhang.wei", PASSWORD, "10.0.0.7")
    with transaction(engine, write=True) as connection:
        record(connection, "zhang.wei", "document.read", "document:1", disclosure="内部")
    assert verify(engine).broken is None
    assert [entry.action for entry in entries(engine)] == ["document.read", "sign_in", "user.add"]
    assert [entry.action for entry in entries(engine, subject="document:1")] == ["document.read"]
    assert entries(engine, before=entries(engine)[0].seq)[0].action == "sign_in"
    with engine.begin() as connection:
        connection.execute(sa.update(trail).where(trail.c.seq == 2).values(login="somebody"))
    assert verify(engine).broken == 2


def test_a_missing_entry_breaks_the_chain(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        for number in range(4):
            record(connection, "a", "x", f"s{number}")
    with engine.begin() as connection:
        connection.execute(sa.delete(trail).where(trail.c.seq == 2))
    assert verify(engine).broken == 3


def test_an_entry_is_kept_only_with_what_it_tells_of(engine: Engine) -> None:
    with pytest.raises(RuntimeError), transaction(engine, write=True) as connection:
        record(connection, "a", "x", "s")
        raise RuntimeError
    assert entries(engine) == []


def test_no_password_and_no_key_stands_in_the_trail(engine: Engine) -> None:
    user = officer(engine)
    session = sign_in(engine, "zhang.wei", PASSWORD, "10.0.0.7")
    key = make_token(engine, user, "查询", 30)
    told = "".join(f"{entry.subject}{entry.detail}" for entry in entries(engine))
    assert not any(secret in told for secret in (PASSWORD, session.key, session.csrf, key))
