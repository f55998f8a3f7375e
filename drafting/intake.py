"""A case as it comes in: a file in any readable format, or the number of one that is stored."""

from collections.abc import Callable
from pathlib import Path

from corpus.document import Document
from corpus.errors import NotFound, UnusableInput
from corpus.parse import parse
from corpus.read import read
from corpus.source import Source
from corpus.store import Store


def read_document(path: Path) -> Document:
    """Read and parse one file; nothing is stored. Raises ``UnusableInput`` where it cannot be read."""
    return parse(read(path), path.name)


def load_case(name: str, open_store: Callable[[], Store]) -> Document:
    """The case called ``name``: the file at that path, else the stored proposal with that item number.

    A page that holds the replies as well gives only the member's part. Raises ``NotFound``.
    """
    path = Path(name)
    if path.exists():
        return read_document(path)
    if not name.isdigit():
        raise NotFound(f"找不到文件 {name}：请检查路径，或者写工作区中已有的案号（只含数字）。")
    store = open_store()
    for key in store.by_item(name):
        stored = store.document(key)
        document = stored.document if stored else None
        if document is not None and document.case is not None and document.case.item_no == name:
            return _members_part(document)
    raise NotFound(f"工作区中没有第{name}号提案或建议：请先用 dafu ingest 导入，或者给出文件路径。")


def _members_part(document: Document) -> Document:
    if not document.replies:
        return document
    first = min(reply.start for reply in document.replies)
    return parse(Source(document.text[:first].rstrip(), (), "text"), document.title or "")


def load_opinions(paths: list[Path]) -> tuple[tuple[str, Document], ...]:
    """Opinions in the order given, each with its file's name. Raises ``UnusableInput`` naming the file."""
    found = []
    for path in paths:
        document = read_document(path)
        if not document.text.strip():
            raise UnusableInput(f"会办意见 {path} 是空的：请换成有内容的文件。")
        found.append((path.name, document))
    return tuple(found)
