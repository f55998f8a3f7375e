"""A short query is answered as a topic: own papers first, the place it names, and more than one document."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from index.words import open_words
from retrieval.evidence import Evidence, Why
from retrieval.library import Library
from retrieval.query import analyse
from retrieval.result import Options
from retrieval.search import search
from retrieval.topical import heads_last, is_topic, relevance_of, score_of, topic_boosts

Make = Callable[..., Any]
MakeLibrary = Callable[..., Library]

OWN, PLACE, FURTHER = "工作区资料", "地区相符", "同一文件的其他段落"
AS_ANY = Options(topical=False)


@pytest.mark.parametrize(
    "query",
    ["标准化 人才", "专项资金办法 到期", "加装电梯补助", "综合行政执法 进小区", "企业标准 先进标准体系", "做法 经验"],
)
def test_topics(query: str) -> None:
    assert is_topic(analyse(query, open_words()))


@pytest.mark.parametrize(
    "query",
    [
        "政府采购法 适用范围",
        "违法占地怎么处罚",
        "食品安全法第三十四条",
        "《标准化法》 团体标准",
        "东府〔2015〕33号",
        "噪声扰民 法律责任",
        "电动自行车上牌有何规定",
        "关于" + "加快推进既有住宅加装电梯" * 5,
    ],
)
def test_questions_of_law_named_papers_and_whole_letters_are_none(query: str) -> None:
    assert not is_topic(analyse(query, open_words()))


@pytest.fixture
def beside_the_pack(make_library: MakeLibrary, make_passage: Make) -> Library:
    """The pack's passage is the better one by a little."""
    own = [make_passage(0, "团体标准培育工作的情况"), *(make_passage(n, f"其他事项{n}") for n in range(2, 12))]
    law = make_passage(90, "团体标准培育工作情况", document="law", kind="law")
    return make_library(own, pack=[law])


def test_own_papers_come_before_the_pack_where_the_query_is_a_topic(beside_the_pack: Library) -> None:
    plain = search("团体标准培育工作", beside_the_pack, options=AS_ANY).hits
    hits = search("团体标准培育工作", beside_the_pack).hits
    assert [hit.document for hit in plain[:2]] == ["law", "d0"]
    assert [hit.document for hit in hits[:2]] == ["d0", "law"]
    assert hits[0].why.boosts == {OWN: 1.0} and hits[1].why.boosts == {}
    assert hits[1].score == plain[0].score


def test_a_question_of_law_is_answered_by_whoever_answers_it_best(beside_the_pack: Library) -> None:
    hits = search("团体标准培育工作 法律责任", beside_the_pack).hits
    assert hits[0].document == "law" and all(OWN not in hit.why.boosts for hit in hits)


def test_without_a_pack_nothing_is_told_of_own_papers(make_library: MakeLibrary, make_passage: Make) -> None:
    (hit,) = search("团体标准", make_library([make_passage(0, "团体标准")])).hits
    assert hit.why.boosts == {}


def test_the_law_is_still_first_where_the_own_papers_do_not_fit(make_library: MakeLibrary, make_passage: Make) -> None:
    law = make_passage(90, "献血者可以获得补贴，国家鼓励无偿献血", document="law", kind="law")
    own = [make_passage(n, text) for n, text in enumerate(("公交线路优化", "绿化养护", "无障碍设施"))]
    assert search("无偿献血 补贴", make_library(own, pack=[law])).hits[0].document == "law"


