"""Tells the text of a web page from what surrounds it, and layout tables from tables of data.

One pass over the tree, without recursion: pages nest as deep as their author likes.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

_MOST_OF_PAGE = 0.4  # a "header" with more of the page's characters than this holds the text itself
_FEWEST_LINKS, _SHORT_LINK, _MOSTLY = 3, 8, 0.9  # of a row of links: links, characters a link, share of the line
_SEPARATORS = "|｜>»·•/-—【】[]"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


class Node(Protocol):
    """The part of selectolax's ``LexborNode`` that is used here."""

    @property
    def tag(self) -> str | None: ...
    @property
    def mem_id(self) -> int: ...
    @property
    def attributes(self) -> dict[str, str | None]: ...
    @property
    def child(self) -> "Node | None": ...
    @property
    def next(self) -> "Node | None": ...
    @property
    def parent(self) -> "Node | None": ...
    @property
    def text_content(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Survey:
    """Identities (``mem_id``) of the elements to leave out and of the tables that only lay out the page."""

    skip: frozenset[int]
    layout: frozenset[int]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def elements(name: str) -> frozenset[str]:
    """A list of ``furniture.toml`` by its name."""
    return frozenset(_data()[name])


@cache
def _line_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _data()["lines"]))


def without_furniture(line: str, links: Sequence[str]) -> str:
    """What is left of a finished line: nothing of a row of links or of 当前位置：首页 > 政务公开, most lines whole.

    ``links`` are the texts of the links in it.
    """
    if _line_pattern().fullmatch(line) is not None or _is_navigation(line, links):
        return ""
    if re.match(_data()["facts"], line):
        return re.sub("|".join(_data()["buttons"]), "", line).strip()
    return line


def _is_navigation(line: str, links: Sequence[str]) -> bool:
    """Three short links or more and hardly a word besides; lists of attachments have long ones."""
    linked = sum(map(len, links))
    words = sum(not (char.isspace() or char in _SEPARATORS) for char in line)
    return len(links) >= _FEWEST_LINKS and linked <= _SHORT_LINK * len(links) and linked >= _MOSTLY * words


def walk(root: Node, skip: frozenset[int] = frozenset()) -> Iterator[tuple[Node, bool]]:
    """``(node, True)`` on entering and ``(node, False)`` on leaving each node; those in ``skip`` are passed over."""
    node, entering = root, True
    while True:
        skipped = entering and node.mem_id in skip
        if not skipped:
            yield node, entering
        below = node.child if entering and not skipped else None
        if below is not None:
            node, entering = below, True
        elif entering and not skipped:
            entering = False
        elif node.mem_id == root.mem_id:
            return
        elif (sibling := node.next) is not None:
            node, entering = sibling, True
        else:
            parent = node.parent
            if parent is None:
                return
            node, entering = parent, False


def survey(root: Node) -> Survey:
    """Look over the whole page once."""
    never: set[int] = set()
    layout: set[int] = set()
    suspects: list[tuple[int, int]] = []  # element, characters in it
    opened: list[tuple[int, int]] = []  # suspect elements being read, with the count when they began
    tables: list[int] = []
    kept = dropped = article = 0
    for node, entering in walk(root):
        tag = node.tag or ""
        if tag == "-text":
            if entering and not dropped:
                kept += len((node.text_content or "").strip())
            continue
        if tag in elements("never") or (tag.startswith(("-", "!")) and tag != "-document"):
            never.add(node.mem_id)
            dropped += 1 if entering else -1
            continue
        article += {"article": 1, "main": 1}.get(tag, 0) * (1 if entering else -1)
        if tag == "table":
            _note_table(node, entering, tables, layout)
        if entering and _is_suspect(node, tag, inside_article=article > 0):
            opened.append((node.mem_id, kept))
        elif not entering and opened and opened[-1][0] == node.mem_id:
            mem_id, before = opened.pop()
            suspects.append((mem_id, kept - before))
    small = {mem_id for mem_id, length in suspects if length <= _MOST_OF_PAGE * kept}
    return Survey(frozenset(never | small), frozenset(layout))


def _note_table(node: Node, entering: bool, tables: list[int], layout: set[int]) -> None:
    if not entering:
        tables.pop()
        return
    layout.update(tables[-1:])  # a table that holds a table lays out the page
    if node.attributes.get("role") in {"presentation", "none"}:
        layout.add(node.mem_id)
    tables.append(node.mem_id)


def _is_suspect(node: Node, tag: str, *, inside_article: bool) -> bool:
    attributes = node.attributes
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
        return True
    if (tag in elements("sections") or attributes.get("role") in elements("roles")) and not inside_article:
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if tag in {"body", "html", "article", "main"} or not names.strip():
        return False
    words = {word.lower() for word in _WORDS.findall(names)}
    return bool(words & elements("always")) or bool(words & elements("often") and not words & elements("content"))
