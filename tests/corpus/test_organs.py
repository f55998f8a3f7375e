import pytest

from corpus.organs import find_organs, parse_organ, same_organ
from corpus.regions import height, is_above, level_of, region_in


def names(text: str) -> list[str]:
    return [m.organ.name for m in find_organs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("据市财政局反馈", ["市财政局"]),
        ("澜州市市场监督管理局、澜州市教育局", ["澜州市市场监督管理局", "澜州市教育局"]),
        ("我局会同省发展改革委", ["省发展改革委"]),
        ("东府办〔2012〕173号", []),
    ],
)
def test_organs_in_text(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_mentions_keep_their_place() -> None:
    text = "经会同市财政局研究"
    (mention,) = find_organs(text)
    assert text[mention.start : mention.end] == "市财政局"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("东莞市质量技术监督局", "质监局", True),
        ("东莞市质量技术监督局", "市质监局", True),
        ("东莞市质量技术监督局", "广东省质监局", False),
        ("市财政局", "市教育局", False),
        ("澜州市卫生健康委员会", "市卫生健康委", True),
        ("市市场监管局", "省市场监管局", False),
    ],
)
def test_two_names_of_one_organ(one: str, other: str, same: bool) -> None:
    assert same_organ(one, other) is same
    assert same_organ(other, one) is same


def test_parts_of_a_name() -> None:
    organ = parse_organ("澜州市市场监管局")
    assert organ is not None
    assert (organ.region, organ.level, organ.stem, organ.full) == ("澜州市", "市", "市场监管局", "市场监督管理局")
    assert parse_organ("某某公司") is None


def test_regions() -> None:
    assert is_above("广东省", "东莞市")
    assert not is_above("广东省", "杭州市")
    assert not is_above("东莞市", "广东省")
    assert region_in("澜州市财政局") == "澜州市"
    assert (level_of("北京市"), level_of("东莞市")) == ("省", "市")
    assert height("省") > height("市") > height("县")
