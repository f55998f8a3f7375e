"""Queries in, evidence out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.lexical import inverse_frequency
from retrieval.boosts import Preference, document_boosts
from retrieval.evidence import Evidence, Why
from retrieval.exact import find_named, named_rows
from retrieval.filters import Filters, allowed_rows, check_filters
from retrieval.legs import candidates, usable, vectorise
from retrieval.library import Library, Shelf
from retrieval.query import Query, analyse
from retrieval.rank import Ranked, rank

_NO_FILTERS = Filters()
_NO_PREFERENCE = Preference()
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``incomplete`` says that vectors were missing, so that hits by meaning alone may be."""

    query: str
    incomplete: bool
    hits: tuple[Evidence, ...]


def search(
    query: str,
    library: Library,
    filters: Filters = _NO_FILTERS,
    top: int = 10,
    preference: Preference = _NO_PREFERENCE,
) -> SearchResult:
    """The ``top`` passages for one query, best first.

    What the query names outright (a document or item number, a title, an article) comes first. Scores lie in 0…1
    and fall along the list; see ``fuse.toml`` for their meaning.

    Raises:
        UnusableInput: a query without anything to look for, or a filter value that does not exist.
    """
    return search_many([query], library, filters, top, preference)[0]


def search_many(
    queries: Sequence[str],
    library: Library,
    filters: Filters = _NO_FILTERS,
    top: int = 10,
    preference: Preference = _NO_PREFERENCE,
) -> list[SearchResult]:
    """As :func:`search` for several queries, which are encoded in one call."""
    check_filters(filters)
    splitter = library.words()
    analysed = [analyse(query, splitter) for query in queries]
    snapshots = library.snapshots
    masks = [allowed_rows(snapshot, filters) for snapshot in snapshots]
    vectorised = vectorise([query.text for query in analysed], snapshots, library.encoder, masks)
    boosts = [document_boosts(snapshot, preference) for snapshot in snapshots]
    incomplete = not all(s.complete and usable(s, library.encoder) is not None for s in snapshots)
    results = []
    for at, query in enumerate(analysed):
        things = find_named(query.names, library.store)
        named = [named_rows(things, s, mask) for s, mask in zip(snapshots, masks, strict=True)]
        found = candidates(at, query, snapshots, vectorised, masks, named)
        ranked = rank(snapshots, found, boosts, named, top)
        results.append(SearchResult(query.text, incomplete, _evidence(query, ranked, library.store)))
    return results


def _evidence(query: Query, ranked: Sequence[Ranked], store: Shelf) -> tuple[Evidence, ...]:
    """The hits with their texts; a passage that the store no longer has is left out."""
    rows = {row.key: row for row in store.passage_rows([hit.key for hit in ranked])}
    return tuple(
        Evidence(
            passage=row.key,
            document=row.document,
            title=row.title,
            kind=row.kind,
            issuer=row.issuer,
            date=row.date,
            disclosure=row.disclosure,
            heading=row.heading,
            text=row.text,
            start=row.start,
            end=row.end,
            score=hit.score,
            why=Why(_shared_words(query, hit), hit.cosine, hit.bm25, hit.boosts),
        )
        for hit in ranked
        if (row := rows.get(hit.key))
    )


def _shared_words(query: Query, hit: Ranked) -> tuple[str, ...]:
    """The query's words that stand in the passage, its title or headings, the rarest first.

    Single characters are named only where nothing longer is shared, and nothing that is part of a word already named.
    """
    codes, words = query.words.codes, hit.snapshot.words
    held = np.flatnonzero(words.holds(codes, hit.row))
    rarity = inverse_frequency(words.frequencies(codes[held]), words.size) * query.words.counts[held]
    order = held[np.argsort(-rarity, kind="stable")]
    shown = list(dict.fromkeys(query.shown[at] for at in order))
    longer = [word for word in shown if len(word) > 1] or shown
    whole = [word for word in longer if not any(word != other and word in other for other in longer)]
    return tuple(whole[:_MOST_WORDS])
