"""Quantities in official text: a number with what it counts or measures (domain brief §4.1, 数量)."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from corpus.document import Reference
from corpus.grammar.chinese_quantities import chinese_quantities
from corpus.grammar.claims import Claims
from corpus.grammar.quantity import MULTIPLIERS, Quantity
from corpus.grammar.reference_grammar import entry
from corpus.grammar.shares import shares
from corpus.grammar.units import HALF, MORE, ORDINAL, around, full_unit, is_rough, is_unit, unit_group

_YEAR_DIGITS = 4
_CENTURIES = ("18", "19", "20")
_BLANK = "[ \u3000\xa0]{0,3}"
_WHOLE = frozenset("个家名人件项户所处台部套条座辆批起份册次场宗种类")


def quantities(text: str, others: Iterable[Reference] = ()) -> Iterator[Reference]:
    """Quantities of ``text`` in no particular order; digits inside one of ``others`` (a date, a number, a title) are
    part of it and no quantity."""
    claims = Claims()
    for other in sorted(others, key=lambda r: r.start):
        claims.take((other.start, other.end))
    for find in (shares, _arabic, chinese_quantities):
        for start, end, normal in find(text):
            if claims.take((start, end)):
                yield Reference("quantity", text[start:end], normal, start, end)


@cache
def _arabic_form() -> re.Pattern[str]:
    table = entry("quantity")
    return re.compile(
        rf"(?P<first>{table['number']})(?:{table['range']}(?P<second>{table['number']}))?"
        rf"{_BLANK}(?:(?P<early>{table['about']}){_BLANK})?(?:(?P<multiplier>{table['multiplier']}){_BLANK})?"
        rf"(?:(?P<about>{table['about']}){_BLANK})?(?:{unit_group('numbering')}|(?<=[万亿]))"
    )


def _arabic(text: str) -> Iterator[tuple[int, int, str]]:
    floor = 0
    for match in _arabic_form().finditer(text):
        start = match.start()
        if start < floor or (start and not _may_begin(text, start)):
            continue
        quantity = _counted(match)
        if quantity is None:
            continue
        if quantity.unit in _WHOLE and quantity.value % 1 and not match["multiplier"]:
            marked = _after_marker(text, match, quantity)
            if marked is None:
                continue
            start, quantity = marked
        floor = match.end()
        yield start, floor, quantity.normal


def _counted(match: re.Match[str]) -> Quantity | None:
    before, after = around(match)
    unit = match["unit"] or ""
    if ORDINAL.search(before) or not is_unit(unit, before, match):
        return None
    digits = (match["second"] or match["first"]).replace(",", "").replace("，", "")
    if unit == "年" and not match["multiplier"] and len(digits) == _YEAR_DIGITS and digits[:2] in _CENTURIES:
        return None
    size = MULTIPLIERS.get(match["multiplier"] or "", 1)
    rough = bool(match["early"] or match["about"] or unit in MORE) or is_rough(before, after)
    value, low = float(digits) * size + (0.5 if unit in HALF else 0), None
    if match["second"]:
        if match["first"][0] == "0" and match["first"][1:2].isdecimal():
            return None  # an area code: 0745-2277691
        low = float(match["first"].replace(",", "").replace("，", "")) * size
        low = low if low < value else None
    return Quantity(value, full_unit(unit, match["per"]), rough, low)


def _may_begin(text: str, start: int) -> bool:
    """Not inside a longer number, a model or a telephone number; 第5 is a place in a count."""
    before, earlier = text[start - 1], text[start - 2] if start > 1 else ""
    if before.isdecimal() or (before.isascii() and before.isalpha()) or before in "#№第":
        return False
    if before in ".,:：/-－—_*":
        return not (earlier.isdecimal() or (earlier.isascii() and earlier.isalpha()) or earlier == before == "*")
    return True


def _after_marker(text: str, match: re.Match[str], quantity: Quantity) -> tuple[int, Quantity] | None:
    """“2.3家企业” at the head of a point is number 2 and 3家; elsewhere 3.9个 is an average, 14.2条 none."""
    whole, _, rest = match["first"].partition(".")
    opens = match.start() == 0 or text[match.start() - 1] in "\n。；"
    if not rest or match["second"] or not opens or len(whole) > len("12"):
        return None if quantity.unit == "条" else (match.start(), quantity)
    return match.start() + len(whole) + 1, Quantity(float(rest), quantity.unit, quantity.rough)
