"""Quantities in official text, with multipliers worked out (domain brief §4.1, 数量)."""

import re
import tomllib
from functools import cache
from pathlib import Path

from corpus.document import Figure

_MULTIPLIERS = {
    "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "百亿": 1e10, "万亿": 1e12,
}  # fmt: skip


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[str, ...], tuple[str, ...]]:
    entry = tomllib.loads(Path(__file__).with_name("references.toml").read_text("utf-8"))["quantity"]
    return re.compile(entry["pattern"]), tuple(entry["about_before"]), tuple(entry["about_after"])


def find_figures(text: str) -> tuple[Figure, ...]:
    """Every quantity with its unit; a year (2024年) is a date and no quantity."""
    pattern, before, after = _grammar()
    found: list[Figure] = []
    for match in pattern.finditer(text):
        if match["unit"] == "年" and not match["multiplier"] and len(match["value"]) == 4:
            continue
        value = float(match["value"].replace(",", "")) * _MULTIPLIERS.get(match["multiplier"] or "", 1)
        about = bool(match["about"]) or text[max(0, match.start() - 5) : match.start()].rstrip().endswith(before)
        about = about or text[match.end() : match.end() + 2].startswith(after)
        unit = match["unit"].replace("％", "%")
        found.append(Figure(match.group(), value, unit, about, match.start(), match.end()))
    return tuple(found)
