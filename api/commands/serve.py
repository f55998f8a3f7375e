"""``dafu serve``: the workplace, for people and programs."""

from typing import TYPE_CHECKING, Annotated

from typer import Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit

if TYPE_CHECKING:
    from api.sample_office import DemoUsers
    from api.services.office import Office
    from api.settings import Settings

NAME = "serve"
_NO_ADMINISTRATOR = (
    "还没有管理员，谁也登录不了。请另开一个终端建立（可以不停止网页）：",
    "  dafu users add 登录名 --name 姓名 --office 单位全称 --role 管理员",
)


def run(
    host: Annotated[str, Option("--host", metavar="地址", help="监听的地址；默认只有本机能访问。")] = "127.0.0.1",
    port: Annotated[int, Option("--port", metavar="端口", min=0, max=65535, help="监听的端口。")] = 8000,
    names: Annotated[
        list[str] | None,
        Option("--name", metavar="域名", help="同事在地址栏输入的域名或地址，可写多次；写了就只认这些。"),
    ] = None,
    https: Annotated[
        bool, Option("--https", help="前面有提供 HTTPS 的反向代理：登录凭据只走 HTTPS，相信代理转告的来源地址。")
    ] = False,
    proxies: Annotated[
        str, Option("--proxy", metavar="地址", help="反向代理的地址，几个之间用逗号分开；只在 --https 时有用。")
    ] = "127.0.0.1",
    sample: Annotated[
        bool, Option("--sample", help="工作区还是空的时，先装入示例资料、台账和各种角色的示例用户。")
    ] = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """打开工作平台：网页和接口。

    在浏览器里管理台账、检索、拟稿、审核。第一个管理员用 dafu users add 建立。按 Ctrl-C 结束。
    """
    from api.output import note, print_json
    from api.server import Listening, listen, serve
    from api.settings import read_settings

    settings = read_settings(workspace)
    way = Listening(host, tuple(names or ()), https, proxies)
    with listen(host, port) as socket:
        bound = socket.getsockname()[1]
        address = f"http://{f'[{host}]' if ':' in host else host}:{bound}"
        office, made = _opened(settings, sample)
        if as_json:
            print_json({"address": address})
        note(f"网页已打开：{address}（按 Ctrl-C 结束）", *_sign_in_lines(office, made, sample))
        if not way.only_here and not https:
            note("提醒：同一网络的其他人也能访问，密码在网络上没有加密。请在前面加 HTTPS 反向代理，并用 --https 启动。")
        if way.everywhere and not names:
            note("提醒：没有用 --name 限定域名，任何域名都能访问。")
        serve(office, way, socket)
    note("网页已关闭。")
    return Exit.DONE


def _opened(settings: "Settings", sample: bool) -> "tuple[Office, DemoUsers | None]":
    from api.bootstrap import open_office
    from api.progress import shown_progress

    with shown_progress() as progress:
        if sample:
            from api.sample_office import furnish, may_be_furnished

            if may_be_furnished(settings):
                return furnish(settings, progress)
        return open_office(settings, progress), None


def _sign_in_lines(office: "Office", made: "DemoUsers | None", sample: bool) -> tuple[str, ...]:
    """How to sign in; the password of the sample's users is told this once."""
    from api.workplace.accounts import find, has_administrator

    if made is not None:
        users = (f"  {login:<10}{what}" for login, what in made.logins)
        return (
            "已装入示例资料（虚构的澜州市）、台账和示例用户，密码都是（只显示这一次，请记下）：",
            f"  {made.password}",
            *users,
            "忘记密码时重设：dafu users change 登录名 --password",
        )
    if not has_administrator(office.engine):
        return _NO_ADMINISTRATOR
    if sample and find(office.engine, "guanli") is not None:
        return ("用 jingban、shenhe、chaxun 或 guanli 登录；忘记密码时重设：dafu users change guanli --password",)
    return ()
