"""``dafu demo``: the sample corpus and the letter for the sample case."""

from pathlib import Path
from typing import Annotated

from typer import Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit

NAME = "demo"


def run(
    out: Annotated[Path, Option("--out", metavar="文件夹", help="答复写到这个文件夹。")] = Path("out"),
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """载入示例资料，起草示例提案的答复。

    示例是虚构城市的资料；答复写成 reply.docx 和 reply.html。
    """
    from api.bootstrap import ingest_files, open_workbench
    from api.draft_view import result_lines, result_record, service_record
    from api.output import note, print_json
    from api.progress import shown_progress
    from api.sample import read_sample
    from api.settings import read_settings
    from api.work import DraftOrder
    from drafting.export.write import write

    settings, sample = read_settings(workspace), read_sample()
    with shown_progress() as progress:
        report = ingest_files(settings, sample.past, progress=progress)
        workbench = open_workbench(settings, progress)
    result = workbench.draft(str(sample.demo.case), sample.demo.opinions, DraftOrder(issuer=sample.demo.issuer))
    written = [out / "reply.docx", out / "reply.html"]
    for path in written:
        write(result.draft, path, service_record(result))
    if as_json:
        print_json(result_record(result))
    note(
        f"示例资料（虚构的澜州市）{report.documents} 份、{report.passages} 段，在工作区 {settings.workspace}。",
        *result_lines(result, written),
        "",
        "接下来可以：",
        f"  打开 {written[1]}     看每句话的出处；{written[0]} 用 Word 或 WPS 修改",
        "  .venv/bin/dafu search 加装电梯 补助标准        按主题查先例和法规",
        "  .venv/bin/dafu serve                           打开网页（http://127.0.0.1:8000）",
        "  .venv/bin/dafu ingest 我的文件夹 --workspace 我的工作区    导入自己的资料（与示例分开存放）",
        "  .venv/bin/dafu draft 提案.docx --out 答复.docx --workspace 我的工作区",
    )
    return Exit.DONE
