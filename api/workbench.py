"""Store and library of one workspace, opened, with the services over them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import RLock

from sqlalchemy.engine import Engine

from api.archive import case_behind, kept_lookup, open_archive
from api.case_files import find_case, find_document, parsed_file, parsed_text
from api.check_files import CheckOrder, read_letter_file, read_opinions, read_record, settle_review_day
from api.comparing import Compared, CompareOrder, compare_draft, compare_with_own
from api.preferences import preference_for
from api.work import AskedAndAnswered, AskPrecedents, CheckedLetter, DraftOrder
from corpus.document import Case, Document
from corpus.errors import DamagedIndex, UnusableInput
from corpus.rulebook.catalogue import Catalogue
from corpus.storage.store import Store
from corpus.storage.stored import StoredDocument, StoredPassage
from drafting.archive import Archive
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.read_letter import read_letter
from drafting.checks.run import Review, run_checks
from drafting.draft import Draft
from drafting.gather import query_of
from drafting.jurisdiction_register import Jurisdictions, jurisdictions
from drafting.matter import settle_day
from drafting.relevance import Relevance
from drafting.service import DraftRequest, DraftResult, draft_case
from index.encoder import Encoder
from index.remembered import Remembered
from index.snapshot import open_snapshot
from retrieval.alignments import Alignments
from retrieval.applicable import applicable
from retrieval.filters import Filters, Reader
from retrieval.library import Library
from retrieval.precedents import PastCases, Precedent, precedents
from retrieval.search import Options, SearchResult, search

_ALIGNED = "aligned"
_FIRST_QUESTION = "提案办理"


class Workbench:
    """What the command line and the web pages work with. One request at a time uses the encoder."""

    def __init__(self, store: Store, library: Library, encoder: Encoder, places: Jurisdictions | None = None) -> None:
        self._places = places or jurisdictions()
        self._store = store
        self._lookup = kept_lookup(store)
        self._encoder = Remembered(encoder)
        self._library = replace(library, encoder=self._encoder) if library.encoder is not None else library
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

    @property
    def store(self) -> Store:
        """The documents."""
        return self._store

    @property
    def catalogue(self) -> Catalogue:
        """The rules as they are known now."""
        return self._library.catalogue

    @property
    def engine(self) -> Engine:
        """The database, for what has tables of its own beside the documents."""
        return self._store.engine

    def counts(self) -> tuple[int, int]:
        """Documents and passages ingested."""
        return self._store.counts()

    def document(self, name: str) -> StoredDocument:
        """By id, document number, item number or title; raises :class:`NotFound`."""
        return find_document(self._store, name)

    def passages(self, id: str) -> Sequence[StoredPassage]:
        """All passages of a document in order."""
        return self._store.document_passages(id)

    def remove(self, id: str) -> None:
        """Take a document away; raises :class:`NotFound`. The index follows when it is brought up to date."""
        self._store.remove(self.document(id).id)

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

    def draft_document(self, request: DraftRequest, hidden: tuple[str, ...]) -> DraftResult:
        """The letter for a parsed case, from what lies in no ``hidden`` document (ids)."""
        item_no = request.case.case.item_no if request.case.case else None
        with self._lock:
            return draft_case(request, self.archive(item_no, request.issuer, hidden))

    def review(self, letter: Letter, dossier: Dossier, hidden: tuple[str, ...]) -> Review:
        """``letter`` under all checks; the dossier's archive is this workspace without the ``hidden`` documents."""
        item_no = dossier.case.case.item_no if dossier.case and dossier.case.case else None
        with self._lock:
            archive = self.archive(item_no, dossier.issuer, hidden)
            return run_checks(letter, replace(dossier, archive=archive, places=self._places))

    def check(self, path: Path, order: CheckOrder) -> CheckedLetter:
        """The letter in ``path`` under all checks, with what was handed in beside it."""
        document, draft = read_letter_file(path)
        case = find_case(self._store, order.case) if order.case else None
        asked = case.case if case else None
        letter = read_letter(document, settle_review_day(order.date), asked, role=order.role, draft=draft)
        with self._lock:
            relevance = self._relevance = self._relevance or Relevance(self._encoder)
            item_no = asked.item_no if asked else None
            archive = open_archive(
                self._store, self._newest(), relevance, item_no, order.issuer, (), self._places, self._lookup()
            )
            record = read_record(order.record) if order.record else None
            opinions = read_opinions(order.opinions)
            dossier = Dossier(case, opinions, archive, record, order.issuer, order.role, self._places)
            return CheckedLetter(letter, run_checks(letter, dossier))

    def compare(self, path: Path, order: CompareOrder) -> Compared:
        """The letter in ``path`` beside the unit's own earlier ones."""
        with self._lock:
            return compare_with_own(self._store, self._newest(), self._alignments, path, order)

    def compare_draft(self, draft: Draft, case: Case, hidden: tuple[str, ...]) -> Compared:
        """``draft`` beside the unit's own earlier letters, without the ``hidden`` documents."""
        with self._lock:
            return compare_draft(self._store, self._newest(), self._alignments, draft, case, hidden)

    def precedents(
        self, case: str, top: int, own: str | None = None, on: str | None = None
    ) -> tuple[AskPrecedents, ...]:
        """For each ask of the case at most ``top`` earlier answers and ``top`` rules.

        ``own`` is the organ that asks; rules are judged on the ISO day ``on``, else on the day a letter would need.
        """
        return self._precedents(find_case(self._store, case), f"“{case}”", top, own, on)

    def precedents_for(
        self, text: str, top: int, own: str | None = None, reader: Reader | None = None
    ) -> tuple[AskPrecedents, ...]:
        """As :meth:`precedents`, for a pasted case; only what ``reader`` may know of is found."""
        return self._precedents(parsed_text(text), "粘贴的文字", top, own, None, reader)

    def precedents_of(self, case: Document, top: int, own: str | None, reader: Reader) -> tuple[AskPrecedents, ...]:
        """As :meth:`precedents`, for a parsed case; only what ``reader`` may know of is found."""
        return self._precedents(case, "办理件", top, own, None, reader)

    def answers_on(
        self, topic: str, top: int, own: str | None = None, reader: Reader | None = None
    ) -> tuple[Precedent, ...]:
        """Earlier answers on a topic in a few words, the likeliest first."""
        with self._lock:
            library = self._newest()
            return precedents([topic], library, self._past(), None, top, preference_for(own, library), reader)[0]

    def asked_and_answered(self, id: str) -> AskedAndAnswered:
        """A stored letter with the case it answers, where that is known, each answer with the asks it speaks to."""
        stored = self.document(id)
        behind = case_behind(self._store, self._lookup())(stored.id, stored.document)
        case = behind[1].case if behind else None
        if behind is None or case is None or not case.suggestions:
            return AskedAndAnswered(stored, None, None, stored.document.replies)
        with self._lock:
            return AskedAndAnswered(stored, behind[0], case, self._alignments.of(stored.document, case.suggestions))

    def _past(self) -> PastCases:
        lookup = self._lookup()
        return PastCases(lookup, self._store.by_item, self._alignments.of, case_behind(self._store, lookup))

    def _precedents(
        self, case: Document, called: str, top: int, own: str | None, on: str | None, reader: Reader | None = None
    ) -> tuple[AskPrecedents, ...]:
        known = case.case
        if known is None or not known.suggestions:
            raise UnusableInput(f"没有在{called}中找到建议事项：请确认内容含有案由和建议事项。")
        queries = [query_of(ask, known.title) for ask in known.suggestions]
        _, day = settle_day(on, known)
        with self._lock:
            library = self._newest()
            wanted = preference_for(own, library, day)
            found = precedents(queries, library, self._past(), known.item_no, top, wanted, reader)
            rules = applicable(queries, library, day, top, reader=reader)
        return tuple(AskPrecedents(*one) for one in zip(known.suggestions, found, rules, strict=True))

    def _draft(self, case: Document, opinions: tuple[tuple[str, Document], ...], order: DraftOrder) -> DraftResult:
        request = DraftRequest(case, opinions, order.role, order.issuer, order.date, order.frame)
        item_no = case.case.item_no if case.case else None
        with self._lock:
            return draft_case(request, self.archive(item_no, order.issuer))

    def archive(self, item_no: str | None, issuer: str | None, hidden: tuple[str, ...] = ()) -> Archive:
        """What a letter to the item is drafted from, without the ``hidden`` documents (ids)."""
        relevance = self._relevance = self._relevance or Relevance(self._encoder)
        return open_archive(
            self._store, self._newest(), relevance, item_no, issuer, hidden, self._places, self._lookup()
        )

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
