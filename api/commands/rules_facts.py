"""``dafu rules facts``, ``accept`` and ``reject``: what documents say of rules, and the administrator's decision."""

from typing import Annotated

from typer import Argument, Option

from api.commands.options import AsJson, Workspace
from api.exits import Exit

Fact = Annotated[list[str], Argument(metavar="编号", help="线索的编号（dafu rules facts 列出），写开头几位也可以。")]


def list_facts(
    name: Annotated[str | None, Argument(metavar="标题", help="只列这件政策法规的线索：标题、简称或文号。")] = None,
    everything: Annotated[bool, Option("--all", help="也列出已经采纳、不采纳的，以及文件自己写明的废止。")] = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> int:
    """列出文件中提到的效力线索：到期、废止、修订、替代、拟制定、印发日期等，等待采纳。"""
    from api.bootstrap import open_store
    from api.output import note, print_json, show
    from api.rule_view import fact_lines, fact_record
    from api.settings import read_settings
    from corpus.rulebook.rule_store import open_catalogue

    catalogue = open_catalogue(open_store(read_settings(workspace)))
    facts = catalogue.facts if name is None else catalogue.facts_on(name)
    if not everything:
        facts = tuple(fact for fact in facts if fact.state == "待定" and not fact.own)
    if as_json:
        print_json({"facts": [fact_record(fact) for fact in facts]})
        return Exit.DONE
    for fact in facts:
        show(*fact_lines(fact))
    note(
        f"共 {len(facts)} 条。采纳：dafu rules accept 编号；不采纳：dafu rules reject 编号"
        if facts
        else "没有等待采纳的线索。"
    )
    return Exit.DONE


def accept_fact(ids: Fact, workspace: Workspace = None, as_json: AsJson = False) -> int:
    """采纳线索：写进政策法规目录，今后据此判断效力。"""
    return _decide(ids, True, workspace, as_json)


def reject_fact(ids: Fact, workspace: Workspace = None, as_json: AsJson = False) -> int:
    """不采纳线索：今后不再提示，也不据此判断效力。"""
    return _decide(ids, False, workspace, as_json)


def _decide(ids: list[str], accepted: bool, workspace: Workspace, as_json: bool) -> int:
    from api.bootstrap import open_store
    from api.output import print_json, show
    from api.rule_view import fact_lines, fact_record
    from api.settings import read_settings
    from corpus.rulebook.rules import decide

    store = open_store(read_settings(workspace))
    facts = [decide(store, id, accepted) for id in ids]
    if as_json:
        print_json({"facts": [fact_record(fact) for fact in facts]})
    else:
        for fact in facts:
            show(*fact_lines(fact))
    return Exit.DONE
