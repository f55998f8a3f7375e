"""Documents as they are handed in: a file, a pasted text, or the name of a stored one."""

from pathlib import Path

from corpus.document import Document
from corpus.errors import NotFound
from corpus.parse import parse
from corpus.read import read, read_bytes
from corpus.storage.store import Store
from corpus.storage.stored import StoredDocument

_PASTED = "粘贴的文字.txt"


def parsed_file(path: Path) -> Document:
    return parse(read(path), path.name)


def parsed_text(text: str) -> Document:
    """A pasted text, read as a text file with these words would be."""
    return parse(read_bytes(text.encode("utf-8", "surrogatepass"), _PASTED), "")


def find_case(store: Store, name: str) -> Document:
    """The case in the file ``name``, or the stored one with this number; raises :class:`NotFound`."""
    if _leads_to_a_file(Path(name)):
        return parsed_file(Path(name))
    for id in store.by_item(name):
        stored = store.document(id)
        if stored is not None and stored.document.case is not None and stored.document.case.item_no == name:
            return stored.document
    raise NotFound(f"找不到“{name}”：既没有这个文件，工作区里也没有这个案号的提案或建议。")


def _leads_to_a_file(path: Path) -> bool:
    """A place that may not be looked into counts: reading it tells the officer what is wrong."""
    try:
        return path.exists()
    except PermissionError:
        return True
    except OSError:  # no path at all, such as a text too long for a name
        return False


def find_document(store: Store, name: str) -> StoredDocument:
    """By id, document number, item number or title (a law's short one, too); raises :class:`NotFound`."""
    found = store.find(name) or store.law(name)
    if found is None and (ids := store.by_item(name)):
        found = store.document(ids[0])
    if found is None:
        raise NotFound(f"工作区里没有“{name}”。请用编号、文号、案号或完整标题，或用 dafu search 按主题查找。")
    return found
