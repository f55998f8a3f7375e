"""Days that lie months or years after another, clipped to the end of the month."""

from calendar import monthrange
from datetime import date, timedelta

_FULL = len("2018-10-12")


def after_months(day: str, months: int) -> str:
    """The ISO day ``months`` later; the last of its month where that month has no such day (01-31 + 1 → 02-28)."""
    begin = date.fromisoformat(day)
    month = begin.month - 1 + months
    year, month = begin.year + month // 12, month % 12 + 1
    return date(year, month, min(begin.day, monthrange(year, month)[1])).isoformat()


def after_days(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def last_of_term(first: str, months: int) -> str:
    """The last day of a term of ``months`` that begins on ``first``: the day before the one that corresponds to it.

    Where the last month has no such day, its last day ends the term (民法典 art. 202).
    """
    end = after_months(first, months)
    return after_days(end, -1) if end[-2:] == first[-2:] else end


def last_of_month(month: str) -> str:
    """The last day of an ISO month (``2016-12``) or year (``2016``); a full day stays as it is."""
    if len(month) == _FULL:
        return month
    year, number = int(month[:4]), int(month[5:7] or 12)
    return date(year, number, monthrange(year, number)[1]).isoformat()


def is_full_day(day: str | None) -> bool:
    """Whether ``day`` is known to the day."""
    return day is not None and len(day) == _FULL and day[0] != "-"
