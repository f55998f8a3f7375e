"""When something is due: calendar months, calendar days and working days, and how many days are left.

三个月 means the same day of the third month after, clipped to the month's end (自11月30日起三个月: 2月28日); the day of
the start itself does not count. Working days follow the calendar in ``calendar.toml``; in a year that it does not
know only weekends are taken out, and the result says so.
"""

import calendar
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

from corpus.errors import UnusableInput
from drafting.jurisdiction import Jurisdiction
from drafting.jurisdiction_values import CLOCK_NAMES, ClockKind, Deadline, Occasion

Colour = Literal["green", "amber", "red"]
AMBER_DAYS = 10
"""From this many days left on a deadline is shown amber (domain brief §1.3)."""
_SATURDAY = 5
_UNIT_NAMES = {"month": "个月", "calendar_day": "日", "working_day": "个工作日"}
_FIELDS = {"source", "off", "worked"}


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """Weekdays off and weekend days worked, by year, each year with the notice it comes from."""

    off: Mapping[int, frozenset[date]]
    worked: Mapping[int, frozenset[date]]
    sources: Mapping[int, str]

    def knows(self, year: int) -> bool:
        return year in self.sources

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is a working day; in an unknown year Monday to Friday are."""
        if day.weekday() < _SATURDAY:
            return day not in self.off.get(day.year, frozenset())
        return day in self.worked.get(day.year, frozenset())


@dataclass(frozen=True, slots=True)
class Due:
    """``day`` by when, counted from ``start``; ``rests_on`` is the rule or notice, ``caveat`` what is not certain
    (empty where all is), both in Chinese."""

    kind: ClockKind
    start: date | None
    day: date
    rests_on: str
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """``days_left`` is negative once overdue; amber from 10 days left on, red when overdue."""

    days_left: int
    colour: Colour

    @property
    def text(self) -> str:
        if self.days_left < 0:
            return f"已超期{-self.days_left}天"
        return "今天到期" if self.days_left == 0 else f"还剩{self.days_left}天"


def add_months(start: date, n: int) -> date:
    """The same day ``n`` months on, or that month's last day."""
    months = start.year * 12 + start.month - 1 + n
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def add_working_days(start: date, n: int, days: WorkCalendar) -> date:
    """The ``n``-th working day after ``start``."""
    day = start
    while n > 0:
        day += timedelta(1)
        n -= days.is_working(day)
    return day


def due(start: date, deadline: Deadline, days: WorkCalendar) -> Due:
    """When ``deadline`` ends that began on ``start``, the day of its start event."""
    caveats = []
    if deadline.unit == "month":
        day = add_months(start, deadline.n)
    elif deadline.unit == "calendar_day":
        day = start + timedelta(deadline.n)
    else:
        day = add_working_days(start, deadline.n, days)
        unknown = [str(year) for year in range(start.year, day.year + 1) if not days.knows(year)]
        if unknown:
            caveats.append(f"没有{'、'.join(unknown)}年的节假日安排，只扣除了周末")
    if deadline.start == "未载明":
        caveats.append("规则没有写明从哪一天起算")
    return Due(deadline.kind, start, day, deadline.scope.source, "；".join(caveats))


def reply_due(
    assigned: date,
    ways: Jurisdiction,
    days: WorkCalendar,
    *,
    occasion: Occasion | None = None,
    extended: bool = False,
    received: date | None = None,
) -> Due | None:
    """When the reply is due, or with ``extended`` the last day of a permitted extension; ``None`` where the place's
    rule is not known. A day fixed by the year's notice goes before the rule, not before an extension.

    ``received`` is the day of 收到; where the rule counts from it and it is not given, ``assigned`` is taken.
    """
    fixed = ways.fixed_day("reply")
    if fixed is not None and not extended:
        return Due("reply", None, date.fromisoformat(fixed.day), fixed.scope.source)
    first, longer = ways.deadline("reply", occasion), ways.deadline("extension", occasion)
    chosen = longer if extended else first
    if chosen is None:
        return None
    start, caveat = _start(chosen, assigned, received)
    if extended and chosen.counts == "added":
        if first is None:
            return None
        start = date.fromisoformat(fixed.day) if fixed else due(start, first, days).day
    found = due(start, chosen, days)
    return Due(found.kind, start, found.day, found.rests_on, "；".join(filter(None, (found.caveat, caveat))))


