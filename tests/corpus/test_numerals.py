import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.grammar.numerals import NUMERAL_CLASS, chinese_to_int, int_to_chinese


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("〇", 0),
        ("零", 0),
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十三", 23),
        ("廿一", 21),
        ("卅", 30),
        ("一百", 100),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一百十二", 112),
        ("一百一十二", 112),
        ("两百", 200),
        ("一千二百六十", 1260),
        ("一千零六十", 1060),
        ("一千零五", 1005),
        ("九千九百九十九", 9999),
        ("二〇一八", 2018),
        ("二○一八", 2018),
        ("一三", 13),
        ("12", 12),
        ("１２", 12),
        (" 五 ", 5),
    ],
)
def test_reads_numerals(text: str, value: int) -> None:
    assert chinese_to_int(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "十百",
        "五五十",
        "百",
        "一万",
        "第五",
        "一百零",
        "十十",
        "五一十",
        "廿廿",
        "一百零零一",
        "一百一",
        "一千二",
        "一千二百三",
    ],
)
def test_refuses_what_is_no_numeral(text: str) -> None:
    with pytest.raises(ValueError, match="not a Chinese numeral"):
        chinese_to_int(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "〇"),
        (5, "五"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (23, "二十三"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (112, "一百一十二"),
        (1005, "一千零五"),
        (1060, "一千零六十"),
        (1260, "一千二百六十"),
    ],
)
def test_writes_numerals(value: int, text: str) -> None:
    assert int_to_chinese(value) == text


@pytest.mark.parametrize("value", [-1, 10000])
def test_writes_only_its_range(value: int) -> None:
    with pytest.raises(ValueError, match="no heading numeral"):
        int_to_chinese(value)


@given(st.integers(min_value=0, max_value=9999))
def test_round_trip(value: int) -> None:
    written = int_to_chinese(value)
    assert chinese_to_int(written) == value
    assert set(written) <= set(NUMERAL_CLASS)
