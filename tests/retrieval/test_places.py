"""Places that a query names beside its topic."""

import pytest

from corpus.offices.regions import region_names
from retrieval.places import _settings, lies_in, placed


@pytest.mark.parametrize(
    ("query", "text", "places"),
    [
        ("国际标准 粤", "国际标准 广东省", ("广东省",)),
        ("沪　垃圾分类", "上海市　垃圾分类", ("上海市",)),
        ("深圳 电动自行车", "深圳 电动自行车", ("深圳市",)),
        ("加装电梯 东莞市", "加装电梯 东莞市", ("东莞市",)),
        ("广东标准国际化", "广东标准国际化", ("广东省",)),
        ("粤 深 对口帮扶", "广东省 深圳市 对口帮扶", ("广东省", "深圳市")),
    ],
)
def test_a_place_is_known_however_it_is_written(query: str, text: str, places: tuple[str, ...]) -> None:
    found = placed(query)
    assert (found.text, found.places) == (text, places)


@pytest.mark.parametrize(
    "query",
    ["粤", "粤剧进校园", "中山路改造", "南京西路 停车", "浙里办 推广", "新 能源汽车", "长者食堂", "海南", "", "  "],
)
def test_a_street_or_a_syllable_is_no_place_to_search_in(query: str) -> None:
    found = placed(query)
    assert found.text == query and not found.remarks
    assert found.places in ((), ("海南省",))


def test_the_reader_is_told_how_a_letter_was_read() -> None:
    assert placed("国际标准 粤").remarks == ("“粤”按“广东省”检索。",)
    assert placed("国际标准 广东省").remarks == ()


def test_every_letter_stands_for_a_known_place() -> None:
    assert set(_settings()["letters"].values()) <= region_names()


def test_a_city_lies_in_its_province_and_not_the_other_way_round() -> None:
    assert lies_in("广东省", "东莞市") and lies_in("广东省", "广东省")
    assert not lies_in("东莞市", "广东省") and not lies_in("湖南省", "东莞市")
