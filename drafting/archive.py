"""What drafting asks of a library: evidence for asks, documents by id, items by number, relevance, repealed rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from functools import cache

from corpus.document import Document
from corpus.errors import NotFound
from corpus.rules import article
from corpus.store import Store
from corpus.stored import StoredPassage
from drafting.citations import Article
from drafting.relevance import Relevance
from retrieval.boosts import Preference
from retrieval.evidence import Evidence
from retrieval.library import Library
from retrieval.search import search_many

# Finds evidence for each query: per query the hits, best first, scores in 0…1.
Finder = Callable[[Sequence[str]], Sequence[Sequence[Evidence]]]
# Gives a stored document by its id.
Lookup = Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class Archive:
    """The stored documents as drafting sees them. ``by_item`` gives ids of the documents that name an item number;
    ``article`` gives the stored article of a law; ``repealed`` holds normal document numbers and title keys that some
    stored document repeals."""

    find: Finder
    lookup: Lookup
    by_item: Callable[[str], Sequence[str]]
    relevance: Relevance
    article: Article
    repealed: frozenset[str] = frozenset()


# Passages looked at for each ask: enough for every kind of support to be among them, few enough to read in time.
# Laws are many and general: only the first few of them may take places.
_DEPTH = 60
_MOST_LAWS = 4
_MOST_OTHERS = 36


def _mixed(hits: Sequence[Evidence]) -> tuple[Evidence, ...]:
    laws = {e.passage for e in [e for e in hits if e.kind == "law"][:_MOST_LAWS]}
    others = {e.passage for e in [e for e in hits if e.kind != "law"][:_MOST_OTHERS]}
    return tuple(e for e in hits if e.passage in laws or e.passage in others)


def open_archive(store: Store, library: Library, preference: Preference, repealed: frozenset[str]) -> Archive:
    """The archive of one workspace. ``preference`` names for whom the letter is written."""

    def find(queries: Sequence[str]) -> Sequence[Sequence[Evidence]]:
        results = search_many(queries, library, top=_DEPTH, preference=preference)
        return [_mixed(result.hits) for result in results]

    def lookup(key: str) -> Document:
        stored = store.document(key)
        if stored is None:
            raise NotFound(f"工作区中没有文件 {key}：它可能刚被删除，请再试一次。")
        return stored.document

    def cited(title: str, number: str) -> StoredPassage | None:
        return article(store, title, number)

    return Archive(find, cache(lookup), store.by_item, Relevance(library.encoder), cited, repealed)
