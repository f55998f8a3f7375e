"""Pages of lines and tables to one running text: paragraphs and tables go on over page breaks, notes stand after the
paragraph they interrupt."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.read.blocks import TextBuilder
from corpus.read.pdf_column import Column, column_of
from corpus.read.pdf_continued import continued
from corpus.read.pdf_furniture import without_furniture
from corpus.read.pdf_lines import Line, joined
from corpus.read.pdf_page import NOTE, Item, PageText, PlacedTable, around
from corpus.read.pdf_paragraphs import paragraphs, runs_on
from corpus.source import Place

_SMALLER = 0.92  # of the body's type: what a footnote is set in, at most
_FOOTNOTE = re.compile(r"[①-⑳*＊※†]|[\[〔［]\d{1,3}[\]〕］]|\d{1,2}(?=[\s.．、\u4e00-\u9fff《“])(?!\s*[年月日])")
_SIDES = 0.5  # in ems: left- and right-hand pages whose margins differ by more are measured apart


def compose(pages: Sequence[PageText], builder: TextBuilder) -> None:
    """Write ``pages`` to ``builder``; each block gets its place and the least confidence of its lines."""
    lines = without_furniture([page.lines for page in pages], [page.height for page in pages])
    kept = [
        [item for item in page.items if isinstance(item, PlacedTable) or item in on_page]
        for page, on_page in zip(pages, map(set, lines), strict=True)
    ]
    writer = _Writer(builder, _columns(kept))
    body = _body_size(kept)
    for number, items in enumerate(kept):
        text, notes = _parted(_by_side(items, number, writer.sided), body)
        for item in text:
            writer.add(item)
        writer.note(notes)
    writer.finish()


class _Writer:
    """Takes items in reading order and writes a paragraph or a table once it is known to be whole."""

    def __init__(self, builder: TextBuilder, columns: dict[str, Column]) -> None:
        self._builder = builder
        self._columns = columns
        self.sided = frozenset(flow[:-1] for flow in columns if flow.endswith("|"))
        self._lines: list[Line] = []
        self._table: PlacedTable | None = None
        self._notes: list[Line] = []

    def add(self, item: Item) -> None:
        if isinstance(item, PlacedTable):
            whole = continued(self._table, item) if self._table else None
            if whole is None:
                self.finish()
            self._table = whole or item
            return
        if self._table or (self._lines and not self._runs_on(item)):
            self.finish()
        self._lines.append(item)

    def note(self, notes: Sequence[Line]) -> None:
        """Notes of a page: written once the paragraph that stands open is whole."""
        self._notes += notes

    def finish(self) -> None:
        if self._lines:
            self._paragraph(self._lines)
        if self._table:
            table = self._table
            place = Place("page", table.page + 1, "", table.spot)
            self._builder.table(table.table.rows, place, table.table.confidence)
        self._lines, self._table = [], None
        notes, self._notes = self._notes, []
        for group in paragraphs(notes, column_of(notes)) if notes else ():
            self._paragraph(group)

    def _runs_on(self, line: Line) -> bool:
        last = self._lines[-1]
        return runs_on(self._lines, line, self._columns[last.flow], self._columns[line.flow])

    def _paragraph(self, lines: Sequence[Line]) -> None:
        page = lines[0].page
        box = around([line.spot for line in lines if line.page == page])
        confidence = min(line.confidence for line in lines)
        self._builder.paragraph(joined(lines), 0, Place("page", page + 1, "", box), confidence)


def _columns(pages: Sequence[Sequence[Item]]) -> dict[str, Column]:
    """The measure of each flow of lines; that of right-hand pages apart where their margins differ."""
    flows: defaultdict[str, list[Line]] = defaultdict(list)
    for items in pages:
        for item in items:
            if isinstance(item, Line):
                flows[item.flow].append(item)
    found = {}
    for flow, lines in flows.items():
        sides = [[line for line in lines if line.page % 2 == side] for side in (0, 1)]
        # a letter's last page may hold nothing but indented lines, which are no margin
        columns = [column_of(side) for side in sides if len({line.page for line in side}) > 1]
        if len(columns) == 2 and abs(columns[0].left - columns[1].left) > _SIDES * columns[0].size:
            found[flow], found[flow + "|"] = columns
        else:
            found[flow] = column_of(lines)
    return found


def _by_side(items: Sequence[Item], page: int, sided: frozenset[str]) -> list[Item]:
    if page % 2 == 0:
        return list(items)
    return [
        replace(item, flow=item.flow + "|") if isinstance(item, Line) and item.flow in sided else item for item in items
    ]


def _body_size(pages: Sequence[Sequence[Item]]) -> float:
    sizes: Counter[float] = Counter()
    for items in pages:
        for item in items:
            if isinstance(item, Line):
                sizes[round(2 * item.size) / 2] += len(item.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _parted(items: Sequence[Item], body: float) -> tuple[list[Item], list[Line]]:
    """The text of a page, and its notes: those at the side, and the small numbered lines at its foot."""
    text = [item for item in items if isinstance(item, PlacedTable) or not item.flow.startswith(NOTE)]
    notes = [item for item in items if isinstance(item, Line) and item.flow.startswith(NOTE)]
    first = len(text)
    for at in range(len(text) - 1, -1, -1):
        item = text[at]
        if not isinstance(item, Line) or item.size > _SMALLER * body:
            break
        if _FOOTNOTE.match(item.text):
            first = at
    foot = [item for item in text[first:] if isinstance(item, Line)]
    return (text[:first], foot + notes) if first else (text, notes)
