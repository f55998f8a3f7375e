"""Rows into columns and term counts, taking over what an older snapshot already counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.progress import Progress
from index.facts import fact
from index.lexical import Triples, build_postings, count_terms, kept_triples
from index.publish import Collected, Columns
from index.row import DIGEST_BYTES, Row, headings, lexical_settings, row_digest
from index.snapshot import CATEGORIES, Category, Snapshot
from index.words import Codes, Words, bigram_codes

STEP = "建立词语索引"
_REPORT_EVERY = 500
_TITLES = 4096


@dataclass(frozen=True, slots=True)
class Averages:
    """The lengths of a passage, in words and in bigrams, that count as usual."""

    words: float | None = None
    bigrams: float | None = None


OWN_AVERAGES = Averages()
"""Those of the rows themselves."""


def collect(
    rows: Sequence[Row],
    splitter: Callable[[], Words],
    old: Sequence[Snapshot],
    progress: Progress,
    averages: Averages = OWN_AVERAGES,
) -> Collected:
    """Columns and postings of ``rows``; what stands in ``old`` snapshots is taken over, and ``splitter`` asked for
    only when there is a new text to split."""
    digests = [row_digest(row) for row in rows]
    old = [one for one in old if one.manifest.words == lexical_settings().version]
    new_rows, fresh = _taken_over(digests, old)
    words, bigrams = _count(rows, fresh, splitter(), progress) if fresh else ([], [])
    for one, new_row in zip(old, new_rows, strict=True):
        words.append(kept_triples(one.words, new_row))
        bigrams.append(kept_triples(one.bigrams, new_row))
    parameters, size = lexical_settings().parameters, len(rows)
    return Collected(
        _columns(rows, digests),
        build_postings(words, size, parameters, averages.words),
        build_postings(bigrams, size, parameters, averages.bigrams),
    )


def averages_of(snapshot: Snapshot) -> Averages:
    """The average lengths in a snapshot: those that a fresh one beside it goes by, so that scores compare."""
    if not snapshot.size:
        return OWN_AVERAGES
    return Averages(float(snapshot.words.lengths.mean()), float(snapshot.bigrams.lengths.mean()))


def _taken_over(digests: Sequence[bytes], old: Sequence[Snapshot]) -> tuple[list[NDArray[np.int64]], list[int]]:
    """For each row of each old snapshot its new number (-1: gone), and the new rows that no old one can stand for."""
    new_rows = [np.full(one.size, -1, np.int64) for one in old]
    waiting: dict[bytes, list[tuple[int, int]]] = {}
    for which, one in enumerate(old):
        for number, digest in enumerate(map(bytes, one.digests)):
            waiting.setdefault(digest, []).append((which, number))
    fresh = []
    for number, digest in enumerate(digests):
        if same := waiting.get(digest):
            which, place = same.pop()
            new_rows[which][place] = number
        else:
            fresh.append(number)
    return new_rows, fresh


def _count(
    rows: Sequence[Row], fresh: Sequence[int], splitter: Words, progress: Progress
) -> tuple[list[Triples], list[Triples]]:
    words = _Counter(splitter.codes)
    bigrams = _Counter(bigram_codes)
    for done, number in enumerate(fresh):
        if done % _REPORT_EVERY == 0:
            progress(STEP, done, len(fresh))
        words.add(number, rows[number])
        bigrams.add(number, rows[number])
    progress(STEP, len(fresh), len(fresh))
    return [words.triples()], [bigrams.triples()]


class _Counter:
    """Counts the terms of rows, one after another; titles and headings come again and are split once."""

    def __init__(self, split: Callable[[str], Codes]) -> None:
        self._split = split
        self._again = lru_cache(_TITLES)(split)
        self._numbers: list[int] = []
        self._codes: list[Codes] = []
        self._counts: list[NDArray[np.float32]] = []

    def add(self, number: int, row: Row) -> None:
        weights = lexical_settings()
        fields = [(self._split(row.text), weights.text)]
        if row.title:
            fields.append((self._again(row.title), weights.title))
        fields.extend((self._again(heading), weights.heading) for heading in headings(row))
        codes, counts = count_terms(fields)
        self._numbers.append(number)
        self._codes.append(codes)
        self._counts.append(counts)

    def triples(self) -> Triples:
        rows = np.repeat(np.array(self._numbers, np.int32), [len(codes) for codes in self._codes])
        return Triples(np.concatenate(self._codes), rows, np.concatenate(self._counts))


def _columns(rows: Sequence[Row], digests: Sequence[bytes]) -> Columns:
    numbers: dict[str, int] = {}
    first: list[Row] = []
    row_document = np.empty(len(rows), np.int32)
    for at, row in enumerate(rows):
        known = numbers.setdefault(row.document, len(first))
        if known == len(first):
            first.append(row)
        row_document[at] = known
    joined = np.frombuffer(b"".join(digests), np.uint8).reshape(-1, DIGEST_BYTES)
    categories = {name: _category([fact(row, name) for row in first]) for name in CATEGORIES}
    return Columns(tuple(row.key for row in rows), tuple(numbers), row_document, joined, categories)


def _category(facts: Sequence[str | None]) -> Category:
    values = sorted({fact for fact in facts if fact})
    number = {value: at for at, value in enumerate(values)}
    codes = np.array([number.get(fact, -1) if fact else -1 for fact in facts], np.int32)
    return Category(tuple(values), codes)
