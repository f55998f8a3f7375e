"""``dafu ingest``: files and folders into the workspace."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from api.commands.options import AsJson, Disclosure, Issuer, Workspace
from api.exits import Exit

NAME = "ingest"


def run(
    paths: Annotated[list[Path], Argument(metavar="文件或文件夹…", help="要导入的文件；文件夹连同下级一起导入。")],
    issuer: Issuer = None,
    region: Annotated[str | None, Option("--region", metavar="地区", help="文件所属地区，如 东莞市。")] = None,
    disclosure: Disclosure = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """导入文件或文件夹，并建立索引。

    内容没有变化的文件不会重复存放；读不了的文件逐个列出，不影响其他文件。
    """
    from api.bootstrap import ingest_files, refresh_index
    from api.ingest_view import report_lines, report_record
    from api.output import note, print_json, show
    from api.progress import shown_progress
    from api.settings import read_settings

    settings = read_settings(workspace)
    with shown_progress() as progress:
        report = ingest_files(settings, paths, issuer, region, disclosure, progress)
        refresh_index(settings, progress)
    if as_json:
        print_json(report_record(report))
    else:
        show(*report_lines(report))
    for notice in report.notices:
        note(f"请注意：{notice.file}（{notice.notice}）")
    for failure in report.failed:
        note(f"没有导入：{failure.file}（{failure.reason}）")
    if not report.failed:
        return Exit.DONE
    return Exit.PARTLY if report.added + report.updated + report.unchanged else Exit.UNUSABLE
