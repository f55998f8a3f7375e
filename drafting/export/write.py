"""A draft into a file, in the format its name asks for."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from corpus.errors import UnusableInput
from drafting.draft import Draft
from drafting.export.json import Json, to_json

SUFFIXES = (".docx", ".html", ".md", ".txt", ".json")


def write(draft: Draft, path: Path, more: Json | None = None) -> None:
    """Writes the letter to ``path`` whole or not at all; the folder is made where it is missing.

    ``more`` are the fields of the JSON record that the draft does not hold itself (findings, precedents …).
    """
    content = _content(draft, path, more)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise UnusableInput(f"写不了文件 {path}：{_reason(error)}。请换一个位置，或检查文件夹的权限。") from error


def check_suffix(path: Path) -> None:
    """Refuses a name whose ending says no known format, before any work is done for it."""
    if path.suffix.lower() not in SUFFIXES:
        known = "、".join(SUFFIXES)
        raise UnusableInput(f"不认识的输出格式：{path.name}。文件名的后缀可以是 {known}。")


def _content(draft: Draft, path: Path, more: Json | None) -> bytes:
    check_suffix(path)
    makers: dict[str, Callable[[], bytes]] = {
        ".docx": lambda: _docx(draft),
        ".html": lambda: _html(draft),
        ".md": lambda: _markdown(draft),
        ".txt": lambda: _text(draft),
        ".json": lambda: to_json(draft, more).encode(),
    }
    return makers[path.suffix.lower()]()


def _docx(draft: Draft) -> bytes:
    from drafting.export.docx import to_docx

    return to_docx(draft)


def _html(draft: Draft) -> bytes:
    from drafting.export.html import to_html

    return to_html(draft).encode()


def _markdown(draft: Draft) -> bytes:
    from drafting.export.markdown import to_markdown

    return to_markdown(draft).encode()


def _text(draft: Draft) -> bytes:
    from drafting.export.letter_text import to_text

    return to_text(draft).encode()


def _replace(path: Path, content: bytes) -> None:
    """Writes beside ``path`` and renames, so that a reader never sees half a letter."""
    if path.is_dir():
        raise IsADirectoryError(21, "Is a directory")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp gives 0600; a letter is an ordinary file of the officer.
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _reason(error: OSError) -> str:
    known = {
        "FileExistsError": "上级路径里有同名文件",
        "NotADirectoryError": "上级路径不是文件夹",
        "IsADirectoryError": "它是一个文件夹",
        "PermissionError": "没有写入权限",
    }
    return known.get(type(error).__name__, error.strerror or str(error))
