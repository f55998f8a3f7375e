import pytest

from corpus.offices.regions import (
    LONGEST_NAME,
    height,
    is_above,
    level_of,
    main_region,
    region_in,
    region_names,
    short_region,
)


@pytest.mark.parametrize(
    ("upper", "lower", "above"),
    [
        ("全国", "澜州市", True),
        ("国家", "青屏县", True),
        ("云江省", "澜州市", True),
        ("云江省", "青屏县", True),
        ("澜州市", "青屏县", True),
        ("澜州市", "云江省", False),
        ("澜州市", "澜州市", False),
        ("云江省", "未知市", False),
    ],
)
def test_which_region_is_above(upper: str, lower: str, above: bool) -> None:
    assert is_above(upper, lower) is above


@pytest.mark.parametrize(
    ("place", "level"),
    [
        ("重庆市", "省"),
        ("东莞市", "市"),
        ("青屏县", "县"),
        ("临岚区", "区"),
        ("内蒙古自治区", "自治区"),
        ("市", "市"),
        ("", ""),
    ],
)
def test_levels(place: str, level: str) -> None:
    assert level_of(place) == level


def test_heights_fall_from_the_nation_to_the_district() -> None:
    heights = [height(level) for level in ("全国", "省", "市", "区")]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == len(heights)
    assert height("") == 0


def test_names_without_their_level() -> None:
    assert short_region("广东") == "广东省"
    assert short_region("内蒙古") == "内蒙古自治区"
    assert short_region("广西") == "广西壮族自治区"
    assert short_region("财政") is None


def test_the_first_region_named() -> None:
    assert region_in("澜州市财政局与东莞市财政局") == "澜州市"
    assert region_in("市财政局") is None
    assert max(map(len, region_names())) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("text", "like", "expected"),
    [
        ("为深圳质量作贡献。深圳市举办活动，学习东莞经验。", "东莞市", "深圳市"),
        ("东莞制造与深圳标准。", "东莞市", "东莞市"),
        ("全市工作有序推进。", "东莞市", None),
        ("临川市与杭州市交流，临川经验得到推广。", "临川市", "临川市"),
        ("广东省和浙江省合作，广东先行。", "广东省", "广东省"),
    ],
)
def test_the_place_a_text_speaks_of(text: str, like: str, expected: str | None) -> None:
    assert main_region(text, like) == expected
