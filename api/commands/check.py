"""``dafu check``: a letter looked over before it is signed."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from api.commands.options import AsJson, Issuer, Workspace
from api.exits import Exit

NAME = "check"


def run(
    letter: Annotated[
        Path, Argument(metavar="稿件", help="答复或会办意见：.docx、.txt 等，或 dafu draft 写出的 .json。")
    ],
    case: Annotated[
        str | None, Option("--case", metavar="办理件", help="提案或建议的文件，或工作区中已有的案号。")
    ] = None,
    opinion: Annotated[
        list[Path] | None, Option("--opinion", metavar="文件", help="会办单位的意见，可写多次。")
    ] = None,
    role: Annotated[str | None, Option("--role", metavar="角色", help="主办、分办、会办或独办。")] = None,
    issuer: Issuer = None,
    date: Annotated[
        str | None, Option("--date", metavar="日期", help="稿件没有成文日期时按这一天检查，默认今天。")
    ] = None,
    record: Annotated[
        Path | None, Option("--record", metavar="文件", help="办理记录（.toml）：交办日期、期限、沟通情况。")
    ] = None,
    fix: Annotated[
        Path | None, Option("--fix", metavar="文件", help="改正有把握的问题，另存为 .docx 或 .txt。")
    ] = None,
    only: Annotated[
        list[str] | None, Option("--only", metavar="规则", help="只改正这些规则的问题，如 R30，可写多次。")
    ] = None,
    strict: Annotated[bool, Option("--strict", help="有阻断问题时以退出码 4 结束。")] = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """检查答复或会办意见，逐条列出问题、位置和改法。

    没有办理件、会办意见或办理记录时，与之有关的规则会说明没有检查。
    """
    from api.bootstrap import open_workbench
    from api.check_files import CheckOrder
    from api.check_view import review_lines, review_record
    from api.fixed_letter import check_target, write_fixed
    from api.output import note, print_json, show
    from api.progress import shown_progress
    from api.settings import read_settings

    if fix is not None:
        check_target(letter, fix)
    with shown_progress() as progress:
        workbench = open_workbench(read_settings(workspace), progress)
    order = CheckOrder(case, tuple(opinion) if opinion else None, role, issuer, date, record)
    checked = workbench.check(letter, order)
    gaps = tuple(dict.fromkeys(checked.letter.text[start:end] for start, end in checked.letter.gaps))
    if as_json:
        print_json(review_record(checked.review, gaps))
    else:
        show(*review_lines(checked.review, gaps))
    if fix is not None:
        made = write_fixed(letter, fix, checked.letter.document, checked.review.findings, only)
        note(f"已改正 {made} 处，另存为 {fix}。")
    return Exit.REFUSED if strict and checked.review.blocks else Exit.DONE
