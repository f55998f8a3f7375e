"""Reads single parts of an office container (.docx, .ofd) straight from the zip file, each with a bound."""

import posixpath
import zipfile
from functools import cache
from typing import Any

from corpus.errors import UnusableInput
from corpus.read.unpack import DAMAGED, OFFICE_LIMIT, PART_LIMIT, Budget, open_zip

MOST_UNPACKED = OFFICE_LIMIT
"""Most bytes of all parts of a container together, unpacked."""

MOST_TREE = 450 * 1024 * 1024
"""Most bytes that one part may take as a tree in memory, estimated; 1,500 pages of text take some 400 MB."""

Element = Any
"""An lxml element; lxml has no types."""

_MOST_RATIO = 300  # deflate reaches 1032:1 on runs of one byte; office files stay below 100:1
_SMALL = 65536  # packed bytes below which a high ratio does no harm
_SMALL_PART = 1024 * 1024  # bytes of XML that make no tree worth measuring
_ELEMENT_SIZE, _ATTRIBUTE_SIZE = 240, 250  # bytes in libxml2, each with a node for its text
_ENCRYPTED = 0x1  # general purpose bit 0 (APPNOTE 4.4.4)
_DECLARATION = b"<!DOCTYPE"  # ECMA-376-2, 6.2.5: no part has one
_PROLOGUE = 4096  # bytes before the root element, where a declaration has to stand


class Package:
    """The parts of one container by name. Names are compared as OPC does: without case, ``/`` between folders."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._parts = {_normal(info.filename): info for info in archive.infolist()}
        self._budget = Budget(MOST_UNPACKED)

    def __contains__(self, part: str) -> bool:
        return _normal(part) in self._parts

    def read(self, part: str, most: int = PART_LIMIT) -> bytes:
        """The bytes of a part, never more than ``most`` whatever the directory says.

        Raises :class:`KeyError` for a part that is not there and :class:`UnusableInput` for one that is encrypted,
        damaged or too large.
        """
        info = self._parts[_normal(part)]
        if info.flag_bits & _ENCRYPTED:
            raise UnusableInput(f"“{self._name}”设有密码，无法读取。请去掉密码另存后再导入。")
        if info.file_size > most:
            raise self._oversized(info.file_size)
        try:
            with self._archive.open(info) as stream:
                # zipfile inflates no more than is asked for; the byte beyond makes it compare the checksum
                data = stream.read(info.file_size + 1)
        except DAMAGED as error:
            raise self.damaged() from error
        self._budget.take(len(data), self._name)
        return data

    def xml(self, part: str) -> Element:
        """The root of an XML part, without comments; as :meth:`read`, and refuses whatever declares entities."""
        return self.parsed(self.read(part))

    def parsed(self, data: bytes) -> Element:
        """The same for the bytes of a part already read."""
        from lxml import etree

        if len(data) > _SMALL_PART and _tree_size(data) > MOST_TREE:
            raise UnusableInput(f"“{self._name}”的内容过于庞大，已停止读取。请删去空白行列，或拆分成几个文件后再导入。")
        if data.find(_DECLARATION, 0, _PROLOGUE) >= 0:
            raise self._declares()
        try:
            root = etree.fromstring(data, _parser())
        except (etree.LxmlError, ValueError) as error:
            raise self.damaged() from error
        if root is None:
            raise self.damaged()
        if root.getroottree().docinfo.internalDTD is not None:  # behind a long comment, or in UTF-16
            raise self._declares()
        return root

    def damaged(self) -> UnusableInput:
        """The error to raise for a container whose parts do not fit together."""
        return UnusableInput(
            f"“{self._name}”已损坏或加密，无法打开。请用 Word 或 WPS 等原软件重新保存（不设密码）后再导入。"
        )

    def require_harmless(self) -> None:
        """Refuse a zip bomb by its directory, before anything is unpacked."""
        parts = self._parts.values()
        total = sum(part.file_size for part in parts)
        tight = any(part.file_size > _MOST_RATIO * max(part.compress_size, _SMALL) for part in parts)
        if total > MOST_UNPACKED or tight:
            raise self._oversized(total)

    def _oversized(self, size: int) -> UnusableInput:
        return UnusableInput(
            f"“{self._name}”解压后过大（{size / 2**20:.0f} MB），不像正常的文件，已拒绝打开。"
            "请检查来源，或用原软件重新保存后再导入。"
        )

    def _declares(self) -> UnusableInput:
        return UnusableInput(
            f"“{self._name}”里有实体声明，正常的文件没有，可能是恶意文件，已拒绝打开。"
            "请检查来源，或用原软件重新保存后再导入。"
        )


def open_package(data: bytes, name: str) -> Package:
    """The container in ``data``, called ``name`` in messages.

    Raises :class:`UnusableInput` where it is cut off, damaged or was made to do harm.
    """
    package = Package(open_zip(data, name), name)
    package.require_harmless()
    return package


def _tree_size(data: bytes) -> int:
    elements = data.count(b"<") - data.count(b"</")
    attributes = data.count(b'="') + data.count(b"='")
    return elements * _ELEMENT_SIZE + attributes * _ATTRIBUTE_SIZE


def _normal(part: str) -> str:
    """``/word/../word/Document.xml`` and ``word\\document.xml`` are one name; nothing here is a path on disk."""
    return posixpath.normpath("/" + part.replace("\\", "/")).lower().lstrip("/")


@cache
def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
