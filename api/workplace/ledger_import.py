"""A ledger that an office kept in a table, read into cases; every wrong line named, none stopping another."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, get_args

from sqlalchemy.engine import Engine

from api.workplace.case import CaseFields, checked
from api.workplace.ledger import add_case, change_case, find_case
from api.workplace.states import following, states
from corpus.document import ItemKind
from corpus.errors import DafuError, UnusableInput
from corpus.read.list_rows import Headings, cell_day, cell_text, headings_in, list_rows
from drafting.draft import HandlingRole

SUFFIXES = (".xlsx", ".csv")
_LISTED = re.compile(r"[、，,;；\n]+")
_YES = ("是", "重点", "√", "1", "true", "True", "有")
# Words that offices use beside the four roles (domain brief §1.2).
_ROLES: dict[str, HandlingRole] = {"承办": "独办", "牵头": "主办", "协办": "会办", "汇办": "会办", "分别办理": "分办"}
_NUMBER = re.compile(r"(?:第)?\s*(\d{1,12})\s*(?:号)?")


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A line that could not be taken, and why (Chinese, ready to show)."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class LedgerReport:
    added: int
    updated: int
    unchanged: int
    failed: tuple[WrongRow, ...]


# Gives the last day for a case without one, with the rule it rests on.
DueDay = Callable[[CaseFields], tuple[str, str] | None]


def import_ledger(
    engine: Engine, data: bytes, name: str, by: str, office: str, due: DueDay, only_office: bool = False
) -> LedgerReport:
    """Take the cases listed in the file ``name``. Idempotent: a case that is known is completed and updated.

    ``office`` handles what names no unit; with ``only_office`` a line of another unit is refused. Raises
    :class:`UnusableInput` where the file itself cannot be read or has no column of numbers.
    """
    if not name.lower().endswith(SUFFIXES):
        raise UnusableInput(f"“{name}”不是可以导入的台账，请用 {' 或 '.join(SUFFIXES)}。")
    counts = {"added": 0, "updated": 0, "unchanged": 0}
    failed: list[WrongRow] = []
    for line, row in list_rows(data, name, _headings(), "item_no", "案号"):
        try:
            counts[_take(engine, row, by, office, due, only_office)] += 1
        except ValueError as error:
            failed.append(WrongRow(line, str(error)))
        except DafuError as error:
            failed.append(WrongRow(line, error.message))
    return LedgerReport(counts["added"], counts["updated"], counts["unchanged"], tuple(failed))


@cache
def _headings() -> Headings:
    return headings_in(Path(__file__).with_name("ledger_columns.toml"))


def _take(engine: Engine, row: Mapping[str, Any], by: str, office: str, due: DueDay, only_office: bool) -> str:
    given = case_in(row, office)
    if only_office and given.office != office:
        raise ValueError(f"承办单位是{given.office}，不在您的单位范围内")
    given = with_due(checked(given), due)
    held = find_case(engine, given.office, given.item_no)
    state = cell_text(row, "state") or None
    if held is None:
        made = add_case(engine, given, by)
        if state and state != made.state:
            _move(engine, made.id, made.revision, by, state)
        return "added"
    merged = _completed(held.fields, given)
    after = change_case(engine, held.id, held.revision, by, merged)
    return "updated" if after.revision != held.revision else "unchanged"


def _move(engine: Engine, id: int, revision: int, by: str, state: str) -> None:
    """A ledger tells where a case stands, not how it came there; what dafu does not know stays at the beginning."""
    if state not in states("case"):
        return
    path, seen = [[made] for made in following("case", states("case")[0])], {states("case")[0]}
    while path:
        walked = path.pop(0)
        if walked[-1] == state:
            for step in walked:
                revision = change_case(engine, id, revision, by, state=step).revision
            return
        seen.add(walked[-1])
        path += [[*walked, step] for step in following("case", walked[-1]) if step not in seen]


def case_in(row: Mapping[str, Any], office: str) -> CaseFields:
    """The case in a row; raises :class:`ValueError` naming what is wrong."""
    printed = cell_text(row, "item_no")
    number = _NUMBER.fullmatch(printed)
    if number is None:
        raise ValueError(f"案号“{printed}”无法识别，请只写数字")
    title = cell_text(row, "title").strip("《》")
    return CaseFields(
        item_no=number[1],
        item_kind=_kind(cell_text(row, "item_kind"), title),
        title=title,
        office=cell_text(row, "office") or office,
        role=_role(cell_text(row, "role"), bool(cell_text(row, "co_handlers"))),
        proposers=_names(row, "proposers"),
        co_handlers=_names(row, "co_handlers"),
        key_item=cell_text(row, "key_item") in _YES,
        assigned=cell_day(row, "assigned"),
        due=cell_day(row, "due"),
        extended_to=cell_day(row, "extended_to"),
        **{name: cell_text(row, name) or None for name in _PLAIN},
    )


_PLAIN = ("session", "lead", "section", "owner", "class_mark", "rating", "demands")


def with_due(given: CaseFields, due: DueDay) -> CaseFields:
    """The case with the last day that the place's rule gives, where none is named."""
    found = due(given) if given.due is None else None
    return replace(given, due=found[0], due_basis=found[1]) if found else given


def _completed(held: CaseFields, given: CaseFields) -> CaseFields:
    """What the line says replaces what was held; what it leaves empty stays."""
    said = {
        name: value for name in CaseFields.__slots__ if (value := getattr(given, name)) not in (None, (), False, "")
    }
    return replace(held, **said)


def _kind(printed: str, title: str) -> ItemKind:
    for kind in get_args(ItemKind):
        if kind in printed:
            return kind  # type: ignore[no-any-return]
    if title.endswith(("提案", "建议")):
        return "提案" if title.endswith("提案") else "建议"
    raise ValueError("没有写明类型（提案或建议）")


def _role(printed: str, joint: bool) -> HandlingRole:
    if not printed:
        return "主办" if joint else "独办"
    known: dict[str, HandlingRole] = {role: role for role in get_args(HandlingRole)} | _ROLES
    found = next((role for word, role in known.items() if word in printed), None)
    if found is None:
        raise ValueError(f"办理角色“{printed}”无法识别，请用主办、会办、分办或独办")
    return found


def _names(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _LISTED.split(cell_text(row, name)) if part.strip())
