"""``dafu rules``: the catalogue of laws, regulations and measures."""

from pathlib import Path
from typing import Annotated

import typer
from typer import Argument, Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit
from api.help_text import ChineseCommand

NAME = "rules"

app = typer.Typer(help="政策法规目录：列出、查看、载入。", no_args_is_help=False)


@app.command("list", cls=ChineseCommand)
def list_rules(
    words: Annotated[str | None, Argument(metavar="标题", help="只列标题含有这些字的。")] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """列出政策法规：标题、制定机关、日期和效力。"""
    from api.bootstrap import open_store
    from api.output import note, print_json, show
    from api.rule_view import rule_line, rule_record, rules_in
    from api.settings import read_settings

    found = rules_in(open_store(read_settings(workspace)), words)
    if as_json:
        print_json({"rules": [rule_record(rule) for rule in found]})
        return Exit.DONE
    show(*(rule_line(rule) for rule in found))
    note(f"共 {len(found)} 件。" if found else "没有找到。载入国家法律：dafu rules import")
    return Exit.DONE


@app.command("show", cls=ChineseCommand)
def show_rule(
    title: Annotated[str, Argument(metavar="标题", help="全称、简称、文号或编号。")],
    article: Annotated[str | None, Option("--article", metavar="条", help="只看这一条，如 第五条 或 5。")] = None,
    on: Annotated[str | None, Option("--on", metavar="日期", help="按这一天有效的版本，如 2024-06-01。")] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """查看一件政策法规，或其中一条。"""
    from api.bootstrap import open_store
    from api.output import print_json, show
    from api.rule_view import find_article, find_rule, rule_line, rule_record
    from api.settings import read_settings

    store = open_store(read_settings(workspace))
    rule = find_rule(store, title, on)
    found = find_article(store, rule, article) if article else None
    if as_json:
        text = {"passage": found.key, "start": found.start, "end": found.end} if found else {}
        print_json(rule_record(rule) | text | {"text": found.text if found else rule.document.text})
    else:
        show(rule_line(rule), "", found.text if found else rule.document.text)
    return Exit.DONE


@app.command("import", cls=ChineseCommand)
def import_rules(
    path: Annotated[
        Path | None, Argument(metavar="数据库", help="同样格式的法律数据库；不写则用随程序安装的。")
    ] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """载入国家法律。

    同一份数据只载入一次。地方的政策法规请用 dafu ingest 导入。
    """
    from api.bootstrap import import_laws
    from api.output import note, print_json
    from api.progress import shown_progress
    from api.settings import read_settings

    with shown_progress() as progress:
        report = import_laws(read_settings(workspace), path, progress)
    if as_json:
        print_json({"loaded": report.loaded, "laws": report.laws, "articles": report.articles})
    else:
        state = "已载入" if report.loaded else "早已载入"
        note(f"{state}国家法律 {report.laws} 部、{report.articles} 条。")
    return Exit.DONE
