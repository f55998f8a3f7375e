import pytest

from drafting.opinions import _spoken
from drafting.select import _alike, _reported


def test_two_sentences_that_say_the_same() -> None:
    assert _alike("2026年新开社区微公交6条，重点覆盖新建居住区。", "新开社区微公交6条，优先覆盖新建居住区。")
    assert not _alike("全市建成城市公园168个。", "新增低地板公交车52辆。")


@pytest.mark.parametrize(
    ("told", "reported"),
    [
        ("2025年市级助餐补助支出1460万元，其中就餐补助1012万元、运营补助448万元。", True),
        ("支持提高助餐补助。", False),
    ],
)
def test_a_fact_is_left_to_the_co_handler_who_reports_it(told: str, reported: bool) -> None:
    fact = "全年市级助餐补助支出1460万元，其中就餐补助1012万元、运营补助448万元。"
    assert _reported(fact, told) is reported


def test_headings_of_a_point_are_no_statements() -> None:
    text = "一、关于提高补助标准。2026年预算未安排新增补助。关于综合保险。我局支持推广，但不宜作为前置条件。（二）关于监督。抽查36家。"
    found = _spoken(text, 0, len(text))
    assert [line.text for line in found] == [
        "2026年预算未安排新增补助。",
        "关于综合保险，我局支持推广，但不宜作为前置条件。",
        "（二）关于监督，抽查36家。",
    ]
    assert all(text[line.start : line.end].endswith("。") for line in found)


def test_what_is_between_the_offices_is_not_told() -> None:
    text = "二、我局支持该项建议。建议贵局与提案人充分沟通。其余意见由贵局答复。"
    assert [line.text for line in _spoken(text, 0, len(text))] == ["二、我局支持该项建议。"]
