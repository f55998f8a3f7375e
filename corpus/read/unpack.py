"""Opens zip files that nobody vouches for: what is unpacked is counted, never believed from a header."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from corpus.errors import UnusableInput

MEMBERS_LIMIT = 10_000
"""Most members of one zip file, documents and office containers alike."""
MEMBER_LIMIT = 200 * 1024 * 1024
"""Most bytes of one unpacked member, as of a file that is handed in by itself."""
TOTAL_LIMIT = 1024 * 1024 * 1024
"""Most bytes unpacked from one archive with all archives in it."""
PART_LIMIT = 64 * 1024 * 1024
"""Most bytes of one XML part of an office file; a code of law with 1,260 articles has 3 MB."""
OFFICE_LIMIT = 400 * 1024 * 1024
"""Most bytes of all parts of an office file together."""
TAGS_LIMIT = 3_000_000
"""Most tags in all XML parts together: as a tree in memory each pair takes some 200 bytes."""

_MOST_RATIO = 300  # deflate reaches 1032:1 on runs of one byte; office files stay below 100:1
_SMALL = 65536  # packed bytes below which a high ratio does no harm
_CHUNK = 1 << 20
_ENCRYPTED = 0x1  # general purpose bit 0 (APPNOTE 4.4.4)
_XML = (".xml", ".rels", ".vml")
# Neither OOXML (ECMA-376-2, 6.2.5) nor OFD (GB/T 33190-2016) has document type declarations
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_OVERLAP = len(b"<!DOCTYPE") - 1
# A declared encoding that keeps "<!" as these two bytes (or with NULs between); others could hide a declaration
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._\-]+)""")
_PLAIN_ENCODING = re.compile(
    rb"(?:utf-?8|utf-?16|ucs-?2|iso-10646-ucs-2|us-ascii|ascii|gb|iso-8859|windows-125|big5)", re.I
)
DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError)
"""What zipfile raises for a damaged member; lzma's and bz2's errors are among them, LZMAError apart."""


class Budget:
    """How many bytes may still be unpacked; archives within an archive share one."""

    def __init__(self, total: int = TOTAL_LIMIT) -> None:
        self._total = total
        self._left = total

    def take(self, count: int, name: str) -> None:
        """Count bytes that were really unpacked; raises :class:`UnusableInput` when they are too many."""
        self._left -= count
        if self.spent:
            raise UnusableInput(
                f"解压到“{name}”时，内容已超过 {self._total // 2**20} MB 的上限，这个文件和其后的都没有读取。"
                "请检查来源；确实需要的，请分成几个较小的压缩包再导入。"
            )

    @property
    def spent(self) -> bool:
        return self._left < 0


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive in ``data``; raises :class:`UnusableInput` where it is cut off, damaged or has too many members."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        advice = (
            "请重新压缩，或解压后直接导入其中的文件。"
            if name.lower().endswith(".zip")
            else "请用原软件（Word、WPS 等）重新保存后再导入。"
        )
        raise UnusableInput(f"“{name}”已损坏或不完整，无法打开。{advice}") from error
    count = len(archive.infolist())
    if count > MEMBERS_LIMIT:
        archive.close()
        raise UnusableInput(f"“{name}”里有 {count} 个文件，超过 {MEMBERS_LIMIT} 个的上限。请分成几个再导入。")
    return archive


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, budget: Budget) -> bytes:
    """The bytes of one member, called ``label`` in messages; counts them against ``budget``.

    Raises :class:`UnusableInput` where the member is encrypted, damaged, too large or packed suspiciously tight.
    """
    if info.flag_bits & _ENCRYPTED:
        raise UnusableInput(f"“{label}”设有解压密码，无法读取。请去掉密码重新压缩，或解压后直接导入。")
    if info.file_size > MEMBER_LIMIT:
        raise UnusableInput(
            f"“{label}”解压后有 {info.file_size / 2**20:.0f} MB，超过 {MEMBER_LIMIT // 2**20} MB 的上限，没有解压。"
            "请检查来源，或拆分后再导入。"
        )
    if _too_tight(info):
        raise UnusableInput(
            f"“{label}”的压缩比异常（{info.compress_size / 2**10:.0f} KB 解压成 {info.file_size / 2**20:.0f} MB），"
            "不像正常的文件，没有解压。请检查来源，或解压后直接导入。"
        )
    return b"".join(_chunks(archive, info, label, budget))


def require_harmless(data: bytes, name: str) -> None:
    """Refuse an office container (.docx, .xlsx, .ofd) that was made to do harm.

    Every XML part is really unpacked, a piece at a time, and searched for declarations of entities; the others are
    measured by the directory, beyond which zipfile never unpacks. Raises :class:`UnusableInput`.
    """
    with open_zip(data, name) as archive:
        parts = archive.infolist()
        xml = [part for part in parts if part.filename.lower().endswith(_XML)]
        total = sum(part.file_size for part in parts)
        largest = max((part.file_size for part in xml), default=0)
        if total > OFFICE_LIMIT or largest > PART_LIMIT or any(map(_too_tight, parts)):
            raise UnusableInput(
                f"“{name}”解压后过大（共 {total / 2**20:.0f} MB），不像正常的文件，已拒绝打开。"
                "请检查来源，或用原软件重新保存后再导入。"
            )
        budget = Budget(OFFICE_LIMIT)
        tags = 0
        for part in xml:
            if part.flag_bits & _ENCRYPTED:
                raise UnusableInput(f"“{name}”设有密码，无法读取。请去掉密码另存后再导入。")
            tags += _tags(archive, part, name, budget)
            if tags > TAGS_LIMIT:
                raise UnusableInput(f"“{name}”的内容过于庞大，已停止读取。请删去空白行列，或拆分成几个文件后再导入。")


def _too_tight(info: zipfile.ZipInfo) -> bool:
    return info.file_size > _MOST_RATIO * max(info.compress_size, _SMALL)


def _tags(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, budget: Budget) -> int:
    """How many tags the part holds; raises :class:`UnusableInput` where it declares entities."""
    tags = 0
    tail = b""
    for chunk in _chunks(archive, part, name, budget):
        seen = tail + chunk.replace(b"\x00", b"")  # UTF-16 looks like ASCII then
        declared = _ENCODING.search(seen[:400]) if not tail else None
        if _DECLARATION.search(seen) or (declared and not _PLAIN_ENCODING.match(declared[1])):
            raise UnusableInput(
                f"“{name}”的 {part.filename} 里有实体声明，正常的文件没有，可能是恶意文件，已拒绝打开。"
                "请检查来源，或用原软件重新保存后再导入。"
            )
        tags += chunk.count(b"<")
        tail = seen[-_OVERLAP:]
    return tags


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, budget: Budget) -> Iterator[bytes]:
    from lzma import LZMAError

    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                budget.take(len(chunk), label)
                yield chunk
    except NotImplementedError as error:
        raise UnusableInput(
            f"“{label}”用了不支持的压缩方法，无法解压。请用系统自带的压缩功能重新压缩，或解压后直接导入。"
        ) from error
    except (*DAMAGED, LZMAError) as error:
        raise UnusableInput(f"“{label}”已损坏，无法解压。请重新压缩，或换用原文件。") from error
