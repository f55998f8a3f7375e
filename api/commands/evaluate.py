"""``dafu evaluate``: how well and how fast search finds, on a benchmark folder."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit

NAME = "evaluate"


def run(
    folder: Annotated[
        Path,
        Argument(
            metavar="评测文件夹",
            help="BEIR 格式：corpus.jsonl、queries.jsonl，以及 qrels.tsv 或 qrels/ 下的 .tsv 文件。",
        ),
    ],
    top: Annotated[int, Option("--top", metavar="条数", min=10, max=1000, help="每条查询取前多少条来评。")] = 100,
    subset: Annotated[
        int | None, Option("--subset", metavar="条数", min=1, help="只用这么多条查询（均匀选取，每次相同）。")
    ] = None,
    report: Annotated[
        Path | None, Option("--report", metavar="文件夹", help="把结果写成 JSON 和 Markdown 表格，放进这个文件夹。")
    ] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """用带标准答案的评测集检验检索：查得准不准、全不全、快不快。

    一个文档算一段。分别给出词语检索、语义检索和两者合并的结果；耗时不含编码查询的时间。索引和向量存放在缓存文件夹，再次运行时直接使用。
    """
    from api.bootstrap import evaluate_folder
    from api.evaluation_view import evaluation_lines, evaluation_record, write_report
    from api.output import note, print_json, show
    from api.progress import shown_progress
    from api.settings import read_settings

    with shown_progress() as progress:
        found = evaluate_folder(read_settings(workspace), folder, top, subset, progress)
    if report is not None:
        note(*(f"已写入 {path}" for path in write_report(found, report)))
    if as_json:
        print_json(evaluation_record(found))
        return Exit.DONE
    show(*evaluation_lines(found))
    return Exit.DONE
