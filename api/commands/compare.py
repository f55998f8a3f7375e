"""``dafu compare``: a letter beside earlier answers."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from api.commands.options import AsJson, Issuer, Workspace
from api.exits import Exit

NAME = "compare"


def run(
    letter: Annotated[
        Path, Argument(metavar="稿件", help="答复或会办意见：.docx、.txt 等，或 dafu draft 写出的 .json。")
    ],
    given: Annotated[
        list[str] | None,
        Option("--with", metavar="材料", help="同这份答复比较：文件，或工作区中材料的编号、文号，可写多次。"),
    ] = None,
    top: Annotated[
        int, Option("--top", metavar="份数", min=1, max=20, help="没有写 --with 时，最多同多少份过去的答复比较。")
    ] = 3,
    case: Annotated[
        str | None, Option("--case", metavar="办理件", help="提案或建议的文件，或工作区中已有的案号。")
    ] = None,
    issuer: Issuer = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """把稿件同过去的答复逐项比较：态度、数据、政策依据、类别、承诺、时限有什么变化。

    不写 --with 时，同本机关对同一件、同类事项的过去答复比较，并列出没有交代的承诺和照抄外地材料的文字。
    """
    from api.bootstrap import open_store, open_workbench
    from api.compare_view import comparison_lines, comparison_record
    from api.comparing import CompareOrder, compare_with_given
    from api.output import note, print_json, show
    from api.progress import shown_progress
    from api.settings import read_settings

    order = CompareOrder(case, tuple(given or ()), top, issuer)
    settings = read_settings(workspace)
    if given:
        found = compare_with_given(open_store(settings), letter, order)
    else:
        with shown_progress() as progress:
            workbench = open_workbench(settings, progress)
        found = workbench.compare(letter, order)
    if as_json:
        print_json(comparison_record(found))
        return Exit.DONE
    show(*comparison_lines(found))
    if not found.comparison.priors:
        note("工作区里没有找到本机关过去对同一件或同类事项的答复；可以用 --with 指定。")
    return Exit.DONE
