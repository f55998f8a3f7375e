"""Preferences are small, bounded and told."""

from collections.abc import Callable
from typing import Any

import numpy as np

from corpus.rulebook.catalogue import Rule
from retrieval.boosts import Preference, document_boosts
from retrieval.library import Library
from retrieval.search import Options, search

Make = Callable[..., Any]
MakeLibrary = Callable[..., Library]

MOST = 1.2


def rule(document: str, until: str | None) -> Rule:
    return Rule(
        id=document, title=f"办法{document}", aliases=(), doc_number=None, issuer=None, level="规范性文件",
        issued="2018-01-01", valid_from="2018-01-01", valid_to=until, status=None, replaced_by=None,
        document=document, source="", stage=None, origin="ingested",
    )  # fmt: skip


def test_each_boost_has_its_stated_value(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [
        make_passage(0, "甲", issuer="东海市财政局", date="2024", class_mark="A"),
        make_passage(1, "乙", issuer="西山市财政局", date="2010", class_mark="C"),
        make_passage(2, "丙", class_mark="B"),
    ]
    snapshot = make_library(rows).own
    for preference, name, values in (
        (Preference(issuer="东海市财政局"), "本机关", [0.6, 0, 0]),
        (Preference(region="东海市"), "本地区", [0.3, 0, 0]),
        (Preference(year=2026), "时间较近", [0.375, 0, 0]),
        (Preference(standing={"d1": "有效", "d2": "已失效"}), "现行有效", [0, 0.4, 0]),
        (Preference(results=True), "办理结果", [0.3, 0, 0.15]),
    ):
        boosts = document_boosts(snapshot, preference)
        assert list(boosts) == [name]
        assert np.allclose(boosts[name], values, atol=1e-6)


def test_all_boosts_together_are_bounded(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [
        make_passage(0, "甲", issuer="东海市财政局", date="2024", class_mark="A"),
        make_passage(1, "乙", date="2024"),
    ]
    everything = Preference("东海市财政局", "东海市", 2024, {"d0": "有效"}, results=True)
    boosts = document_boosts(make_library(rows).own, everything)
    assert len(boosts) == 5
    total = np.sum(list(boosts.values()), axis=0)
    assert np.allclose(total, [MOST, 0.5], atol=1e-5)


def test_nothing_is_preferred_unasked(make_library: MakeLibrary, make_passage: Make) -> None:
    assert document_boosts(make_library([make_passage(0, "甲")]).own, Preference()) == {}


def test_boosts_put_near_ties_in_order_and_nothing_else(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [
        make_passage(0, "既有住宅加装电梯补助标准"),
        make_passage(1, "公交线路", issuer="东海市财政局", date="2024", class_mark="A"),
        make_passage(2, "既有住宅加装电梯补助标准。", issuer="东海市财政局", date="2024", class_mark="A"),
        *(make_passage(n, f"其他事项{n}") for n in range(3, 12)),
    ]
    everything = Preference("东海市财政局", "东海市", 2024, {}, results=True)
    hits = search(
        "既有住宅加装电梯补助标准", make_library(rows), preference=everything, options=Options(fold=False)
    ).hits
    assert [hit.document for hit in hits[:2]] == ["d2", "d0"]
    assert set(hits[0].why.boosts) == {"本机关", "本地区", "时间较近", "办理结果"}
