"""Facets and filters against a count of every document."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from corpus.errors import UnusableInput
from corpus.rulebook.catalogue import Catalogue
from corpus.storage.stored import PassageRow
from index.words import open_words
from retrieval.facets import count_facets
from retrieval.filters import Filters, allowed_rows, check_filters
from retrieval.legs import candidates, vectorise
from retrieval.library import Library
from retrieval.query import analyse
from retrieval.search import Options, search
from tests.retrieval.test_boosts import rule

Make = Callable[..., Any]
MakeLibrary = Callable[..., Library]

ISSUERS = ("东海市财政局", "东海市教育局", "西山市财政局", None)
TEXTS = ("加装电梯补助资金", "加装电梯与管线迁改", "学校食堂检查", "公交线路优化")


def papers(make: Make, count: int = 240) -> Iterator[PassageRow]:
    for n in range(count):
        yield make(
            n,
            f"{TEXTS[n % 4]}第{n}件",
            kind=("reply", "opinion", "plan")[n % 3],
            issuer=ISSUERS[n % 4 if n % 5 else 3],
            date=f"{2015 + n % 7}-03-01" if n % 11 else None,
            disclosure=("主动公开", "依申请公开")[n % 2],
            class_mark=("A", "B", None)[n % 3],
        )


@pytest.fixture
def rows(make_passage: Make) -> list[PassageRow]:
    return list(papers(make_passage))


@pytest.fixture
def library(make_library: MakeLibrary, rows: list[PassageRow]) -> Library:
    return make_library(rows, vectors=False)


def value(row: PassageRow, name: str) -> str | None:
    if name == "region":
        return row.issuer[:3] if row.issuer else None
    if name == "year":
        return row.date[:4] if row.date else None
    found: str | None = row.class_mark if name == "class" else getattr(row, name)
    return found


def passes(row: PassageRow, filters: Filters, but: str = "") -> bool:
    wanted = {
        "kind": filters.kind,
        "issuer": filters.issuer,
        "year": tuple(map(str, filters.year)),
        "disclosure": filters.disclosure,
        "region": filters.region,
        "class": filters.marks,
    }
    if but != "year" and (filters.since or filters.until):
        year = int(value(row, "year") or 0)
        if not (filters.since or 1) <= year <= (filters.until or 9999):
            return False
    return all(value(row, name) in accepted for name, accepted in wanted.items() if accepted and name != but)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(kind=("reply",)),
        Filters(issuer=("东海市财政局", "西山市财政局"), year=(2016,)),
        Filters(since=2017, until=2019, disclosure=("主动公开",)),
        Filters(region=("东海市",), marks=("A",)),
        Filters(kind=("plan",), since=2021),
    ],
)
def test_counts_equal_those_of_every_document(library: Library, rows: list[PassageRow], filters: Filters) -> None:
    words = analyse("加装电梯", open_words()).words
    found = count_facets(library.snapshots, words, [np.empty(0, np.int64)], filters, {})
    assert list(found) == ["kind", "issuer", "year", "region", "disclosure", "class"]
    for name, counts in found.items():
        matching = [row for row in rows if "加装电梯" in row.text and passes(row, filters, but=name)]
        expected = Counter(v for row in matching if (v := value(row, name)))
        assert {one.value: one.documents for one in counts} == expected, name


def test_facets_are_counted_before_the_cut_and_with_all_filters_but_their_own(library: Library) -> None:
    one = search("加装电梯", library, top=3, options=Options(facets=True))
    narrowed = search("加装电梯", library, Filters(kind=("reply",)), top=3, options=Options(facets=True))
    assert len(one.hits) == len(narrowed.hits) == 3
    assert narrowed.facets["kind"] == one.facets["kind"] and sum(c.documents for c in one.facets["kind"]) == 120
    by_kind = {count.value: count.documents for count in one.facets["kind"]}
    assert sum(count.documents for count in narrowed.facets["disclosure"]) == by_kind["reply"]


def test_facets_cost_nothing_where_nobody_asks(library: Library) -> None:
    assert search("加装电梯", library).facets == {}


def test_years_come_latest_first_and_other_values_by_number(library: Library) -> None:
    facets = search("加装电梯", library, options=Options(facets=True)).facets
    years = [count.value for count in facets["year"]]
    assert years == sorted(years, reverse=True)
    numbers = [count.documents for count in facets["issuer"]]
    assert numbers == sorted(numbers, reverse=True)


def test_a_passage_with_one_common_word_of_many_is_no_match(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [make_passage(0, "托育机构补助办法"), *(make_passage(n, f"补助第{n}项") for n in range(1, 9))]
    facets = search("普惠托育机构", make_library(rows, vectors=False), options=Options(facets=True)).facets
    assert [count.documents for count in facets["kind"]] == [1]


@pytest.mark.parametrize(("marked", "share"), [(5000, 0.5), (100, 0.01), (1, 0.0001)])
def test_hits_equal_brute_force_at_any_selectivity(
    make_library: MakeLibrary, make_passage: Make, marked: int, share: float
) -> None:
    size = 10_000
    chosen = set(np.random.default_rng(7).choice(size, marked, replace=False).tolist())
    assert len(chosen) == round(size * share)
    rows = [
        make_passage(n, f"{TEXTS[n % 4]} 编号{n % 97}", kind="opinion" if n in chosen else "reply") for n in range(size)
    ]
    library = make_library(rows, vectors=False)
    filters, query = Filters(kind=("opinion",)), analyse("加装电梯 补助 编号13", open_words())
    allowed = allowed_rows(library.own, filters)
    assert allowed is not None and int(allowed.sum()) == marked
    hits = search(query.text, library, filters, top=50, options=Options(fold=False)).hits
    nothing = vectorise([query.text], library.snapshots, None, [None])
    (every,) = candidates(0, query, library.snapshots, nothing, [None], [range(size)])
    assert len(every.rows) == size
    best = sorted(
        (-float(value), library.own.keys[row])
        for row, value in zip(every.rows.tolist(), every.relevance.tolist(), strict=True)
        if allowed[row] and every.bm25[row]
    )
    assert [hit.passage for hit in hits] == [key for _, key in best[:50]]


def test_the_status_of_rules_on_a_day(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [make_passage(n, "加装电梯补助", kind="measures") for n in range(3)]
    catalogue = Catalogue((rule("d0", until="2020-12-31"), rule("d1", until=None)), ())
    library = make_library(rows, vectors=False)
    known = replace(library, rules=lambda: catalogue)
    for status, day, expected in (
        ("有效", "2021-06-01", ["d1"]),
        ("已失效", "2021-06-01", ["d0"]),
        ("有效", "2019-06-01", ["d0", "d1"]),
    ):
        hits = search("加装电梯", known, Filters(status=(status,), on=day), options=Options(fold=False)).hits
        assert sorted(hit.document for hit in hits) == expected


@pytest.mark.parametrize(
    "filters",
    [
        Filters(since=2020, until=2019),
        Filters(status=("有效",)),
        Filters(status=("还行",), on="2020-01-01"),
        Filters(status=("有效",), on="去年"),
    ],
)
def test_filters_that_can_find_nothing_are_refused(filters: Filters) -> None:
    with pytest.raises(UnusableInput):
        check_filters(filters)
