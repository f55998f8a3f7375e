"""Passages whose text holds what a query names: a number as one token, or a title letter for letter.

Numbers are tokens of the index. Titles are not: their rarest pairs of characters lead to the rows that may hold one,
and the text itself decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.grammar.quoted_titles import quoted_titles
from corpus.references import title_key
from index.snapshot import Snapshot
from index.words import bigram_codes
from retrieval.library import Shelf

Rows = NDArray[np.int64]

_PAIRS = 12
# A pair that spans a quotation mark of the text is none there; this part of the rarest pairs may be missing.
_MISSING = 0.4
_ROWS_READ = 64


@dataclass(frozen=True, slots=True)
class Holder:
    """A row that may hold a title, with what the store has of it."""

    row: int
    key: str
    document: str
    title: str
    text: str


def rows_with(snapshot: Snapshot, codes: Iterable[int]) -> Rows:
    """The rows that hold any of these words (codes of :class:`index.words.Words`)."""
    postings = snapshot.words
    places = postings.places(np.fromiter(codes, np.uint64))
    found = [postings.rows[postings.starts[at] : postings.starts[at + 1]] for at in places.tolist() if at >= 0]
    return np.unique(np.concatenate(found)).astype(np.int64) if found else np.empty(0, np.int64)


def likely_rows(snapshot: Snapshot, title: str, allowed: NDArray[np.bool_] | None, missing: float = _MISSING) -> Rows:
    """The rows that share most of the rarest pairs of ``title``, those with the most first.

    ``missing`` is the part of these pairs that a row may lack; pairs that no row holds do not count.
    """
    postings = snapshot.bigrams
    codes = np.unique(bigram_codes(title))
    frequencies = postings.frequencies(codes)
    known = codes[frequencies > 0]
    rare = known[np.argsort(frequencies[frequencies > 0], kind="stable")[:_PAIRS]]
    if not len(rare):
        return np.empty(0, np.int64)
    spans = [postings.rows[postings.starts[at] : postings.starts[at + 1]] for at in postings.places(rare).tolist()]
    rows, counts = np.unique(np.concatenate(spans), return_counts=True)
    enough = counts >= max(min(2, len(rare)), (1 - missing) * len(rare))
    if allowed is not None:
        enough &= allowed[rows]
    rows, counts = rows[enough], counts[enough]
    order = np.argsort(-counts, kind="stable")
    return rows[order].astype(np.int64)


def holders(snapshot: Snapshot, rows: Rows, store: Shelf) -> list[Holder]:
    """The first of ``rows`` with their texts and titles."""
    few = rows[:_ROWS_READ].tolist()
    keys = [snapshot.keys[row] for row in few]
    told = {row.key: row for row in store.passage_rows(keys)}
    return [
        Holder(row, key, told[key].document, told[key].title or "", told[key].text)
        for row, key in zip(few, keys, strict=True)
        if key in told
    ]


def one_a_document(snapshot: Snapshot, rows: Rows) -> Rows:
    """The first of ``rows`` in each document, in their order."""
    _, first = np.unique(snapshot.row_document[rows], return_index=True)
    return rows[np.sort(first)]


def quoting(held: Sequence[Holder], title: str, in_marks: bool) -> list[Holder]:
    """Those whose text holds ``title``, whatever its width, blanks and punctuation; ``in_marks`` only as 《title》."""
    key = title_key(title)
    found = [one for one in held if key and key in title_key(one.text)]
    if not in_marks:
        return found
    return [one for one in found if any(title_key(quoted.value) == key for quoted in quoted_titles(one.text))]
