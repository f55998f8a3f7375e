"""Store and library of one workspace, opened, with the services over them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock

from api.archive import asks_behind, lookup_in, open_archive
from corpus.document import Document, Suggestion
from corpus.errors import DamagedIndex, NotFound, UnusableInput
from corpus.parse import parse
from corpus.read import read, read_bytes
from corpus.store import Store
from corpus.stored import StoredDocument
from drafting.gather import query_of
from drafting.relevance import Relevance
from drafting.service import DraftRequest, DraftResult, draft_case
from index.snapshot import open_snapshot
from retrieval.evidence import Evidence
from retrieval.filters import Filters
from retrieval.library import Library
from retrieval.precedents import Precedent, precedents
from retrieval.search import SearchResult, search, search_many

RULE_KINDS = ("law", "measures")
_CANDIDATES = 40
_PASTED = "粘贴的文字.txt"


@dataclass(frozen=True, slots=True)
class AskPrecedents:
    """What the past offers for one ask."""

    suggestion: Suggestion
    precedents: tuple[Precedent, ...]
    rules: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """What the officer settles beside the case; everything may be left open."""

    role: str | None = None
    issuer: str | None = None
    date: str | None = None


class Workbench:
    """What the command line and the web pages work with. The encoder serves one request at a time."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library
        self._relevance: Relevance | None = None
        self._lock = RLock()

    def close(self) -> None:
        self._store.close()

    def counts(self) -> tuple[int, int]:
        """Documents and passages ingested."""
        return self._store.counts()

    def document(self, name: str) -> StoredDocument:
        """By id, document number, item number or title; raises :class:`NotFound`."""
        return find_document(self._store, name)

    def search(self, query: str, filters: Filters, top: int) -> SearchResult:
        with self._lock:
            return search(query, self._current(), filters, top)

    def draft(self, case: str, opinions: Sequence[Path], order: DraftOrder) -> DraftResult:
        """The letter for a case file or a stored case number."""
        given = tuple((str(path), _parsed(path)) for path in opinions)
        return self._draft(self.case(case), given, order)

    def draft_text(self, text: str, opinions: Sequence[str], order: DraftOrder) -> DraftResult:
        """The letter for a pasted proposal and pasted opinions; nothing is stored."""
        given = tuple((f"会办意见{n}", _pasted(opinion)) for n, opinion in enumerate(opinions, 1))
        return self._draft(_pasted(text), given, order)

    def precedents(self, case: str, top: int) -> tuple[AskPrecedents, ...]:
        """For each ask the ``top`` earlier answers and rules."""
        document = self.case(case)
        if document.case is None or not document.case.suggestions:
            raise UnusableInput(f"没有在“{case}”中找到建议事项：请确认文件含有案由和建议内容。")
        asks, title = document.case.suggestions, document.case.title
        lookup = lookup_in(self._store)
        exclude = tuple(self._store.by_item(document.case.item_no)[:1]) if document.case.item_no else ()
        with self._lock:
            queries = [query_of(ask, title) for ask in asks]
            library = self._current()
            past = search_many(queries, library, Filters(exclude=exclude), _CANDIDATES)
            rules = search_many(queries, library, Filters(kind=RULE_KINDS), top)
        behind = asks_behind(self._store, lookup)
        return tuple(
            AskPrecedents(ask, precedents(found.hits, lookup, behind, top), ruled.hits)
            for ask, found, ruled in zip(asks, past, rules, strict=True)
        )

    def case(self, name: str) -> Document:
        """The case in a file, or the stored one with this number."""
        if Path(name).exists():
            return _parsed(Path(name))
        for id in self._store.by_item(name):
            stored = self._store.document(id)
            if stored is not None and stored.document.case is not None:
                return stored.document
        raise NotFound(f"找不到“{name}”：既没有这个文件，工作区里也没有这个案号的提案或建议。")

    def _draft(self, case: Document, opinions: tuple[tuple[str, Document], ...], order: DraftOrder) -> DraftResult:
        with self._lock:
            library = self._current()
            if self._relevance is None:
                self._relevance = Relevance(_encoder_of(library))
            item_no = case.case.item_no if case.case else None
            archive = open_archive(self._store, library, self._relevance, item_no, order.issuer)
            return draft_case(DraftRequest(case, opinions, order.role, order.issuer, order.date), archive)

    def _current(self) -> Library:
        """The library over the newest index: another process may have ingested since."""
        if self._library.own.revision != str(self._store.revision()):
            try:
                fingerprint = _encoder_of(self._library).fingerprint
                newest = open_snapshot(self._library.own.folder.parent, fingerprint)
            except DamagedIndex:
                return self._library
            self._library = replace(self._library, own=newest)
        return self._library
