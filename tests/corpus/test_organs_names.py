import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.offices.organ_names import one_edit, resolve, successor, valid_on


@pytest.mark.parametrize(
    ("name", "region", "on", "expected"),
    [
        ("市质监局", "东莞市", "2016-05-01", ("东莞市质监局", "short", False, ())),
        ("市质监局", "东莞市", "2019-06-01", ("东莞市质监局", "short", True, ("东莞市市场监督管理局",))),
        ("省海洋与渔业厅", None, "2020", ("省海洋与渔业厅", "full", True, ("省自然资源厅", "省农业农村厅"))),
        ("环境保护部", None, "2019-01", ("环境保护部", "full", True, ("生态环境部",))),
        ("广东银监局", None, "2024-03", ("广东银监局", "short", True, ("广东金融监管局",))),
        ("区教体局", None, "2024", ("区教体局", "short", False, ())),
        ("省环境保护", "广东省", "2016", ("广东省环境保护厅", "typo", False, ())),
        ("市人力资源社会保障居", None, None, ("市人力资源社会保障局", "typo", False, ())),
    ],
)
def test_what_a_name_means(
    name: str, region: str | None, on: str | None, expected: tuple[str, str, bool, tuple[str, ...]]
) -> None:
    found = resolve(name, region, on)
    assert found is not None
    assert (found.name, found.how, found.former, found.current) == expected


@pytest.mark.parametrize("name", ["广东省监局", "某某公司", "", "市", "教育", "委"])
def test_names_that_mean_nothing_certain(name: str) -> None:
    assert resolve(name) is None


def test_a_place_that_is_another_stays() -> None:
    found = resolve("省教育厅", "东莞市")
    assert found is not None
    assert found.name == "省教育厅"
    national = resolve("教育部", "东莞市")
    assert national is not None
    assert national.name == "教育部"


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("市质监局", None, "市市场监督管理局"),
        ("市卫生局", "2016-06", "市卫生和计划生育局"),
        ("市卫生局", None, "市卫生健康局"),
        ("省卫生厅", None, "省卫生健康委员会"),
        ("市教育局", None, None),
        ("某某公司", None, None),
    ],
)
def test_who_came_after(name: str, on: str | None, expected: str | None) -> None:
    assert successor(name, on) == expected


def test_validity_of_a_name() -> None:
    assert valid_on("省国土资源厅", "2017-01-01") is True
    assert valid_on("省国土资源厅", "2020-01-01") is False
    assert valid_on("省数据局", "2020-01-01") is False
    assert valid_on("某某公司", "2020-01-01") is None


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("环境保护", "环境保护厅", True),
        ("环镜保护厅", "环境保护厅", True),
        ("环境护保厅", "环境保护厅", True),
        ("环境保护厅", "环境保护厅", False),
        ("环保厅", "环境保护厅", False),
    ],
)
def test_one_wrong_character(one: str, other: str, near: bool) -> None:
    assert one_edit(one, other) is near
    assert one_edit(other, one) is near


@given(st.text(alphabet="环境保护厅局", min_size=2, max_size=7), st.data())
def test_a_character_left_out_is_one_edit(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    assert one_edit(name, name[:at] + name[at + 1 :])
