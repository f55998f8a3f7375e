"""``dafu precedents``: for each ask of a case, how the like was answered before."""

from typing import Annotated

from typer import Argument, Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit

NAME = "precedents"


def run(
    case: Annotated[str, Argument(metavar="办理件", help="提案或建议的文件，或工作区中已有的案号。")],
    top: Annotated[int, Option("--top", metavar="条数", min=1, max=50, help="每项建议最多列出多少条。")] = 5,
    own: Annotated[
        str | None, Option("--for", metavar="机关", help="为哪个机关查：本机关、本地区和较新的先例排得略靠前。")
    ] = None,
    on: Annotated[
        str | None, Option("--date", metavar="日期", help="法规按哪一天判断效力，如 2026-05-20；不写则按办理件判断。")
    ] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """按建议事项逐项列出过去的答复和相关法规。

    先同过去办理件的建议事项相比，列出当时逐条的答复；法规注明效力，已失效的不会当作有效的列出。
    """
    from api.bootstrap import open_workbench
    from api.output import print_json, show
    from api.precedent_view import ask_record, precedent_lines, rule_lines
    from api.progress import shown_progress
    from api.settings import read_settings

    with shown_progress() as progress:
        workbench = open_workbench(read_settings(workspace), progress)
    found = workbench.precedents(case, top, own, on)
    if as_json:
        print_json({"suggestions": [ask_record(one) for one in found]})
        return Exit.DONE
    for one in found:
        show(f"建议 {one.suggestion.id}：{' '.join(one.suggestion.text.split())}", "")
        show("【先例】" if one.precedents else "【先例】没有找到。")
        for number, past in enumerate(one.precedents, 1):
            show(*precedent_lines(number, past), "")
        show("【法规】" if one.rules else "【法规】没有找到。")
        for number, rule in enumerate(one.rules, 1):
            show(*rule_lines(number, rule), "")
    return Exit.DONE
