"""Reads HTML: whole pages, and the tag soup that offices paste into text files."""

import re
from collections.abc import Iterator
from typing import cast

from corpus.decode import clean
from corpus.errors import UnusableInput
from corpus.read.blocks import Cell, TextBuilder
from corpus.read.furniture import Node, Survey, elements, survey, walk
from corpus.read.web_lines import BREAK, LINK, LINK_END, Line, Lines, collapsed
from corpus.read.web_table import rows
from corpus.source import Place, Source

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KEPT_LINES = {"pre": 1, "xmp": 1, "listing": 1}
_POWERS = {"2": "²", "3": "³"}
_WHOLE_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)

_DEEPEST = 5000  # parsing takes time with the square of the depth; pages of offices stay below 100
_NESTING = re.compile(r"<(/?)(?:div|ul|ol|dl|table|section|article|blockquote|form|span|center)\b", re.IGNORECASE)

# The parser keeps no positions: each start tag of a block is given the offset at which it stands.
_AT = "data-dafu-at"
_BEGINS_LINE = re.compile(
    r"<(?:p|div|h[1-6]|br|li|ul|ol|dl|dt|dd|table|tr|td|th|caption|pre|blockquote|section|article|main|center|"
    r"form|fieldset|figcaption|address|hr|body)(?=[\s/>])",
    re.IGNORECASE,
)
_OWN_MARK = re.compile(rf" {_AT}=[0-9]+")


def read_web(markup: str, name: str) -> Source:
    """The text of a page or fragment; ``markup`` is decoded and clean, ``name`` is shown in messages.

    Scripts, navigation and other furniture are left out, each block is a line, tables of data keep their rows. Places
    are offsets into ``markup`` where the element of the line begins. Raises :class:`UnusableInput` for markup nested
    so deep that it was made to do harm.
    """
    from selectolax.lexbor import LexborHTMLParser

    if _depth(markup) > _DEEPEST:
        raise UnusableInput(f"“{name}”的网页结构嵌套过深，不像正常的网页，已拒绝打开。请复制正文另存为 .txt 后再导入。")
    parser = LexborHTMLParser(_BEGINS_LINE.sub(lambda tag: f"{tag[0]} {_AT}={tag.start()}", markup))
    builder = TextBuilder()
    root = cast("Node | None", parser.root)
    if root is None:
        return builder.build("html")
    surveyed = survey(root)
    pieces = list(_pieces(root, surveyed, markup))
    title = _article_title(cast("Node | None", parser.css_first('meta[name="ArticleTitle" i]')))
    if title and not any(title in piece.text for piece in pieces if isinstance(piece, Line)):
        builder.paragraph(title, 1, Place("offset", max(markup.find(title), 0)))
    for piece in pieces:
        if isinstance(piece, Line):
            builder.paragraph(piece.text, piece.level, Place("offset", piece.at))
        else:
            builder.table(rows(piece, surveyed, lambda cell: _cell(cell, surveyed)), Place("offset", _at(piece) or 0))
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


def _at(node: Node) -> int | None:
    """Where the start tag of an element stands in the markup; ``None`` for one that only the parser added."""
    written = node.attributes.get(_AT) or ""
    return int(written) if written.isascii() and written.isdecimal() else None


def _cell(cell: Node, surveyed: Survey) -> Cell:
    return tuple(piece.text for piece in _pieces(cell, surveyed, "") if isinstance(piece, Line))


def _pieces(root: Node, surveyed: Survey, markup: str) -> Iterator[Line | Node]:
    """The lines below ``root`` and, among them, the tables of data."""
    lines = Lines(markup)
    fragment = bool(markup) and _WHOLE_PAGE.search(markup) is None
    kept = raised = 0  # how many elements that keep line ends, and that set their text high, are open
    inside: int | None = None  # the table of data being passed over
    for node, entering in walk(root, surveyed.skip):
        tag = node.tag or ""
        if inside is not None:
            inside = None if not entering and node.mem_id == inside else inside
        elif tag == "-text":
            if entering:
                text = _text(node, keep=kept > 0 or (fragment and _is_top(node)))
                lines.add(_POWERS.get(text, text) if raised and lines.ends_with("m") else text)
        elif tag == "br":
            if entering:
                lines.break_at(_at(node))
        elif tag == "a":
            lines.add(LINK if entering else LINK_END)
        elif tag == "sup":
            raised += 1 if entering else -1
        elif tag in elements("blocks"):
            yield from lines.finished()
            kept += _KEPT_LINES.get(tag, 0) * (1 if entering else -1)
            lines.level = _HEADINGS.get(tag, lines.level) if entering else (0 if tag in _HEADINGS else lines.level)
            lines.move(_at(node) if entering else None)
            if tag == "table" and entering and node.mem_id not in surveyed.layout and node.mem_id != root.mem_id:
                inside = node.mem_id
                yield node


def _is_top(node: Node) -> bool:
    """Bare text outside every element: in a pasted fragment its line ends are the author's."""
    parent = node.parent
    return parent is not None and parent.tag == "body"


def _text(node: Node, keep: bool) -> str:
    text = _OWN_MARK.sub("", clean(node.text_content or ""))  # &#28; and the like are only characters by now
    text = text.replace("\xa0", " ")
    return text.replace("\n", BREAK) if keep else collapsed(text)
