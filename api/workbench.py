"""Store and library of one workspace, opened, with the services over them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock

from api.archive import case_behind, lookup_in, open_archive
from api.case_files import find_case, find_document, parsed_file, parsed_text
from api.preferences import preference_for
from corpus.document import Document, Suggestion
from corpus.errors import DamagedIndex, UnusableInput
from corpus.storage.store import Store
from corpus.storage.stored import StoredDocument
from drafting.gather import query_of
from drafting.matter import settle_day
from drafting.relevance import Relevance
from drafting.service import DraftRequest, DraftResult, draft_case
from index.encoder import Encoder
from index.snapshot import open_snapshot
from retrieval.alignments import Alignments
from retrieval.applicable import RuleHit, applicable
from retrieval.filters import Filters
from retrieval.library import Library
from retrieval.precedents import PastCases, Precedent, precedents
from retrieval.search import Options, SearchResult, search

_ALIGNED = "aligned"
_FIRST_QUESTION = "提案办理"


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """What the officer settles beside the case; each may be left open."""

    role: str | None = None
    issuer: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class AskPrecedents:
    """What the past offers for one ask."""

    suggestion: Suggestion
    precedents: tuple[Precedent, ...]
    rules: tuple[RuleHit, ...]


class Workbench:
    """What the command line and the web pages work with. One request at a time uses the encoder."""

    def __init__(self, store: Store, library: Library, encoder: Encoder) -> None:
        self._store = store
        self._library = library
        self._encoder = encoder
        self._alignments = Alignments(encoder, library.own.folder.parent / _ALIGNED)
        self._relevance: Relevance | None = None
        self._lock = RLock()

    def warm(self) -> None:
        """Loads what the first question would otherwise wait for: the dictionary, the vectors, the background."""
        with self._lock:
            search(_FIRST_QUESTION, self._library, top=1)
            self._relevance = Relevance(self._encoder)

    def close(self) -> None:
        """Gives the database back; the workbench is not used afterwards."""
        self._store.close()

    def counts(self) -> tuple[int, int]:
        """Documents and passages ingested."""
        return self._store.counts()

    def document(self, name: str) -> StoredDocument:
        """By id, document number, item number or title; raises :class:`NotFound`."""
        return find_document(self._store, name)

    def search(self, query: str, filters: Filters, top: int, own: str | None = None) -> SearchResult:
        """``own`` is the organ that the search is made for: its papers, its place's and newer ones weigh more."""
        with self._lock:
            library = self._newest()
            return search(query, library, filters, top, preference_for(own, library), Options(facets=True))

    def draft(self, case: str, opinions: Sequence[Path], order: DraftOrder) -> DraftResult:
        """The letter for a case file or a stored case number."""
        given = tuple((str(path), parsed_file(path)) for path in opinions)
        return self._draft(find_case(self._store, case), given, order)

    def draft_text(self, text: str, opinions: Sequence[str], order: DraftOrder) -> DraftResult:
        """The letter for a pasted proposal and pasted opinions; nothing is stored."""
        given = tuple((f"会办意见{number}", parsed_text(opinion)) for number, opinion in enumerate(opinions, 1))
        return self._draft(parsed_text(text), given, order)

    def precedents(
        self, case: str, top: int, own: str | None = None, on: str | None = None
    ) -> tuple[AskPrecedents, ...]:
        """For each ask of the case at most ``top`` earlier answers and ``top`` rules.

        ``own`` is the organ that asks; rules are judged on the ISO day ``on``, else on the day a letter would need.
        """
        known = find_case(self._store, case).case
        if known is None or not known.suggestions:
            raise UnusableInput(f"没有在“{case}”中找到建议事项：请确认文件含有案由和建议内容。")
        queries = [query_of(ask, known.title) for ask in known.suggestions]
        _, day = settle_day(on, known)
        lookup = lookup_in(self._store)
        with self._lock:
            library = self._newest()
            past = PastCases(lookup, self._store.by_item, self._alignments.of, case_behind(self._store, lookup))
            wanted = preference_for(own, library, day)
            found = precedents(queries, library, past, known.item_no, top, wanted)
            rules = applicable(queries, library, day, top)
        return tuple(AskPrecedents(*one) for one in zip(known.suggestions, found, rules, strict=True))

    def _draft(self, case: Document, opinions: tuple[tuple[str, Document], ...], order: DraftOrder) -> DraftResult:
        request = DraftRequest(case, opinions, order.role, order.issuer, order.date)
        item_no = case.case.item_no if case.case else None
        with self._lock:
            relevance = self._relevance = self._relevance or Relevance(self._encoder)
            archive = open_archive(self._store, self._newest(), relevance, item_no, order.issuer)
            return draft_case(request, archive)

    def _newest(self) -> Library:
        """The library over the index in force: another process may have ingested since it was opened."""
        own = self._library.own
        if own.revision != str(self._store.revision()):
            try:
                self._library = replace(self._library, own=open_snapshot(own.folder.parent, self._encoder.fingerprint))
            except DamagedIndex:
                # It is being made anew; what was opened stays readable and right for its revision.
                return self._library
        return self._library
