"""Reads .docx: paragraphs and tables in the order of the body, with the numbers Word generates."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from corpus.errors import UnusableInput
from corpus.read.blocks import Cell, TextBuilder
from corpus.read.word_numbering import Element, Numbering, W, value_of
from corpus.source import Source

UNPACKED_LIMIT = 400 * 1024 * 1024
"""Most bytes of all parts together, unpacked."""
PART_LIMIT = 64 * 1024 * 1024
"""Most bytes of one XML part, unpacked; a code of law with 1,260 articles has 3 MB."""
_MOST_PARTS = 10_000
_MOST_RATIO = 300  # deflate reaches 1032:1 on runs of one byte; office files stay below 100:1
_SMALL = 65536  # packed bytes below which a high ratio does no harm

_BODY_TEXT_LEVEL = 9  # outlineLvl of what is no heading (ECMA-376 17.3.1.20)
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED = {W + tag for tag in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr")} | {_MARKUP + "Fallback"}
_BOX = W + "txbxContent"
_MARKS = {W + "tab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": " "}
_NOTES = ("footnotes", "endnotes")


def read_word(data: bytes, name: str) -> Source:
    """The text of a .docx. Tracked insertions are kept and deletions dropped; hidden text is left out.

    Text boxes follow the paragraph they hang on, footnotes stand at the end. Raises :class:`UnusableInput` for a
    damaged, encrypted or oversized file.
    """
    _require_harmless(data, name)
    return _open(data, name).source()


def _require_harmless(data: bytes, name: str) -> None:
    """Refuse a zip bomb by its directory; zipfile never unpacks more than the directory says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    inflated = any(part.file_size > _MOST_RATIO * max(part.compress_size, _SMALL) for part in parts)
    if len(parts) > _MOST_PARTS or total > UNPACKED_LIMIT or largest > PART_LIMIT or inflated:
        raise UnusableInput(
            f"“{name}”解压后过大（共 {total / 2**20:.0f} MB），不像正常的 Word 文档，已拒绝打开。"
            "请检查来源或重新保存后再导入。"
        )


def _open(data: bytes, name: str) -> "_Reader":
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        return _Reader(docx.Document(io.BytesIO(data)))
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, OSError, zlib.error, zipfile.BadZipFile,
            RuntimeError, NotImplementedError) as error:  # fmt: skip
        raise UnusableInput(
            f"“{name}”已损坏或加密，无法打开。请用 Word 或 WPS 重新保存（不设密码）后再导入。"
        ) from error


class _Reader:
    def __init__(self, document: Any) -> None:
        parts = {
            str(part.partname).rsplit("/", 1)[-1].removesuffix(".xml"): part
            for part in document.part.package.iter_parts()
        }
        self._body = document.element.body
        self._roots = {key: _root(part) for key, part in parts.items() if key in {"numbering", "styles", *_NOTES}}
        self._numbering = Numbering(self._roots.get("numbering"), self._roots.get("styles"))
        self._builder = TextBuilder()
        self._pending = ""  # a paragraph whose end mark was deleted runs on into the next

    def source(self) -> Source:
        for element in _blocks(self._body):
            if element.tag == W + "p":
                self._paragraph(element)
            else:
                self._builder.table(self._rows(element))
        self._builder.paragraph(self._pending)
        for notes in _NOTES:
            for note in self._notes(notes):
                self._builder.paragraph(note)
        return self._builder.build("docx")

    def _paragraph(self, paragraph: Element) -> None:
        text = self._pending + self._text(paragraph)
        self._pending = ""
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._pending = text
        else:
            self._builder.paragraph(text, self._heading_level(paragraph))
        for box in _boxes(paragraph):
            for inner in self._lines(box):
                self._builder.paragraph(inner)

    def _text(self, paragraph: Element) -> str:
        text = "".join(_pieces(paragraph))
        # an empty numbered paragraph shows its number, but that is never text of the document
        return self._numbering.label(paragraph.find(W + "pPr")) + text if text.strip() else text

    def _heading_level(self, paragraph: Element) -> int:
        for properties in self._numbering.style_chain(paragraph.find(W + "pPr")):
            level = value_of(properties, "outlineLvl")
            if level is not None and level.isdigit():
                return int(level) + 1 if int(level) < _BODY_TEXT_LEVEL else 0
        return 0

    def _lines(self, container: Element) -> Iterator[str]:
        """The lines of a cell or box; a table inside it gives one line a row."""
        for element in _blocks(container):
            if element.tag == W + "p":
                yield self._text(element)
                for box in _boxes(element):
                    yield from self._lines(box)
            else:
                yield from (" ".join(" ".join(cell) for cell in row) for row in self._rows(element))

    def _rows(self, table: Element) -> list[list[Cell]]:
        """The grid of a table: a cell merged downwards is repeated in each row, one merged across leaves blanks."""
        rows: list[list[Cell]] = []
        above: dict[int, Cell] = {}
        for element in _each_below(table, W + "tr"):
            if element.find(f"{W}trPr/{W}del") is not None:
                continue
            row: list[Cell] = [()] * _count(value_of(element, "trPr/gridBefore"), 0)
            for cell in _each_below(element, W + "tc"):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                text = tuple(line for line in self._lines(cell) if line.strip())
                if merge is not None and merge.get(W + "val") != "restart":
                    text = above.get(len(row), ())
                above[len(row)] = text
                row += [text] + [()] * (_count(value_of(cell, "tcPr/gridSpan"), 1) - 1)
            rows.append(row)
        return rows

    def _notes(self, kind: str) -> Iterator[str]:
        root = self._roots.get(kind)
        for note in root if root is not None else ():
            if note.get(W + "type") in {None, "normal"}:  # the rest are the separator lines
                yield " ".join(line.strip() for line in self._lines(note) if line.strip())


def _root(part: Any) -> Element:
    """The XML of a part, parsed without entities and without network."""
    if hasattr(part, "element"):
        return part.element
    from lxml import etree

    return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _count(text: str | None, otherwise: int) -> int:
    return min(int(text), 100) if text and text.isdigit() else otherwise


def _blocks(container: Element) -> Iterator[Element]:
    """Paragraphs and tables below ``container`` in order, also inside content controls and tracked insertions."""
    for element in container.iterchildren():
        if element.tag in {W + "p", W + "tbl"}:
            yield element
        elif element.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml", W + "smartTag"}:
            yield from _blocks(element)


def _each_below(container: Element, tag: str) -> Iterator[Element]:
    for element in container.iterchildren():
        if element.tag == tag:
            yield element
        elif element.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml"}:
            yield from _each_below(element, tag)


def _pieces(element: Element) -> Iterator[str]:
    """The visible text of a paragraph; text boxes in it are read apart."""
    for child in element.iterchildren():
        if child.tag in _DROPPED or child.tag == _BOX:
            continue
        if child.tag == W + "r" and _is_hidden(child):
            continue
        if child.tag in {W + "t", _MATH + "t"}:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        else:
            yield from _pieces(child)


def _is_hidden(run: Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(W + "val") not in {"0", "false", "off"}


def _boxes(element: Element) -> Iterator[Element]:
    for child in element.iterchildren():
        if child.tag == _BOX:
            yield child
        elif child.tag not in _DROPPED:
            yield from _boxes(child)
