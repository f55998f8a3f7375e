"""The gazetteer of organs for the command line."""

import re
from datetime import date
from typing import Any

from corpus.errors import NotFound, UnusableInput
from corpus.offices.gazetteer import Entry, gazetteer
from corpus.offices.organ_names import Resolved, resolve

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_HOW = {"full": "全称", "short": "简称", "typo": "疑有错漏字"}


def entries_with(words: str | None = None, kind: str | None = None) -> list[Entry]:
    """Entries with ``words`` in any of their names, of one ``kind``; in the order of the lists.

    Raises :class:`UnusableInput` for a kind that no entry has.
    """
    entries = list(gazetteer().entries.values())
    kinds = list(dict.fromkeys(entry.kind for entry in entries))
    if kind is not None and kind not in kinds:
        raise UnusableInput(f"类别“{kind}”无法识别，请用{'、'.join(kinds)}。")
    return [
        entry
        for entry in entries
        if (kind is None or entry.kind == kind) and (words is None or any(words in name for name in _names(entry)))
    ]


def _names(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((entry.name, *entry.province, *entry.short, *entry.placed, *entry.national)))


def _former(entry: Entry) -> list[str]:
    return [other.name for other in gazetteer().entries.values() if entry.name in other.into]


def entry_record(entry: Entry) -> dict[str, Any]:
    """An entry as JSON-able values; ``since``/``until`` are ISO months of the reform, national and local."""
    return {
        "name": entry.name,
        "kind": entry.kind,
        "national": list(entry.national),
        "province": list(entry.province),
        "short": list(entry.short),
        "behind_place": list(entry.placed),
        "former": _former(entry),
        "since": {"national": entry.since.national, "local": entry.since.local} if entry.since else None,
        "until": {"national": entry.until.national, "local": entry.until.local} if entry.until else None,
        "successors": list(entry.into),
        "source": entry.source,
        "note": entry.note,
    }


def entry_line(entry: Entry) -> str:
    short = f"（{'、'.join(entry.short[:4])}）" if entry.short else ""
    return "　".join(part for part in (entry.name + short, _time(entry), _after(entry)) if part)


def _time(entry: Entry) -> str:
    parts = [f"{term.national[:4]}年起" for term in (entry.since,) if term]
    return "、".join([*parts, *(f"{term.national[:4]}年止" for term in (entry.until,) if term)])


def _after(entry: Entry) -> str:
    return f"→ {'、'.join(entry.into)}" if entry.into else ""


def resolved_with(name: str, region: str | None, on: str | None) -> Resolved:
    """What ``name`` means on ``on`` (today where none is given).

    Raises :class:`UnusableInput` for a date that is none, :class:`NotFound` where the gazetteer does not know the name.
    """
    if on is not None and not _ISO.fullmatch(on):
        raise UnusableInput(f"日期“{on}”无法识别，请写成 2024-06-01 的形式。")
    found = resolve(name.strip(), region, on or date.today().isoformat())
    if found is None:
        raise NotFound(f"名录中没有“{name}”，或者有几个单位都可能是它。可用 dafu organs list 查看名录。")
    return found


def resolved_record(name: str, found: Resolved) -> dict[str, Any]:
    return {
        "asked": name,
        "name": found.name,
        "how": found.how,
        "former": found.former,
        "current": list(found.current),
        "region": found.organ.region,
        "level": found.organ.level or None,
        "organ": entry_record(found.entry),
    }


def resolved_lines(name: str, found: Resolved) -> list[str]:
    entry = found.entry
    lines = [f"{found.name}（{_HOW[found.how]}）"]
    if found.how == "typo":
        lines.append(f"“{name}”疑为“{found.name}”之误，请核对。")
    if found.former:
        now = f"，职责由{'、'.join(found.current)}承继" if found.current else ""
        lines.append(f"这一名称在所问日期已不使用{now}。")
    labelled = {
        "类别": entry.kind,
        "国家级": "、".join(entry.national),
        "省级": "、".join(entry.province),
        "简称和别称": "、".join(entry.short),
        "旧称": "、".join(_former(entry)),
        "存续": _time(entry),
        "依据": entry.source,
        "说明": entry.note or "",
    }
    return lines + [f"{label}：{value}" for label, value in labelled.items() if value]
