"""The copy with tracked changes: what came and went against another version, to be accepted or rejected in Word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from drafting.draft import Draft
from drafting.export.block import AS_STYLED, AtFoot, Block, Form, Imprint, Item, block
from drafting.export.blocks import letter_items
from drafting.export.changes import Pair, Piece, compared
from drafting.export.docx import item_xml, pack
from drafting.export.layout import LayoutName, read_layout
from drafting.export.word_paragraph import paragraph, plain_content, run, runs
from drafting.export.word_xml import NOTHING, Xml, joined, tag

_HEADINGS = (
    (re.compile(r"[一二三四五六七八九十]+、"), "一级标题"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "二级标题"),
)


def printed_paragraphs(draft: Draft, layout: LayoutName = "letter") -> tuple[str, ...]:
    """The paragraphs of ``draft`` as they are printed: the other version for :func:`to_tracked`."""
    return tuple(one.text for one in _blocks(letter_items(draft, read_layout(layout))))


def to_tracked(draft: Draft, old: Sequence[str], author: str, day: str, layout: LayoutName = "letter") -> bytes:
    """The bytes of the .docx whose changes lead from the paragraphs ``old`` to ``draft``.

    All of them accepted give the new letter, all rejected the old one. ``day`` is an ISO date or time; equal
    arguments give equal bytes. The feedback form is the new one and not tracked.
    """
    measures = read_layout(layout)
    items = letter_items(draft, measures)
    pairs = compared([one.text for one in _blocks(items)], [line.strip(" \t\u3000") for line in old])
    items = _in_flow(items, pairs)
    blocks = _blocks(items)
    writer = _Writer(author, day if "T" in day else f"{day}T00:00:00Z", blocks, pairs)
    content = [
        xml
        for item in items
        for xml in (*writer.gone_before(item), item_xml(item, measures, writer.content, writer.mark))
    ]
    return pack(draft, measures, content)


def _in_flow(items: Sequence[Item], pairs: Sequence[Pair]) -> tuple[Item, ...]:
    """The items with changed ones among the text: in frames and boxes LibreOffice shows no changes and loses them.

    Of what stands at the foot, all goes where one does.
    """
    blocks = _blocks(items)
    same = {
        id(blocks[pair.new]) for pair in pairs if pair.new is not None and all(p.change == "same" for p in pair.pieces)
    }
    foot = any(id(one) not in same for item in items for one in _at_foot(item))
    found: list[Item] = []
    for item in items:
        if isinstance(item, Imprint) and foot:
            found += [*item.above, *item.rows]
        elif isinstance(item, Block) and item.text and item.form.place:
            moved = foot if isinstance(item.form.place, AtFoot) else id(item) not in same
            found.append(replace(item, form=replace(item.form, place=None)) if moved else item)
        else:
            found.append(item)
    return tuple(found)


def _at_foot(item: Item) -> tuple[Block, ...]:
    if isinstance(item, Imprint):
        return (*item.above, *item.rows)
    return (item,) if isinstance(item, Block) and isinstance(item.form.place, AtFoot) else ()


def _blocks(items: Sequence[Item]) -> tuple[Block, ...]:
    found: list[Block] = []
    for item in items:
        if isinstance(item, Block):
            found += [item] if item.text else []
        elif isinstance(item, Imprint):
            found += [*item.above, *item.rows]
    return tuple(found)


class _Writer:
    """Writes the paragraphs of one letter; ids of changes count from 1 in the order they are written."""

    def __init__(self, author: str, day: str, blocks: Sequence[Block], pairs: Sequence[Pair]) -> None:
        self._author, self._day, self._ids = author, day, count(1)
        self._pairs = {id(blocks[pair.new]): pair for pair in pairs if pair.new is not None}
        self._gone: dict[int, list[str]] = {}
        waiting: list[str] = []
        for pair in pairs:
            if pair.new is None:
                waiting += [piece.text for piece in pair.pieces]
            elif waiting:
                self._gone[id(blocks[pair.new])], waiting = waiting, []
        if waiting and blocks:
            # What stood behind the last paragraph goes before it: the last one of a file cannot be removed.
            self._gone.setdefault(id(blocks[-1]), []).extend(waiting)

    def gone_before(self, item: Item) -> Iterator[Xml]:
        """The deleted paragraphs that stood before ``item``."""
        inner = (item,) if isinstance(item, Block) else (*item.above, *item.rows) if isinstance(item, Imprint) else ()
        for one in inner:
            for text in self._gone.get(id(one), ()):
                style = next((name for form, name in _HEADINGS if form.match(text)), "公文正文")
                deleted = self._change("del", run(text, AS_STYLED, deleted=True))
                yield paragraph(block(style, ""), deleted, self._change("del"))

    def content(self, block: Block) -> Xml:
        pair = self._pairs.get(id(block))
        if pair is None or all(piece.change == "same" for piece in pair.pieces):
            return plain_content(block)
        return joined(*(self._piece(piece, block.form) for piece in pair.pieces))

    def mark(self, block: Block) -> Xml:
        """Of a paragraph that came, that its end was inserted too."""
        pair = self._pairs.get(id(block))
        return self._change("ins") if pair is not None and pair.old is None else NOTHING

    def _piece(self, piece: Piece, form: Form) -> Xml:
        if piece.change == "old":
            return self._change("del", run(piece.text, form, deleted=True))
        written = runs(piece.text, form)
        return self._change("ins", written) if piece.change == "new" else written

    def _change(self, kind: str, content: Xml = NOTHING) -> Xml:
        return tag(kind, content, id=next(self._ids), author=self._author, date=self._day)
