"""Documents and passages that a query names outright: these come first."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from corpus.articles import article_number
from index.snapshot import Snapshot
from retrieval.library import Shelf
from retrieval.query import Names


@dataclass(frozen=True, slots=True)
class Named:
    """Why each document (by id) or passage (by key) is put first, in words for the reader."""

    documents: Mapping[str, str] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)


def find_named(names: Names, store: Shelf) -> Named:
    """Look up document numbers, item numbers, titles and articles; the first reason given for a thing stays."""
    documents: dict[str, str] = {}
    passages: dict[str, str] = {}
    for title, place in names.articles:
        law, anchor = store.law(title), article_number(place)
        passage = store.article(law.id, anchor) if law and anchor else None
        if passage is not None:
            passages.setdefault(passage.key, "条文相符")
    for number in names.numbers:
        if found := store.find(number):
            documents.setdefault(found.id, "文号相符")
    for item in names.items:
        for id in store.by_item(item):
            documents.setdefault(id, "案号相符")
    for title in (*names.titles, *([names.whole] if names.whole else ())):
        if found := store.find(title):
            documents.setdefault(found.id, "标题相符")
    return Named(documents, passages)


def named_rows(named: Named, snapshot: Snapshot, allowed: NDArray[np.bool_] | None) -> dict[int, str]:
    """The rows of a snapshot that are named, or whose document is, with the reason; of those ``allowed`` marks."""
    reasons: dict[int, str] = {}
    if named.documents:
        for at, id in enumerate(snapshot.documents):
            if id in named.documents:
                rows = np.flatnonzero(snapshot.row_document == at)
                reasons |= dict.fromkeys(rows.tolist(), named.documents[id])
    if named.passages:
        reasons |= {row: named.passages[key] for row, key in enumerate(snapshot.keys) if key in named.passages}
    return reasons if allowed is None else {row: reason for row, reason in reasons.items() if allowed[row]}
