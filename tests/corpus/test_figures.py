import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.references import find_references
from corpus.structure.figures import find_figures


@pytest.mark.parametrize(
    ("text", "value", "unit", "about"),
    [
        ("31.8 万亿元", 31.8e12, "元", False),
        ("1,234.5万元", 12_345_000, "元", False),
        ("6800余件", 6800, "件", True),
        ("约3万名", 30_000, "名", True),
        ("不少于60所", 60, "所", True),
        ("12.1%左右", 12.1, "%", True),
        ("８０％", 80, "%", False),
        ("15个工作日", 15, "个工作日", False),
        ("提高2.8个百分点", 2.8, "个百分点", False),
        ("主办 6 件", 6, "件", False),
        ("30大类", 30, "大类", False),
        ("建成5处", 5, "处", False),
        ("约三十二家", 32, "家", True),
        ("3—5年", 5, "年", True),
    ],
)
def test_quantities(text: str, value: float, unit: str, about: bool) -> None:
    (figure,) = find_figures(text)
    assert figure.value == pytest.approx(value)
    assert (figure.unit, figure.approximate) == (unit, about)
    assert text[figure.start : figure.end] == figure.raw


@pytest.mark.parametrize(
    "text",
    ["2024年", "6月13日", "第3条", "第 5 项", "18时30分", "20240118", "GB12366", "5∶5", "A3区", "9" * 400 + "件"],
)
def test_numbers_that_measure_nothing(text: str) -> None:
    assert find_figures(text) == ()


def test_known_references_are_not_read_again() -> None:
    text = "2024年建成5处"
    assert find_figures(text, find_references(text)) == find_figures(text)
    assert find_figures(text, ()) == ()


def test_an_amount_without_a_unit_is_no_figure() -> None:
    assert find_figures("带动就业1.2万") == ()


def test_years_counted_are_a_quantity() -> None:
    assert [(f.value, f.unit) for f in find_figures("试行3年，共2000千米")] == [(3, "年"), (2000, "千米")]


@given(st.text(alphabet="0123456789,.万亿千百余多件元%年月日第约 ", max_size=60))
def test_values_are_finite_and_spans_exact(text: str) -> None:
    for figure in find_figures(text):
        assert math.isfinite(figure.value)
        assert text[figure.start : figure.end] == figure.raw
