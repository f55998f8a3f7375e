"""``dafu commitments``: the ledger of what replies promised."""

from typing import Annotated

import typer
from typer import Argument, Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit
from api.help_text import ChineseCommand

NAME = "commitments"

app = typer.Typer(help="承诺事项台账：列出、查看、登记落实情况。", no_args_is_help=False)


@app.command("list", cls=ChineseCommand)
def list_commitments(
    issuer: Annotated[str | None, Option("--issuer", metavar="机关", help="只列这个机关答复中的承诺。")] = None,
    case: Annotated[str | None, Option("--case", metavar="案号", help="只列这件提案或建议的答复中的承诺。")] = None,
    open_only: Annotated[bool, Option("--open", help="只列还没有办结的。")] = False,
    due_before: Annotated[
        str | None, Option("--due-before", metavar="日期", help="只列在这一天以前（含当天）到期的，如 2026-12-31。")
    ] = None,
    top: Annotated[int, Option("--top", metavar="条数", min=1, max=10_000, help="最多列出多少条。")] = 200,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """列出已导入答复中的承诺事项：措施、责任单位、时限、落实情况。

    后来的答复和总结中提到的落实情况只作为“建议”列出，由承办人用 dafu commitments set 登记。
    """
    from api.bootstrap import open_store
    from api.commitment_view import commitment_lines, commitment_record, settle_day
    from api.output import note, print_json, show
    from api.settings import read_settings
    from corpus.commitments.ledger import Wanted, followed, listed, with_asks

    store = open_store(read_settings(workspace))
    found = listed(store, Wanted(issuer, case, open_only, settle_day(due_before)))
    shown = followed(store, with_asks(store, found[:top]))
    if as_json:
        print_json({"count": len(found), "commitments": [commitment_record(one) for one in shown]})
        return Exit.DONE
    for one in shown:
        show(*commitment_lines(one), "")
    if not found:
        note("没有找到承诺事项。请先用 dafu ingest 导入答复，或者放宽条件。")
    elif len(found) > len(shown):
        note(f"共 {len(found)} 条，列出前 {len(shown)} 条；用 --top 多列一些。")
    else:
        note(f"共 {len(found)} 条。")
    return Exit.DONE


@app.command("show", cls=ChineseCommand)
def show_commitment(
    id: Annotated[str, Argument(metavar="编号", help="dafu commitments list 列出的编号。")],
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """查看一条承诺：原句、时限、责任单位，以及后来的答复和总结怎么说。"""
    from api.bootstrap import open_store
    from api.commitment_view import commitment_page, commitment_record
    from api.output import print_json, show
    from api.settings import read_settings
    from corpus.commitments.ledger import followed, found_by_id, with_asks

    store = open_store(read_settings(workspace))
    one = followed(store, with_asks(store, [found_by_id(store, id)]))[0]
    if as_json:
        print_json(commitment_record(one))
    else:
        show(*commitment_page(one))
    return Exit.DONE


@app.command("set", cls=ChineseCommand)
def set_commitment(
    id: Annotated[str, Argument(metavar="编号", help="dafu commitments list 列出的编号。")],
    status: Annotated[
        str, Option("--status", metavar="状态", help="未启动、进行中、已完成、变更 或 无法落实。")
    ],
    evidence: Annotated[str | None, Option("--evidence", metavar="依据", help="落实情况的依据。")] = None,
    reply: Annotated[str | None, Option("--reply", metavar="文号", help="二次答复的文号。")] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:  # fmt: skip
    """登记一条承诺的落实情况。"""
    from api.bootstrap import open_store
    from api.commitment_view import commitment_page, commitment_record, settle_status
    from api.output import print_json, show
    from api.settings import read_settings
    from corpus.commitments.ledger import followed, set_state, with_asks

    store = open_store(read_settings(workspace))
    kept = set_state(store, id, settle_status(status), evidence, reply)
    one = followed(store, with_asks(store, [kept]))[0]
    if as_json:
        print_json(commitment_record(one))
    else:
        show(*commitment_page(one))
    return Exit.DONE
