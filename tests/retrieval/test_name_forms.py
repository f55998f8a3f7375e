"""Numbers as people type them."""

import pytest

from retrieval.name_forms import item_spellings, narrow, typed_article, typed_items, typed_number, typed_order


@pytest.mark.parametrize(
    "text",
    [
        "澜府办〔2024〕15",
        "澜府办2024 15号",
        "澜府办2024年15号",
        "澜府办[2024]第015号",
        "（澜府办〔２０２４〕１５号）",
        "“澜府办(2024)15”",
    ],
)
def test_a_document_number_in_any_form(text: str) -> None:
    assert typed_number(text) == "澜府办〔2024〕15号"


@pytest.mark.parametrize("text", ["2024年15号", "加装电梯", "", "会议2017", "澜府办〔2024〕"])
def test_what_is_no_document_number(text: str) -> None:
    assert typed_number(text) is None


def test_a_decree_without_its_ends() -> None:
    assert typed_order("国务院令752") == typed_order("中华人民共和国国务院令 第 0752 号") == "国务院令第752号"
    assert typed_order("752号") is None and typed_order("令第3号") is None


@pytest.mark.parametrize(
    "text", ["20170411", "第20170411号", "（第20170411号）", "【20170411】", "案号：20170411", "２０１７０４１１号提案"]
)
def test_an_item_number_in_any_form(text: str) -> None:
    assert typed_items(text) == ("20170411",)


def test_a_short_item_number_has_several_spellings() -> None:
    assert item_spellings("0123") == ("0123", "123", "00123")
    assert item_spellings("20170411") == ("20170411",) and item_spellings("000") == ("000",)
    assert typed_items("加装电梯") == ()


def test_an_article_without_its_first_character() -> None:
    assert typed_article("食品安全法34条") == ("食品安全法", "34")
    assert typed_article("《食品安全法》第三十四条规定") == ("食品安全法", "三十四")
    assert typed_article("加装电梯") is None


def test_only_the_brackets_around_all_are_taken_off() -> None:
    assert narrow("《甲办法》") == "甲办法" and narrow("《甲》和《乙》") == "《甲》和《乙》"
