"""The values of cells as a reader of the sheet sees them: dates as ISO, numbers in the width of their format."""

import re
from datetime import date, datetime, time, timedelta

# Date formats that spreadsheets know by number alone in Chinese (ECMA-376-1 18.8.30, zh-CN); True: with a day
_LOCAL_DATES = {27: False, 28: True, 29: True, 30: True, 31: True, 36: False, 50: False, 51: True, 52: False, 53: True,
                54: True, 57: False, 58: True}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_PART = re.compile(r"[ymdhs]", re.IGNORECASE)
_PADDED = re.compile(r"0{2,}$")
_DIGITS = 15  # what a spreadsheet shows of a number (IEEE 754 double)
_MIDNIGHT = time()
_FIRST_DAY = date(1900, 1, 1)

Value = str | int | float | bool | datetime | date | time | timedelta | None


def is_local_date(number: int) -> bool:
    """Whether the built-in format of this number shows a date in Chinese; libraries take it for a plain number."""
    return number in _LOCAL_DATES


def shown(value: Value, code: str = "General", number: int = 0) -> str:
    """The text of a cell; ``code`` is its number format, ``number`` that format's id.

    A date shown without its day has none in the text either: ``2024-05``. ``0012`` kept by the format ``0000`` stays
    so, percentages are shown as such, whole numbers have no ``.0``.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time | timedelta):
        return _date(value, _with_day(code, number))
    return _number(value, _LITERAL.sub("", code).split(";")[0])


def _with_day(code: str, number: int) -> bool:
    if number in _LOCAL_DATES:
        return _LOCAL_DATES[number]
    plain = _LITERAL.sub("", code).split(";")[0].lower()
    return "d" in plain or "y" not in plain


def _date(value: datetime | date | time | timedelta, with_day: bool) -> str:
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, datetime):
        if value.time() != _MIDNIGHT and value.date() >= _FIRST_DAY:
            return value.isoformat(" ", "seconds" if value.second else "minutes")
        value = value.date()
    return value.isoformat() if with_day else f"{value.year}-{value.month:02d}"


def _number(value: int | float, code: str) -> str:
    if isinstance(value, float) and not (value == value and abs(value) != float("inf")):
        return ""
    if code.endswith("%"):
        decimals = len(code.removesuffix("%").partition(".")[2])
        return f"{value * 100:.{decimals}f}%"
    if value == int(value) and abs(value) < 10**_DIGITS:
        width = len(code) if _PADDED.match(code) else 0
        return f"{int(value):0{width}d}"
    return repr(value) if isinstance(value, int) else f"{value:.{_DIGITS}g}"
