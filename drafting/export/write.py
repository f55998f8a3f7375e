"""A draft into a file, in the format its name asks for."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from corpus.errors import UnusableInput
from drafting.draft import Draft
from drafting.export.copies import WORKING, Copy, CopyName, check_file, prepared
from drafting.export.json import Json, to_json

SUFFIXES = (".docx", ".pdf", ".html", ".md", ".txt", ".json")


def write(draft: Draft, path: Path, more: Json | None = None, copy: Copy = WORKING) -> None:
    """Writes a copy of the letter to ``path`` whole or not at all; the folder is made where it is missing.

    ``more`` are the fields of the JSON record that the draft does not hold itself (findings, precedents …); a
    publication copy goes without them. Raises :class:`Refused` for a final copy with open places.
    """
    content = content_of(draft, path, more, copy)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        raise UnusableInput(f"写不了文件 {path}：{_reason(error)}。请换一个位置，或检查文件夹的权限。") from error


def check_suffix(path: Path, copy: CopyName = "working") -> None:
    """Refuses a name whose ending says no known or no fitting format, before any work is done for it."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        known = "、".join(SUFFIXES)
        raise UnusableInput(f"不认识的输出格式：{path.name}。文件名的后缀可以是 {known}。")
    check_file(copy, suffix)
    if suffix == ".pdf":
        from drafting.export.pdf import check_pdf

        check_pdf()


def content_of(draft: Draft, path: Path, more: Json | None = None, copy: Copy = WORKING) -> bytes:
    """The bytes of the file that ``path`` names by its ending."""
    check_suffix(path, copy.name)
    shown = prepared(draft, copy.name)
    makers: dict[str, Callable[[], bytes]] = {
        ".docx": lambda: _docx(shown, copy),
        ".pdf": lambda: _pdf(shown, copy, path.name),
        ".html": lambda: _html(shown, copy.name),
        ".md": lambda: _markdown(shown, copy.name),
        ".txt": lambda: _text(shown),
        ".json": lambda: to_json(shown, None if copy.name == "publication" else more).encode(),
    }
    return makers[path.suffix.lower()]()


def _docx(draft: Draft, copy: Copy) -> bytes:
    if copy.name == "annotated":
        from drafting.export.word_notes import to_annotated

        return to_annotated(draft, copy.layout)
    if copy.name == "tracked":
        from drafting.export.word_tracked import to_tracked

        return to_tracked(draft, copy.earlier, copy.author, copy.day, copy.layout)
    from drafting.export.docx import to_docx

    return to_docx(draft, copy.layout, with_form=copy.name != "publication")


def _pdf(draft: Draft, copy: Copy, name: str) -> bytes:
    from drafting.export.pdf import to_pdf

    return to_pdf(_docx(draft, copy), name)


def _html(draft: Draft, copy: CopyName) -> bytes:
    from drafting.export.html import to_html

    return to_html(draft, copy).encode()


def _markdown(draft: Draft, copy: CopyName) -> bytes:
    from drafting.export.markdown import to_markdown

    return to_markdown(draft, with_form=copy != "publication").encode()


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