def test_own_papers_far_off_the_subject_stay_weak(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [make_passage(n, f"公交线路优化调整第{n}期", region="广东省") for n in range(20)]
    library = make_library(rows, pack=[make_passage(90, "第一条　人民法院", document="law", kind="law")])
    query = "霍金辐射 粤"
    assert search(query, library, options=AS_ANY).weak
    assert search(query, library).weak


def test_a_place_in_the_query_works_nearly_as_a_filter(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [
        make_passage(0, "采用国际标准，推进国际标准", region="湖南省"),
        make_passage(1, "推进标准国际化", region="广东省"),
        make_passage(2, "推进标准国际化", issuer="东莞市市场监督管理局"),
        *(make_passage(n, f"其他事项{n}") for n in range(5, 15)),
    ]
    library = make_library(rows)
    assert search("国际标准", library, options=Options(fold=False)).hits[0].document == "d0"
    found = search("国际标准 粤", library, options=Options(fold=False))
    assert found.hits[0].document == "d1" and found.hits[0].why.boosts == {PLACE: 5.0}
    (city,) = (hit for hit in found.hits if hit.document == "d2")
    assert city.why.boosts == {PLACE: 2.5}
    assert found.query == "国际标准 粤" and "广东省" in found.remarks[0]


def test_a_place_within_a_whole_letter_prefers_nothing(make_library: MakeLibrary, make_passage: Make) -> None:
    library = make_library([make_passage(0, "加装电梯", region="广东省"), make_passage(1, "加装电梯补助")])
    hits = search("我是广东省的一名退休职工，" + "想问问老旧小区加装电梯的补助怎么申请" * 3, library).hits
    assert all(PLACE not in hit.why.boosts for hit in hits)


def test_one_long_paper_does_not_fill_the_page(make_library: MakeLibrary, make_passage: Make) -> None:
    long = [make_passage(n, f"社区养老服务第{n}项", document="long", region="广东省") for n in range(8)]
    others = [make_passage(20 + n, f"社区养老服务站{'之' * n}", region="广东省") for n in range(2)]
    library = make_library([*long, *others, *(make_passage(n, f"其他事项{n}") for n in range(40, 60))])
    hits = search("社区养老服务 粤", library, top=6).hits
    assert [hit.document == "long" for hit in hits].count(True) >= 3
    assert Counter(hit.document for hit in hits[:4]) == {"long": 2, "d20": 1, "d21": 1}
    set_back = [hit for hit in hits if FURTHER in hit.why.boosts]
    assert set_back and all(hit.document == "long" and hit.why.boosts[PLACE] == 1.25 for hit in set_back)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_nothing_is_lost_by_setting_back(make_library: MakeLibrary, make_passage: Make) -> None:
    library = make_library([make_passage(n, f"社区养老服务第{n}项", document="long") for n in range(8)])
    found, as_any = (search("社区养老服务", library, options=o).hits for o in (Options(), AS_ANY))
    assert [hit.passage for hit in found] == [hit.passage for hit in as_any]
    assert sum(FURTHER in hit.why.boosts for hit in found) == len(found) - 2


def test_a_score_tells_its_relevance() -> None:
    values = np.linspace(-3, 16, 20)
    assert np.allclose([relevance_of(score_of(value)) for value in values.tolist()], values, atol=1e-3)


def test_the_score_is_that_of_every_other_hit(make_library: MakeLibrary, make_passage: Make) -> None:
    """A passage that is set back has the score that its relevance, less what is told, would have had by itself."""
    library = make_library([make_passage(n, f"社区养老服务第{n}项", document="long") for n in range(6)])
    plain = {hit.passage: hit.score for hit in search("社区养老服务", library, options=AS_ANY).hits}
    for hit in search("社区养老服务", library).hits:
        told = sum(hit.why.boosts.values())
        assert hit.score == pytest.approx(score_of(relevance_of(plain[hit.passage]) + told), abs=1e-4)


def test_boosts_have_a_value_for_every_document(make_library: MakeLibrary, make_passage: Make) -> None:
    rows = [make_passage(0, "甲", region="广东省"), make_passage(1, "乙"), make_passage(2, "丙", region="湖南省")]
    boosts = topic_boosts(make_library(rows).own, True, ("广东省",))
    assert {name: values.tolist() for name, values in boosts.items()} == {OWN: [1, 1, 1], PLACE: [5, 0, 0]}
    assert topic_boosts(make_library(rows).own, False, ()) == {}


def hit(text: str, score: float, kind: str = "reply") -> Evidence:
    why = Why(("电梯",), 0.9, 3.0, {"a": 1.0})
    return Evidence("d#1", "d", "题", kind, None, None, None, (), text, 0, len(text), score, why)


def test_heads_of_papers_stand_behind_what_speaks_to_the_topic() -> None:
    head = hit("某市住房和城乡建设局\n周某委员：\n您提出的《关于加装电梯的提案》收悉。现答复如下：", 0.9)
    form = hit("案  号：20230106\n案  由：关于加装电梯的提案", 0.8, "proposal")
    told = hit("加装电梯每台补助12万元，措施如下：\n一是简化手续。", 0.7)
    notice = hit("来文收悉。", 0.6, "notice")
    ordered = heads_last([head, form, told, notice])
    assert [one.text for one in ordered] == [told.text, notice.text, head.text, form.text]
    assert [one.score for one in ordered] == [0.7, 0.6, 0.6, 0.6]
    assert "公文首部" in ordered[2].why.boosts and "公文首部" not in ordered[0].why.boosts
    assert heads_last([head]) and heads_last([]) == []
