"""Dates in official text, as ISO with the precision that is printed."""

import re
from collections.abc import Iterator
from datetime import date

from corpus.document import Reference
from corpus.grammar.ordinals import ordinal
from corpus.grammar.reference_grammar import pattern, patterns

HAN_YEAR = "[一二][一二三四五六七八九〇○零0ＯO]{3}"
PRINTED_DAY = (
    r"(?:\d{4}\s{0,3}年\s{0,3}\d{1,2}\s{0,3}月\s{0,3}\d{1,2}\s{0,3}日"
    rf"|{HAN_YEAR}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日)"
)
"""A day written out (2018年10月12日, 二○一八年十月十二日), for use inside another pattern; it has no groups."""

_LEAP_YEAR = 2024  # a day without its year may be 29 February
_CENTURY, _PIVOT = 100, 50  # 86年 is 1986, 17年 is 2017
# Where a date may begin: digits or a Chinese year or month, before what makes a date of them.
_CANDIDATE = re.compile(
    r"[0-9]{1,4}\s{0,6}[年月\-/.－—–~～至到]|[一二三四五六七八九十元][一二三四五六七八九十〇○零0ＯO]{0,3}[年月季至到\-－—–~～]|本月"
)
_INSIDE = frozenset("0123456789.-/")
_HAN_INSIDE = frozenset("一二三四五六七八九十〇○零几数每个第正腊")
_LEADS = re.compile(r"\s{0,3}(?:[-－—–~～]{1,2}|至|到|、|和)\s{0,3}\Z")
_LONGEST_LEAD = 9
_QUARTERS = dict(zip("一二三四1234", "12341234", strict=True))
_HALVES = {"上半年": "H1", "下半年": "H2"}


def dates(text: str) -> Iterator[Reference]:
    """Dates by their cues (年, 月, 日, dashes), in order; a bare run of digits (20170411) is never one.

    The value is ISO: ``2018-10-12``, ``2018-10``, ``2018``; without a year ``--10-12`` (ISO 8601, truncated form).
    A quarter or half is ``2018-Q3``, ``2018-H1``; a range printed as one (2016-2020年, 1-6月) ``2016/2020``. The year
    of 2018年3月至5月 holds for the second month, too.
    """
    floor, last = 0, None
    for candidate in _CANDIDATE.finditer(text):
        start = candidate.start()
        if start < floor or (start and not _may_begin(text, start)):
            continue
        found = _date_at(text, start, last)
        if found is None:
            continue
        yield found
        floor, last = found.end, found
        while (second := _second_day(text, last)) is not None:
            yield second
            floor, last = second.end, second


def iso_date(printed: str) -> str | None:
    """The first full date in ``printed`` (2018年10月12日, 二○一八年十月十二日, 2018-10-12), or ``None``."""
    return next((r.value for r in dates(printed) if len(r.value) == len("2018-10-12") and r.value[0] != "-"), None)


def _may_begin(text: str, start: int) -> bool:
    """Not inside a longer number; 第3月 and 几十年 are none either. A dash may part the ends of a range."""
    before = text[start - 1]
    if before == "第":
        return text[start + 1 : start + 3] == "季度"
    if not text[start].isdecimal():
        return before not in _HAN_INSIDE
    if before in "-/.":
        return start < 2 or text[start - 2] not in _INSIDE
    return before not in _INSIDE and not (before.isascii() and before.isalpha())


def _date_at(text: str, start: int, last: Reference | None) -> Reference | None:
    for form in patterns("date"):
        match = form.match(text, start)
        if match is None or _is_other(text, match):
            continue
        value = _value(match.groupdict())
        if (
            value is None
            and (match.groupdict().get("day"))
            and (shorter := form.match(text, start, match.start("day")))
        ):
            match, value = shorter, _value(shorter.groupdict())  # 2月30日: the month holds
        if value is None:
            continue
        begin = start - 1 if value[-2:-1] == "Q" and text[start - 1 : start] == "第" else start
        value = _with_year_of(last, value, text, begin)
        return Reference("date", text[begin : match.end()], value, begin, match.end())
    return None


