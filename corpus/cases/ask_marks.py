"""Numbers that count asks: at the heads of lines, and runs of them inside a paragraph (一是…二是…, 首先…其次…)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.cases.ask_words import alternatives, words
from corpus.grammar.ordinals import ordinal
from corpus.structure.lines import lines
from corpus.structure.markers import LEVEL, marker

_LABELLED = re.compile(
    r"[\s*【（(]{0,4}(?:建议|诉求|对策)(?P<n>[一二三四五六七八九十]{1,2}|\d{1,2})(?:[】）)]?[：:、，,.．]|[】）)])"
)
_NOT_ASKS = ("chapter", "clause", "article")
# Styles that also count causes and circumstances in a member's account of things (一是…, ①).
_WEAK = ("ordinal", "circled")
_CLAUSE_END = re.compile(r"[。；;][ \u3000\xa0]*")
_LONGEST_NUMBER = 12
_LEAD = 60
_FEWEST = 2
_HAN = "[一二三四五六七八九]|十[一二三四五]?"
_BOUNDARY = r"(?<![^。；;：:，,！？!?\n \u3000\xa0\t”）)*])"
_INLINE = re.compile(
    _BOUNDARY
    + rf"(?:(?P<shi>{_HAN})(?:是|要|则)(?![否求])"
    + rf"|第(?P<di>{_HAN})(?:[，,、：:]|[点条][，,：:是]|是|方面[，,：:是]?)"
    + rf"|其(?P<qi>{_HAN})[，,、：:是]"
    + r"|(?P<xu>首先|其次|再次|再者|最后)(?=[，,是要、：:]|[\u4e00-\u9fff])"
    + rf"|(?P<tag>建议(?:{_HAN}|\d))[：:，,、]"
    + rf"|[（(](?P<paren>{_HAN}|[1-9]\d?)[)）]"
    + r"|(?P<circled>[①②③④⑤⑥⑦⑧⑨⑩])"
    + r"|(?P<arabic>[1-9]\d?)(?:[、．.，,：:](?!\d)|[)）])"
    + rf"|(?P<han>{_HAN})、(?!{_HAN}))"
)
_SEQUENCE = {"首先": 1, "其次": 2, "再次": 3, "再者": 3}


@dataclass(frozen=True, slots=True)
class Mark:
    """One printed number; ``text[start:]`` begins with it. ``depth`` counts from 0 within its stretch."""

    style: str
    printed: str
    number: str
    start: int
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A run of two or more numbers inside running text; ``lead`` is what leads up to it, ``end`` its last line's."""

    marks: tuple[Mark, ...]
    lead: str
    end: int

    @property
    def tells(self) -> bool:
        """Whether it counts causes and circumstances by its lead (原因有三：一是…)."""
        return bool(words("cues", "tells").search(self.lead.rstrip("：:，,。 \u3000*"))) and not _LEADS.search(
            self.lead
        )


_LEADS = re.compile(rf"(?:{alternatives('cues', 'lead_in')})[^。；;]{{0,16}}$|建议[：:，,]?\s*$")


def line_mark(text: str, start: int) -> Mark | None:
    """The number that the stripped line ``text`` begins with, at offset ``start``."""
    if match := _LABELLED.match(text):
        value = ordinal(match["n"]) or 0
        return Mark("label", match["n"], str(value), start)
    found = marker(text)
    if found is None or found.style in _NOT_ASKS:
        return None
    return Mark(found.style, found.printed.lstrip("-*# \u3000\xa0").rstrip("、.．，,"), found.number, start)


def line_marks(text: str, start: int, end: int) -> tuple[Mark, ...]:
    """Numbers at the heads of lines in ``text[start:end]`` and those that go on inside a line (1、…；2、…；3、…).

    Ordinals (一是) that stand before the first number proper belong to the account and are left out.
    """
    found = list(_marks(text, start, end))
    first = next((at for at, mark in enumerate(found) if mark.style not in _WEAK), 0)
    return tuple(_with_depth(found[first:]))


def _marks(text: str, start: int, end: int) -> Iterator[Mark]:
    for line in lines(text, start, end):
        mark = line_mark(line.text, line.start)
        if mark is None:
            continue
        yield mark
        wanted = int(mark.number) + 1 if mark.number.isdigit() else 0
        for clause in _CLAUSE_END.finditer(line.text) if wanted else ():
            at = clause.end()
            following = line_mark(line.text[at : at + _LONGEST_NUMBER], line.start + at)
            if following is not None and (following.style, following.number) == (mark.style, str(wanted)):
                yield following
                wanted += 1


def _with_depth(marks: list[Mark]) -> Iterator[Mark]:
    """Depth by the order in which styles open: a style not seen yet goes one deeper, a known one goes back."""
    stack: list[str] = []
    for mark in marks:
        if mark.style in stack:
            del stack[stack.index(mark.style) + 1 :]
        elif stack and level_of(mark.style) < min(level_of(style) for style in stack):
            stack = [mark.style]
        else:
            stack.append(mark.style)
        yield Mark(mark.style, mark.printed, mark.number, mark.start, len(stack) - 1)


def level_of(style: str) -> int:
    return next((level for name, level in LEVEL.items() if name == style), 1)


def inline_runs(text: str, start: int, end: int) -> tuple[Run, ...]:
    """Runs counted from one in ``text[start:end]``, the outer ones only, in order."""
    open_runs: dict[str, list[Mark]] = {}
    closed: list[list[Mark]] = []
    for match in _INLINE.finditer(text, start, end):
        family = str(match.lastgroup)
        run = open_runs.get(family, [])
        value = _value(family, match[family], len(run))
        if run and value == len(run) + 1:
            run.append(_mark(family, match, value))
        elif value == 1:
            closed.append(run)
            open_runs[family] = [_mark(family, match, 1)]
    every = sorted((r for r in (*closed, *open_runs.values()) if len(r) >= _FEWEST), key=lambda r: r[0].start)
    found: list[Run] = []
    for marks in every:
        if not found or marks[0].start >= found[-1].end:
            found.append(_run(text, start, end, marks))
    return tuple(found)


def _value(family: str, printed: str, counted: int) -> int:
    if family == "xu":
        return _SEQUENCE.get(printed, counted + 1 if counted else 0)
    if family == "circled":
        return "①②③④⑤⑥⑦⑧⑨⑩".index(printed) + 1
    return ordinal(printed.removeprefix("建议")) or 0


def _mark(family: str, match: re.Match[str], value: int) -> Mark:
    printed = match.group().strip("，,、：:.．") if family in ("xu", "circled", "paren") else match[family]
    return Mark(family, printed, str(value), match.start())


def _run(text: str, start: int, end: int, marks: list[Mark]) -> Run:
    begin = marks[0].start
    before = text[max(start, begin - _LEAD) : begin].rstrip(" \u3000\xa0\n")
    cut = max(before[:-1].rfind(stop) for stop in "。！？!?\n；")
    newline = text.find("\n", marks[-1].start, end)
    return Run(tuple(marks), before[cut + 1 :], end if newline < 0 else newline)
