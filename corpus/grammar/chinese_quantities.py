"""Quantities written in Chinese numerals: 三十二家, 两千余名, 近百场, 一年内."""

import re
from collections.abc import Iterator
from functools import cache

from corpus.grammar.amounts import amount
from corpus.grammar.quantity import MULTIPLIERS, Quantity
from corpus.grammar.reference_grammar import entry
from corpus.grammar.units import HALF, MORE, ORDINAL, around, full_unit, is_rough, is_unit, unit_group

_SCALE_LEAD = re.compile(r"(?<!成千)[近上超逾过约达]\s{0,2}$")
_CITED = re.compile(r"[、》例法条和至及]\s{0,2}$")  # 第十八条、二十二条 goes on citing
_IDIOMS = re.compile(
    "四处|五位一体|三天两头|十分|千家|百年|两头|三人行|八方|九年义务|三年级|四套班子"
    "|四起(?=[，。；])|四周(?![内后时以])|八所(?=[”，。])"
)


def chinese_quantities(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and normal form of every one, from left to right."""
    floor = 0
    for match in _chinese_form().finditer(text):
        start = match.start()
        if start < floor or (start and not _may_begin(text[start - 1])) or _IDIOMS.match(text, start):
            continue
        quantity = _counted(match)
        if quantity is not None:
            floor = match.end()
            yield start, floor, quantity.normal


@cache
def _chinese_form() -> re.Pattern[str]:
    """The look back stands after the first character, so that the engine can still look for that."""
    table = entry("quantity")
    han = table["han"]
    return re.compile(
        rf"(?P<numeral>{han}(?<![第{han[1:-1]}].){han}{{0,11}})(?:(?:至|到|[-－—–~～]{{1,2}})(?P<second>{han}{{1,8}}))?"
        rf"(?P<about>[余多来])?(?P<multiplier>[万亿])?(?P<late>[余多])?(?:{unit_group('counted')}|(?<=[万亿]))"
    )


def _may_begin(before: str) -> bool:
    return not (before.isdecimal() or before in "第零〇○点.半之" or (before.isascii() and before.isalpha()))


def _counted(match: re.Match[str]) -> Quantity | None:
    before, after = around(match)
    unit, numeral, size = match["unit"] or "", match["numeral"], MULTIPLIERS.get(match["multiplier"] or "", 1)
    first, last = amount(numeral), amount(match["second"]) if match["second"] else None
    found = last or first
    if first is None or found is None or (match["second"] and last is None):
        return None
    about = bool(match["about"] or match["late"])
    led = first.scale and _SCALE_LEAD.search(before) is not None
    if first.scale and not (about or led):
        return None
    if not ORDINAL.search(before) and _counts(numeral, unit, match, before) and is_unit(unit, before, match):
        half = 0.5 if unit in HALF else 0
        rough = about or led or found.rough or unit in MORE or is_rough(before, after)
        low = first.value * size if last else (found.low * size if found.low is not None else None)
        return Quantity(found.value * size + half, full_unit(unit, match["per"]), rough, low)
    return None


def _counts(numeral: str, unit: str, match: re.Match[str], before: str) -> bool:
    """Whether a Chinese numeral with this unit is an amount: always from eleven on, below only with units of measure
    and of what is counted one by one; 一 only beside a limit (一年内, 至少一周); without a unit only a rough 万 or 亿
    is."""
    table = entry("quantity")["han_units"]
    if not unit:
        return is_rough(before, around(match)[1])
    if len(numeral) > 1 or match["multiplier"]:
        return unit not in ("分", "字", "面", "道", "级") and not (unit == "条" and _CITED.search(before))
    if numeral == "半":
        return unit in ("年", "天", "小时", "个小时", "个月", "个学期")
    if unit in table["measures"]:
        return numeral != "一" or unit in MORE or unit in HALF or _is_limited(before, match)
    return numeral != "一" and unit in table["counts"] and not (numeral == "二" and unit in table["numbered"])


def _is_limited(before: str, match: re.Match[str]) -> bool:
    table = entry("quantity")["han_units"]
    follows = re.compile(table["limits"]).match(match.string, match.end())
    return bool(follows or re.search(table["bounds"], before))
