"""Dates in official text, as ISO with the precision that is printed."""

from collections.abc import Iterator
from datetime import date

from corpus.claims import Claims
from corpus.document import Reference
from corpus.ordinals import ordinal
from corpus.reference_grammar import patterns

_LEAP_YEAR = 2024  # a day without its year may be 29 February


def dates(text: str) -> Iterator[Reference]:
    """Dates by their cues (年, 月, 日, dashes); a bare run of digits (20170411) is never one.

    The value is ISO: ``2018-10-12``, ``2018-10``, ``2018``; without a year ``--10-12`` (ISO 8601, truncated form).
    """
    claims = Claims()
    for pattern in patterns("date"):
        for match in pattern.finditer(text):
            value = _value(match.groupdict())
            if value is not None and claims.take(match.span()):
                yield Reference("date", match.group(), value, match.start(), match.end())


def iso_date(printed: str) -> str | None:
    """The first full date in ``printed`` (2018年10月12日, 二○一八年十月十二日, 2018-10-12), or ``None``."""
    full = [r for r in dates(printed) if len(r.value) == len("2018-10-12") and r.value[0] != "-"]
    return min(full, key=lambda r: r.start).value if full else None


def _value(groups: dict[str, str | None]) -> str | None:
    """``None`` for a day that no calendar has (2月30日)."""
    year = _number(groups.get("year")) or _han_year(groups.get("han_year"))
    month = _number(groups.get("month")) or _number(groups.get("han_month"))
    day = _number(groups.get("day")) or _number(groups.get("han_day"))
    try:
        date(year or _LEAP_YEAR, month or 1, day or 1)
    except ValueError:
        return None
    parts = [f"{year:04}" if year else "-", *(f"{part:02}" for part in (month, day) if part)]
    return "-".join(parts)


def _number(printed: str | None) -> int | None:
    return ordinal(printed) if printed else None


def _han_year(printed: str | None) -> int | None:
    """二○一八 digit by digit; the zero is written in many ways."""
    if printed is None:
        return None
    digits = [0 if char in "0ＯO" else ordinal(char) for char in printed]
    return None if None in digits else int("".join(map(str, digits)))
