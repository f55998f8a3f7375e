from pathlib import Path

import pytest

from corpus.parse import parse
from corpus.read.dispatch import read
from corpus.references import find_references
from corpus.rulebook.quotations import Quotation, find_quotations, quotations
from corpus.rulebook.quote_diff import compare
from corpus.source import Source

LAW = "第五条　任何单位和个人不得采用任何方式，阻挠和限制供应商自由进入本地区和本行业的政府采购市场。"
PARTED = (
    "第二十二条　供应商参加采购活动应当具备下列条件：\n（一）具有独立承担责任的能力；\n（二）具有良好的商业信誉；\n"
    "（三）法律规定的其他条件。\n采购人可以规定供应商的特定条件，但不得以不合理的条件实行“差别待遇”。"
)


def found(text: str) -> tuple[Quotation, ...]:
    quoted = find_quotations(text, find_references(text))
    for one in quoted:
        assert text[one.start : one.end] == one.words
        assert text[one.cited : one.start].startswith(("《", "第", "该", "同", "本"))
    return quoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据《采购法》第五条规定：“任何单位和个人不得阻挠。”我局已办。", ("5", "任何单位和个人不得阻挠。")),
        ("《采购法》第五条明确要求,“任何单位和个人不得阻挠”", ("5", "任何单位和个人不得阻挠")),
        ("《采购法》第五条之一“任何单位和个人不得阻挠”", ("5之一", "任何单位和个人不得阻挠")),
        ('《采购法》第44条: "任何单位和个人不得阻挠"', ("44", "任何单位和个人不得阻挠")),
        (
            "《采购法》第五条中关于“不得采用‘任何’方式阻挠”的规定",
            ("5", "不得采用‘任何’方式阻挠"),
        ),
        ("《采购法》第五条：“第一款甲乙丙丁。\n“第二款戊己庚辛。”以上", ("5", "第一款甲乙丙丁。\n“第二款戊己庚辛。")),
        ("《采购法》第五条规定，任何单位和个人不得采用任何方式。我局", ("5", "任何单位和个人不得采用任何方式")),
    ],
)
def test_words_given_for_an_article(text: str, expected: tuple[str, str]) -> None:
    (one,) = found(text)
    assert (one.law, one.article, one.words) == ("采购法", *expected)


def test_paragraph_and_item_are_kept() -> None:
    (one,) = found("《采购法》第二十二条第一款第（二）项规定：“具有良好的商业信誉”")
    assert (one.article, one.paragraph, one.item, one.marked) == ("22", 1, 2, True)


def test_further_articles_of_the_law_named_before() -> None:
    text = "《采购法》第五条规定：“任何单位不得阻挠”；第六条规定：“采购应当按照预算执行”；该法第八条规定：“监督管理部门履行”。"
    assert [(one.law, one.article) for one in found(text)] == [("采购法", "5"), ("采购法", "6"), ("采购法", "8")]


@pytest.mark.parametrize(
    "text",
    [
        "依据《采购法》第五条，我局开展“放心采购、阳光采购”专项行动。",
        "《采购法》第五条所称“供应商”，是指其他组织。",
        "《采购法》规定：“任何单位和个人不得阻挠”。",
        "我局按照《采购法》第五条办理。",
        "",
    ],
)
def test_what_is_no_quotation_of_an_article(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("quote", "kind", "edits"),
    [
        ("任何单位和个人不得采用任何方式，阻挠和限制供应商自由进入本地区和本行业的政府采购市场。", "same", []),
        ("不得采用任何方式，阻挠和限制供应商", "same", []),
        ("不得采用任何方式,阻挠 和限制供应商自由进入", "same", [(",", "，")]),
        ("任何单位和个人不得采用任何方式，阻扰和限制供应商", "differs", [("扰", "挠")]),
        ("任何单位不得采用任何方式，阻挠和限制供应商自由进入", "differs", [("", "和个人")]),
        ("任何单位和个人均不得采用任何方式，阻挠和限制供应商", "differs", [("均", "")]),
        ("任何单位和个人不得……限制供应商自由进入本地区", "abridged", []),
        ("任何单位等不得采用任何方式，阻挠和限制供应商", "abridged", [("等", "和个人")]),
        ("任何单位和个人不得……限制供货商自由进入本地区", "differs", [("货", "应")]),
    ],
)
def test_letter_by_letter(quote: str, kind: str, edits: list[tuple[str, str]]) -> None:
    diff = compare(quote, LAW)
    assert diff.kind == kind
    assert [(edit.quoted, edit.official) for edit in diff.edits] == edits
    for edit in diff.edits:
        assert quote[edit.start : edit.end] == edit.quoted


def test_the_paragraph_and_the_item_are_picked() -> None:
    assert compare("具有良好的商业信誉", PARTED, 1, 2).kind == "same"
    assert compare("具有良好的社会信誉", PARTED, 1, 2).edits[0].official == "商业"
    assert compare("采购人可以规定供应商的特定条件", PARTED, 2).kind == "same"
    assert compare("采购人可以规定供应商的特定条件", PARTED, 1).kind == "same", "the paragraph was miscounted"
    marks = compare("不得以不合理的条件实行‘差别待遇’", PARTED, 2)
    assert (marks.kind, [edit.folded for edit in marks.edits]) == ("same", [True, True])


def test_words_without_marks_are_the_writers_own_unless_close() -> None:
    own = compare("各部门要切实保障公平竞争，不得设置不合理的门槛", LAW, marked=False)
    assert own.kind == "paraphrase"
    near = compare("任何单位和个人不得采用任何方式,阻扰和限制供应商自由进入本地区的政府采购市场", LAW, marked=False)
    assert near.kind == "differs"
    assert [edit.official for edit in near.edits if not edit.folded] == ["挠", "和本行业"]


def test_something_else_altogether_differs() -> None:
    assert compare("公民的合法的私有财产不受侵犯", LAW).kind == "differs"
    assert compare("公" * 400, LAW).kind == "differs"


def test_the_real_page_misquotes_one_letter(shared: Path) -> None:
    source = read(next((shared / "seeds").glob("002_*.txt")))
    document = parse(Source(source.text, source.blocks, source.media), "002")
    (one,) = [one for one in quotations(document) if one.article == "5"]
    assert one.law == "中华人民共和国政府采购法"
    diff = compare(one.words, LAW)
    (edit,) = [edit for edit in diff.edits if not edit.folded]
    assert (edit.quoted, edit.official) == ("扰", "挠")
    at = one.start + edit.start
    assert document.text[at - 1 : at + 1] == "阻扰"
