"""Names of the members of zip files: their encoding, and what makes them harmless as labels."""

import re
import stat
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import PurePosixPath

from corpus.decode import clean

_UTF8 = 0x800  # general purpose bit 11 (APPNOTE 4.4.4)
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field with the name in UTF-8 (APPNOTE 4.6.9)
_DRIVE = re.compile(r"^[A-Za-z]:")
_LOCKS = ("~$", ".~")  # what Word, WPS and LibreOffice put beside an open file
_LITTER = {"__MACOSX", "Thumbs.db", "desktop.ini"}


def member_names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names as they were meant, one for each of ``infos``.

    Without the flag for UTF-8 zipfile reads code page 437, as the specification has it; Chinese Windows writes GBK
    and macOS UTF-8 there. One archive has one writer, so its unmarked names are judged together.
    """
    raw = [None if info.flag_bits & _UTF8 else info.orig_filename.encode("cp437", "replace") for info in infos]
    encoding = _encoding(b"\n".join(name for name in raw if name is not None))
    return [
        _unicode_path(info, name) or (info.orig_filename if name is None else name.decode(encoding, "replace"))
        for info, name in zip(infos, raw, strict=True)
    ]


def safe_label(name: str) -> tuple[str, bool]:
    """``name`` as a label (parts parted by ``/``, none of them ``..``, none absolute), and whether it was harmless."""
    whole = clean(name).replace("\\", "/").replace("\n", "").replace("\t", " ")
    relative = _DRIVE.sub("", whole)
    parts = [part for part in relative.split("/") if part not in {"", ".", ".."}]
    harmless = relative == whole and not whole.startswith("/") and ".." not in whole.split("/")
    return "/".join(parts) or "未命名", harmless


def is_litter(label: str) -> bool:
    """What systems and programs leave lying about: hidden files, lock files, thumbnails."""
    return any(part.startswith((".", *_LOCKS)) or part in _LITTER for part in PurePosixPath(label).parts)


def is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _encoding(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "gb18030"


def _unicode_path(info: zipfile.ZipInfo, raw: bytes | None) -> str | None:
    """The name in Info-ZIP's extra field, where it belongs to this name (it holds the name's checksum)."""
    extra = info.extra
    while raw is not None and len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return field[5:].decode("utf-8", "replace")
    return None
