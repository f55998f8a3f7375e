"""``dafu search``: passages by topic, with the reason for each."""

from typing import Annotated

from typer import Argument, Option

from api.commands.options import AsJson, Disclosure, Issuer, Workspace
from api.exits import Exit

NAME = "search"


def run(
    query: Annotated[list[str], Argument(metavar="主题…", help="要查的主题、问题、文号、案号、标题或条文。")],
    kind: Annotated[str | None, Option("--kind", metavar="种类", help="只查一种文件，如 reply、opinion、law。")] = None,
    issuer: Issuer = None,
    year: Annotated[int | None, Option("--year", metavar="年份", help="只查这一年的文件。")] = None,
    since: Annotated[int | None, Option("--since", metavar="年份", help="只查这一年及以后的文件。")] = None,
    until: Annotated[int | None, Option("--until", metavar="年份", help="只查这一年及以前的文件。")] = None,
    region: Annotated[str | None, Option("--region", metavar="地区", help="只查这一地区的文件，如“东莞市”。")] = None,
    disclosure: Disclosure = None,
    mark: Annotated[
        str | None, Option("--class", metavar="类别", help="只查办理结果为这一类的答复，如 A、B、C。")
    ] = None,
    status: Annotated[
        str | None, Option("--status", metavar="效力", help="只查这种效力状态的法规文件，如“有效”“已失效”“已废止”。")
    ] = None,
    on: Annotated[
        str | None, Option("--on", metavar="日期", help="效力状态按哪一天判断，如 2025-06-01，默认为今天。")
    ] = None,
    own: Annotated[
        str | None, Option("--for", metavar="机关", help="为哪个机关查：本机关、本地区和较新的资料排得略靠前。")
    ] = None,
    top: Annotated[int, Option("--top", metavar="条数", min=1, max=200, help="最多列出多少条。")] = 10,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """按主题查找先例、法规和其他资料。

    每条都说明为什么列出，并按种类、机关、年份等统计全部相符的文件。输入文号、案号、标题或条文时，相应的文件排在最前。
    """
    from api.bootstrap import open_workbench
    from api.hit_view import search_record
    from api.output import note, print_json, show
    from api.progress import shown_progress
    from api.search_filters import search_filters
    from api.search_view import search_lines, search_notes
    from api.settings import read_settings

    filters = search_filters(
        kind, issuer, year, disclosure, region=region, mark=mark, since=since, until=until, status=status, on=on
    )
    with shown_progress() as progress:
        workbench = open_workbench(read_settings(workspace), progress)
    found = workbench.search(" ".join(query), filters, top, own)
    if as_json:
        print_json(search_record(found))
        return Exit.DONE
    show(*search_lines(found))
    for said in search_notes(found):
        note(said)
    return Exit.DONE
