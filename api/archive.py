"""The stored documents as drafting asks for them, over a store and a library."""

from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache, partial

from corpus.commitments.ledger import Wanted, listed
from corpus.commitments.stored import StoredCommitment
from corpus.document import Document
from corpus.errors import NotFound
from corpus.grammar.articles import article_number
from corpus.rulebook.catalogue import Catalogue
from corpus.rulebook.rules import article
from corpus.storage.letters import letters_of
from corpus.storage.store import Store
from corpus.storage.stored import PassageRow, StoredPassage
from drafting.archive import DEPTH, Archive, mixed
from drafting.jurisdiction_register import Jurisdictions, jurisdictions
from drafting.materials import Stands, stands_by_itself
from drafting.relevance import Relevance
from retrieval.alike import alike
from retrieval.boosts import Preference
from retrieval.evidence import Evidence
from retrieval.filters import Filters, standings
from retrieval.library import Library
from retrieval.search import Options, search_many

_DOCUMENTS_KEPT = 256
_ARTICLES_KEPT = 512
# Copies of a text are no harm to a letter, which says nothing twice; to fold them costs time.
_UNFOLDED = Options(fold=False, topical=False)


def open_archive(
    store: Store,
    library: Library,
    relevance: Relevance,
    item_no: str | None,
    issuer: str | None,
    hidden: tuple[str, ...] = (),
    places: Jurisdictions | None = None,
    lookup: Callable[[str], Document] | None = None,
) -> Archive:
    """The archive for one case: the case's own proposal, where it is stored, is no evidence for itself; ``hidden``
    names documents that are not to be seen besides, ``places`` the ways of the places (those built in unless given),
    ``lookup`` documents by id where some have been read already."""
    lookup = lookup or lookup_in(store)
    own = tuple(id for id in store.by_item(item_no) if _is_case(lookup(id), item_no)) if item_no else ()
    filters, preference = Filters(exclude=tuple(dict.fromkeys((*own, *hidden)))), Preference(issuer=issuer)

    def find(queries: Sequence[str]) -> list[tuple[Evidence, ...]]:
        return [mixed(found.hits) for found in search_many(queries, library, filters, DEPTH, preference, _UNFOLDED)]

    @lru_cache(_ARTICLES_KEPT)
    def cited(title: str, number: str) -> StoredPassage | None:
        return _article(store, library.catalogue, title, number)

    def by_item(number: str) -> list[str]:
        return [id for id in store.by_item(number) if id not in hidden]

    def taken_from(sentences: Sequence[str], exclude: Collection[str]) -> list[PassageRow]:
        return alike(sentences, library, exclude=(*hidden, *exclude))

    def letters(unit: str) -> list[str]:
        return [id for id in letters_of(store, unit) if id not in hidden]

    def promises(unit: str) -> list[StoredCommitment]:
        open_ones = listed(store, Wanted(issuer=unit, open_only=True))
        return [one for one in open_ones if one.document not in hidden]

    known, ways = library.catalogue, places or jurisdictions()
    stands = standing_in(known)
    return Archive(find, lookup, by_item, relevance, cited, stands, known, taken_from, ways, letters, promises)


def _article(store: Store, catalogue: Catalogue, title: str, number: str) -> StoredPassage | None:
    """As :func:`article`; of a law that the catalogue knows nothing but the article is read."""
    known = next((rule.document for rule in catalogue.find(title) if rule.document and rule.stage is None), None)
    anchor = article_number(number)
    if known is None or anchor is None:
        return article(store, title, number)
    return store.article(known, anchor) or article(store, title, number)


def lookup_in(store: Store) -> Callable[[str], Document]:
    """Documents by id, each read once; raises :class:`NotFound` where one went away meanwhile."""

    @lru_cache(_DOCUMENTS_KEPT)
    def lookup(id: str) -> Document:
        stored = store.document(id)
        if stored is None:
            raise NotFound(f"资料 {id} 刚刚被替换或删除，请再试一次。")
        return stored.document

    return lookup


def kept_lookup(store: Store) -> Callable[[], Callable[[str], Document]]:
    """:func:`lookup_in` for many letters: begun anew only after something was stored."""
    kept: list[tuple[int, Callable[[str], Document]]] = []

    def lookup() -> Callable[[str], Document]:
        revision = store.revision()
        if not kept or kept[0][0] != revision:
            kept[:] = [(revision, lookup_in(store))]
        return kept[0][1]

    return lookup


def standing_in(catalogue: Catalogue) -> Stands:
    """Whether a rule applies on a day: what the catalogue knows of it, else what its own text tells."""
    on_day = cache(partial(standings, catalogue))

    def stands(id: str, document: Document, on: str) -> bool:
        told = on_day(on).get(id, "未知")
        return stands_by_itself(id, document, on) if told == "未知" else told == "有效"

    return stands


def case_behind(
    store: Store, lookup: Callable[[str], Document]
) -> Callable[[str, Document], tuple[str, Document] | None]:
    """Gives the case a reply was written to: itself, or the stored proposal whose number it names first."""

    @lru_cache(_DOCUMENTS_KEPT)
    def proposal(item_no: str) -> tuple[str, Document] | None:
        for id in store.by_item(item_no):
            case = lookup(id).case
            if case is not None and case.item_no == item_no:
                return id, lookup(id)
        return None

    def behind(id: str, document: Document) -> tuple[str, Document] | None:
        if document.case is not None:
            return id, document
        named = (reference.value for reference in document.references if reference.kind == "item_no")
        return next((case for item_no in named if (case := proposal(item_no)) is not None), None)

    return behind


def _is_case(document: Document, item_no: str | None) -> bool:
    return document.kind == "proposal" and document.case is not None and document.case.item_no == item_no
