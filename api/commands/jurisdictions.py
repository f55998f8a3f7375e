"""``dafu jurisdictions``: the ways of places, shown with where each value comes from, and own files checked."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from typer import Argument, Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit
from api.help_text import ChineseCommand

NAME = "jurisdictions"

app = typer.Typer(help="各地办理规则：列出、查看、核对。", no_args_is_help=False)


@app.command("list", cls=ChineseCommand)
def list_jurisdictions(workspace: Workspace = None, as_json: AsJson = False) -> int:
    """列出登记了办理规则的地方。"""
    from api.jurisdiction_view import place_line, place_records
    from api.output import note, print_json, show
    from api.settings import read_settings
    from drafting.jurisdiction_register import jurisdictions

    records = place_records(jurisdictions(*read_settings(workspace).own_places))
    if as_json:
        print_json({"jurisdictions": records})
        return Exit.DONE
    show(*map(place_line, records))
    note(f"共 {len(records)} 个。其他地方按上级地区和国家的规定；补充办法见 docs/jurisdictions.md。")
    return Exit.DONE


@app.command("show", cls=ChineseCommand)
def show_jurisdiction(
    region: Annotated[str, Argument(metavar="地区", help="地区全称，如 青岛市；全国的写 国家。")],
    body: Annotated[str, Option("--body", metavar="机构", help="政协（提案）或人大（建议）。")] = "政协",
    year: Annotated[int | None, Option("--year", metavar="年份", min=1949, max=2999, help="不写则按今年。")] = None,
    issuer: Annotated[str | None, Option("--issuer", metavar="机关", help="加上只适用于这个单位的规则。")] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """查看一个地方的办理规则：每一项的内容、出自哪一级、依据是什么。"""
    from api.jurisdiction_view import ways_lines, ways_record
    from api.output import print_json, show
    from api.settings import read_settings
    from corpus.errors import UnusableInput
    from corpus.offices.regions import region_names
    from drafting.jurisdiction_register import jurisdictions

    places = jurisdictions(*read_settings(workspace).own_places)
    if body not in ("政协", "人大"):
        raise UnusableInput(f"机构“{body}”无法识别，请用 政协 或 人大。")
    if region not in places.regions and region not in region_names():
        raise UnusableInput(
            f"不认识地区“{region}”，请写全称（如 青岛市）；用 dafu jurisdictions list 查看已登记的地方。"
        )
    ways = places.of(region, "政协" if body == "政协" else "人大", year or date.today().year, issuer)
    if as_json:
        print_json(ways_record(ways))
    else:
        show(*ways_lines(ways))
    return Exit.DONE


@app.command("check", cls=ChineseCommand)
def check_jurisdictions(
    paths: Annotated[
        list[Path] | None, Argument(metavar="文件…", help="规则文件或文件夹；不写则核对工作区和设置里的。")
    ] = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """核对自己写的规则文件：格式是否正确，有没有前后不一致的地方。"""
    from api.jurisdiction_check import checked
    from api.output import note, print_json, show
    from api.settings import read_settings

    results = checked(paths or list(read_settings(workspace).own_places))
    wrong = sum(1 for one in results if one.error)
    if as_json:
        print_json({"files": [one.record() for one in results]})
    else:
        show(*(line for one in results for line in one.lines()))
        note(f"核对了 {len(results)} 个文件，{wrong} 个有错误。" if results else "没有找到自己的规则文件。")
    return Exit.UNUSABLE if wrong else Exit.DONE
