"""The texts that are made of a passage."""

from collections.abc import Callable
from typing import Any

import pytest

from index.row import embedded_text, headings, row_digest

Make = Callable[..., Any]


def test_title_and_headings_stand_in_front(make_row: Make) -> None:
    row = make_row(1, "本办法适用于本市。", title="补助办法", heading=("第一章 总则", "一、范围"))
    assert embedded_text(row) == "补助办法\n第一章 总则 一、范围\n本办法适用于本市。"


def test_what_is_not_there_leaves_no_empty_line(make_row: Make) -> None:
    assert embedded_text(make_row(1, "正文")) == "正文"


def test_a_title_that_is_also_the_outermost_heading_counts_once(make_row: Make) -> None:
    row = make_row(1, "正文", title="食品安全法", heading=("食品安全法", "第一章 总则"))
    assert headings(row) == ("第一章 总则",)
    assert embedded_text(row).count("食品安全法") == 1


@pytest.mark.parametrize("facts", [{"title": "甲"}, {"heading": ("甲",)}, {"title": "甲", "heading": ("乙",)}])
def test_whatever_is_encoded_is_in_the_digest(make_row: Make, facts: dict[str, Any]) -> None:
    assert row_digest(make_row(1, "正文", **facts)) != row_digest(make_row(1, "正文"))


def test_key_and_facts_are_not_in_the_digest(make_row: Make) -> None:
    assert row_digest(make_row(1, "正文", kind="law")) == row_digest(make_row(2, "正文", issuer="东海市财政局"))
