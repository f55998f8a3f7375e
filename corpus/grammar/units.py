"""Units of quantities and what stands around them: where a unit is one, and where the number is rough."""

import re
from functools import cache

from corpus.grammar.reference_grammar import entry, pattern, words

HALF = {"个半月": "个月", "年半": "年", "个半小时": "个小时"}
MORE = {"个多月": "个月", "年多": "年", "个多小时": "个小时"}
ORDINAL = re.compile(r"第\s{0,2}$")
_BEFORE, _AFTER = 8, 4
_LIMIT = re.compile(r"\s{0,2}(?:以?内|之内|以[上下])")
_SPAN_BEFORE = re.compile(r"(?:提前|为期|不少于|不得少于|不超过|不得超过|超过|至少|满|延长|拘留)\s{0,2}$")
_CLOCK = re.compile(r"[0-9][时点]\s{0,2}$")
_FLOOR = re.compile(r"[在第至到]\s{0,2}$")
_LINKING = tuple("为有是在达计")
_MANY = 10  # 14期 counts issues, 6期 is a part of an estate


@cache
def unit_group(name: str) -> str:
    """The units as one group, the longest first, behind a look at their first character."""
    units = sorted((*words("quantity", "units"), *words("quantity", name), "日"), key=len, reverse=True)
    first = "".join(sorted({re.escape(unit[0]) for unit in units}))
    return f"(?=[{first}])(?P<unit>{'|'.join(map(re.escape, units))})(?:[/／](?P<per>{entry('quantity')['per']}))?"


def around(match: re.Match[str]) -> tuple[str, str]:
    """What stands right before and right after a match, as much of it as decides anything."""
    text, start, end = match.string, match.start(), match.end()
    return text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]


def full_unit(unit: str, per: str | None) -> str:
    """The unit in its normal form: 个多月 is 个月, with what it is counted by (元/平方米)."""
    plain = HALF.get(unit) or MORE.get(unit) or unit.replace("％", "%")
    return f"{plain}/{per}" if per else plain


def is_rough(before: str, after: str) -> bool:
    """Whether a word beside the quantity makes it a rough one (约, 不少于, 以上)."""
    table = entry("quantity")
    lead = before.rstrip()
    lead = lead[:-1] if lead[-1:] in _LINKING else lead
    return lead.endswith(tuple(table["about_before"])) or after.startswith(tuple(table["about_after"]))


def is_unit(unit: str, before: str, match: re.Match[str]) -> bool:
    """Whether the unit is one here, and the number no ordinal, clock time or part of another word."""
    text = match.string
    following = text[match.end() : match.end() + 1]
    forbidden = _forbidden().get(unit)
    if forbidden and not match["per"] and forbidden.match(text, match.end()):
        return False
    if unit == "日":
        return bool(_LIMIT.match(text, match.end()) or _SPAN_BEFORE.search(before))
    if unit in words("quantity", "numbering"):
        return _is_count(unit, before, match)
    if unit == "层":
        return not _FLOOR.search(before)
    if unit.isascii() and unit.isalpha() and following.isascii() and following.isalnum():
        return False
    return not (unit.startswith("分") and _CLOCK.search(before))


def _is_count(unit: str, before: str, match: re.Match[str]) -> bool:
    """3栋 names a building and 6期 a part of an estate, unless a word of amount stands before or a rough one inside."""
    if unit not in entry("quantity")["counted"] or match["second"]:
        return False
    groups = match.groupdict()
    if match["about"] or groups.get("early") or pattern("quantity", "amount").search(before):
        return True
    if unit != "期" or not groups.get("first"):
        return False
    following = match.string[match.end() : match.end() + 1]
    return float(groups["first"].replace(",", "").replace("，", "")) >= _MANY or following in "，。；、）)"


@cache
def _forbidden() -> dict[str, re.Pattern[str]]:
    return {unit: re.compile(after) for unit, after in entry("quantity")["not_followed"].items()}
