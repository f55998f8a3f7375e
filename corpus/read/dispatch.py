"""Decides by content, then by name, which reader a file needs, and refuses what none can read."""

import io
import re
import stat
import tomllib
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from corpus.decode import decode
from corpus.errors import UnusableInput
from corpus.read.plain import read_plain
from corpus.source import Source

SUPPORTED = "文本（.txt、.md）、网页（.html）、Word 文档（.docx）和有文字层的 PDF"
FILE_LIMIT = 200 * 1024 * 1024
"""Most bytes of any file that is opened at all."""

_TEXT_SUFFIXES = {"", ".txt", ".text", ".md", ".markdown", ".csv", ".tsv"}
_HTML_SUFFIXES = {".html", ".htm", ".shtml", ".xhtml"}
_HEAD = 65536  # characters looked at to tell HTML from text
_HTML_DOCUMENT = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_HTML_TAG = re.compile(r"</(?:p|div|span|table|t[dr]|font|h[1-6]|ul|ol|b|strong)\s*>|<br\s*/?>", re.IGNORECASE)
_FEWEST_TAGS = 3  # a text that merely names a tag or two is not HTML
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,40})""", re.IGNORECASE)


def read(path: Path) -> Source:
    """The reading text and blocks of the file at ``path``.

    Raises :class:`UnusableInput` (message names the file and what to do) when the file is missing, not readable,
    empty, too large, damaged or in a format that no reader knows.
    """
    return read_bytes(load(path), str(path))


def load(path: Path) -> bytes:
    """The bytes of the file at ``path``; raises :class:`UnusableInput` as :func:`read` does."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UnusableInput(f"“{path}”是文件夹，这里需要一个文件。批量导入请用 dafu ingest。")
        if not stat.S_ISREG(status.st_mode):
            raise UnusableInput(f"“{path}”不是普通文件，无法读取。")
        if status.st_size > FILE_LIMIT:
            raise UnusableInput(
                f"“{path}”有 {status.st_size / 2**20:.0f} MB，超过 {FILE_LIMIT // 2**20} MB 的上限。请拆分后再导入。"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnusableInput(f"找不到“{path}”，请检查路径和文件名。") from error
    except PermissionError as error:
        raise UnusableInput(f"没有读取“{path}”的权限，请检查文件权限或换一个位置。") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise UnusableInput(f"无法读取“{path}”：{error}。") from error


def read_bytes(data: bytes, name: str) -> Source:
    """The same as :func:`read` for bytes already in hand; ``name`` is the file's name or path, shown in messages."""
    if not data[:_HEAD].strip() and not data.strip():
        raise UnusableInput(f"“{name}”是空文件，没有可以读取的内容。")
    source = _read_known(data, name)
    if not source.text.strip():
        raise UnusableInput(f"“{name}”里没有文字，请检查是否选错了文件。")
    return source


def _read_known(data: bytes, name: str) -> Source:
    if b"%PDF-" in data[:1024]:
        from corpus.read.pdf import read_pdf

        return read_pdf(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _require_docx(data, name)
        from corpus.read.word import read_word

        return read_word(data, name)
    _refuse_signatures(data, name)
    return _read_text(data, name)


def _read_text(data: bytes, name: str) -> Source:
    suffix = Path(name).suffix.lower()
    if suffix in {".docx", ".pdf"}:
        raise UnusableInput(f"“{name}”不是有效的 {suffix} 文件，可能已经损坏。请用原软件重新保存后再导入。")
    declared = _CHARSET.search(data[:4096])
    text = decode(data, name, declared[1].decode("ascii") if declared else None)
    if suffix not in _TEXT_SUFFIXES | _HTML_SUFFIXES:
        raise UnusableInput(f"不支持“{name}”这种格式。目前可以读取{SUPPORTED}。")
    if suffix in _HTML_SUFFIXES or _is_html(text[:_HEAD]):
        from corpus.read.web import read_web

        return read_web(text, name)
    return read_plain(text)


def _is_html(head: str) -> bool:
    return bool(_HTML_DOCUMENT.search(head)) or len(_HTML_TAG.findall(head)) >= _FEWEST_TAGS


@cache
def _signatures() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("signatures.toml").read_text("utf-8"))


def _refuse_signatures(data: bytes, name: str) -> None:
    binary = _BINARY.search(data[:1024]) is not None
    for entry in _signatures()["signature"]:
        if (binary or entry.get("text")) and data.startswith(bytes.fromhex(entry["hex"]), entry.get("offset", 0)):
            raise UnusableInput(f"“{name}”是{entry['name']}，无法读取。{entry['advice']}")


def _require_docx(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnusableInput(f"“{name}”已损坏，无法打开。请用 Word 或 WPS 重新保存后再导入。") from error
    entry = next(e for e in _signatures()["archive"] if not e["member"] or e["member"] in members)
    if entry.get("format") != "docx":
        raise UnusableInput(f"“{name}”是{entry['name']}，无法读取。{entry['advice']}")
