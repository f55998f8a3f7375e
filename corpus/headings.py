"""The heading tree of a document, from printed numbers and the headings its format marks."""

import re
from dataclasses import dataclass

from corpus.document import Section
from corpus.lines import Line, lines
from corpus.markers import Marker, marker
from corpus.source import Source

# A heading line is short and ends without the marks of a full sentence (GB/T 9704 practice: no punctuation).
_LONGEST = 45
_SENTENCE_END = re.compile(r"[。；;，,：:！？!?]\**$")
_RUN_IN = re.compile(r"^[^。；：:，,]{2,30}。(?=.)")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading line: ``text`` without its number; ``run_in`` where the paragraph goes on after it."""

    level: int
    number: str
    text: str
    start: int
    end: int
    run_in: bool


def heading_of(line: Line) -> Heading | None:
    """The heading a line is or begins with; ``None`` for list items and plain paragraphs."""
    mark = marker(line.text)
    if mark is None or mark.style in ("article", "circled", "ordinal"):
        return None
    body = line.text[mark.length :]
    plain = body.strip(" \u3000\xa0*")
    if plain and len(plain) <= _LONGEST and not _SENTENCE_END.search(plain):
        return _heading(mark, line, plain, run_in=False)
    if match := _RUN_IN.match(body.replace("*", "").lstrip(" \u3000\xa0")):
        return _heading(mark, line, match.group().rstrip("。"), run_in=True)
    return None


def _heading(mark: Marker, line: Line, text: str, run_in: bool) -> Heading:
    return Heading(mark.level, mark.printed, text, line.start, line.end, run_in)


def find_headings(source: Source) -> tuple[Heading, ...]:
    """Headings in order: numbered lines, and lines the format itself marks as headings."""
    marked = {block.start: block for block in source.blocks if block.kind == "heading"}
    tables = [(b.start, b.end) for b in source.blocks if b.kind == "table"]
    found: list[Heading] = []
    at = 0
    for line in lines(source.text):
        while at < len(tables) and tables[at][1] <= line.start:
            at += 1
        if at < len(tables) and tables[at][0] <= line.start:
            continue
        heading = heading_of(line)
        block = marked.get(line.start)
        if heading is None and block is not None and block.level > 1:
            heading = Heading(block.level - 1, "", line.text, line.start, line.end, run_in=False)
        if heading is not None:
            found.append(heading)
    return tuple(found)


def heading_tree(headings: tuple[Heading, ...], end: int) -> tuple[Section, ...]:
    """Nest headings by level; a section reaches to the next heading of its own or a higher level, or to ``end``."""
    position = 0

    def siblings(floor: int, limit: int) -> tuple[Section, ...]:
        nonlocal position
        found: list[Section] = []
        while position < len(headings) and headings[position].level > floor:
            head = headings[position]
            position += 1
            children = siblings(head.level, limit)
            stop = headings[position].start if position < len(headings) else limit
            found.append(Section(head.level, head.number, head.text, head.start, stop, children))
        return tuple(found)

    return siblings(0, end)
