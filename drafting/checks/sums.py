"""Sums, parts and shares that a letter itself reckons: what it states must come out (6+13=19; 合格率98.1%)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Figure
from drafting.checks.letter import Letter, Statement
from drafting.checks.parts import shown, wrong_parts
from drafting.finding import Finding

_EQUATION = re.compile(
    r"(?<![\d.])(?P<terms>\d+(?:\.\d+)?(?:\s?[+＋]\s?\d+(?:\.\d+)?)+)\s?[=＝]\s?(?P<sum>\d+(?:\.\d+)?)(?![\d.])"
)
_RATE = re.compile(r"(?P<what>[\u4e00-\u9fff]{2,6}?)率(?:为|达到?|是|约|提高到|上升到|保持在)?$")
_OF_NUMBER = re.compile(r"占[\u4e00-\u9fff（）()]{0,8}$")
# 由86%提高到94%，提高8个百分点
_FROM = re.compile(r"[由从][^，。；\d]{0,10}$")
_TO = re.compile(r"(?:增加|增长|提高|提升|上升|扩大|下降|减少|降低|缩短|压缩|调整|降|增|升|减|缩|发展)(?:到了?|至|为)$")
_BY = re.compile(
    r"[，,（(](?:累计|净|共|实现)?(?:增长|提高|上升|提升|增加|下降|降低|减少|缩短|压缩|压减|增幅|降幅|升幅)"
    r"(?:率|了|为|达到?)?$"
)
# 其余25个小区, where the whole and what is done stand before
_REST = re.compile(r"(?:其余|剩余|余下)的?$")
_LOOKED_BACK = 5
_PERCENT = "%"
_POINTS = ("个百分点", "百分点")


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
            right = shown(sum(terms))
            yield Finding("R12", "B", f"算式不成立：{match['terms']}＝{right}，文中写作{match['sum']}。", *match.span(),
                          match.group(), right)  # fmt: skip
    yield from _wrong_rest(letter)
    for placed in _by_sentence(letter):
        yield from wrong_parts(placed.figures, text)
        yield from _wrong_rates(placed, text)
        yield from _wrong_growth(placed.figures, text)


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


def _wrong_growth(figures: Sequence[Figure], text: str) -> Iterator[Finding]:
    """由10处增加到12处，增长20%: the growth is that of the two figures."""
    for one, other, by in zip(figures, figures[1:], figures[2:], strict=False):
        if one.unit != other.unit or not one.value or any(f.approximate for f in (one, other, by)):
            continue
        if not _FROM.search(text[max(0, one.start - 12) : one.start]) or not _TO.search(text[one.end : other.start]):
            continue
        right = _growth(one, other, by) if _BY.fullmatch(text[other.end : by.start]) else None
        digits = len(by.raw.rstrip("%％个百分点").partition(".")[2])
        if right is not None and abs(right - by.value) > 0.51 * 10**-digits:
            expected = f"{right:.{digits}f}{by.unit}"
            message = f"增减幅度与前面的数量不符：由{one.raw}到{other.raw}为{expected}，文中写作{by.raw}。"
            yield Finding("R12", "B", message, by.start, by.end, by.raw, expected)  # fmt: skip


def _growth(one: Figure, other: Figure, by: Figure) -> float | None:
    """How much ``other`` is off ``one``, in the unit of ``by``; ``None`` where that is of another kind."""
    if by.unit == _PERCENT and one.unit != _PERCENT:
        return 100 * abs(other.value - one.value) / one.value
    if by.unit == one.unit != _PERCENT or (by.unit in _POINTS and one.unit == _PERCENT):
        return abs(other.value - one.value)
    return None


def _wrong_rest(letter: Letter) -> Iterator[Finding]:
    """安排42个，已完工17个…完成其余25个: what is left is the whole less what was told of it before."""
    text, figures = letter.text, letter.document.figures
    for at, rest in enumerate(figures):
        if rest.approximate or not _REST.search(text[max(0, rest.start - 3) : rest.start]):
            continue
        line = text.rfind("\n", 0, rest.start)
        told = [f for f in figures[max(0, at - 2 * _LOOKED_BACK) : at] if f.start > line and f.unit == rest.unit]
        if len(told) < 2 or any(f.approximate for f in told):
            continue
        values = [f.value for f in told[-_LOOKED_BACK:]]
        all_told = {f.value for f in figures if f.unit == rest.unit}
        if rest.value in _rests(values) or any(rest.value + value in all_told for value in values):
            continue
        named = "、".join(f.raw for f in told[-_LOOKED_BACK:])
        yield Finding("R12", "W", f"“{rest.raw}”与前面的数量（{named}）对不上。", rest.start, rest.end, rest.raw)


def _rests(values: Sequence[float]) -> set[float]:
    """What may be left of each of ``values`` when some of those behind it are taken away."""
    left: set[float] = set()
    for at, whole in enumerate(values):
        taken = {0.0}
        for value in values[at + 1 :]:
            taken |= {one + value for one in taken}
        left |= {whole - one for one in taken if one}
    return left
