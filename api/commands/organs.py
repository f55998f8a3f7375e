"""``dafu organs``: the gazetteer of organs, their names over time, and who has to do what."""

from typing import Annotated

import typer
from typer import Argument, Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit
from api.help_text import ChineseCommand

NAME = "organs"

app = typer.Typer(help="机关单位名录：列出、查看。", no_args_is_help=False)


@app.command("list", cls=ChineseCommand)
def list_organs(
    words: Annotated[str | None, Argument(metavar="名称", help="只列全称、简称或旧称含有这些字的。")] = None,
    kind: Annotated[
        str | None, Option("--kind", metavar="类别", help="只列这一类，如 政府部门、党委、群团、垂直。")
    ] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """列出机关单位：名称、简称、存续时间和承继机关。"""
    from api.organ_view import entries_with, entry_line, entry_record
    from api.output import note, print_json, show

    found = entries_with(words, kind)
    if as_json:
        print_json({"organs": [entry_record(entry) for entry in found]})
        return Exit.DONE
    show(*(entry_line(entry) for entry in found))
    note(f"共 {len(found)} 个。" if found else "没有找到。名录里没有的单位，可在 DAFU_ORGANS 指定的文件中补充。")
    return Exit.DONE


@app.command("show", cls=ChineseCommand)
def show_organ(
    name: Annotated[str, Argument(metavar="名称", help="全称、简称或旧称，可带地名，如 东莞市质监局。")],
    on: Annotated[str | None, Option("--on", metavar="日期", help="按这一天判断名称是否有效，如 2024-06-01。")] = None,
    region: Annotated[str | None, Option("--region", metavar="地区", help="名称没有写地名时所属的地区。")] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """查看一个机关单位：名称是否规范、何时有效、现由谁承继。"""
    from api.organ_view import resolved_lines, resolved_record, resolved_with
    from api.output import print_json, show

    found = resolved_with(name, region, on)
    if as_json:
        print_json(resolved_record(name, found))
    else:
        show(*resolved_lines(name, found))
    return Exit.DONE


@app.command("duties", cls=ChineseCommand)
def list_duties(
    topic: Annotated[
        str | None, Argument(metavar="事项", help="要办的事，如 检验检测能力建设；不写则列出全部。")
    ] = None,
    unit: Annotated[str | None, Option("--unit", metavar="单位", help="只列这个单位牵头或参与的。")] = None,
    top: Annotated[int, Option("--top", metavar="条数", min=1, help="最多列出多少条。")] = 20,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """查某件事由谁牵头、谁参与，依据是工作区里的任务分工。"""
    from api.bootstrap import open_store
    from api.duty_view import duties_in, duty_lines, duty_record
    from api.output import note, print_json, show
    from api.settings import read_settings

    store = open_store(read_settings(workspace))
    try:
        found = duties_in(store, topic, unit, top)
    finally:
        store.close()
    if as_json:
        print_json({"duties": [duty_record(one) for one in found]})
        return Exit.DONE
    show(*(line for one in found for line in duty_lines(one)))
    note(f"共 {len(found)} 项。" if found else "没有找到。任务分工取自已导入的通知、方案等，可先用 dafu ingest 导入。")
    return Exit.DONE
