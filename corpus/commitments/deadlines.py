"""By when a promise is to be kept: the words as printed, and the last day they mean."""

import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from corpus.document import Reference
from corpus.grammar.dates import dates
from corpus.grammar.ordinals import ordinal

# What makes a date a limit: 前, 底, 内, 起 …; a bare year tells it less surely.
_LIMIT = re.compile(
    r"(?:度|[底末初中]|[上中下]旬|份|上半年|下半年)*(?:枯水期|汛期|以前|之前|前|以内|之内|内|期间|底|末|起|开始)*"
)
_SURE = re.compile(r"[前底末内起旬]|开始")
_UNTIL = re.compile(r"截至|截止|自$|去年|上年|前年")
_PAST = re.compile(r"以来|[^，。；]{0,4}已")
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class Deadline:
    """``text`` as printed; ``day`` its last day (ISO) or ``None``; ``sure`` where a word of limit stands with it."""

    text: str
    day: str | None
    start: int
    end: int
    sure: bool


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("deadlines.toml").read_text("utf-8"))


@cache
def _relative() -> re.Pattern[str]:
    """今年, 明年上半年, 年底前, 三季度, “十四五”期间."""
    years, parts = "|".join(_data()["years"]), "|".join(sorted(_data()["parts"], key=len, reverse=True))
    plans = "|".join(sorted(_data()["plans"], key=len, reverse=True))
    ending = "(?:开学|内|底|末|前|之前|以前|期间|起)*"
    return re.compile(
        f"(?:(?P<plan>{plans})(?:时期|期间|规划期|末)|(?P<year>{years})(?:的)?(?P<part>{parts}|[底末内初])?"
        f"(?:(?P<month>\\d{{1,2}})月份?)?|(?<![\\d近半一二两三四五六七八九十])(?P<alone>{parts})|(?P<to>本月|下月|下个月|(?<![\\d个一二两三四五六七八九十半])月)(?=底|内|前|末))"
        f"{ending}"
    )


@cache
def _form(name: str) -> re.Pattern[str]:
    return re.compile(_data()[name]["patterns"])


def deadlines(text: str, day: str | None) -> tuple[Deadline, ...]:
    """The times to come that ``text`` (one sentence or less) names, in order, seen from the letter's ``day`` (ISO).

    A date before ``day`` is none; a month without a year is the next of its name. Without ``day`` only a full date
    has a day.
    """
    printed = tuple(dates(text))
    taken = [(one.start, one.end) for one in printed]
    found = [one for reference in printed if (one := _printed(text, reference, day)) is not None]
    for match in _relative().finditer(text):
        past = _UNTIL.search(text, max(0, match.start() - 3), match.start())
        if not past and not any(match.start() <= end and start < match.end() for start, end in taken):
            found.append(_told(match, day))
    for match in _form("recurring").finditer(text):
        found.append(Deadline(match.group(), None, match.start(), match.end(), True))
    for match in _form("spans").finditer(text):
        found.append(Deadline(match.group(), _span_end(match, day), match.start(), match.end(), True))
    known = (one for one in found if one.day is None or day is None or one.day >= day)
    return tuple(sorted(known, key=lambda one: one.start))


def deadline_of(found: tuple[Deadline, ...]) -> Deadline | None:
    """The one that a promise is to be measured by: the last that is sure and has a day, else the last."""
    ranked = sorted(found, key=lambda one: (one.sure and one.day is not None, one.sure, one.start))
    return ranked[-1] if ranked else None


def _printed(text: str, reference: Reference, day: str | None) -> Deadline | None:
    limit = _LIMIT.match(text, reference.end)
    end = limit.end() if limit else reference.end
    before = text[max(0, reference.start - 4) : reference.start]
    if _UNTIL.search(before) or _PAST.match(text, end):
        return None
    sure = bool(_SURE.search(text[reference.start : end]))
    start, value = _with_told_year(text, reference, day)
    printed = text[start:end]
    last = _last_day(value, day, sure)
    for words, ending in _data()["within"].items():
        if last is not None and words in printed:
            last = last[: -len(ending)] + ending
    return Deadline(printed, last, start, end, sure)


def _with_told_year(text: str, reference: Reference, day: str | None) -> tuple[int, str]:
    """Where a time begins and its value: 明年3月 has the year after the letter's."""
    for name, years in _data()["years"].items():
        if reference.value.startswith("--") and text.endswith(name, 0, reference.start):
            value = f"{int(day[:4]) + years}{reference.value[1:]}" if day else reference.value
            return reference.start - len(name), value
    return reference.start, reference.value


def _last_day(value: str, day: str | None, sure: bool) -> str | None:
    """The last day of an ISO date of any precision; of one without a year, that of the letter's or, for a limit, the
    next on or after ``day``."""
    last = value.rpartition("/")[2]
    if not last.startswith("-"):
        return _period_end(last)
    if day is None or last == "本月":
        return None if day is None else _period_end(day[:7])
    this = _period_end(day[:4] + last[1:])
    return _period_end(f"{int(day[:4]) + 1}{last[1:]}") if sure and this is not None and this < day else this


def _period_end(value: str) -> str | None:
    year, _, rest = value.partition("-")
    if not year.isdecimal():
        return None
    if rest.startswith(("Q", "H")):
        month = int(rest[1:]) * (3 if rest[0] == "Q" else 6)
        return _month_end(int(year), month)
    if not rest:
        return f"{year}-12-31"
    return value if len(rest) > len("12") else _month_end(int(year), int(rest))


def _month_end(year: int, month: int) -> str:
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def _told(match: re.Match[str], day: str | None) -> Deadline:
    return Deadline(match.group(), _told_day(match, day), match.start(), match.end(), _is_limit(match))


def _is_limit(match: re.Match[str]) -> bool:
    return bool(_SURE.search(match.group()))


def _told_day(match: re.Match[str], day: str | None) -> str | None:
    if match["plan"]:
        return f"{_data()['plans'][match['plan']]}-12-31"
    if day is None:
        return None
    year = int(day[:4])
    if match["to"]:
        return _month_after(day, 0 if match["to"] in ("本月", "月") else 1)
    if match["year"]:
        year += _data()["years"][match["year"]]
        if match["month"] and 1 <= int(match["month"]) <= _LAST_MONTH:
            return _month_end(year, int(match["month"]))
    part = match["part"] or match["alone"]
    last = _data()["parts"].get(part, "03-31" if part == "初" else "12-31")
    this = f"{year}-{last}"
    return f"{year + 1}-{last}" if this < day and match["year"] is None and match.group()[-1] == "前" else this


def _month_after(day: str, months: int) -> str:
    at = int(day[:4]) * 12 + int(day[5:7] or 1) - 1 + months if len(day) >= len("2026-05") else int(day[:4]) * 12 + 11
    return _month_end(at // 12, at % 12 + 1)


def _span_end(match: re.Match[str], day: str | None) -> str | None:
    """The day on which 三个月内 ends; working days hang on the calendar of holidays and are left open."""
    if day is None or len(day) < len("2026-05-20") or match["unit"] == "工作日":
        return None
    number = 0.5 if match["number"] == "半" else float(_number(match["number"]))
    if match["unit"] in "日天周":
        return (date.fromisoformat(day) + timedelta(days=int(number * (7 if match["unit"] == "周" else 1)))).isoformat()
    months = int(number * (12 if match["unit"] == "年" else 1))
    end = _month_after(day, months)
    return min(end, f"{end[:7]}-{day[8:]}")


def _number(printed: str) -> int:
    return int(printed) if printed.isdecimal() else ordinal(printed.replace("两", "二")) or 0
