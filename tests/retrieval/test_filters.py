"""Filters hold before anything is ranked."""

from collections.abc import Callable
from typing import Any

import pytest

from corpus.errors import UnusableInput
from retrieval.filters import Filters, Reader, allowed_rows, check_filters
from retrieval.library import Library

Make = Callable[..., Any]


@pytest.fixture
def library(make_library: Callable[..., Library], make_passage: Make) -> Library:
    return make_library(
        [
            make_passage(0, "电梯一", issuer="东海市财政局", date="2019-05-01", region="东海市"),
            make_passage(1, "电梯二", issuer="东海市教育局", date="2020", kind="opinion", disclosure="不予公开"),
            make_passage(2, "电梯三", issuer=None, date=None, disclosure=None, document="d0"),
            make_passage(3, "电梯四", issuer="东海市财政局", date="2020-01", kind="notice"),
        ]
    )


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        (Filters(kind=("opinion",)), [1]),
        (Filters(kind=("opinion", "notice")), [1, 3]),
        (Filters(issuer=("东海市财政局",)), [0, 2, 3]),
        (Filters(issuer=("财政局",)), []),
        (Filters(year=(2020,)), [1, 3]),
        (Filters(disclosure=("不予公开",)), [1]),
        (Filters(region=("东海市",)), [0, 1, 2, 3]),
        (Filters(exclude=("d0", "none")), [1, 3]),
        (Filters(issuer=("东海市 财政局",), year=(2020,)), [3]),
    ],
)
def test_rows_that_pass(library: Library, filters: Filters, rows: list[int]) -> None:
    allowed = allowed_rows(library.own, filters)
    assert allowed is not None
    assert [row for row in range(4) if allowed[row]] == rows


def test_no_filter_lets_all_pass(library: Library) -> None:
    assert allowed_rows(library.own, Filters()) is None


@pytest.mark.parametrize("filters", [Filters(kind=("letter",)), Filters(disclosure=("公开",))])
def test_a_value_that_does_not_exist_is_refused(filters: Filters) -> None:
    with pytest.raises(UnusableInput, match="无法识别"):
        check_filters(filters)


def test_a_reader_finds_protected_papers_of_the_own_office_only(
    make_library: Callable[..., Library], make_passage: Make
) -> None:
    protected = make_library(
        [
            make_passage(0, "一", issuer="东海市财政局", disclosure="主动公开"),
            make_passage(1, "二", issuer="东海市财政局", disclosure="不予公开", document="d1"),
            make_passage(2, "三", issuer="东海市教育局", disclosure="内部", document="d2"),
            make_passage(3, "四", issuer=None, disclosure="内部", document="d3"),
            make_passage(4, "五", issuer=None, disclosure=None, document="d4"),
            make_passage(5, "六", issuer="东海市教育局、东海市财政局", disclosure="不予公开", document="d5"),
        ]
    )
    for reader, rows in (
        (Reader("东海市教育局"), [0, 2, 4, 5]),
        (Reader("市教育局"), [0, 2, 4, 5]),
        (Reader("西山市教育局"), [0, 4]),
        (Reader("西山市教育局", entitled=True), None),
        (None, None),
    ):
        allowed = allowed_rows(protected.own, Filters(reader=reader))
        assert (None if allowed is None else [row for row in range(6) if allowed[row]]) == rows


@pytest.mark.parametrize(
    ("disclosure", "issuer", "seen"),
    [("主动公开", None, True), (None, None, True), ("内部", None, False), ("不予公开", "东海市教育局", True), ("内部", "东海市财政局", False)],
)  # fmt: skip
def test_what_a_reader_may_know_of(disclosure: str | None, issuer: str | None, seen: bool) -> None:
    assert Reader("东海市教育局").sees(disclosure, issuer) is seen
