"""What a file is, by its content: the reader that takes it, or what the officer should do instead."""

import io
import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import UnusableInput
from corpus.read.unpack import open_zip

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_FIB_FLAGS = 10  # offset of the flags in the stream WordDocument, and the bit for "encrypted" ([MS-DOC] 2.5.2)
_FIB_ENCRYPTED = 0x0100


@dataclass(frozen=True, slots=True)
class Format:
    """``reader`` is a key of the dispatcher's readers, or ``None`` where none takes the file."""

    name: str
    reader: str | None
    advice: str


def recognise(data: bytes, name: str) -> Format | None:
    """The format that the first bytes, or the parts of a container, show; ``None`` for what may be text.

    Raises :class:`UnusableInput` for a damaged container.
    """
    if b"%PDF-" in data[:1024]:
        return Format("PDF", "pdf", "")
    if data.startswith(_ZIP):
        with open_zip(data, name) as archive:
            return _containing("archive", archive.namelist())
    if data.startswith(_COMPOUND):
        return _compound(data, name)
    binary = _BINARY.search(data[:1024]) is not None
    return next((_format(e) for e in _known()["signature"] if (binary or e.get("text")) and _begins(data, e)), None)


def is_archive(data: bytes) -> bool:
    """Whether ``data`` is a zip of files, and no document that happens to be kept in one."""
    try:
        found = recognise(data, "") if data.startswith(_ZIP) else None
    except UnusableInput:
        return False
    return found is not None and found.reader == "archive"


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("signatures.toml").read_text("utf-8"))


def _format(entry: dict[str, Any]) -> Format:
    return Format(entry["name"], entry.get("reader"), entry.get("advice", ""))


def _begins(data: bytes, entry: dict[str, Any]) -> bool:
    also = entry.get("also", {"hex": "", "offset": 0})
    return all(data.startswith(bytes.fromhex(part["hex"]), part.get("offset", 0)) for part in (entry, also))


def _containing(kind: str, parts: Collection[str]) -> Format:
    """The first entry whose part the container holds; the last entry of each kind stands for all others."""
    return _format(next(entry for entry in _known()[kind] if not entry["part"] or entry["part"] in parts))


def _compound(data: bytes, name: str) -> Format:
    """A compound file ([MS-CFB]) by the streams at its root; a document with a password is told as such."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            streams = {entry[0] for entry in compound.listdir(streams=True, storages=False) if len(entry) == 1}
            found = _containing("compound", streams)
            if "WordDocument" in streams and found.reader is not None:
                head = compound.openstream("WordDocument").read(_FIB_FLAGS + 2)
                if int.from_bytes(head[_FIB_FLAGS:], "little") & _FIB_ENCRYPTED:
                    return _containing("compound", ["EncryptedPackage"])
            return found
    except Exception as error:  # olefile raises whatever its struct and index arithmetic comes upon
        raise UnusableInput(f"“{name}”已损坏，无法打开。请用原软件（Word、Excel 或 WPS）重新保存后再导入。") from error
