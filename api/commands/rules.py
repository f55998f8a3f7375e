"""``dafu rules``: the catalogue of laws, regulations and measures."""

from pathlib import Path
from typing import Annotated

import typer
from typer import Argument, Option

from api.commands.options import AsJson, Issuer, Workspace
from api.commands.rules_facts import accept_fact, list_facts, reject_fact
from api.exits import Exit
from api.help_text import ChineseCommand

NAME = "rules"

app = typer.Typer(help="政策法规目录：列出、查看、载入，核对文件中提到的效力线索。", no_args_is_help=False)
app.command("facts", cls=ChineseCommand)(list_facts)
app.command("accept", cls=ChineseCommand)(accept_fact)
app.command("reject", cls=ChineseCommand)(reject_fact)

On = Annotated[str | None, Option("--on", metavar="日期", help="按这一天判断效力，如 2024-06-01；默认为今天。")]
_STATUS_HELP = "有效、已失效、已废止、已被替代、已修改、尚未施行、征求意见、拟制定或未知。"
_LEVEL_HELP = "法律、行政法规、地方性法规、部门规章、规范性文件等。"
_FILE_HELP = "政策法规清单（.toml、.csv、.xlsx）或法律数据库；不写则载入随程序安装的国家法律。"


@app.command("list", cls=ChineseCommand)
def list_rules(
    words: Annotated[str | None, Argument(metavar="标题", help="只列标题、别名或文号含有这些字的。")] = None,
    query: Annotated[str | None, Option("--query", metavar="文字", help="同“标题”。")] = None,
    status: Annotated[str | None, Option("--status", metavar="效力", help=_STATUS_HELP)] = None,
    level: Annotated[str | None, Option("--level", metavar="位阶", help=_LEVEL_HELP)] = None,
    issuer: Issuer = None,
    on: On = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:  # fmt: skip
    """列出政策法规：标题、文号、制定机关、位阶、日期和效力。"""
    from datetime import date

    from api.bootstrap import open_store
    from api.output import note, print_json, show
    from api.rule_view import Wanted, check_day, rule_line, rule_record
    from api.rule_view import list_rules as listed
    from api.settings import read_settings
    from corpus.rulebook.rule_store import open_catalogue

    day = check_day(on or date.today().isoformat())
    catalogue = open_catalogue(open_store(read_settings(workspace)))
    found = listed(catalogue, Wanted(day, query or words, status, level, issuer))
    if as_json:
        print_json({"rules": [rule_record(one.rule, one.standing) for one in found]})
        return Exit.DONE
    show(*(rule_line(one.rule, one.standing) for one in found))
    note(f"共 {len(found)} 件。" if found else "没有找到。载入国家法律：dafu rules import")
    return Exit.DONE


@app.command("show", cls=ChineseCommand)
def show_rule(
    title: Annotated[str, Argument(metavar="标题", help="全称、简称、文号或编号。")],
    article: Annotated[str | None, Option("--article", metavar="条", help="只看这一条，如 第五条 或 5。")] = None,
    on: On = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """查看一件政策法规：效力、各个文本、条文、被哪些文件引用，以及文件中提到的效力线索。"""
    from datetime import date

    from api.bootstrap import open_store
    from api.output import print_json, show
    from api.rule_page import rule_page, rule_page_lines
    from api.rule_view import check_day
    from api.settings import read_settings

    day = check_day(on or date.today().isoformat())
    page = rule_page(open_store(read_settings(workspace)), title, day, article)
    if as_json:
        print_json(page)
    else:
        show(*rule_page_lines(page))
    return Exit.DONE


@app.command("import", cls=ChineseCommand)
def import_rules(
    path: Annotated[
        Path | None,
        Argument(metavar="文件", help=_FILE_HELP),
    ] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:  # fmt: skip
    """载入国家法律，或者导入管理员整理的政策法规清单。

    清单第一行写列名：标题、文号、制定机关、发布日期、施行日期、失效日期、效力、替代文件、别名、出处等，只有标题必填。
    重复导入不会重复，空着的格子不会抹掉已有内容。政策法规的全文请用 dafu ingest 导入。
    """
    from corpus.rulebook.rule_import import SUFFIXES

    if path is not None and path.suffix.lower() in SUFFIXES:
        return _import_list(path, workspace, as_json)
    return _import_laws(path, workspace, as_json)


def _import_laws(path: Path | None, workspace: Path | None, as_json: bool) -> int:
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


def _import_list(path: Path, workspace: Path | None, as_json: bool) -> int:
    from api.bootstrap import open_store
    from api.output import note, print_json
    from api.settings import read_settings
    from corpus.errors import UnusableInput
    from corpus.rulebook.rule_import import import_list

    if not path.is_file():
        raise UnusableInput(f"找不到政策法规清单 {path}，请检查路径。")
    report = import_list(open_store(read_settings(workspace)), path)
    failed = [{"line": one.line, "reason": one.reason} for one in report.failed]
    if as_json:
        told = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged, "failed": failed}
        print_json(told)
    note(*(f"第 {one.line} 行没有导入：{one.reason}。" for one in report.failed))
    if not as_json:
        note(f"新增 {report.added} 件，补充 {report.updated} 件，没有变化 {report.unchanged} 件。")
    return Exit.PARTLY if report.failed else Exit.DONE
