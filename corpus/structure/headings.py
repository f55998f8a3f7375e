"""The heading tree of a document, from printed numbers and the headings its format marks."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.document import Section
from corpus.source import Source
from corpus.structure.lines import Line
from corpus.structure.markers import Marker, marker

# A heading line is short and ends without the marks of a full sentence (GB/T 9704 practice: no punctuation).
_LONGEST = 45
_SENTENCE_END = re.compile(r"[。；;，,：:！？!?]\**$")
_RUN_IN = re.compile(r"^[^。；：:，,]{2,30}。(?=.)")
# The first sentence of a numbered paragraph, which is a heading where its neighbours in the count have one.
_LONG_RUN_IN = re.compile(r"^[^。；：:]{2,45}。(?=.)")
_ALONE = re.compile(r"[^。；：:，,]{2,30}。")
_RUN_IN_LONGEST = 31
_BULLET = re.compile(r"[-*+•●]\s")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading line: ``text`` without its number; ``run_in`` where the paragraph goes on after it.

    A ``weak`` one counts only beside its neighbours (2. between the headings 1. and 3.).
    """

    level: int
    number: str
    text: str
    start: int
    end: int
    run_in: bool
    order: int = 0
    weak: bool = False


def heading_of(line: Line) -> Heading | None:
    """The heading a line is or begins with; ``None`` for list items and plain paragraphs."""
    mark = marker(line.text)
    if mark is None or mark.style in ("article", "circled", "ordinal") or _BULLET.match(line.text):
        return None
    body = line.text[mark.length :]
    plain = body.strip(" \u3000\xa0*")
    if plain and len(plain) <= _LONGEST and not _SENTENCE_END.search(plain) and "。" not in plain:
        return _heading(mark, line, plain, run_in=False)
    if len(plain) <= _RUN_IN_LONGEST and _ALONE.fullmatch(plain):
        # 2.加强培训。 with nothing behind it is a heading only where its neighbours are
        return replace(_heading(mark, line, plain.rstrip("。"), run_in=False), weak=True)
    words = body[: 2 * _LONGEST].replace("*", "").lstrip(" \u3000\xa0")
    if match := _RUN_IN.match(words) or _LONG_RUN_IN.match(words):
        heading = _heading(mark, line, match.group().rstrip("。"), run_in=True)
        return heading if _RUN_IN.match(words) else replace(heading, weak=True)
    return None


def _heading(mark: Marker, line: Line, text: str, run_in: bool) -> Heading:
    order = int(mark.number) if mark.number.isdecimal() else 0
    return Heading(mark.level, mark.printed, text, line.start, line.end, run_in, order)


def find_headings(
    source: Source, all_lines: Iterable[Line], skipped: Iterable[tuple[int, int]] = ()
) -> tuple[Heading, ...]:
    """Headings in order: numbered lines, and lines the format itself marks as headings.

    None begins within one of the ``skipped`` spans (tables, asks, lists of attachments).
    """
    marked = {block.start: block for block in source.blocks if block.kind == "heading"}
    outside = _Outside(skipped)
    found: list[Heading] = []
    for line in all_lines:
        if not outside.holds(line.start):
            continue
        heading = heading_of(line)
        block = marked.get(line.start)
        if (heading is None or heading.weak) and block is not None and block.level > 1:
            heading = Heading(block.level - 1, "", line.text, line.start, line.end, run_in=False)
        if heading is not None:
            found.append(heading)
    return tuple(_supported(found))


def _supported(headings: list[Heading]) -> Iterator[Heading]:
    """Headings without the weak ones that no neighbour at their level bears out."""
    after: dict[int, Heading] = {}
    bears_out = [False] * len(headings)
    for at in range(len(headings) - 1, -1, -1):
        one = headings[at]
        after = {level: later for level, later in after.items() if level <= one.level}
        bears_out[at] = _next_to(one, after.get(one.level), step=1)
        if not one.weak:
            after[one.level] = one
    before: dict[int, Heading] = {}
    for one, good in zip(headings, bears_out, strict=True):
        before = {level: earlier for level, earlier in before.items() if level <= one.level}
        if one.weak and not good and not _next_to(one, before.get(one.level), step=-1):
            continue
        before[one.level] = one
        yield one


def _next_to(one: Heading, other: Heading | None, step: int) -> bool:
    return other is not None and other.order == one.order + step


class _Outside:
    """Whether a position lies in none of some spans."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def holds(self, position: int) -> bool:
        at = bisect_right(self._starts, position)
        return at == 0 or self._spans[at - 1][1] <= position


def heading_tree(headings: tuple[Heading, ...], end: int, breaks: tuple[int, ...] = ()) -> tuple[Section, ...]:
    """Nest headings by level; a section reaches to the next heading of its own or a higher level, to the next of
    ``breaks`` (where the text of an attachment begins), or to ``end``."""
    position = 0

    def limit(start: int) -> int:
        at = bisect_right(breaks, start)
        return breaks[at] if at < len(breaks) else end

    def siblings(floor: int, stop: int) -> tuple[Section, ...]:
        nonlocal position
        found: list[Section] = []
        while position < len(headings) and headings[position].level > floor and headings[position].start < stop:
            head = headings[position]
            position += 1
            children = siblings(head.level, min(stop, limit(head.start)))
            following = headings[position].start if position < len(headings) else end
            last = min(following, stop, limit(head.start))
            found.append(Section(head.level, head.number, head.text, head.start, last, children))
        return tuple(found)

    return siblings(0, end)
