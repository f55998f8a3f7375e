"""The words told to the reader are those that the passage holds, the rarest first."""

from collections.abc import Callable
from typing import Any

import numpy as np

from index.lexical import inverse_frequency
from retrieval.library import Library
from retrieval.query import analyse
from retrieval.rank import Ranked
from retrieval.shared_words import shared_words

Make = Callable[..., Any]
MakeLibrary = Callable[..., Library]

TEXTS = (
    "既有住宅加装电梯补助办法",
    "公交线路优化调整和公交站点",
    "电梯维护保养记录，电梯使用单位",
    "市财政局补助资金管理，补助标准",
    "一类疫苗",
)


def by_rows(query: Any, hit: Ranked) -> set[str]:
    """One row after another, as the postings tell it."""
    held = np.flatnonzero(hit.snapshot.words.holds(query.words.codes, hit.row))
    return {query.shown[at] for at in held}


def test_they_are_those_that_the_postings_tell(make_library: MakeLibrary, make_passage: Make) -> None:
    own, pack = (
        [make_passage(n, TEXTS[n % 5]) for n in range(20)],
        [make_passage(n, TEXTS[n % 4]) for n in range(90, 99)],
    )
    library = make_library(own, pack=pack)
    hits = [Ranked(s, row, 0.5, None, None, {}) for row in (3, 0, 7, 4) for s in library.snapshots]
    for text in ("加装电梯补助办法由市财政局管理", "公交线路的电梯", "无人提及之事"):
        query = analyse(text, library.words())
        told = shared_words(query, hits)
        assert len(told) == len(hits)
        for words, hit in zip(told, hits, strict=True):
            expected = by_rows(query, hit)
            longer = {word for word in expected if len(word) > 1} or expected
            assert set(words) == {w for w in longer if not any(w != other and w in other for other in longer)}


def test_the_rarest_come_first_and_no_more_than_a_dozen(make_library: MakeLibrary, make_passage: Make) -> None:
    common = [make_passage(n, f"补助 {TEXTS[n % 3]}") for n in range(10)]
    rare = make_passage(50, "补助 疫苗接种 " + "、".join(f"第{n}类用语{chr(0x6C34 + n)}库" for n in range(20)))
    library = make_library([*common, rare])
    query = analyse(rare.text, library.words())
    row = library.own.keys.index("d50#50")
    (words,) = shared_words(query, [Ranked(library.own, row, 0.5, None, None, {})])
    assert len(words) == 12 and "补助" not in words
    frequencies = library.own.words.frequencies(query.words.codes)
    weights = inverse_frequency(frequencies, library.own.words.size) * query.words.counts
    by_word = {word: float(weight) for word, weight in zip(query.shown, weights, strict=True)}
    assert [by_word[word] for word in words] == sorted((by_word[word] for word in words), reverse=True)


def test_no_hits_no_words(make_library: MakeLibrary, make_passage: Make) -> None:
    query = analyse("电梯", make_library([make_passage(0, "电梯")]).words())
    assert shared_words(query, []) == []
