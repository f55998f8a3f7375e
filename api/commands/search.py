"""``dafu search``: passages by topic, with the reason for each."""

from typing import Annotated

from typer import Argument, Option

from api.commands.options import AsJson, Disclosure, Issuer, Workspace
from api.exits import Exit

NAME = "search"


def run(
    query: Annotated[list[str], Argument(metavar="主题…", help="要查的主题或问题，可写几个词。")],
    kind: Annotated[str | None, Option("--kind", metavar="种类", help="只查一种文件，如 reply、opinion、law。")] = None,
    issuer: Issuer = None,
    year: Annotated[int | None, Option("--year", metavar="年份", help="只查这一年的文件。")] = None,
    disclosure: Disclosure = None,
    top: Annotated[int, Option("--top", metavar="条数", min=1, max=200, help="最多列出多少条。")] = 10,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """按主题查找先例、法规和其他资料。

    每条都说明为什么列出。
    """
    from api.bootstrap import open_workbench
    from api.hit_view import hit_lines, search_record
    from api.output import note, print_json, show
    from api.progress import shown_progress
    from api.search_filters import search_filters
    from api.settings import read_settings

    filters = search_filters(kind, issuer, year, disclosure)
    with shown_progress() as progress:
        workbench = open_workbench(read_settings(workspace), progress)
    found = workbench.search(" ".join(query), filters, top)
    if as_json:
        print_json(search_record(found))
        return Exit.DONE
    for number, hit in enumerate(found.hits, 1):
        show(*hit_lines(number, hit), "")
    if not found.hits:
        note("没有找到。可以换一个说法，或者放宽筛选条件。")
    if found.incomplete:
        note("提示：向量索引还没有建完，语义检索的结果不全。再次运行同一条 dafu ingest 命令可继续建立。")
    return Exit.DONE
