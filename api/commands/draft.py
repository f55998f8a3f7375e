"""``dafu draft``: the letter for one case."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from api.commands.options import Against, AsJson, CopyKind, Issuer, LetterFile, LetterLayout, Workspace
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
    letter: Annotated[
        str | None, Option("--letter", metavar="文种", help="答复、会办意见、二次答复或延期说明；不写则按角色。")
    ] = None,
    part: Annotated[
        str | None, Option("--part", metavar="事项", help="分办时由本单位答复的部分，如 建议1、建议2。")
    ] = None,
    assigned: Annotated[
        str | None, Option("--assigned", metavar="日期", help="交办日期，如 2026-03-02，用来推算延期后的期限。")
    ] = None,
    choices: Annotated[
        Path | None, Option("--choices", metavar="文件", help="承办人的取舍（JSON：stances、out、in、sentences）。")
    ] = None,
    out: LetterFile = None,
    copy: CopyKind = None,
    layout: LetterLayout = None,
    against: Against = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """起草答复或会办意见，句句有出处。

    逐条回应建议事项；没有依据的地方写成【待核实：…】，不编造。
    """
    from api.bootstrap import open_workbench
    from api.choices_file import choices_in
    from api.copy_order import copy_order, settled_copy
    from api.draft_view import result_lines, result_record, service_record
    from api.output import note, print_json, show
    from api.progress import shown_progress
    from api.settings import read_settings
    from api.work import DraftOrder
    from drafting.choices import redraft
    from drafting.export.write import write
    from drafting.frame import FrameOrder

    order = copy_order(copy, layout, against, out)
    made = choices_in(choices) if choices else None
    with shown_progress() as progress:
        workbench = open_workbench(read_settings(workspace), progress)
    result = workbench.draft(case, opinion or [], DraftOrder(role, issuer, date, FrameOrder(letter, part, assigned)))
    result = redraft(result, made) if made else result
    if out is not None:
        write(result.draft, out, service_record(result), settled_copy(order, result))
    if as_json:
        print_json(result_record(result))
    elif out is None:
        show(result.draft.text)
    note(*result_lines(result, [out] if out else []))
    return Exit.DONE
