"""``dafu precedents``: for each ask of a case, how the like was answered before."""

from typing import Annotated

from typer import Argument, Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit

NAME = "precedents"


def run(
    case: Annotated[str, Argument(metavar="办理件", help="提案或建议的文件，或工作区中已有的案号。")],
    top: Annotated[int, Option("--top", metavar="条数", min=1, max=50, help="每项建议最多列出多少条。")] = 5,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """按建议事项逐项列出过去的答复和相关法规。"""
    from api.bootstrap import find_precedents
    from api.hit_view import hit_lines, hit_record
    from api.output import print_json, show
    from api.settings import read_settings

    found = find_precedents(read_settings(workspace), case, top)
    if as_json:
        print_json(
            {
                "suggestions": [
                    {
                        "id": one.suggestion.id,
                        "text": one.suggestion.text,
                        "precedents": [hit_record(hit) for hit in one.precedents],
                        "rules": [hit_record(hit) for hit in one.rules],
                    }
                    for one in found
                ]
            }
        )
        return Exit.DONE
    for one in found:
        show(f"建议 {one.suggestion.id}：{' '.join(one.suggestion.text.split())}", "")
        for name, hits in (("先例", one.precedents), ("法规", one.rules)):
            show(f"【{name}】" if hits else f"【{name}】没有找到。")
            for number, hit in enumerate(hits, 1):
                show(*hit_lines(number, hit), "")
    return Exit.DONE
