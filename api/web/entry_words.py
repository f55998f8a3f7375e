"""Entries of the trail in words."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from api.workplace.trail import Entry

_READ = "draft.read"
_NAMES = {
    "case.add": "登记",
    "case.change": "修改登记",
    "case.talk": "记录沟通",
    "case.opinion": "收到会办意见",
    "case.proposal": "提交提案原文",
    "draft.add": "开始拟稿",
    "draft.save": "保存一版",
    "draft.送审": "送审",
    "draft.退回": "退回",
    "draft.审定": "审定",
    "draft.comment": "写批注",
    "draft.settle": "处理批注",
    "draft.read": "查看受保护的依据",
    "draft.export": "导出",
}


def folded(entries: Sequence[Entry]) -> Iterator[tuple[Entry, int]]:
    """Each entry with how often it was made in a row: one who reads a letter for an hour looks at it many times."""
    for _, alike in groupby(entries, key=lambda entry: (entry.login, entry.action, entry.subject, entry.detail)):
        every = list(alike)
        if every[0].action == _READ:
            yield every[0], len(every)
        else:
            yield from ((entry, 1) for entry in every)


def entry_name(entry: Entry) -> str:
    """What was done; an action that has no name here stands as it is."""
    return _NAMES.get(entry.action, entry.action)


def entry_words(entry: Entry) -> str:
    """What the entry tells besides, in one line."""
    return "，".join(_parts(json.loads(entry.detail)))


def _parts(detail: dict[str, object]) -> Iterator[str]:
    if detail.get("version"):
        yield f"第 {detail['version']} 版"
    if "from" in detail and "to" in detail:
        yield f"{detail['from']} → {detail['to']}"
    if isinstance(detail.get("changed"), dict):
        yield f"改了 {len(detail['changed'])} 项"  # type: ignore[arg-type]
    for name in ("day", "way", "name", "form", "reason"):
        if isinstance(detail.get(name), str) and detail[name]:
            yield str(detail[name])
