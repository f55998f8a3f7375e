"""Footnotes and endnotes: their marks in the text and their own text, in the order of the marks."""

import re
from collections.abc import Iterator
from typing import Literal

from corpus.read.package import Element
from corpus.read.word_xml import W

NoteKind = Literal["footnotes", "endnotes"]

_NAMES: dict[NoteKind, str] = {"footnotes": "注", "endnotes": "尾注"}
_MARK = "〔(?:尾)?注[0-9]+〕"
_MARKS = re.compile(_MARK)
# A mark stands after 。 in print; there it would begin the next sentence
_AFTER_END = re.compile(rf"([。！？!?；;][”’」』）)》]*)((?:{_MARK})+)")
_SENTENCE_END = re.compile(r"[。！？!?；;：:，,][”’」』）)》]*$")
_LONGEST_TITLE = 100  # characters


class Notes:
    """Numbers the notes of one document as they are referred to. ``roots`` are the parts that hold them."""

    def __init__(self, roots: dict[NoteKind, Element]) -> None:
        self._notes = {kind: _by_id(roots.get(kind)) for kind in _NAMES}
        self._marked: list[tuple[NoteKind, str, str]] = []
        self._counts: dict[NoteKind, int] = {"footnotes": 0, "endnotes": 0}

    def mark(self, kind: NoteKind, reference: Element) -> str:
        """The mark 〔注1〕 to put where the reference stands; one that has a mark of its own gets none."""
        identity = reference.get(W + "id") or ""
        if identity not in self._notes[kind]:
            return ""
        if reference.get(W + "customMarkFollows") in {"1", "true", "on"}:
            self._marked.append((kind, identity, ""))
            return ""
        self._counts[kind] += 1
        label = f"〔{_NAMES[kind]}{self._counts[kind]}〕"
        self._marked.append((kind, identity, label))
        return label

    def in_order(self) -> Iterator[tuple[NoteKind, str, Element]]:
        """Kind, mark and element of each note that was referred to: all footnotes, then all endnotes."""
        for kind in _NAMES:
            for marked, identity, label in self._marked:
                if marked == kind:
                    yield kind, label, self._notes[kind][identity]


def placed(text: str) -> str:
    """``text`` with its marks where they part no sentence: before its full stop, and none in titles and headings."""
    plain = _MARKS.sub("", text)
    if len(plain) <= _LONGEST_TITLE and not _SENTENCE_END.search(plain.rstrip()):
        return plain
    return _AFTER_END.sub(r"\2\1", text)


def _by_id(root: Element | None) -> dict[str, Element]:
    """The notes of a part; the rest of it are separator lines (17.18.33)."""
    notes = root.iterchildren(W + "footnote", W + "endnote") if root is not None else ()
    return {note.get(W + "id") or "": note for note in notes if note.get(W + "type") in {None, "normal"}}
