"""Looking up what a query names: articles, titles, document and decree numbers, items."""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from corpus.grammar.articles import article_anchor, article_number
from corpus.references import find_references, title_key
from index.snapshot import Snapshot
from retrieval.exact import Named, Reason, reason
from retrieval.library import Library, Shelf
from retrieval.name_forms import item_spellings, narrow, typed_article, typed_items, typed_number, typed_order
from retrieval.query import Query
from retrieval.titles import NOTHING_TOLD, bearing, in_texts, may_be_title
from retrieval.topics import charges

Mask = NDArray[np.bool_]

_NUMBERS = ("doc_number", "order", "standard")
_NAMES = (*_NUMBERS, "item_no", "title")
_OF_ITEM = ("reply", "opinion")
_ITSELF = ("proposal", "page")


def find_named(query: Query, library: Library, masks: Sequence[Mask | None]) -> Named:
    """Look up the articles, titles, numbers and items of a query; of two reasons for one thing the first place stays.

    ``masks`` say what may be found in each snapshot of the library.
    """
    numbers, items = _numbers(query), _items(query)
    documents, passages, remarks = _titled(query, library, masks)
    for key in _articles(query, library):
        _keep(passages, key, "article")
    for number in numbers:
        for id in _by_number(number, library):
            _keep(documents, id, "number")
    for item in items:
        for id, name in _of_item(item, library):
            _keep(documents, id, name)
    tokens = (*numbers, *items) if _is_bare(query) else ()
    led = charges(query.text, library, masks)
    for charge in led:
        _keep(passages, charge.passage, "duty")
    return Named(documents, passages, tokens, tuple(remarks), led)


def _titled(
    query: Query, library: Library, masks: Sequence[Mask | None]
) -> tuple[dict[str, Reason], dict[str, Reason], list[str]]:
    """Documents that bear a title of the query, passages that quote it, and what to remark."""
    documents: dict[str, Reason] = {}
    passages: dict[str, Reason] = {}
    remarks: list[str] = []
    marked = "《" in query.text
    for title, whole in _titles(query):
        found = bearing(title, library, marked)
        for id in found:
            _keep(documents, id, "whole_title" if whole else "title")
        told = in_texts(title, marked, bool(found), library, masks) if may_be_title(title, marked) else NOTHING_TOLD
        remarks += told.remarks
        if not whole:
            continue  # a question about it: what quotes the title need not answer it, and relevance tells what does
        for key in told.quoting:
            _keep(passages, key, "mention")
        for id in told.documents:
            _keep(documents, id, "close_title")
    return documents, passages, remarks


def _keep(found: dict[str, Reason], key: str, name: str) -> None:
    if key not in found or reason(name).place < found[key].place:
        found[key] = reason(name)


def _is_bare(query: Query) -> bool:
    """Whether a query is a number or title and nothing else, so that what mentions it is wanted too."""
    text = narrow(query.text)
    left = len(title_key(text))
    spans = [(r.start, r.end) for r in find_references(text) if r.kind in _NAMES]
    covered = sum(len(title_key(text[start:end])) for start, end in spans)
    typed = typed_number(text) or typed_order(text) or typed_items(text)
    return bool(typed) or left - covered <= len("的提案建议号")


def _numbers(query: Query) -> tuple[str, ...]:
    """Numbers of documents, decrees and standards in the query, and the one that it may be as a whole."""
    found = [r.value for r in find_references(narrow(query.text)) if r.kind in _NUMBERS]
    typed = (typed_number(query.text), typed_order(query.text)) if query.names.whole else ()
    return tuple(dict.fromkeys([*query.names.numbers, *found, *(one for one in typed if one)]))


def _items(query: Query) -> tuple[str, ...]:
    typed = typed_items(query.text) if query.names.whole else ()
    spelt = [one for number in query.names.items for one in item_spellings(number)]
    return tuple(dict.fromkeys([*spelt, *typed]))


def _by_number(number: str, library: Library) -> list[str]:
    found = library.store.find(number)
    rules = (rule.document for rule in library.catalogue.find(number) if rule.document is not None)
    return list(dict.fromkeys([*([found.id] if found else []), *rules]))


def _titles(query: Query) -> Iterator[tuple[str, bool]]:
    """The titles that a query names, each once, and whether the query is that title and nothing else."""
    names = query.names
    whole = title_key(names.whole) if names.whole else ""
    if names.whole and whole not in map(title_key, names.titles):
        yield names.whole, True
    yield from ((title, title_key(title) == whole) for title in names.titles)


def _of_item(item: str, library: Library) -> Iterator[tuple[str, str]]:
    """The documents of an item with the reason: the item itself, what was written on it, what mentions it."""
    kinds = {id: kind for snapshot in library.snapshots for id, kind in _kinds(snapshot, library.store.by_item(item))}
    for at, id in enumerate(library.store.by_item(item)):
        kind = kinds.get(id, "")
        itself = at == 0 and kind in _ITSELF
        yield id, "item" if itself else "handled" if kind in _OF_ITEM else "mention"


def _kinds(snapshot: Snapshot, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    category = snapshot.categories["kind"]
    for id in ids:
        if id in snapshot.documents:
            code = int(category.codes[snapshot.documents.index(id)])
            yield id, category.values[code] if code >= 0 else ""


def _articles(query: Query, library: Library) -> Iterator[str]:
    """Keys of the passages that begin the articles named."""
    typed = typed_article(query.text) if query.names.whole and not query.names.articles else None
    for title, place in (*query.names.articles, *([typed] if typed else [])):
        anchor = article_number(place)
        keys = (_article(id, anchor, library.store) for id in bearing(title, library)) if anchor else ()
        yield from islice((key for key in keys if key is not None), 1)


def _article(id: str, anchor: str, store: Shelf) -> str | None:
    """The passage that begins an article; the text tells for papers whose articles the store does not number."""
    passage = store.article(id, anchor)
    if passage is None:
        passage = next((p for p in store.document_passages(id) if article_anchor(p.text) == anchor), None)
    return passage.key if passage else None
