"""``dafu prepare``: everything that is made once for all workspaces."""

from api.commands.options import AsJson, Workspace
from api.exits import Exit

NAME = "prepare"


def run(workspace: Workspace = None, as_json: AsJson = False) -> int:
    """准备编码模型和国家法律的索引。

    所有工作区共用，只做一次；中断后再次运行会继续。
    """
    from api.bootstrap import prepare
    from api.output import note, print_json
    from api.progress import shown_progress
    from api.settings import read_settings

    settings = read_settings(workspace)
    with shown_progress() as progress:
        ready = prepare(settings, progress)
    if as_json:
        print_json(
            {
                "encoder": ready.encoder,
                "laws": ready.laws,
                "articles": ready.articles,
                "cache": str(settings.cache),
            }
        )
    else:
        note(f"编码模型 {ready.encoder} 和国家法律库（{ready.laws} 部、{ready.articles} 条）已就绪。")
    return Exit.DONE
