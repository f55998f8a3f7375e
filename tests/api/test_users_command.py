"""``dafu users``: made, listed, changed; the password never an argument and never shown."""

import io

import pytest

from api.workplace.sign_in import NotSignedIn, sign_in
from tests.api.conftest import Dafu, Done

PASSWORD = "lanzhou-Bridge-7"
OFFICE = "澜州市财政局"


@pytest.fixture
def users(dafu: Dafu, monkeypatch: pytest.MonkeyPatch) -> Dafu:
    def run(*arguments: object, typed: str = PASSWORD) -> Done:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
        done = dafu("users", *(str(one) for one in arguments))
        assert typed == "" or typed not in done.out + done.err
        return done

    return run


def added(users: Dafu, login: str, *roles: str) -> Done:
    named = [part for role in roles for part in ("--role", role)]
    return users("add", login, "--name", "甲", "--office", OFFICE, *named, "--password-stdin", "--json")


def signed_in(login: str, password: str) -> bool:
    from api.bootstrap import open_store
    from api.settings import read_settings

    store = open_store(read_settings())
    try:
        sign_in(store.engine, login, password, "127.0.0.1")
    except NotSignedIn:
        return False
    finally:
        store.close()
    return True


def test_the_first_administrator_is_made(users: Dafu) -> None:
    done = added(users, "Admin", "管理员", "reviewer")
    assert done.code == 0 and done.value["roles"] == ["administrator", "reviewer"]
    assert signed_in("admin", PASSWORD) and not signed_in("admin", "another-Bridge-8")
    assert [user["login"] for user in users("list", "--json").value["users"]] == ["admin"]
    assert OFFICE in users("list").out


def test_users_are_changed(users: Dafu) -> None:
    assert added(users, "admin", "管理员").code == added(users, "zhang", "经办人").code == 0
    done = users("change", "zhang", "--role", "审核人", "--office", "澜州市教育局", "--entitled", "--json")
    assert done.value == {
        "login": "zhang", "name": "甲", "office": "澜州市教育局", "entitled": True, "active": True, "roles": ["reviewer"]
    }  # fmt: skip
    assert users("change", "zhang", "--password-stdin", typed="quiet-Lake-2027").code == 0
    assert signed_in("zhang", "quiet-Lake-2027")
    assert users("change", "zhang", "--disable").code == 0
    assert not signed_in("zhang", "quiet-Lake-2027")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "zhang", "--name", "甲", "--office", OFFICE, "--role", "站长", "--password-stdin"), "经办人"),
        (("add", "张", "--name", "甲", "--office", OFFICE, "--role", "经办人", "--password-stdin"), "登录名"),
        (("add", "admin", "--name", "甲", "--office", OFFICE, "--role", "经办人", "--password-stdin"), "已经有人"),
        (("add", "zhang", "--name", "甲", "--office", OFFICE, "--role", "经办人"), "--password-stdin"),
        (("add", "zhang", "--name", "甲", "--role", "经办人"), "--office"),
        (("change", "nobody", "--disable"), "nobody"),
        (("change", "admin"), "没有写要改什么"),
        (("change", "admin", "--disable"), "管理员"),
        (("change", "admin", "--role", "经办人"), "管理员"),
    ],
)
def test_what_cannot_be_is_told(users: Dafu, arguments: tuple[str, ...], said: str) -> None:
    assert added(users, "admin", "管理员").code == 0
    done = users(*arguments)
    assert done.code == 2 and said in done.err and done.out == ""


def test_a_weak_password_is_refused(users: Dafu) -> None:
    done = users(
        "add", "zhang", "--name", "甲", "--office", OFFICE, "--role", "经办人", "--password-stdin", typed="1234"
    )
    assert done.code == 2 and "密码" in done.err


def test_the_trail_tells_who_made_users(users: Dafu) -> None:
    from api.bootstrap import open_store
    from api.settings import read_settings
    from api.workplace.trail import entries, verify

    assert added(users, "admin", "管理员").code == 0
    store = open_store(read_settings())
    found = entries(store.engine)
    assert (found[0].login, found[0].action, found[0].subject) == ("命令行", "user.add", "user:admin")
    assert PASSWORD not in found[0].detail and verify(store.engine).broken is None
    store.close()
