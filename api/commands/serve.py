"""``dafu serve``: the web pages and the HTTP interface on this machine."""

from typing import Annotated

from typer import Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit

NAME = "serve"


def run(
    host: Annotated[str, Option("--host", metavar="地址", help="监听的地址；默认只有本机能访问。")] = "127.0.0.1",
    port: Annotated[int, Option("--port", metavar="端口", min=0, max=65535, help="监听的端口。")] = 8000,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """打开网页和接口。

    在网页上查资料，或粘贴提案起草答复。按 Ctrl-C 结束。
    """
    from api.output import note, print_json
    from api.progress import shown_progress
    from api.server import listen, serve
    from api.settings import read_settings

    settings = read_settings(workspace)
    with listen(host, port) as socket:
        bound = socket.getsockname()[1]
        address = f"http://{f'[{host}]' if ':' in host else host}:{bound}"
        with shown_progress() as progress:
            from api.bootstrap import open_workbench

            workbench = open_workbench(settings, progress)
        if as_json:
            print_json({"address": address})
        note(f"网页已打开：{address}（按 Ctrl-C 结束）")
        if host not in ("127.0.0.1", "::1", "localhost"):
            note("提醒：同一网络的其他人也能访问。本程序没有登录，请只在可信的网络中这样使用。")
        serve(workbench, settings.error_log, host, socket)
    note("网页已关闭。")
    return Exit.DONE
