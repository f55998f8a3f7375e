"""Passages: the units of search, cut along the heading tree with exact offsets."""

from bisect import bisect_right
from collections.abc import Iterator

from corpus.document import Part, Passage, Section, Table
from corpus.structure.lines import Line, lines, sentences
from corpus.structure.markers import marker

# A passage holds what an encoder of 512 tokens reads whole; paragraphs shorter than SHORT join their neighbours.
LONGEST = 420
SHORT = 120
_UNITS = ("article", "han", "han_paren", "arabic", "dotted", "arabic_paren")


def cut_passages(
    text: str,
    all_lines: list[Line],
    sections: tuple[Section, ...],
    tables: tuple[Table, ...],
    title: str | None,
    breaks: frozenset[int] = frozenset(),
    parts: tuple[Part, ...] = (),
) -> tuple[Passage, ...]:
    """Cut ``text`` into passages; every character of a non-blank line lies in exactly one of them.

    A line that starts at one of ``breaks`` (a label of a form, a department's name on a page) opens a passage. A table
    row is a passage of its own, under the heading path and the table's header row. What lies in one of the ``parts``
    stands under that part's title.
    """
    paths = _Paths(sections, title, parts)
    rows = {line.start: path for table in tables for line, path in _table_rows(text, table)}
    passages: list[Passage] = []
    held: list[Line] = []

    def flush() -> None:
        if held:
            passages.append(Passage(held[0].start, held[-1].end, paths.at(held[0].start)))
            held.clear()

    for line in all_lines:
        if line.start in rows:
            flush()
            passages.append(Passage(line.start, line.end, (*paths.at(line.start), *rows[line.start])))
            continue
        if held and (line.start in breaks or _breaks(held, line, paths)):
            flush()
        if line.end - line.start > LONGEST:
            flush()
            passages.extend(Passage(s, e, paths.at(line.start)) for s, e in _pieces(text, line))
        else:
            held.append(line)
    flush()
    return tuple(passages)


def _breaks(held: list[Line], line: Line, paths: "_Paths") -> bool:
    """Whether ``line`` opens a new passage: other section, own printed number, or the passage is full."""
    if paths.at(held[0].start) != paths.at(line.start):
        return True
    mark = marker(line.text)
    if mark is not None and mark.style in _UNITS:
        return True
    return line.end - held[0].start > LONGEST or held[-1].end - held[0].start >= SHORT


def _pieces(text: str, line: Line) -> Iterator[tuple[int, int]]:
    """A long paragraph in runs of whole sentences of at most LONGEST characters."""
    start = end = line.start
    for sentence in sentences(text, line.start, line.end):
        for begin, stop in _short_enough(text, sentence):
            if stop - start > LONGEST and end > start:
                yield start, end
                start = begin
            end = stop
    if end > start:
        yield start, end


def _short_enough(text: str, sentence: Line) -> Iterator[tuple[int, int]]:
    """A sentence beyond LONGEST in pieces: at a clause's end where there is one, else in mid-run."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        clause = max(text.rfind(mark, start + SHORT, start + LONGEST) for mark in "；;，,、 ")
        stop = clause + 1 if clause >= 0 else start + LONGEST
        yield start, start + len(text[start:stop].rstrip())
        start = stop + len(text[stop : sentence.end]) - len(text[stop : sentence.end].lstrip())
    yield start, sentence.end


def _table_rows(text: str, table: Table) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """Lines of a table with the labels of its columns, for all but the header itself, however often it is printed."""
    header = " ".join(dict.fromkeys(cell for cell in table.header if cell))
    heads = {"\t".join(row) for row in table.rows[: table.header_rows]}
    for line in lines(text, table.start, table.end):
        yield line, () if line.text in heads or not header else (header,)


class _Paths:
    """Heading path of a position; positions are asked for in rising order."""

    def __init__(self, sections: tuple[Section, ...], title: str | None, parts: tuple[Part, ...]) -> None:
        self._root = (title,) if title else ()
        # a part that bears the document's own title (a decree's rule) adds nothing to the path
        self._parts = [(part.start, (part.title,)) for part in parts if part.title and part.title != title]
        self._flat: list[tuple[int, int, tuple[str, ...]]] = []
        for section in sections:
            self._flatten((section,), self._base(section.start))
        self._at = 0
        self._known: dict[int, tuple[str, ...]] = {}

    def _flatten(self, sections: tuple[Section, ...], path: tuple[str, ...]) -> None:
        for section in sections:
            own = (*path, section.number + section.heading)
            self._flat.append((section.start, section.end, own))
            self._flatten(section.children, own)

    def _base(self, position: int) -> tuple[str, ...]:
        at = bisect_right(self._parts, position, key=lambda part: part[0])
        return (*self._root, *self._parts[at - 1][1]) if at else self._root

    def at(self, position: int) -> tuple[str, ...]:
        if position not in self._known:
            while self._at < len(self._flat) and self._flat[self._at][0] <= position:
                self._at += 1
            last = self._flat[self._at - 1] if self._at else None
            inside = last is not None and last[0] <= position < last[1]
            self._known[position] = last[2] if last and inside else self._base(position)
        return self._known[position]
