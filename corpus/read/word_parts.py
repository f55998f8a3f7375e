"""The parts of a Word file, found by their relationships as ECMA-376 part 2 (OPC) has it."""

import posixpath
import re
from dataclasses import dataclass

from corpus.read.package import Element, Package
from corpus.read.word_trim import without_formatting
from corpus.read.word_xml import transitional

_CHINESE = re.compile(rb">[^<]*(?:[\xe4-\xe9][\x80-\xbf]|&#)")  # U+4000 to U+9FFF in UTF-8, between tags
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_USUAL = "word/document.xml"


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str


class WordParts:
    """The main part and what it refers to; every part is read when it is asked for.

    Raises :class:`corpus.errors.UnusableInput` where the file has no text part or a part is damaged.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        mains = [r.target for r in _relations(package, "").values() if r.kind == "officeDocument"]
        self._main = next((part for part in [*mains, _USUAL] if part in package), "")
        if not self._main:
            raise package.damaged()
        self._related = _relations(package, self._main)

    def main(self) -> Element:
        """The root of the main part, without the formatting of characters that tells nothing of the text."""
        return self._parsed(without_formatting(self._package.read(self._main)))

    def has(self, kind: str) -> bool:
        """Whether the main part has a part of this kind (``vbaProject``, ``aFChunk``…), there or outside."""
        return any(relation.kind == kind for relation in self._related.values())

    def of_kind(self, kind: str) -> Element | None:
        """The root of the first part of this kind (``styles``, ``footnotes``…)."""
        targets = (r.target for r in self._related.values() if r.kind == kind and r.target in self._package)
        target = next(targets, None)
        return None if target is None else self._part(target)

    def by_id(self, identity: str, *, if_chinese: bool = False) -> Element | None:
        """The root of the part that the main part calls ``identity``.

        With ``if_chinese`` a part without a Chinese character is not worth its parsing and gives ``None``.
        """
        relation = self._related.get(identity)
        if relation is None or relation.target not in self._package:
            return None
        data = self._package.read(relation.target)
        if if_chinese and _CHINESE.search(data) is None and not data.startswith(_UTF_16):
            return None
        return self._parsed(data)

    def _part(self, name: str) -> Element:
        return self._parsed(self._package.read(name))

    def _parsed(self, data: bytes) -> Element:
        return self._package.parsed(transitional(data))


def _relations(package: Package, part: str) -> dict[str, _Relation]:
    folder, base = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{base}.rels")
    if where not in package:
        return {}
    return {
        one.get("Id", ""): _Relation(
            (one.get("Type") or "").rpartition("/")[2],
            "" if one.get("TargetMode") == "External" else posixpath.join("/", folder, one.get("Target") or ""),
        )
        for one in package.xml(where)
    }
