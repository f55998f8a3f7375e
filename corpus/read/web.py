"""Reads HTML: whole pages, and the tag soup that offices paste into text files."""

import re
from collections.abc import Iterator
from typing import cast

from corpus.decode import clean
from corpus.errors import UnusableInput
from corpus.read.blocks import Cell, TextBuilder
from corpus.read.furniture import Node, Survey, elements, survey, walk, without_furniture
from corpus.source import Source

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# These stand for <br>, <a> and </a> until a line is finished; clean() removes them from the text itself.
_BREAK, _LINK, _LINK_END = "\x1e", "\x1c", "\x1d"
_LINKED = re.compile(f"{_LINK}([^{_LINK}{_LINK_END}]*){_LINK_END}")
_WHOLE_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_ANY_SPACE = re.compile(r"[ \t\n\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2014\u2026"
# A line end between two Chinese characters is no space (CSS Text 3, 4.1.2)
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])\n(?=[{_WIDE}])")
_MOST_SPAN = 100  # columns; HTML allows 1000, no table of an office has them

_DEEPEST = 5000  # parsing takes time with the square of the depth; pages of offices stay below 100
_NESTING = re.compile(r"<(/?)(?:div|ul|ol|dl|table|section|article|blockquote|form|span|center)\b", re.IGNORECASE)

_Piece = tuple[str, int] | Node
"""A line with its heading level (0 for none), or a table of data."""


def read_web(markup: str, name: str) -> Source:
    """The text of a page or fragment; ``markup`` is decoded and clean, ``name`` is shown in messages.

    Scripts, navigation and other furniture are left out, each block is a line, tables of data keep their rows.
    Raises :class:`UnusableInput` for markup nested so deep that it was made to do harm.
    """
    from selectolax.lexbor import LexborHTMLParser

    if _depth(markup) > _DEEPEST:
        raise UnusableInput(f"“{name}”的网页结构嵌套过深，不像正常的网页，已拒绝打开。请复制正文另存为 .txt 后再导入。")
    parser = LexborHTMLParser(markup)
    builder = TextBuilder()
    root = cast("Node | None", parser.root)
    if root is None:
        return builder.build("html")
    surveyed = survey(root)
    fragment = _WHOLE_PAGE.search(markup) is None
    pieces = list(_pieces(root, surveyed, fragment))
    title = _article_title(cast("Node | None", parser.css_first('meta[name="ArticleTitle" i]')))
    if title and not any(title in piece[0] for piece in pieces if isinstance(piece, tuple)):
        builder.paragraph(title, level=1)
    for piece in pieces:
        if isinstance(piece, tuple):
            builder.paragraph(*piece)
        else:
            builder.table(_rows(piece, surveyed))
    return builder.build("html")


def _depth(markup: str) -> int:
    deepest = depth = 0
    for match in _NESTING.finditer(markup):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _article_title(meta: Node | None) -> str:
    """The title in the metadata that government sites must give (ArticleTitle), for pages that show none."""
    return clean(meta.attributes.get("content") or "").strip() if meta is not None else ""


def _pieces(root: Node, surveyed: Survey, fragment: bool) -> Iterator[_Piece]:
    inline: list[str] = []
    level = 0
    preformatted = 0
    inside: int | None = None  # the table of data being passed over
    for node, entering in walk(root, surveyed.skip):
        tag = node.tag or ""
        if inside is not None:
            inside = None if not entering and node.mem_id == inside else inside
            continue
        if tag == "-text":
            if entering:
                inline.append(_text(node, keep=preformatted > 0 or (fragment and _is_top(node))))
            continue
        if tag == "br" and entering:
            inline.append(_BREAK)
        if tag == "a":
            inline.append(_LINK if entering else _LINK_END)
        if tag not in elements("blocks"):
            continue
        yield from _finished(inline, level)
        preformatted += {"pre": 1, "xmp": 1, "listing": 1}.get(tag, 0) * (1 if entering else -1)
        level = _HEADINGS.get(tag, level) if entering else (0 if tag in _HEADINGS else level)
        if tag == "table" and entering and node.mem_id not in surveyed.layout and node.mem_id != root.mem_id:
            inside = node.mem_id
            yield node
    yield from _finished(inline, level)


def _is_top(node: Node) -> bool:
    """Bare text outside every element: in a pasted fragment its line ends are the author's."""
    parent = node.parent
    return parent is not None and parent.tag == "body"


def _text(node: Node, keep: bool) -> str:
    text = clean(node.text_content or "").replace("\xa0", " ")  # &#28; and the like are only characters by now
    if keep:
        return text.replace("\n", _BREAK)
    return _ANY_SPACE.sub(_collapsed, text)


def _collapsed(space: re.Match[str]) -> str:
    return "\n" if "\n" in space[0] else " "


def _finished(inline: list[str], level: int) -> Iterator[tuple[str, int]]:
    joined = "".join(inline)
    inline.clear()
    for line in joined.split(_BREAK):
        links = [link.strip() for link in _LINKED.findall(line)]
        unlinked = line.replace(_LINK, "").replace(_LINK_END, "")
        broken = _ANY_SPACE.sub(_collapsed, unlinked)
        text = without_furniture(_WIDE_BREAK.sub("", broken).replace("\n", " ").strip(), links)
        if text:
            yield text, level


def _rows(table: Node, surveyed: Survey) -> list[list[Cell]]:
    """The grid of a table: what spans rows is repeated in each of them, what spans columns leaves blanks."""
    rows: list[list[Cell]] = []
    hanging: dict[int, tuple[Cell, int]] = {}  # column → cell from above, rows it still fills
    row: list[Cell] = []
    for node, entering in walk(table, surveyed.skip):
        if node.tag == "tr":
            if entering:
                row = []
            else:
                _take_hanging(row, hanging, to_end=True)
                rows.append(row)
        elif node.tag in {"td", "th"} and entering:
            _take_hanging(row, hanging, to_end=False)
            text = tuple(line for line, _ in cast("Iterator[tuple[str, int]]", _pieces(node, surveyed, False)))
            down = _span(node, "rowspan")
            for offset in range(_span(node, "colspan")):
                cell = text if offset == 0 else ()
                if down > 1:
                    hanging[len(row)] = (cell, down - 1)
                row.append(cell)
    captions = [row for row in _captions(table, surveyed) if row]
    return captions + rows


def _captions(table: Node, surveyed: Survey) -> Iterator[list[Cell]]:
    for node, entering in walk(table, surveyed.skip):
        if node.tag == "caption" and entering:
            yield [(line,) for line, _ in cast("Iterator[tuple[str, int]]", _pieces(node, surveyed, False))]


def _take_hanging(row: list[Cell], hanging: dict[int, tuple[Cell, int]], *, to_end: bool) -> None:
    while len(row) in hanging or (to_end and hanging and len(row) < max(hanging)):
        cell, left = hanging.pop(len(row), ((), 0))
        if left > 1:
            hanging[len(row)] = (cell, left - 1)
        row.append(cell)


def _span(node: Node, name: str) -> int:
    value = (node.attributes.get(name) or "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isascii() and value.isdigit() else 1
