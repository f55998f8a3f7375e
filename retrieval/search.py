"""Queries in, evidence out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

import numpy as np

from index.begun import Begun
from index.encoder import Encoder
from index.snapshot import Snapshot
from retrieval.boosts import Preference, Values, document_boosts
from retrieval.evidence import Evidence, Why
from retrieval.exact import named_rows
from retrieval.facets import Facets, count_facets
from retrieval.filters import Filters, allowed_rows, check_filters, standings
from retrieval.fold import fold
from retrieval.legs import candidates, usable, vectorise
from retrieval.library import Library, Shelf
from retrieval.naming import find_named
from retrieval.places import Placed, placed
from retrieval.query import Query, analyse, as_searched
from retrieval.rank import Ranked, rank
from retrieval.result import Options, SearchResult, weak_settings
from retrieval.shared_words import shared_words
from retrieval.topical import by_themselves, heads_last, is_topic, spread, topic_boosts

__all__ = ["Options", "SearchResult", "search", "search_many"]

_NO_FILTERS = Filters()
_NO_PREFERENCE = Preference()
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
    spelt = [placed(query) if options.topical else Placed(query, (), ()) for query in queries]
    snapshots = library.snapshots
    encoder = _begun([as_searched(one.text) for one in spelt], library)
    analysed = [analyse(one.text, splitter) for one in spelt]
    standing = standings(library.catalogue, filters.on) if filters.status and filters.on else {}
    masks = [allowed_rows(snapshot, filters, standing) for snapshot in snapshots]
    boosts = [document_boosts(snapshot, preference) for snapshot in snapshots]
    incomplete = not all(s.complete and usable(s, library.encoder) is not None for s in snapshots)
    told = [find_named(query, library, masks) for query in analysed]
    vectorised = vectorise([query.text for query in analysed], snapshots, encoder, masks)
    results = []
    for at, (query, things) in enumerate(zip(analysed, told, strict=True)):
        codes = {token: splitter.code(token) for token in things.tokens}
        named = [named_rows(things, s, mask, codes) for s, mask in zip(snapshots, masks, strict=True)]
        found = candidates(at, query, snapshots, vectorised, masks, named)
        topical = options.topical and not any(named) and is_topic(query)
        added = _with_topic(boosts, library, spelt[at].places) if topical else boosts
        ranked = rank(snapshots, found, added, named, _MOST_CANDIDATES if options.facets else top + options.fold * top)
        close = by_themselves(ranked, weak_settings()[0])
        shown = spread(ranked) if topical else ranked
        results.append(
            SearchResult(
                as_searched(queries[at]),
                incomplete,
                tuple(islice(_shown(query, shown, library.store, top, options.fold, topical), top)),
                weak=bool(ranked) and not close,
                facets=_facets(query, snapshots, close, filters, standing) if options.facets else {},
                charges=things.charges,
                remarks=(*spelt[at].remarks, *things.remarks),
            )
        )
    return results


def _begun(texts: Sequence[str], library: Library) -> Encoder | None:
    """The encoder at work on the queries already, where there are vectors to compare them with."""
    wanted = any(usable(snapshot, library.encoder) is not None for snapshot in library.snapshots)
    return Begun(library.encoder, texts) if library.encoder is not None and wanted else library.encoder


def _with_topic(
    boosts: Sequence[Mapping[str, Values]], library: Library, places: Sequence[str]
) -> list[Mapping[str, Values]]:
    """The boosts of each snapshot with those of a topic."""
    beside = library.pack is not None
    own = {id(segment) for segment in library.own.segments}
    return [
        {**held, **topic_boosts(snapshot, beside and id(snapshot) in own, places)}
        for snapshot, held in zip(library.snapshots, boosts, strict=True)
    ]


def _facets(
    query: Query, snapshots: Sequence[Snapshot], close: Sequence[Ranked], filters: Filters, standing: Mapping[str, str]
) -> Facets:
    rows = [np.array([one.row for one in close if one.snapshot is snapshot], np.int64) for snapshot in snapshots]
    return count_facets(snapshots, query.words, rows, filters, standing)


def _shown(
    query: Query, ranked: Sequence[Ranked], store: Shelf, top: int, folded: bool, topical: bool
) -> Sequence[Evidence]:
    """The hits in the order shown; for a topic more are read, so that heads of papers can make room."""
    hits = list(_hits(query, ranked, store, top + topical * top, folded))
    return heads_last(hits) if topical else hits


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
    stored = [hit for hit in ranked if hit.key in rows]
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
            why=Why(words, hit.cosine, hit.bm25, hit.boosts),
        )
        for hit, words in zip(stored, shared_words(query, stored), strict=True)
        for row in (rows[hit.key],)
    )
