"""Queries in, evidence out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

import numpy as np

from index.lexical import inverse_frequency
from index.snapshot import Snapshot
from retrieval.boosts import Preference, document_boosts
from retrieval.evidence import Evidence, Why
from retrieval.exact import named_rows
from retrieval.facets import Facets, count_facets
from retrieval.filters import Filters, allowed_rows, check_filters, standings
from retrieval.fold import fold
from retrieval.legs import candidates, usable, vectorise
from retrieval.library import Library, Shelf
from retrieval.naming import find_named
from retrieval.query import Query, analyse
from retrieval.rank import Ranked, rank
from retrieval.result import Options, SearchResult, weak_settings

__all__ = ["Options", "SearchResult", "search", "search_many"]

_NO_FILTERS = Filters()
_NO_PREFERENCE = Preference()
_MOST_WORDS = 12
_MOST_CANDIDATES = 100_000


_USUAL = Options()


def search(
    query: str,
    library: Library,
    filters: Filters = _NO_FILTERS,
    top: int = 10,
    preference: Preference = _NO_PREFERENCE,
    options: Options = _USUAL,
) -> SearchResult:
    """The ``top`` passages for one query, best first.

    What the query names outright (a document or item number, a title, an article) comes first. Scores lie in 0…1
    and fall along the list; see ``fuse.toml`` for their meaning.

    Raises:
        UnusableInput: a query without anything to look for, or a filter value that does not exist.
    """
    return search_many([query], library, filters, top, preference, options)[0]


def search_many(
    queries: Sequence[str],
    library: Library,
    filters: Filters = _NO_FILTERS,
    top: int = 10,
    preference: Preference = _NO_PREFERENCE,
    options: Options = _USUAL,
) -> list[SearchResult]:
    """As :func:`search` for several queries, which are encoded in one call."""
    check_filters(filters)
    library = replace(library, rules=cache(library.rules))  # asked for at most once a search
    splitter = library.words()
    analysed = [analyse(query, splitter) for query in queries]
    snapshots = library.snapshots
    standing = standings(library.catalogue, filters.on) if filters.status and filters.on else {}
    masks = [allowed_rows(snapshot, filters, standing) for snapshot in snapshots]
    vectorised = vectorise([query.text for query in analysed], snapshots, library.encoder, masks)
    boosts = [document_boosts(snapshot, preference) for snapshot in snapshots]
    incomplete = not all(s.complete and usable(s, library.encoder) is not None for s in snapshots)
    results = []
    for at, query in enumerate(analysed):
        things = find_named(query, library, masks)
        codes = {token: splitter.code(token) for token in things.tokens}
        named = [named_rows(things, s, mask, codes) for s, mask in zip(snapshots, masks, strict=True)]
        found = candidates(at, query, snapshots, vectorised, masks, named)
        ranked = rank(snapshots, found, boosts, named, _MOST_CANDIDATES if options.facets else top + options.fold * top)
        close = [one for one in ranked if one.score >= weak_settings()[0]]
        results.append(
            SearchResult(
                query.text,
                incomplete,
                tuple(islice(_hits(query, ranked, library.store, top, options.fold), top)),
                weak=bool(ranked) and not close,
                facets=_facets(query, snapshots, close, filters, standing) if options.facets else {},
                charges=things.charges,
                remarks=things.remarks,
            )
        )
    return results


def _facets(
    query: Query, snapshots: Sequence[Snapshot], close: Sequence[Ranked], filters: Filters, standing: Mapping[str, str]
) -> Facets:
    rows = [np.array([one.row for one in close if one.snapshot is snapshot], np.int64) for snapshot in snapshots]
    return count_facets(snapshots, query.words, rows, filters, standing)


def _hits(query: Query, ranked: Sequence[Ranked], store: Shelf, top: int, folded: bool) -> Iterator[Evidence]:
    """At least ``top`` hits, if there are as many; what is folded makes room for what comes next."""
    hits: list[Evidence] = []
    for start in range(0, len(ranked), top):
        hits += _evidence(query, ranked[start : start + top], store)
        if folded:
            hits = fold(hits)
        if len(hits) >= top:
            break
    yield from hits


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
