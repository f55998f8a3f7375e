"""Store and library of one workspace, opened, with the services over them."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from corpus.document import Document, Suggestion
from corpus.errors import NotFound, UnusableInput
from corpus.parse import parse
from corpus.read import read, read_bytes
from corpus.store import Store
from corpus.stored import StoredDocument
from drafting.service import Archive, DraftRequest, DraftResult, draft_case
from retrieval.evidence import Evidence
from retrieval.library import Library
from retrieval.search import Filters, SearchResult

_PASTED = "粘贴的文字.txt"


class Workbench:
    """What the command line and the web pages work with. One request at a time uses the encoder."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library
        self._lock = Lock()

    def counts(self) -> tuple[int, int]:
        """Documents and passages ingested."""
        return self._store.counts()

    def document(self, name: str) -> StoredDocument:
        """By id, document number, item number or title; raises :class:`NotFound`."""
        return find_document(self._store, name)

    def search(self, query: str, filters: Filters, top: int) -> SearchResult:
        with self._lock:
            return self._library.search(query, filters, top)
