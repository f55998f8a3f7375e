"""Quantities in official text, with multipliers worked out (domain brief §4.1, 数量)."""

import re

from corpus.document import Figure
from corpus.reference_grammar import entry, patterns

_MULTIPLIERS = {
    "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "百亿": 1e10, "万亿": 1e12,
}  # fmt: skip
_YEAR_DIGITS = 4
# What makes a number with a measure word something else: 第3条, 6月13日, 18时30分, 3.15 as part of a longer number.
_NOT_BEFORE = {
    **dict.fromkeys("日天", re.compile(r"月\s?$")),
    **dict.fromkeys("分", re.compile(r"[时点]\s?$")),
}
_ORDINAL = re.compile(r"第\s?$")
_BEFORE = 5


def find_figures(text: str) -> tuple[Figure, ...]:
    """Every quantity with its unit; a year (2024年), a day (6月13日) or a place in a count (第3条) is none."""
    about_before, about_after = tuple(entry("quantity")["about_before"]), tuple(entry("quantity")["about_after"])
    found: list[Figure] = []
    for match in patterns("quantity", "pattern")[0].finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if not _is_quantity(match, before):
            continue
        value = float(match["value"].replace(",", "")) * _MULTIPLIERS.get(match["multiplier"] or "", 1)
        about = bool(match["about"]) or before.rstrip().endswith(about_before)
        about = about or text[match.end() : match.end() + 2].startswith(about_after)
        unit = match["unit"].replace("％", "%")
        found.append(Figure(match.group(), value, unit, about, match.start(), match.end()))
    return tuple(found)


def _is_quantity(match: re.Match[str], before: str) -> bool:
    if match["unit"] == "年" and not match["multiplier"] and len(match["value"]) == _YEAR_DIGITS:
        return False
    other = _NOT_BEFORE.get(match["unit"])
    return not _ORDINAL.search(before) and not (other and other.search(before))