def _start(deadline: Deadline, assigned: date, received: date | None) -> tuple[date, str]:
    if deadline.start != "收到":
        return assigned, ""
    return (received, "") if received else (assigned, "规则自收到之日起算，没有收到日期，按交办日期计算")


def standing(day: date, today: date) -> Standing:
    """How a due day stands on ``today``."""
    left = (day - today).days
    return Standing(left, "red" if left < 0 else "amber" if left <= AMBER_DAYS else "green")


def describe(deadline: Deadline) -> str:
    """答复：自交办之日起3个月，最长…, for people."""
    begin = "" if deadline.start == "未载明" else f"自{_START_WORDS[deadline.start]}起"
    occasion = f"（{deadline.occasion}期间提出的）" if deadline.occasion == "会议" else ""
    occasion = "（平时提出的）" if deadline.occasion == "平时" else occasion
    number = f"{deadline.n}{_UNIT_NAMES[deadline.unit]}"
    if deadline.kind == "extension":
        number = f"再延长{number}" if deadline.counts == "added" else f"最长{number}"
    consent = f"，须经{deadline.consent}同意" if deadline.consent else ""
    return f"{CLOCK_NAMES[deadline.kind]}{occasion}：{begin}{number}{consent}"


_START_WORDS = {
    "交办": "交办之日",
    "收到": "收到之日",
    "答复": "答复之日",
    "收到答复": "收到答复之日",
    "不满意反馈": "收到不满意反馈之日",
}


def work_calendar(*folders: Path) -> WorkCalendar:
    """The program's calendar and, year by year before it, ``calendar.toml`` of an administrator's ``folders``, the
    first folder going before the others. Raises :class:`UnusableInput` naming file, year and key.
    """
    found = _builtin()
    for folder in reversed(folders):
        own = folder / "calendar.toml"
        if own.is_file():
            found = _joined(found, _read(own))
    return found


@cache
def _builtin() -> WorkCalendar:
    return _read(Path(__file__).with_name("calendar.toml"))


def _joined(below: WorkCalendar, above: WorkCalendar) -> WorkCalendar:
    return WorkCalendar(
        {**below.off, **above.off}, {**below.worked, **above.worked}, {**below.sources, **above.sources}
    )


def _read(path: Path) -> WorkCalendar:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnusableInput(f"节假日文件 {path} 读不出来（{error}），请检查后再试。") from error
    years = {key: _year(key, table, path) for key, table in data.items()}
    return WorkCalendar(
        {int(key): off for key, (off, _, _) in years.items()},
        {int(key): worked for key, (_, worked, _) in years.items()},
        {int(key): source for key, (_, _, source) in years.items()},
    )


def _year(key: str, table: Any, path: Path) -> tuple[frozenset[date], frozenset[date], str]:
    if not (key.isdigit() and len(key) == 4 and isinstance(table, dict)):
        raise UnusableInput(f"节假日文件 {path} 的“{key}”应当写成 [年份]，如 [2027]。")
    if unknown := sorted(set(table) - _FIELDS):
        raise UnusableInput(f"节假日文件 {path} 的 [{key}] 有不认识的项目：{'、'.join(unknown)}。")
    if not isinstance(table.get("source"), str) or not table["source"].strip():
        raise UnusableInput(f"节假日文件 {path} 的 [{key}] 缺少 source（依据）。")
    off, worked = (frozenset(_day(key, one, name, path) for one in table.get(name, [])) for name in ("off", "worked"))
    for name, days, right in (("off", off, False), ("worked", worked, True)):
        wrong = [day for day in sorted(days) if (day.weekday() >= _SATURDAY) != right]
        if wrong:
            meant = "周末" if right else "周一至周五"
            raise UnusableInput(f"节假日文件 {path} 的 [{key}] {name} 中 {wrong[0]:%m-%d} 不是{meant}，请核对。")
    return off, worked, table["source"]


def _day(year: str, printed: Any, name: str, path: Path) -> date:
    try:
        return date.fromisoformat(f"{year}-{printed}")
    except ValueError:
        raise UnusableInput(
            f"节假日文件 {path} 的 [{year}] {name} 中的“{printed}”不是日期，请写成 05-01 的形式。"
        ) from None
