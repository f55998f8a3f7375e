"""The parts of a total: what the letter gives as the whole must be what its parts come to."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from corpus.document import Figure
from drafting.finding import Finding, Severity

_AMONG = re.compile(r"其中|分别(?:为|是)|包括")
_BARE = re.compile(r"[，,：:（(]\s?[\u4e00-\u9fff]{1,8}$")
_REST = re.compile(r"其他|其余|剩余|余下|另外|另有|还有")
_SUM = re.compile(
    r"[，,、；（(](?:合计|共计|总计|一共|合共|共|总共)(?:有|为|达|计)?(?:[\u4e00-\u9fff]{0,4}?(?<![一二三四五各全]))$"
)
_BESIDE_TOTAL = re.compile(r"同比|比上年|增长|占|较|相比|提高|增加|带动|撬动|拉动|惠及|受益|还剩|尚有|仍有|剩下")
_LINK = re.compile("[、，,和及与]")
_STOP = re.compile("[。；;\n]")
_OPENED, _CLOSED = re.compile("[（(]"), re.compile("[）)]")
_RATES = ("%", "‰", "个百分点", "百分点", "倍")
_MOST_PARTS = 12
_FAR = 24
_CHUNK = 14
# Parts named one by one that come to this much of the whole are meant to be all of it.
_NEARLY_ALL = 0.8
_TINY = 1e-6
_MULTIPLIERS = {"万亿": 1e12, "亿": 1e8, "万": 1e4}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _groups() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile("|".join(f"(?:{entry})" for entry in group)) for group in _data()["groups"])


@cache
def _word(name: str) -> re.Pattern[str]:
    return re.compile(_data()[name])


def wrong_parts(figures: Sequence[Figure], text: str) -> Iterator[Finding]:
    """R12 over the figures of one sentence: parts that follow a total, and a total that follows its parts."""
    for at, total in enumerate(figures):
        parts = _behind(figures, at, text)
        if len(parts) > 1 and not any(part.approximate for part in (total, *parts)):
            yield from _weighed(total, parts, text)
        before = _ahead(figures, at, text)
        if len(before) > 1 and not any(part.approximate for part in (total, *before)):
            yield from _summed(total, before, text)


def _behind(figures: Sequence[Figure], at: int, text: str) -> list[Figure]:
    """The figures of the total's unit that follow 其中, side by side, up to the end of their list."""
    total, last, come = figures[at], figures[at].end, 0.0
    found: list[Figure] = []
    if total.unit in _RATES:
        return found
    for figure in figures[at + 1 : at + 1 + _MOST_PARTS]:
        between = text[last : figure.start]
        if not found:
            opened = _AMONG.search(between) or _BARE.search(between)
            if opened is None or len(between) > _FAR or _STOP.search(between) or _BESIDE_TOTAL.search(between):
                break
        elif not _LINK.search(between) or _STOP.search(between) or _BESIDE_TOTAL.search(between):
            break
        if found and _CLOSED.search(between) and not _OPENED.search(text, found[0].start, figure.start):
            break  # the bracket that the list stood in is closed
        if figure.unit != total.unit:
            break
        found.append(figure)
        last, come = figure.end, come + figure.value
        if abs(come - total.value) < _TINY:
            break  # the parts make the whole: what follows tells of something else
    bare = found and not _AMONG.search(text[total.end : found[0].start])
    return [] if bare and not _partition(found, text) else found


def _ahead(figures: Sequence[Figure], at: int, text: str) -> list[Figure]:
    """The figures of the total's unit, side by side, right before 共计."""
    total = figures[at]
    found: list[Figure] = []
    for figure in reversed(figures[max(0, at - _MOST_PARTS) : at]):
        following = found[-1].start if found else total.start
        between = text[figure.end : following]
        if figure.unit != total.unit or _STOP.search(between) or _BESIDE_TOTAL.search(between):
            break
        if not (_LINK.search(between) if found else _SUM.search(between)) or _AMONG.search(between):
            break
        found.append(figure)
    return found[::-1]


def _partition(parts: Sequence[Figure], text: str) -> bool:
    """Whether the parts are named so that together they are all there is (主办、会办; 男、女)."""
    labels = [_label(part, text) for part in parts]
    for group in _groups():
        named = [match.group() for label in labels if (match := group.search(label))]
        if len(named) == len(labels) and len(set(named)) == len(named):
            return True
    return False


def _label(part: Figure, text: str) -> str:
    """What stands around a part up to the marks that close it in."""
    before = re.split("[、，,；;。：:（(和及与]|其中", text[max(0, part.start - _CHUNK) : part.start])[-1]
    after = re.split("[、，,；;。）)和及与]", text[part.end : part.end + _CHUNK])[0]
    return before + after


def _weighed(total: Figure, parts: Sequence[Figure], text: str) -> Iterator[Finding]:
    come, span = sum(part.value for part in parts), (total.start, parts[-1].end)
    words = text[parts[0].end : parts[-1].end]
    told = text[total.end : parts[-1].end]
    rest, whole = bool(_REST.search(words)), _partition(parts, text)
    gap = come - total.value
    grave = (rest or whole) and not _word("beside").search(told)
    single = max(parts, key=lambda part: part.value)
    if single.value > total.value + _TINY and not _word("beside").search(told):
        severity: Severity = "B" if whole or rest or single is parts[0] else "W"
        yield _finding(severity, f"分项“{single.raw}”比总数“{total.raw}”还多。", span, text, None)
    elif gap > _TINY:
        yield _differs("B" if grave else "W", total, parts, come, span, text)
    elif gap < -_TINY and (rest or whole or (come >= _NEARLY_ALL * total.value and not _open(parts, text))):
        yield _differs("B" if rest else "W", total, parts, come, span, text)


def _open(parts: Sequence[Figure], text: str) -> bool:
    """Whether the list of parts does not claim to be whole (等, 主要)."""
    labels = [text[part.end : part.end + 1] + _label(part, text) for part in parts]
    return any(_word("open").search(label) or _word("beside").search(label) for label in labels)


def _summed(total: Figure, parts: Sequence[Figure], text: str) -> Iterator[Finding]:
    come = sum(part.value for part in parts)
    if abs(come - total.value) > _TINY and not _open(parts, text):
        severity: Severity = "B" if _partition(parts, text) else "W"
        yield _differs(severity, total, parts, come, (parts[0].start, total.end), text)


def _differs(
    severity: Severity, total: Figure, parts: Sequence[Figure], come: float, span: tuple[int, int], text: str
) -> Finding:
    stated = "、".join(part.raw for part in parts)
    right = _like(come, total)
    return _finding(severity, f"分项与总数不符：{stated}合计{right}，总数写作{total.raw}。", span, text, right)


def _finding(severity: Severity, message: str, span: tuple[int, int], text: str, expected: str | None) -> Finding:
    return Finding("R12", severity, message, *span, text[slice(*span)], expected)


def _like(value: float, total: Figure) -> str:
    """``value`` written as ``total`` is: in 万 or 亿 where that is."""
    many = next((word for word in _MULTIPLIERS if word in total.raw), "")
    return f"{shown(value / _MULTIPLIERS.get(many, 1))}{many}{total.unit}"


def shown(value: float) -> str:
    """A reckoned number as it would be written."""
    return str(int(value)) if value == int(value) else f"{value:.4f}".rstrip("0")
