"""``dafu users``: who may sign in; the first administrator above all."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import Argument, Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit
from api.help_text import ChineseCommand

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from api.workplace.permits import User

NAME = "users"
_BY = "命令行"
_ROLE_HELP = "角色：经办人、查询员、审核人或管理员（也可写 officer、searcher、reviewer、administrator），可写多次。"

app = typer.Typer(help="工作平台的用户：新建、列出、修改。", no_args_is_help=False)
Login = Annotated[str, Argument(metavar="登录名", help="字母、数字、点、横线或下划线，2 至 64 个。")]
FromInput = Annotated[bool, Option("--password-stdin", help="从标准输入读密码（一行），供脚本使用。")]


@app.command("add", cls=ChineseCommand)
def add_user(
    login: Login,
    name: Annotated[str, Option("--name", metavar="姓名", help="显示在网页上的姓名。")],
    unit: Annotated[str, Option("--office", metavar="单位", help="所在单位全称，与台账中承办单位的写法一致。")],
    role: Annotated[list[str], Option("--role", metavar="角色", help=_ROLE_HELP)],
    entitled: Annotated[bool, Option("--entitled", help="可以查看其他单位的内部资料。")] = False,
    from_input: FromInput = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """新建用户。密码在终端上输入，不显示；第一个管理员也这样建立。"""
    from api.workplace import accounts

    roles = tuple(_role(one) for one in role)
    with _engine(workspace) as engine:
        if accounts.find(engine, login) is not None:
            from corpus.errors import UnusableInput

            raise UnusableInput(f"登录名“{login}”已经有人使用，请换一个；修改用 dafu users change。")
        new = accounts.NewUser(login, name, unit, roles, _password(from_input), entitled)
        user = accounts.add(engine, new, _BY)
    return _told(user, as_json, f"已建立用户 {user.login}（{user.name}，{user.office}，{_roles(user)}）。")


@app.command("list", cls=ChineseCommand)
def list_users(workspace: Workspace = None, as_json: AsJson = False) -> int:
    """列出用户：登录名、姓名、单位、角色、是否启用。"""
    from api.output import note, print_json, show
    from api.workplace.accounts import everyone

    with _engine(workspace) as engine:
        found = everyone(engine)
    if as_json:
        print_json({"users": [_record(user) for user in found]})
        return Exit.DONE
    show(*(_line(user) for user in found))
    note(
        f"共 {len(found)} 个用户。"
        if found
        else "还没有用户。先建立管理员：dafu users add 登录名 --name 姓名 --office 单位全称 --role 管理员"
    )
    return Exit.DONE


@app.command("change", cls=ChineseCommand)
def change_user(
    login: Login,
    name: Annotated[str | None, Option("--name", metavar="姓名", help="改姓名。")] = None,
    unit: Annotated[str | None, Option("--office", metavar="单位", help="改所在单位。")] = None,
    role: Annotated[list[str] | None, Option("--role", metavar="角色", help=f"改为这些角色。{_ROLE_HELP}")] = None,
    entitled: Annotated[
        bool | None, Option("--entitled/--not-entitled", help="可以或不再可以查看其他单位的内部资料。")
    ] = None,
    active: Annotated[bool | None, Option("--enable/--disable", help="启用，或停用（不能再登录）。")] = None,
    password: Annotated[bool, Option("--password", help="重设密码，在终端上输入，不显示。")] = False,
    from_input: FromInput = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """修改用户；没有写的不变。角色、单位、密码等改变后，原来的登录立即失效。"""
    from api.workplace import accounts
    from corpus.errors import NotFound, UnusableInput

    given: dict[str, Any] = {"name": name, "office": unit, "entitled": entitled, "active": active}
    changes = {key: value for key, value in given.items() if value is not None}
    if role:
        changes["roles"] = tuple(_role(one) for one in role)
    with _engine(workspace) as engine:
        if accounts.find(engine, login) is None:
            raise NotFound(f"没有登录名为“{login}”的用户。用 dafu users list 查看已有的用户。")
        if password or from_input:
            changes["password"] = _password(from_input)
        if not changes:
            raise UnusableInput("没有写要改什么，如 --role 审核人、--password、--disable。")
        user = accounts.change(engine, login, _BY, **changes)
    return _told(user, as_json, f"已修改：{_line(user)}")


@contextmanager
def _engine(workspace: Path | None) -> "Iterator[Engine]":
    """The database of the workspace with its tables laid."""
    from api.bootstrap import open_store
    from api.settings import read_settings
    from api.workplace.tables import lay

    store = open_store(read_settings(workspace))
    try:
        lay(store.engine)
        yield store.engine
    finally:
        store.close()


def _password(from_input: bool) -> str:
    """Typed twice and never shown, or the first line of standard input; never an argument, which others could see."""
    from corpus.errors import UnusableInput

    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UnusableInput("这里不能输入密码：请在终端中运行，或者用 --password-stdin 从标准输入读密码。")
    from getpass import getpass

    first = getpass("密码（10 个字符以上，输入时不显示）：")
    if getpass("再输一次：") != first:
        raise UnusableInput("两次输入的密码不一致，没有改动，请重新运行。")
    return first


def _role(name: str) -> str:
    """The role by either of its names; told here if there is none, before anybody types a password."""
    from api.workplace.permits import role_names
    from corpus.errors import UnusableInput

    known = role_names()
    found = {chinese: role for role, chinese in known.items()}.get(name.strip(), name.strip().lower())
    if found not in known:
        listed = "、".join(f"{chinese}（{role}）" for role, chinese in known.items())
        raise UnusableInput(f"没有“{name}”这个角色，可选：{listed}。")
    return found


def _roles(user: "User") -> str:
    from api.workplace.permits import role_names

    return "、".join(chinese for role, chinese in role_names().items() if role in user.roles)


def _line(user: "User") -> str:
    more = ("可阅内部资料" if user.entitled else "", "" if user.active else "已停用")
    facts = (user.login, user.name, user.office, _roles(user), *more)
    return "  ".join(fact for fact in facts if fact)


def _record(user: "User") -> dict[str, Any]:
    values = {name: getattr(user, name) for name in ("login", "name", "office", "entitled", "active")}
    return values | {"roles": sorted(user.roles)}


def _told(user: "User", as_json: bool, line: str) -> int:
    from api.output import note, print_json

    if as_json:
        print_json(_record(user))
    note(line)
    return Exit.DONE
