import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.offices.organs import find_organs, inner_office, is_organ_name, looks_like_unit, parse_organ, same_organ
from corpus.offices.regions import height, is_above, level_of, region_in


def names(text: str) -> list[str]:
    return [m.organ.name for m in find_organs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("据市财政局反馈", ["市财政局"]),
        ("澜州市市场监督管理局、澜州市教育局", ["澜州市市场监督管理局", "澜州市教育局"]),
        ("我局会同省发展改革委", ["省发展改革委"]),
        ("东府办〔2012〕173号", []),
        ("教育部门和公安部门", []),
        ("报教育部备案", ["教育部"]),
        ("经市政府办理", ["市政府"]),
        ("市政府办印发", ["市政府办"]),
        ("市政协委员和市人大代表", []),
        ("省委宣传部、团市委", ["省委宣传部", "团市委"]),
        ("全市委员会", []),
        ("党委政府高度重视", []),
        ("恩施州教育局", ["恩施州教育局"]),
        ("广东海关、深圳出入境检验检疫局", ["广东海关", "深圳出入境检验检疫局"]),
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
        ("市质监局", "市工商局", False),
        ("市工商局", "市市场监管局", True),
        ("教育部", "市教育局", False),
        ("教育厅", "市教育局", False),
        ("教育厅", "省教育厅", True),
        ("云江省澜州市财政局", "澜州市财政局", True),
        ("国家税务总局东莞市税务局", "东莞市税务局", True),
        ("市公安局", "市公安局交警支队", False),
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


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("市教育局办公室", "办公室"),
        ("市教育局基础教育科", "基础教育科"),
        ("市教育局处理了此事", None),
        ("市教育局科学谋划", None),
    ],
)
def test_inner_offices_are_no_organs(text: str, office: str | None) -> None:
    (mention,) = find_organs(text)
    assert mention.organ.name == "市教育局"
    assert inner_office(text, mention.end) == office


def test_regions() -> None:
    assert is_above("广东省", "东莞市")
    assert not is_above("广东省", "杭州市")
    assert not is_above("东莞市", "广东省")
    assert region_in("澜州市财政局") == "澜州市"
    assert (level_of("北京市"), level_of("东莞市")) == ("省", "市")
    assert height("省") > height("市") > height("县")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("广东银监局", [("广东", "广东省", "省")]),
        ("各县（区）人民政府", [("", None, "")]),
        ("重庆市财政局", [("重庆市", "重庆市", "省")]),
        ("市城管局市公安局", [("市", None, "市"), ("市", None, "市")]),
        ("临岚区民政局", [("临岚区", "临岚区", "区")]),
        ("未名县民政局", [("县", None, "县")]),
    ],
)
def test_places_in_front(text: str, found: list[tuple[str, str | None, str]]) -> None:
    assert [(m.organ.place, m.organ.region, m.organ.level) for m in find_organs(text)] == found


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("市财政局", True),
        ("财政局", True),
        ("未名县水利局", True),
        ("云江省澜州市财政局", True),
        ("广东银监局", True),
        ("我局会同市财政局", False),
        ("市财政局反馈", False),
        ("澜州市公交集团", False),
        ("", False),
    ],
)
def test_names_as_a_whole(name: str, whole: bool) -> None:
    assert is_organ_name(name) is whole


def test_units_no_gazetteer_holds() -> None:
    assert looks_like_unit("澜州市公交集团")
    assert looks_like_unit("市第二人民医院")
    assert not looks_like_unit("经研究，市财政局")
    assert not looks_like_unit("工作总结")


@given(st.text(alphabet="市省县区广东澜州财政教育局委员会质监、，我", max_size=30))
def test_mentions_are_exact_and_do_not_overlap(text: str) -> None:
    end = 0
    for mention in find_organs(text):
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.organ.name
        end = mention.end


@given(
    st.text(alphabet="市省澜州东莞财政教育局厅质监", max_size=8),
    st.text(alphabet="市省澜州东莞财政教育局厅质监", max_size=8),
)
def test_sameness_holds_both_ways(one: str, other: str) -> None:
    assert same_organ(one, other) == same_organ(other, one)
    assert same_organ(one, one)
