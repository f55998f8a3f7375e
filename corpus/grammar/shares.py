"""Shares of a whole: 百分之五十, 千分之三, 五分之一, 2/3以上."""

import re
from collections.abc import Iterator

from corpus.grammar.amounts import amount
from corpus.grammar.quantity import number_text
from corpus.grammar.reference_grammar import stretches
from corpus.grammar.units import around, is_rough

_PARTS = re.compile(
    r"(?P<base>[百千万])分之\s?(?P<per>\d{1,9}(?:\.\d{1,6})?|[一二三四五六七八九十百零〇点]{1,8})"
    r"|(?P<whole>[二三四五六七八九十]{1,3})分之(?P<part>[一二三四五六七八九十]{1,3})"
)
_OF = re.compile("分之")
_LONGEST_WHOLE, _LONGEST_PART = 4, 20
_SLASHED = re.compile(r"(?P<part>[1-9]\d?)/(?P<whole>[1-9]\d?)(?=以[上下内]|左右|的|，|。|多数)")
_PERCENT = {"百": "%", "千": "‰", "万": "‱"}


def shares(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and normal form (``50 %``, ``1/5``) of every share."""
    for begin, end in stretches(text, _OF, _LONGEST_WHOLE, _LONGEST_PART):
        for match in _PARTS.finditer(text, begin, end):
            value = _share(match)
            if value is not None and not (match.start() and text[match.start() - 1].isdecimal()):
                yield match.start(), match.end(), _marked(match, value)
    for match in _SLASHED.finditer(text) if "/" in text else ():
        start = match.start()
        if int(match["part"]) < int(match["whole"]) and (not start or text[start - 1] not in "0123456789/.-"):
            yield start, match.end(), _marked(match, f"{match['part']}/{match['whole']}")


def _marked(match: re.Match[str], value: str) -> str:
    before, after = around(match)
    return f"~{value}" if is_rough(before, after) else value


def _share(match: re.Match[str]) -> str | None:
    if match["base"]:
        whole, _, decimals = match["per"].partition("点")
        if match["per"][0].isdecimal():
            return f"{number_text(float(match['per']))} {_PERCENT[match['base']]}"
        number = 100.0 if whole == "百" else _of(whole)
        tail = "".join(str("零一二三四五六七八九".find(char)) for char in decimals.replace("〇", "零"))
        if number is None or "-" in tail:
            return None
        return f"{number_text(float(f'{int(number)}.{tail}') if tail else number)} {_PERCENT[match['base']]}"
    part, whole_number = _of(match["part"]), _of(match["whole"])
    return f"{int(part)}/{int(whole_number)}" if part and whole_number else None


def _of(numeral: str) -> float | None:
    if numeral in ("零", "〇"):
        return 0.0
    found = amount(numeral) if numeral else None
    return found.value if found and found.low is None else None
