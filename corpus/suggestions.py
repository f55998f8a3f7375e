"""The asks of a case: numbered at any depth, 一是…二是…, or unnumbered sentences that ask."""

import re
from dataclasses import dataclass
from functools import cache

from corpus.case_labels import cues
from corpus.document import Suggestion
from corpus.lines import Line, lines, sentences
from corpus.markers import LEVEL, Marker, Style, marker

_INLINE = re.compile(r"(?:(?<=[。；;：:，,\n])|^)\s*(?P<mark>[一二三四五六七八九十]{1,2}(?:是|要))(?!否)")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Item:
    """A numbered stretch before its parent is known; ``depth`` counts from 0."""

    marker: Marker
    start: int
    body: int
    depth: int


def find_suggestions(text: str, start: int, end: int) -> tuple[Suggestion, ...]:
    """The asks in ``text[start:end]`` with exact offsets; an empty tuple where the text asks for nothing.

    Numbered lines win, then 一是…二是… inside a paragraph, then sentences with a verb of asking.
    """
    return (
        _numbered(text, start, end) or _inline_ordinals(text, start, end) or _asking_sentences(text, start, end)
    )


def _numbered(text: str, start: int, end: int) -> tuple[Suggestion, ...]:
    marked = [(line, mark) for line in lines(text, start, end) if (mark := marker(line.text))]
    items = _with_depth([pair for pair in marked if pair[1].style not in ("chapter", "clause", "article")])
    if not items:
        return ()
    found: list[Suggestion] = []
    path: list[str] = []
    for at, item in enumerate(items):
        stop = items[at + 1].start if at + 1 < len(items) else end
        path = [*path[: item.depth], item.marker.number]
        dotted = item.marker.style == "dotted"
        parent = ".".join(path[:-1]) or None
        if dotted and "." in item.marker.number:
            own, parent = item.marker.number, item.marker.number.rpartition(".")[0]
        else:
            own = ".".join(path)
        found.append(_suggestion(text, own, item.marker.printed.rstrip("、.．"), item.start, stop, parent))
    return _unique(found)


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
        items.append(_Item(mark, line.start, line.start + mark.length, len(stack) - 1))
    return items


def _suggestion(text: str, own: str, number: str | None, start: int, stop: int, parent: str | None) -> Suggestion:
    body = _without_notes(text[start:stop]).rstrip()
    return Suggestion(own, number, body, start, start + len(body), parent)


def _without_notes(body: str) -> str:
    """Drop what stands after the ask on lines of its own in 【】: a note of the file, not words of the member."""
    at = body.find("\n【")
    return body if at < 0 else body[:at]


def _unique(found: list[Suggestion]) -> tuple[Suggestion, ...]:
    """Printed numbers repeat where a writer starts anew (1. under 一、 and again under 二、); ids never do."""
    seen: dict[str, int] = {}
    unique: list[Suggestion] = []
    for one in found:
        count = seen[one.id] = seen.get(one.id, 0) + 1
        own = one.id if count == 1 else f"{one.id}-{count}"
        unique.append(Suggestion(own, one.number, one.text, one.start, one.end, one.parent))
    known = {s.id for s in unique}
    return tuple(
        s if s.parent is None or s.parent in known else Suggestion(s.id, s.number, s.text, s.start, s.end)
        for s in unique
    )


def _inline_ordinals(text: str, start: int, end: int) -> tuple[Suggestion, ...]:
    marks = [m.start("mark") for m in _INLINE.finditer(text, start, end)]
    if len(marks) < _FEWEST:
        return ()
    found = []
    for at, (begin, stop) in enumerate(zip(marks, [*marks[1:], end], strict=True), start=1):
        newline = text.find("\n", begin, stop)
        stop = newline if at == len(marks) and newline >= 0 else stop
        found.append(_suggestion(text, str(at), text[begin : begin + 2].rstrip("是要"), begin, stop, None))
    return tuple(found)


@cache
def _asking() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, cues("ask_verbs"))))


def _asks(sentence: str) -> bool:
    return bool(_asking().search(sentence)) and not any(word in sentence for word in cues("not_asks"))


def _asking_sentences(text: str, start: int, end: int) -> tuple[Suggestion, ...]:
    asking = [s for s in sentences(text, start, end) if _asks(s.text)]
    return tuple(
        _suggestion(text, str(at), None, sentence.start, sentence.end, None)
        for at, sentence in enumerate(asking, start=1)
    )
