"""A case in the ledger (办理台账): its registered fields, its clock, its state."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, get_args

from corpus.document import ItemKind
from corpus.errors import UnusableInput
from drafting.clock import AMBER_DAYS
from drafting.draft import HandlingRole

Ratings = Literal["满意", "基本满意", "不满意"]
Light = Literal["正常", "临近", "超期", "已停"]
_DAYS = ("assigned", "due", "extended_to")
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class CaseFields:
    """What is registered of a case. Lists hold names; days are ISO; ``office`` is the unit that handles it.

    ``section`` and ``owner`` are 主办处室 and 经办人, ``demands`` the 工作要求, ``due_basis`` says which rule gave
    ``due``, ``document`` is the id of the stored proposal.
    """

    item_no: str
    item_kind: ItemKind
    title: str
    office: str
    role: HandlingRole
    proposers: tuple[str, ...] = ()
    co_handlers: tuple[str, ...] = ()
    session: str | None = None
    lead: str | None = None
    section: str | None = None
    owner: str | None = None
    assigned: str | None = None
    due: str | None = None
    due_basis: str | None = None
    extended_to: str | None = None
    key_item: bool = False
    class_mark: str | None = None
    rating: str | None = None
    demands: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerCase:
    """A row of the ledger; ``revision`` counts its changes and is what an edit must name (ETag)."""

    id: int
    fields: CaseFields
    state: str
    revision: int
    made: str
    changed: str

    @property
    def last_day(self) -> str | None:
        """The day by which the reply must be out: the extension's where there is one."""
        return self.fields.extended_to or self.fields.due


FIELDS = tuple(field.name for field in fields(CaseFields))


def checked(given: CaseFields) -> CaseFields:
    """The fields with blanks taken off. Raises :class:`UnusableInput` that names the field and what to write."""
    clean = replace(given, **{name: _plain(getattr(given, name)) for name in FIELDS})
    for name, label in (("item_no", "案号"), ("title", "题目"), ("office", "承办单位")):
        if not getattr(clean, name):
            raise UnusableInput(f"请填写{label}。")
    _one_of(clean.item_kind, get_args(ItemKind), "类型")
    _one_of(clean.role, get_args(HandlingRole), "办理角色")
    if clean.rating is not None:
        _one_of(clean.rating, get_args(Ratings), "办理结果评价")
    for name in _DAYS:
        _day(getattr(clean, name))
    if clean.assigned and clean.due and clean.due < clean.assigned:
        raise UnusableInput(f"办理期限 {clean.due} 早于交办日期 {clean.assigned}，请检查。")
    return clean


def days_left(last_day: str | None, today: str) -> int | None:
    """Calendar days from ``today`` to ``last_day``; negative when it is past."""
    if last_day is None:
        return None
    return (date.fromisoformat(last_day) - date.fromisoformat(today)).days


def light(runs: bool, last_day: str | None, today: str) -> Light:
    """正常, 临近 (ten days or fewer left), 超期, or 已停 where the clock does not run."""
    left = days_left(last_day, today)
    if not runs:
        return "已停"
    if left is None or left > AMBER_DAYS:
        return "正常"
    return "临近" if left >= 0 else "超期"


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        text = value.strip()
        if len(text) > _LONGEST:
            raise UnusableInput(f"内容过长（超过 {_LONGEST} 字）：{text[:30]}…")
        return text or None
    if isinstance(value, tuple):
        return tuple(part.strip() for part in value if part.strip())
    return value


def _one_of(value: str, known: tuple[str, ...], label: str) -> None:
    if value not in known:
        raise UnusableInput(f"{label}“{value or ''}”无法识别，请用{'、'.join(known)}。")


def _day(value: str | None) -> None:
    if value is None:
        return
    try:
        right = date.fromisoformat(value).isoformat() == value
    except ValueError:
        right = False
    if not right:
        raise UnusableInput(f"日期“{value}”无法识别，请写成 2026-05-20 的形式。")
