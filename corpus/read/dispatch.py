"""Decides by content, then by name, which reader a file needs, and refuses what none can read."""

import re
import stat
from collections.abc import Callable
from pathlib import Path

from corpus.decode import decode_noticed
from corpus.errors import UnusableInput
from corpus.progress import Progress, silent
from corpus.read.signatures import recognise
from corpus.source import Source

SUPPORTED = (
    "文本（.txt、.md）、网页（.html）、Word 文档（.docx；装有 LibreOffice 时还有 .doc、.wps、.rtf）、PDF、OFD、"
    "图片（.png、.jpg、.tif）、表格（.xlsx、.xls、.csv）和它们的压缩包（.zip）"
)
FILE_LIMIT = 200 * 1024 * 1024
"""Most bytes of any file that is opened at all."""
MOST_TAGS = 1_000_000
"""Most tags of a web page; the page as a tree takes some 200 bytes for each."""
MOST_LINES = 300_000
"""Most lines of a text; a code of law has 3,000."""

_TEXT_SUFFIXES = {"", ".txt", ".text", ".md", ".markdown"}
_TABLE_SUFFIXES = {".csv", ".tsv"}
_HTML_SUFFIXES = {".html", ".htm", ".shtml", ".xhtml"}
_SAVED_PAGES = {".doc", ".wps", ".xls", ".et"}  # systems export web pages and lists under these names
_PROMISES = {".docx", ".docm", ".xlsx", ".xlsm", ".pdf", ".ofd", ".zip", ".doc", ".wps", ".xls", ".et", ".rtf",
             ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".odt", ".ods"}  # fmt: skip
_HEAD = 65536  # characters looked at to tell HTML from text
_HTML_DOCUMENT = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.IGNORECASE)
_HTML_TAG = re.compile(r"</(?:p|div|span|table|t[dr]|font|h[1-6]|ul|ol|b|strong)\s*>|<br\s*/?>", re.IGNORECASE)
_FEWEST_TAGS = 3  # a text that merely names a tag or two is not HTML
_OFFICE_XML = re.compile(r"<\?mso-application\s+progid=\"(Word|Excel)\.")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,40})""", re.IGNORECASE)


def read(path: Path, progress: Progress = silent) -> Source:
    """The reading text and blocks of the file at ``path``; of an archive, those of the one document in it.

    Raises :class:`UnusableInput` (message names the file and what to do) when the file is missing, not readable,
    empty, too large, damaged or in a format that no reader knows.
    """
    return read_bytes(load(path), str(path), progress)


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


def read_bytes(data: bytes, name: str, progress: Progress = silent) -> Source:
    """The same as :func:`read` for bytes already in hand; ``name`` is the file's name or path, shown in messages."""
    if not data[:_HEAD].strip() and not data.strip():
        raise UnusableInput(f"“{name}”是空文件，没有可以读取的内容。")
    found = recognise(data, name)
    if found is None:
        source = _read_text(data, name)
    elif found.reader is None:
        raise UnusableInput(f"“{name}”是{found.name}，无法读取。{found.advice}")
    else:
        source = _READERS[found.reader](data, name, progress)
    if not source.text.strip():
        raise UnusableInput(f"“{name}”里没有文字，请检查是否选错了文件。")
    return source


def _read_text(data: bytes, name: str) -> Source:
    suffix = Path(name).suffix.lower()
    readable = _TEXT_SUFFIXES | _TABLE_SUFFIXES | _HTML_SUFFIXES | _SAVED_PAGES
    if suffix in _PROMISES - _SAVED_PAGES:
        raise UnusableInput(f"“{name}”不是有效的 {suffix} 文件，可能已经损坏。请用原软件重新保存后再导入。")
    if suffix not in readable:
        raise UnusableInput(f"不支持“{name}”这种格式。目前可以读取{SUPPORTED}。")
    declared = _CHARSET.search(data[:4096])
    text, notices = decode_noticed(data, name, declared[1].decode("ascii") if declared else None)
    source = _by_form(data, text, name, suffix)
    return Source(source.text, source.blocks, source.media, (*source.notices, *notices)) if notices else source


def _by_form(data: bytes, text: str, name: str, suffix: str) -> Source:
    """What the text is, whatever its name promises: an office file in XML, a page, a list or plain text."""
    office = _OFFICE_XML.search(text[:1024])
    if office is not None:
        return _READERS["writer" if office[1] == "Word" else "calc"](data, name, silent)
    if suffix in _HTML_SUFFIXES or _is_html(text[:_HEAD]):
        if text.count("<") > MOST_TAGS:
            raise UnusableInput(f"“{name}”的网页过于庞大，已停止读取。请复制正文，另存为 .txt 后再导入。")
        from corpus.read.web import read_web

        return read_web(text, name)
    if suffix in _TABLE_SUFFIXES or (suffix in {".xls", ".et"} and "\t" in text[:_HEAD]):
        from corpus.read.sheet_text import read_delimited

        return read_delimited(text, name)
    if suffix in _SAVED_PAGES:
        raise UnusableInput(f"“{name}”不是有效的 {suffix} 文件，可能已经损坏。请用原软件重新保存后再导入。")
    if text.count("\n") > MOST_LINES:
        raise UnusableInput(f"“{name}”超过 {MOST_LINES} 行的上限。请拆分后再导入。")
    from corpus.read.plain import read_plain

    return read_plain(text)


def _is_html(head: str) -> bool:
    return bool(_HTML_DOCUMENT.search(head)) or len(_HTML_TAG.findall(head)) >= _FEWEST_TAGS


def _pdf(data: bytes, name: str, progress: Progress) -> Source:
    from corpus.read.pdf import read_pdf

    return read_pdf(data, name, progress)


def _word(data: bytes, name: str, _: Progress) -> Source:
    from corpus.read.word import read_word

    return read_word(data, name)


def _ofd(data: bytes, name: str, _: Progress) -> Source:
    from corpus.read.ofd import read_ofd

    return read_ofd(data, name)


def _image(data: bytes, name: str, progress: Progress) -> Source:
    from corpus.read.image import read_image

    return read_image(data, name, progress)


def _xlsx(data: bytes, name: str, _: Progress) -> Source:
    from corpus.read.sheet_xlsx import read_xlsx
    from corpus.read.unpack import require_harmless

    require_harmless(data, name)
    return read_xlsx(data, name)


def _xls(data: bytes, name: str, _: Progress) -> Source:
    from corpus.read.sheet_xls import read_xls

    return read_xls(data, name)


def _writer(data: bytes, name: str, _: Progress) -> Source:
    from corpus.read.legacy import read_writer

    return read_writer(data, name)


def _calc(data: bytes, name: str, _: Progress) -> Source:
    from corpus.read.legacy import read_calc

    return read_calc(data, name)


def _opendocument(data: bytes, name: str, _: Progress) -> Source:
    from corpus.read.legacy import read_opendocument

    return read_opendocument(data, name)


def _archive(data: bytes, name: str, progress: Progress) -> Source:
    from corpus.read.archive import read_only_member

    return read_only_member(data, name, progress)


_READERS: dict[str, Callable[[bytes, str, Progress], Source]] = {
    "pdf": _pdf,
    "word": _word,
    "ofd": _ofd,
    "image": _image,
    "xlsx": _xlsx,
    "xls": _xls,
    "writer": _writer,
    "calc": _calc,
    "opendocument": _opendocument,
    "archive": _archive,
}
"""By the ``reader`` that signatures.toml gives a format. Each is imported when the first file needs it."""
