"""``dafu mcp``: the workplace for an assistant that speaks the Model Context Protocol."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from typer import Option

from api.commands.options import Workspace
from api.exits import Exit

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from api.workplace.permits import User

NAME = "mcp"


def run(
    user: Annotated[
        str | None,
        Option("--user", metavar="登录名", help="以这个用户的身份；不写则用环境变量 DAFU_TOKEN 中的访问令牌。"),
    ] = None,
    workspace: Workspace = None,
) -> int:
    """供支持 MCP 的智能助手调用：检索、先例、查规定、起草、检查。

    由助手启动，在标准输入输出上通信。只读；看得到什么与该用户在网页上相同。
    """
    from api.bootstrap import open_office
    from api.output import note
    from api.progress import shown_progress
    from api.settings import read_settings
    from corpus.errors import UnusableInput

    settings = read_settings(workspace)
    if not user and not settings.token:
        raise UnusableInput(
            "请用 --user 指明以谁的身份，或者在环境变量 DAFU_TOKEN 中给出访问令牌（网页“我的账号”中建立）。"
        )
    with shown_progress() as progress:
        office = open_office(settings, progress)
    who = _named(office.engine, user) if user else _behind(office.engine, settings.token or "")
    asking = who()
    office.note(asking, "mcp.begin", f"user:{asking.login}")
    note(f"以 {asking.name}（{asking.office}）的身份提供工具。")
    from api.protocol.server import serve

    serve(office, who)
    office.jobs.close()
    office.workbench.close()
    return Exit.DONE


def _named(engine: "Engine", login: str) -> "Callable[[], User]":
    """Whoever starts this can read the workspace anyway; as a user it sees what that user may, and changes nothing."""
    from api.workplace.accounts import find
    from corpus.errors import NotFound, Refused

    def who() -> "User":
        found = find(engine, login)
        if found is None:
            raise NotFound(f"没有登录名为“{login}”的用户。用 dafu users list 查看已有的用户。")
        if not found.active:
            raise Refused(f"用户“{login}”已停用。")
        return replace(found, reads_only=True)

    return who


def _behind(engine: "Engine", token: str) -> "Callable[[], User]":
    from api.workplace.sign_in import behind_token

    return lambda: replace(behind_token(engine, token), reads_only=True)
