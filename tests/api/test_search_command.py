"""``dafu search`` and ``dafu precedents`` as officers use them, and the same over HTTP."""

from pathlib import Path

import pytest

from tests.api.conftest import Dafu

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"


@pytest.fixture
def office(dafu: Dafu) -> Dafu:
    folders = [SAMPLE / name for name in ("proposals", "replies", "rules")]
    assert dafu("ingest", *folders, "--json").code == 0
    return dafu


def test_facets_stand_beside_the_hits(office: Dafu) -> None:
    found = office("search", "加装电梯", "--top", "3", "--json").value
    assert list(found["facets"]) == ["kind", "issuer", "year", "region", "disclosure", "class"]
    assert {"value", "count"} == set(found["facets"]["kind"][0])
    kinds = {one["value"]: one["count"] for one in found["facets"]["kind"]}
    assert kinds["reply"] >= 2 and len(found["hits"]) == 3
    narrowed = office("search", "加装电梯", "--kind", "reply", "--json").value
    assert {hit["kind"] for hit in narrowed["hits"]} == {"reply"}
    assert {one["value"]: one["count"] for one in narrowed["facets"]["kind"]} == kinds
    told = office("search", "加装电梯", "--top", "3").out
    assert "文件种类：" in told and "发文机关：" in told and f"答复 {kinds['reply']}" in told


@pytest.mark.parametrize(
    ("arguments", "fits"),
    [
        (["--since", "2024", "--until", "2024"], lambda hit: hit["date"].startswith("2024")),
        (["--region", "澜州市"], lambda hit: "澜州市" in hit["issuer"]),
        (["--class", "b"], lambda hit: hit["kind"] == "reply"),
        (["--status", "已被替代", "--on", "2024-06-01"], lambda hit: "（试行）" in hit["title"]),
    ],
)
def test_filters(office: Dafu, arguments: list[str], fits) -> None:  # type: ignore[no-untyped-def]
    hits = office("search", "加装电梯补助", *arguments, "--json").value["hits"]
    assert hits and all(fits(hit) for hit in hits)


@pytest.mark.parametrize(
    "arguments", [["--since", "2025", "--until", "2020"], ["--status", "好"], ["--status", "有效", "--on", "昨天"]]
)
def test_a_filter_that_makes_no_sense_is_refused(office: Dafu, arguments: list[str]) -> None:
    done = office("search", "加装电梯", *arguments)
    assert done.code == 2 and done.err.strip()


def test_a_misquoted_title_is_remarked(office: Dafu) -> None:
    found = office("search", "《澜州市生活拉圾分类管理办法》", "--json").value
    assert "澜州市生活垃圾分类管理办法" in found["remarks"][0] and "生活垃圾分类管理办法" in found["hits"][0]["title"]
    assert office("search", "《澜州市生活拉圾分类管理办法》").out.startswith("没有题为")


def test_who_leads(office: Dafu) -> None:
    found = office("search", "谁牵头", "提升加装电梯维护保养质量", "--json").value
    charge = found["charges"][0]
    assert charge["leads"] == ["市市场监督管理局"] and charge["passage"] == found["hits"][0]["passage"]
    assert "牵头：市市场监督管理局" in office("search", "谁牵头 提升加装电梯维护保养质量").out


def test_what_is_searched_for_an_organ_is_told_in_the_reasons(office: Dafu) -> None:
    assert office("search", "加装电梯补助", "--json").value["hits"][0]["why"]["boosts"] == {}
    hits = office("search", "加装电梯补助", "--for", "澜州市人民政府办公室", "--json").value["hits"]
    boosts = {name for hit in hits for name in hit["why"]["boosts"]}
    assert {"本机关", "本地区"} <= boosts


def test_nothing_close_is_said(office: Dafu) -> None:
    assert office("search", "鎏鋆龘靐", "--json").value["weak"] is True
    assert office("search", "鎏鋆龘靐").out.startswith("没有找到足够接近的资料")
    assert office("search", "澜府办〔2023〕21号", "--json").value["weak"] is False


def test_precedents_with_the_past_ask_and_rules_with_their_standing(office: Dafu) -> None:
    case = SAMPLE / "cases" / "2026-20260105.txt"
    found = office("precedents", case, "--date", "2026-05-20", "--json").value["suggestions"]
    assert len(found) == 4
    past = [one for ask in found for one in ask["precedents"] if one["past"]]
    assert past
    for one in past:
        assert {"document", "title", "item_no", "suggestion", "text", "start", "end", "score"} == set(one["past"])
        assert one["asked"] == one["past"]["text"] and {"unit", "class", "answer", "sources"} <= set(one)
        for source in one["sources"]:
            text = office("show", source["document"], "--json").value["text"]
            assert text[source["start"] : source["end"]] == source["quote"]
        break
    rules = [rule for ask in found for rule in ask["rules"]]
    assert rules and all(rule["standing"] and rule["reason"] for rule in rules)
    assert all(rule["valid"] == (rule["standing"] == "有效") for rule in rules)
    told = office("precedents", case).out
    assert "当时的建议：" in told and "当时的答复：" in told and "效力：" in told
