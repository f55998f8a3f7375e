"""From queries to evidence, over the tiny encoder."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from corpus.errors import UnusableInput
from index.encoder import Vectors
from index.encoder_tiny import TinyEncoder
from retrieval.boosts import Preference
from retrieval.filters import Filters
from retrieval.library import Library
from retrieval.search import Options, SearchResult, search, search_many

Make = Callable[..., Any]
MakeLibrary = Callable[..., Library]

TEXTS = (
    "市财政局对既有住宅加装电梯每台补助十万元，补助资金列入年度预算。",
    "市场监管局加强食品安全监管，开展校园食堂专项检查。",
    "公交集团优化公交线路，早晚高峰加开班次。",
    "住房和城乡建设局推进老旧小区改造，同步加装电梯。",
    "教育局扩大普惠性幼儿园学位供给。",
    "发展改革局布局新能源汽车充电桩。",
)


@pytest.fixture
def library(make_library: MakeLibrary, make_passage: Make) -> Library:
    return make_library([make_passage(number, text) for number, text in enumerate(TEXTS)])


def keys(result: SearchResult) -> list[str]:
    return [hit.passage for hit in result.hits]


def test_the_passage_about_the_subject_comes_first(library: Library) -> None:
    result = search("既有住宅加装电梯有补助吗", library)
    assert keys(result)[:2] == ["d0#0", "d3#3"]
    assert result.query == "既有住宅加装电梯有补助吗" and not result.incomplete


def test_hits_carry_the_stored_text_and_the_reasons(library: Library) -> None:
    hit = search("校园食堂的食品安全", library).hits[0]
    assert (hit.text, hit.start, hit.end) == (TEXTS[1], 0, len(TEXTS[1]))
    assert {"食堂", "校园"} <= set(hit.why.words)
    assert hit.why.dense is not None and -1 <= hit.why.dense <= 1
    assert hit.why.lexical is not None and hit.why.lexical > 0
    assert all(word in hit.text for word in hit.why.words)


def test_scores_fall_along_the_list_within_bounds(library: Library) -> None:
    scores = [hit.score for hit in search("电梯补助资金预算", library).hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_top_limits_the_list(library: Library) -> None:
    assert len(search("电梯", library, top=2).hits) == 2


def test_many_queries_equal_one_by_one(library: Library) -> None:
    queries = ["电梯补助", "食品安全", "幼儿园学位", "充电桩"]
    assert search_many(queries, library) == [search(query, library) for query in queries]


def test_queries_are_encoded_in_one_call(library: Library) -> None:
    calls: list[int] = []

    class Counting(TinyEncoder):
        def queries(self, texts: Sequence[str]) -> Vectors:
            calls.append(len(texts))
            return super().queries(texts)

    library = replace(library, encoder=Counting())
    search_many(["电梯", "食品", "公交"], library)
    assert calls == [3]


@pytest.mark.parametrize("query", ["", "。。。", "   "])
def test_an_empty_query_is_refused(library: Library, query: str) -> None:
    with pytest.raises(UnusableInput):
        search(query, library)


def test_an_empty_library_finds_nothing(make_library: MakeLibrary) -> None:
    result = search("电梯", make_library([]))
    assert result.hits == () and not result.incomplete


def test_without_vectors_words_still_find_and_it_is_said(make_library: MakeLibrary, make_passage: Make) -> None:
    library = make_library([make_passage(n, text) for n, text in enumerate(TEXTS)], vectors=False)
    result = search("加装电梯补助", library)
    assert result.incomplete
    assert keys(result)[0] == "d0#0"
    assert result.hits[0].why.dense is None


def test_without_an_encoder_words_still_find_and_it_is_said(library: Library) -> None:
    result = search("加装电梯补助", replace(library, encoder=None))
    assert result.incomplete and keys(result)[0] == "d0#0"


def test_vectors_of_another_encoder_are_not_compared(library: Library) -> None:
    other = TinyEncoder()
    other.fingerprint = "other"
    result = search("加装电梯补助", replace(library, encoder=other))
    assert result.incomplete and all(hit.why.dense is None for hit in result.hits)


def test_filters_come_before_the_ranking(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [make_passage(n, f"加装电梯补助办法第{n}号", kind="notice") for n in range(150)]
    library = make_library([*rows, make_passage(200, "学校食堂", kind="opinion")])
    assert keys(search("加装电梯补助", library, Filters(kind=("opinion",)))) == ["d200#200"]


def test_the_rules_pack_is_searched_as_well(make_library: MakeLibrary, make_passage: Make) -> None:
    law = make_passage(0, "建筑物区分所有权人共同决定加装电梯事项。", document="law-1", kind="law", origin="pack")
    library = make_library([make_passage(n, text) for n, text in enumerate(TEXTS)], pack=[law])
    assert "law-1#0" in keys(search("业主共同决定加装电梯", library))[:3]


def test_rarity_is_that_of_all_indexes(make_library: MakeLibrary, make_passage: Make) -> None:
    """A word that fills the pack is common even where the workspace has it once."""
    own = [make_passage(0, "经营者的义务"), make_passage(1, "围挡的高度")]
    pack = [make_passage(n, f"经营者应当遵守第{n}项规定", document=f"law-{n}") for n in range(2, 30)]
    library = make_library(own, pack=pack, vectors=False)
    first = search("经营者 围挡", library).hits[0]
    assert first.passage == "d1#1"


@pytest.mark.parametrize("query", ["东府办〔2019〕12号", "东府办[2019]12号", "根据东府办【2019】 12号的要求"])
def test_a_document_number_puts_its_document_first(make_library: MakeLibrary, make_passage: Make, query: str) -> None:
    rows = [make_passage(n, f"落实东府办〔2019〕12号文，第{n}项", title=f"通知{n}") for n in range(5)]
    target = make_passage(9, "总则", title="补助办法", doc_number="东府办〔2019〕12号")
    hit = search(query, make_library([*rows, target])).hits[0]
    assert hit.passage == "d9#9"
    assert hit.why.boosts["文号相符"] > 0 and hit.score >= 0.9


def test_parts_of_a_shared_reference_are_not_named_again(make_library: MakeLibrary, make_passage: Make) -> None:
    library = make_library([make_passage(0, "根据东府办〔2019〕12号给予补助"), make_passage(1, "其他")])
    assert search("东府办[2019]12号 补助", library).hits[0].why.words == ("东府办[2019]12号", "补助")


def test_an_item_number_puts_its_documents_first(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [make_passage(n, text) for n, text in enumerate(TEXTS)]
    library = make_library(rows, items={"20170411": ["d4"]})
    hits = search("20170411", library).hits
    assert hits[0].passage == "d4#4" and "案号相符" in hits[0].why.boosts


def test_a_title_puts_its_document_first(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [make_passage(n, "电梯补助办法的通知，电梯补助办法的说明") for n in range(5)]
    target = make_passage(7, "第一条", title="电梯补助办法")
    hits = search("《电梯补助办法》", make_library([*rows, target])).hits
    assert hits[0].passage == "d7#7" and "标题相符" in hits[0].why.boosts


def test_an_article_comes_before_the_rest_of_its_law(make_library: MakeLibrary, make_passage: Make) -> None:
    law = [
        make_passage(n, f"禁止生产经营第{n}类食品。", document="law-1", title="食品安全法", heading=(f"第{n}条",))
        for n in range(1, 40)
    ]
    hits = search("《食品安全法》第三十四条", make_library([make_passage(50, TEXTS[1])], pack=law)).hits
    assert hits[0].passage == "law-1#34" and "条文相符" in hits[0].why.boosts


def test_a_named_document_does_not_fill_the_list(make_library: MakeLibrary, make_passage: Make) -> None:
    long = [make_passage(n, "无关的条文", document="law-1", title="电梯办法") for n in range(30)]
    hits = search("《电梯办法》", make_library([make_passage(90, "电梯维护"), *long])).hits
    assert [hit.document for hit in hits][:3] == ["law-1"] * 3
    assert [hit.score >= 0.9 for hit in hits] == [True] * 3 + [False] * (len(hits) - 3)
    assert all(hit.why.boosts == {} for hit in hits[3:])


def test_filters_hold_for_named_documents_too(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [make_passage(0, "甲", title="电梯办法", kind="notice"), make_passage(1, "电梯", kind="reply")]
    assert keys(search("电梯办法", make_library(rows), Filters(kind=("reply",)))) == ["d1#1"]


def test_preferences_decide_between_equals_and_are_shown(make_library: MakeLibrary, make_passage: Make) -> None:
    text = "加装电梯补助办法"
    rows = [
        make_passage(0, text, issuer="西山市财政局", date="2010", region="西山市"),
        make_passage(1, text, issuer="东海市财政局", date="2019-03-01", region="东海市"),
    ]
    library = make_library([*rows, *(make_passage(n, t) for n, t in enumerate(TEXTS, start=10))])
    preferred = Preference("东海市财政局", "东海市", 2020)
    first, second = search("加装电梯补助", library, preference=preferred, options=Options(fold=False)).hits[:2]
    assert (first.passage, second.passage) == ("d1#1", "d0#0")
    assert set(first.why.boosts) == {"本机关", "本地区", "时间较近"} and second.why.boosts == {}
    assert first.score > second.score


def test_a_preference_does_not_outweigh_the_subject(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [make_passage(n, text) for n, text in enumerate(TEXTS)]
    rows[2] = replace(rows[2], issuer="东海市财政局", date="2020", region="东海市")
    result = search("既有住宅加装电梯补助", make_library(rows), preference=Preference("东海市财政局", "东海市", 2020))
    assert keys(result)[0] == "d0#0"


def test_a_passage_the_store_has_lost_is_left_out(library: Library) -> None:
    shelf = library.store
    shelf.rows = shelf.rows[1:]  # type: ignore[attr-defined]
    assert "d0#0" not in keys(search("既有住宅加装电梯补助", library))


def test_equal_passages_come_in_a_fixed_order(make_library: MakeLibrary, make_passage: Make) -> None:
    library = make_library([make_passage(n, "完全相同的段落") for n in (3, 1, 2)])
    assert keys(search("相同的段落", library, options=Options(fold=False))) == ["d1#1", "d2#2", "d3#3"]
    (folded,) = search("相同的段落", library).hits
    assert folded.passage == "d1#1" and [also.document for also in folded.also] == ["d2", "d3"]
