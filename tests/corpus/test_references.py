import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.references import find_references, normal_doc_number, title_key

KINDS = {
    "发文字号": "doc_number",
    "标准号": "standard",
    "提案号": "item_no",
    "会议届次": "session",
    "党的会议": "session",
    "法条": "article",
    "日期": "date",
    "书名号": "title",
    "数量": "quantity",
}


def values(text: str, kind: str) -> list[str]:
    return [r.value for r in find_references(text) if r.kind == kind]


def test_verified_examples(shared: Path) -> None:
    wrong = []
    for example in json.loads((shared / "seeds" / "number_examples.json").read_text("utf-8")):
        found, expected = values(example["raw"], KINDS[example["category"]]), example["normalized"]
        right = not found if expected is None else any(v == expected or v.endswith(f"#{expected}") for v in found)
        if not right:
            wrong.append((example["raw"], expected, found))
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《办法》（澜府办〔2024〕28号）", "澜府办〔2024〕28号"),
        ("按照澜府办[2024]28号文", "澜府办〔2024〕28号"),
        ("澜府办【2024】第028号", "澜府办〔2024〕28号"),
        ("认真贯彻落实国办发（2014）46号文件", "国办发〔2014〕46号"),
        ("澜府办\n〔2024〕 28 号", "澜府办〔2024〕28号"),
        ("第20240118号提案", None),
        ("要加强对云发〔2016〕9号文贯彻落实", "云发〔2016〕9号"),
        ("各单位贯彻云府办﹝2024﹞3号文情况", "云府办〔2024〕3号"),
        ("我局以澜住建函（2024）5号作出答复", "澜住建函〔2024〕5号"),
        ("（经信函〔2018〕3号）", "经信函〔2018〕3号"),
        ("经研究以经信函〔2018〕3号答复", "经信函〔2018〕3号"),
        ("（详见澜府办〔2024〕28号）", "澜府办〔2024〕28号"),
        ("澜府办〔2024年〕第28号", "澜府办〔2024〕28号"),
        ("国发[1986]12号", "国发〔1986〕12号"),
        ("(86)国发12号", "国发〔1986〕12号"),
        ("2024年1月8日云府〔2024〕1号", "云府〔2024〕1号"),
        ("（2024）28号", None),
        ("澜府办〔24〕28号", "澜府办〔2024〕28号"),
        ("第〔24〕28号", None),
    ],
)
def test_document_numbers_in_every_form(text: str, expected: str | None) -> None:
    assert normal_doc_number(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("第20240118号提案", "item_no", ["20240118"]),
        ("案由:(20240118)关于", "item_no", ["20240118"]),
        ("自2024年01月18日起", "date", ["2024-01-18"]),
        ("二○一八年三月", "date", ["2018-03"]),
        ("发布时间：2024-01-18", "date", ["2024-01-18"]),
        ("GB/T 9704—2012", "standard", ["GB/T 9704—2012"]),
        ("《预算法》第六十八条第二款", "article", ["预算法#68.2.-"]),
        ("《刑法》第一百二十条之一", "article", ["刑法#120之一.-.-"]),
        ("《关于实施〈条例〉的意见》", "title", ["关于实施〈条例〉的意见"]),
        ("《甲法》第五条、第八十四条和第九条", "article", ["甲法#5.-.-", "甲法#84.-.-", "甲法#9.-.-"]),
        ("《甲法》（2014年修正）第五条第二款第（三）项", "article", ["甲法#5.2.3"]),
        ("《甲法》第十百条", "article", []),
        ("《关于“甲”的\n意见》", "title", ["关于“甲”的意见"]),
        ("（第20240188号）", "item_no", ["20240188"]),
        ("(提案第20240411号)", "item_no", ["20240411"]),
        ("省政协会议第 20240800 号提案", "item_no", ["20240800"]),
        ("与20240800号提案提出人座谈", "item_no", ["20240800"]),
        ("案 号：20240824", "item_no", ["20240824"]),
        ("第20240505号重点提案", "item_no", ["20240505"]),
        ("第20240505号（重点）提案", "item_no", ["20240505"]),
        ("第20240124、20240131号提案", "item_no", ["20240124", "20240131"]),
        ("第1234号建议", "item_no", ["1234"]),
        ("省人大常委会公告（第69号）", "item_no", []),
        ("备案号：20240501", "item_no", []),
        ("省人大常委会公告（第69号）", "order", ["省人大常委会公告第69号"]),
        ("中华人民共和国国务院令第711号", "order", ["国务院令第711号"]),
        ("国家主席令第七十号", "order", ["主席令第70号"]),
        ("根据云府令第184号", "order", ["云府令第184号"]),
        ("2023年2月25日国家市场监督管理总局令第72号", "order", ["国家市场监督管理总局令第72号"]),
        ("命令第3号", "order", []),
        ("GB/T1234", "standard", ["GB/T 1234"]),
        ("DB44/T 12-2018", "standard", ["DB44/T 12—2018"]),
        ("T/ABC 4001—2020", "standard", ["T/ABC 4001—2020"]),
        ("ISO 9001：2015", "standard", ["ISO 9001:2015"]),
        ("2018 年 10 月 12 日", "date", ["2018-10-12"]),
        ("2018年10月12日印发", "date", ["2018-10-12"]),
        ("2018年", "date", ["2018"]),
        ("12月15日前", "date", ["--12-15"]),
        ("12月底前", "date", ["--12"]),
        ("09.07.2015  16:26", "date", ["2015-07-09"]),
        ("2018.10.12", "date", ["2018-10-12"]),
        ("2024年2月30日", "date", ["2024-02"]),
        ("2000年以上", "date", []),
        ("20170411", "date", []),
    ],
)
def test_normal_forms(text: str, kind: str, expected: list[str]) -> None:
    assert values(text, kind) == expected


def test_eight_digits_without_a_cue_are_no_item() -> None:
    assert values("编码20240118的设备", "item_no") == []


def test_titles_meet_across_quotes_and_width() -> None:
    assert title_key("“十三五”规划，（试行）") == title_key("十三五规划(试行)")


@given(st.text(alphabet="粤府〔[（2018）]〕号第提案0123《》一二条GB/T—年月日法 \n", max_size=60))
def test_spans_are_exact_on_any_text(text: str) -> None:
    for reference in find_references(text):
        assert text[reference.start : reference.end] == reference.raw