def _is_other(text: str, match: re.Match[str]) -> bool:
    """2000年以上, 90年代, 3月龄, 2018-10-12-3 and days of the lunar calendar are no dates."""
    printed, after = match.group(), text[match.end() : match.end() + 1]
    if "dash" in match.groupdict() or printed[-1].isdecimal():
        return bool(re.match(r"\d|[-/.]\d", text[match.end() : match.end() + 2]))
    if printed[-1] == "年" and pattern("date", "not_after_year").match(text, match.end()):
        return True
    if printed[-1] == "月" and pattern("date", "not_after_month").match(after):
        return True
    return bool(pattern("date", "lunar").search(text, max(0, match.start() - 2), match.start()))


def _value(groups: dict[str, str | None]) -> str | None:
    """``None`` for a day that no calendar has (2月30日)."""
    if groups.get("from_year"):
        return f"{groups['from_year']}/{groups['to_year']}" if groups["from_year"] < groups["to_year"] else None  # type: ignore[operator]
    year = _number(groups.get("year")) or _short_year(groups.get("short_year")) or _han_year(groups.get("han_year"))
    prefix = f"{year:04}" if year else "-"
    if groups.get("from_month"):
        first, last = _number(groups["from_month"]), _number(groups["to_month"])
        return f"{prefix}-{first:02}/{prefix}-{last:02}" if first and last and first < last else None
    if groups.get("quarter"):
        return f"--Q{_QUARTERS[groups['quarter'] or '']}"
    month = _number(groups.get("month")) or _number(groups.get("han_month"))
    day = _number(groups.get("day")) or _number(groups.get("han_day"))
    try:
        date(year or _LEAP_YEAR, month or 1, day or 1)
    except ValueError:
        return None
    if groups.get("to_day"):
        last = _number(groups["to_day"])
        return f"{prefix}-{month:02}-{day:02}/{prefix}-{month:02}-{last:02}" if last and day and day < last else None
    parts = [prefix, *(f"{part:02}" for part in (month, day) if part), *_part_of_year(groups.get("year_part"))]
    return "-".join(parts) if len(parts) > 1 or year else "本月"


def _part_of_year(printed: str | None) -> list[str]:
    if printed is None:
        return []
    if printed.endswith("季度"):
        return [f"Q{_QUARTERS[printed.removeprefix('第')[0]]}"]
    return [_HALVES[printed]] if printed in _HALVES else []


def _with_year_of(last: Reference | None, value: str, text: str, start: int) -> str:
    """The value with the year of the date before it, where only a dash, 至, 、 or 和 stands between them."""
    if last is None or not value.startswith("--") or not last.value[:4].isdecimal() or start - last.end > _LONGEST_LEAD:
        return value
    linked = _LEADS.match(text, last.end, start) is not None
    return value.replace("--", f"{last.value[:4]}-") if linked else value


def _second_day(text: str, first: Reference) -> Reference | None:
    """The 12日 of 7月11日至12日, with the first day's month."""
    month, _, day = first.value.rpartition("-")
    if len(day) != len("11") or len(month) not in (len("2018-07"), len("--07")) or "/" in first.value:
        return None
    match = pattern("date", "to_day").match(text, first.end)
    if match is None:
        return None
    start = match.start("day")
    return Reference("date", text[start : match.end()], f"{month}-{int(match['day']):02}", start, match.end())


def _number(printed: str | None) -> int | None:
    if printed == "元":
        return 1
    return ordinal(printed) if printed else None


def _short_year(printed: str | None) -> int | None:
    if printed is None:
        return None
    year = int(printed)
    return (1900 if year >= _PIVOT else 2000) + year


def _han_year(printed: str | None) -> int | None:
    """二○一八 digit by digit; the zero is written in many ways."""
    if printed is None:
        return None
    digits = [0 if char in "0ＯO" else ordinal(char) for char in printed]
    return None if None in digits else int("".join(map(str, digits)))
