"""Sums, parts and shares that a letter itself reckons: what it states must come out (6+13=19; 合格率98.1%)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Figure
from drafting.checks.letter import Letter, Statement
from drafting.finding import Finding

_EQUATION = re.compile(
    r"(?<![\d.])(?P<terms>\d+(?:\.\d+)?(?:\s?[+＋]\s?\d+(?:\.\d+)?)+)\s?[=＝]\s?(?P<sum>\d+(?:\.\d+)?)(?![\d.])"
)
_AMONG = re.compile(r"其中|分别(?:为|是)|包括|[（(]")
_REST = re.compile(r"其他|其余|剩余|余下|另外|另有")
_TOTAL = re.compile(r"(?:共计?|合计|总计|总共|累计共?|一共)[^，。；,\d]{0,12}$")
_RATE = re.compile(r"(?P<what>[\u4e00-\u9fff]{2,6}?)率(?:为|达到?|是|约|提高到|上升到|保持在)?$")
_SHARE_OF = re.compile(r"占(?:全部|总数|总量|[\u4e00-\u9fff]{0,10}?)(?:的)?(?:比例|比重)?(?:为|达到?|约)?(?:的)?$")
_OF_NUMBER = re.compile(r"占[\u4e00-\u9fff（）()]{0,8}$")
_MOST_PARTS = 12
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class _Placed:
    """The figures of a sentence, in order."""

    statement: Statement
    figures: tuple[Figure, ...]


def wrong_sums(letter: Letter) -> Iterator[Finding]:
    """R12 within the letter: equations, the parts of a total, rates of two counts; rough figures are passed over."""
    text = letter.text
    for match in _EQUATION.finditer(text, *letter.body):
        terms = [float(term) for term in re.split(r"\s?[+＋]\s?", match["terms"])]
        if abs(sum(terms) - float(match["sum"])) > 1e-6:
            right = _shown(sum(terms))
            yield Finding("R12", "B", f"算式不成立：{match['terms']}＝{right}，文中写作{match['sum']}。", *match.span(),
                          match.group(), right)  # fmt: skip
    for placed in _by_sentence(letter):
        yield from _wrong_parts(placed, text)
        yield from _wrong_rates(placed, text)


def _by_sentence(letter: Letter) -> Iterator[_Placed]:
    figures = letter.document.figures
    at = 0
    for statement in letter.statements:
        while at < len(figures) and figures[at].start < statement.start:
            at += 1
        end = at
        while end < len(figures) and figures[end].end <= statement.end:
            end += 1
        if end - at > 1:
            yield _Placed(statement, figures[at:end])
        at = end


def _wrong_parts(placed: _Placed, text: str) -> Iterator[Finding]:
    """甲共87项，其中乙34项、丙19项、其他34项: with a remainder named the parts make the whole, without one no more."""
    for at, total in enumerate(placed.figures):
        parts = list(_parts(placed.figures, at, text))
        if len(parts) < 2 or any(part.approximate for part in (total, *parts)):
            continue
        come = sum(part.value for part in parts)
        between = text[parts[0].end : parts[-1].end] + text[parts[-1].end : parts[-1].end + 1]
        whole = bool(_REST.search(between)) or bool(_TOTAL.search(text[max(0, total.start - 14) : total.start]))
        if come > total.value + 1e-6 or (whole and _REST.search(between) and come < total.value - 1e-6):
            stated = "、".join(part.raw for part in parts)
            yield Finding(
                "R12", "B" if _REST.search(between) else "W",
                f"分项与总数不符：{stated}合计{_shown(come)}{total.unit}，总数写作{total.raw}。",
                total.start, parts[-1].end, text[total.start : parts[-1].end], f"{_shown(come)}{total.unit}",
            )  # fmt: skip


def _parts(figures: Sequence[Figure], at: int, text: str) -> Iterator[Figure]:
    """The figures of the total's unit that follow 其中, side by side, up to the end of their list."""
    total, opened, last, come = figures[at], False, figures[at].end, 0.0
    for figure in figures[at + 1 : at + 1 + _MOST_PARTS]:
        between = text[last : figure.start]
        if not opened:
            if not _AMONG.search(between) or len(between) > 24 or "。" in between or "；" in between:
                return
            opened = True
        elif not re.search("[、，,和及]", between) or re.search("[。；]|同比|比上年|增长|占", between):
            return
        if figure.unit != total.unit:
            return
        yield figure
        last, come = figure.end, come + figure.value
        if abs(come - total.value) < 1e-6:
            return  # the parts make the whole: what follows tells of something else


def _wrong_rates(placed: _Placed, text: str) -> Iterator[Finding]:
    """320批次，合格314批次，合格率98.1%; 519家，占628家的82.6%."""
    for at, rate in enumerate(placed.figures):
        if rate.unit != _PERCENT or rate.approximate or at < 2:
            continue
        pair = _counts(placed.figures[:at], rate, text)
        if pair is None:
            continue
        part, whole = pair
        right = 100 * part.value / whole.value
        digits = len(rate.raw.rstrip("%％").partition(".")[2])
        if abs(right - rate.value) > 0.51 * 10**-digits:
            expected = f"{right:.{digits}f}%"
            yield Finding(
                "R12", "B", f"比例与前面的数量不符：{part.raw}除以{whole.raw}为{expected}，文中写作{rate.raw}。",
                rate.start, rate.end, rate.raw, expected,
            )  # fmt: skip


def _counts(before: Sequence[Figure], rate: Figure, text: str) -> tuple[Figure, Figure] | None:
    """The part and the whole that a rate is of, ``None`` where the words do not say so."""
    one, other = before[-2], before[-1]
    lead = text[max(0, rate.start - 16) : rate.start]
    if one.unit != other.unit or one.approximate or other.approximate or "。" in text[one.end : rate.start]:
        return None
    if _OF_NUMBER.search(text[one.end : other.start]) and text[other.end : rate.start] in ("的", "总数的", "总量的"):
        return (one, other) if 0 < one.value <= other.value else None
    named = _RATE.search(lead)
    if named is None or not 0 < other.value <= one.value:
        return None
    before_part = text[one.end : other.start]
    return (other, one) if named["what"][-2:] in before_part[-8:] else None


def _shown(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.4f}".rstrip("0")
