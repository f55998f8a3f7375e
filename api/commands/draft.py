"""``dafu draft``: the letter for one case."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from api.commands.options import AsJson, Issuer, Workspace
from api.exits import Exit

NAME = "draft"


def run(
    case: Annotated[str, Argument(metavar="办理件", help="提案或建议的文件，或工作区中已有的案号。")],
    role: Annotated[
        str | None, Option("--role", metavar="角色", help="主办、分办、会办或独办；不写则按办理件判断。")
    ] = None,
    issuer: Issuer = None,
    opinion: Annotated[
        list[Path] | None, Option("--opinion", metavar="文件", help="会办单位的意见，可写多次。")
    ] = None,
    date: Annotated[str | None, Option("--date", metavar="日期", help="成文日期，如 2026-05-20。")] = None,
    out: Annotated[Path | None, Option("--out", metavar="文件", help="写入 .docx、.html、.md、.txt 或 .json。")] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """起草答复或会办意见，句句有出处。

    逐条回应建议事项；没有依据的地方写成【待核实：…】，不编造。
    """
    from api.bootstrap import open_workbench
    from api.draft_view import result_lines, result_record, service_record
    from api.output import note, print_json, show
    from api.progress import shown_progress
    from api.settings import read_settings
    from api.workbench import DraftOrder
    from drafting.export.write import check_suffix, write

    if out is not None:
        check_suffix(out)
    with shown_progress() as progress:
        workbench = open_workbench(read_settings(workspace), progress)
    result = workbench.draft(case, opinion or [], DraftOrder(role, issuer, date))
    if out is not None:
        write(result.draft, out, service_record(result))
    if as_json:
        print_json(result_record(result))
    elif out is None:
        show(result.draft.text)
    note(*result_lines(result, [out] if out else []))
    return Exit.DONE
