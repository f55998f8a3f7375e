"""The asks of a case: numbered at any depth, 一是…二是…, or unnumbered sentences that ask."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.case_labels import patterns
from corpus.document import Suggestion
from corpus.lines import Line, lines, sentences
from corpus.markers import LEVEL, Marker, Style, marker

_INLINE = re.compile(r"(?<![^。；;：:，,\n \u3000\xa0])(?:[一二三四五六七八九]|十[一二三四五]?)(?:是|要)(?!否)")
_CLAUSE_END = re.compile(r"[。；;][ \u3000\xa0]*")
# After the last ask: a note of the file in 【】, or the member's closing words.
_AFTER = re.compile(r"\n[ \u3000\xa0]*(?:【|以上(?:建议|意见|提案)|妥否|当否|特此|此致)")
_FEWEST = 2
_LONGEST_NUMBER = 12
# Styles that also count causes and circumstances in a member's account of things (一是…, ①).
_WEAK: tuple[Style, ...] = ("ordinal", "circled")
_NO_ASKS: tuple[Style, ...] = ("chapter", "clause", "article")


@dataclass(frozen=True, slots=True)
class _Item:
    """A numbered stretch; ``depth`` counts from 0."""

    marker: Marker
    start: int
    depth: int


def find_suggestions(text: str, start: int, end: int) -> tuple[Suggestion, ...]:
    """The asks in ``text[start:end]`` with exact offsets; an empty tuple where the text asks for nothing.

    Numbered lines win, then 一是…二是… inside a paragraph, then sentences with a verb of asking.
    """
    return _numbered(text, start, end) or _inline_ordinals(text, start, end) or _asking_sentences(text, start, end)


def _numbered(text: str, start: int, end: int) -> tuple[Suggestion, ...]:
    marked = [pair for pair in _marks(text, start, end) if pair[1].style not in _NO_ASKS]
    items = _with_depth(_counted(marked))
    found: list[Suggestion] = []
    path: list[str] = []
    for at, item in enumerate(items):
        stop = items[at + 1].start if at + 1 < len(items) else end
        path = [*path[: item.depth], item.marker.number]
        own, parent = ".".join(path), ".".join(path[:-1]) or None
        if item.marker.style == "dotted":
            own, parent = item.marker.number, item.marker.number.rpartition(".")[0]
        found.append(_suggestion(text, own, item.marker.printed.rstrip("、.．，,"), item.start, stop, parent))
    return _unique(found)


def _marks(text: str, start: int, end: int) -> Iterator[tuple[Line, Marker]]:
    """Numbers at the heads of lines, and those that go on inside a line (1、…；2、…；3、…)."""
    for line in lines(text, start, end):
        mark = marker(line.text)
        if mark is None:
            continue
        yield line, mark
        wanted = int(mark.number) + 1 if mark.number.isdigit() else 0
        for clause in _CLAUSE_END.finditer(line.text) if wanted else ():
            following = marker(line.text[clause.end() : clause.end() + _LONGEST_NUMBER])
            if following is not None and (following.style, following.number) == (mark.style, str(wanted)):
                yield Line(line.start + clause.end(), line.end, following.printed), following
                wanted += 1


def _counted(marked: list[tuple[Line, Marker]]) -> list[tuple[Line, Marker]]:
    """Without the 一是…, ① that stand before the first number proper: they belong to the account, not to the asks."""
    first = next((at for at, (_, mark) in enumerate(marked) if mark.style not in _WEAK), 0)
    return marked[first:]


def _with_depth(marked: list[tuple[Line, Marker]]) -> list[_Item]:
    """Depth by the order in which styles open: a style not seen yet goes one deeper, a known one goes back."""
    stack: list[Style] = []
    items: list[_Item] = []
    for line, mark in marked:
        style = mark.style
        if style in stack:
            del stack[stack.index(style) + 1 :]
        elif stack and mark.level < min(LEVEL[s] for s in stack):
            stack = [style]
        else:
            stack.append(style)
        items.append(_Item(mark, line.start, len(stack) - 1))
    return items


def _suggestion(text: str, own: str, number: str | None, start: int, stop: int, parent: str | None) -> Suggestion:
    body = _without_notes(text[start:stop]).rstrip()
    return Suggestion(own, number, body, start, start + len(body), parent)


def _without_notes(body: str) -> str:
    """Drop the lines after the ask that are no part of it: notes of the file and closing words."""
    after = _AFTER.search(body)
    return body[: after.start()] if after else body


def _unique(found: list[Suggestion]) -> tuple[Suggestion, ...]:
    """Printed numbers repeat where a writer starts anew (1. under 一、 and again under 二、); ids never do.

    A parent that is not among the asks is none.
    """
    taken = {one.id for one in found}
    seen: dict[str, int] = {}
    unique: list[Suggestion] = []
    for one in found:
        count = seen[one.id] = seen.get(one.id, 0) + 1
        own = one.id
        while count > 1 and own in taken:
            own, count = f"{one.id}-{count}", count + 1
        taken.add(own)
        unique.append(replace(one, id=own))
    return tuple(one if one.parent in taken else replace(one, parent=None) for one in unique)


def _inline_ordinals(text: str, start: int, end: int) -> tuple[Suggestion, ...]:
    marks = [match.start() for match in _INLINE.finditer(text, start, end)]
    if len(marks) < _FEWEST:
        return ()
    found = []
    for at, (begin, stop) in enumerate(zip(marks, [*marks[1:], end], strict=True), start=1):
        newline = text.find("\n", begin, stop)
        stop = newline if at == len(marks) and newline >= 0 else stop
        found.append(_suggestion(text, str(at), text[begin : begin + 2].rstrip("是要"), begin, stop, None))
    return tuple(found)


def _asking_sentences(text: str, start: int, end: int) -> tuple[Suggestion, ...]:
    asking = [
        sentence
        for sentence in sentences(text, start, end)
        if patterns("ask_verbs").search(sentence.text) and not patterns("not_asks").search(sentence.text)
    ]
    return _one_each(text, [s for s in asking if not patterns("wishes").search(s.text)] or asking)


def _one_each(text: str, asking: Iterable[Line]) -> tuple[Suggestion, ...]:
    return tuple(
        _suggestion(text, str(at), None, sentence.start, sentence.end, None)
        for at, sentence in enumerate(asking, start=1)
    )
