import pytest

from corpus.document import Suggestion
from drafting.topic import topic


def ask(text: str, start: int = 0) -> Suggestion:
    return Suggestion("1", None, text, start, start + len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 健全低楼层住户协商机制。由街道牵头组建调解队伍。", "健全低楼层住户协商机制"),
        ("一是完善运营补助办法。改变按星级补助的方式。", "完善运营补助办法"),
        ("建议市交通运输局在新建小区和医院之间加开社区微公交，并公布计划。", "在新建小区和医院之间加开社区微公交"),
        ("2.为应对技术复杂化的趋势,应设立综合标准化专项资金,扶持企业。", "设立综合标准化专项资金"),
        ("站台的适老化改造应当与道路整治同步安排。", "站台的适老化改造"),
        (
            "1.按照《市标准化规划》内容,尽快出台新的《市推进标准化工程办法》(同时建议改名);",
            "出台新的《市推进标准化工程办法》",
        ),
    ],
)
def test_subject_of_an_ask(text: str, expected: str) -> None:
    assert topic(ask(text)).text == expected


def test_topic_keeps_its_place_in_the_case() -> None:
    case = "建议：\n1. 降低管线迁改成本。统一收费。"
    start = case.index("1.")
    found = topic(ask(case[start:], start))
    assert case[found.start : found.end] == found.text == "降低管线迁改成本"


def test_a_title_is_never_cut_open() -> None:
    text = "修订《" + "既有住宅加装电梯实施办法及其配套的补助资金管理细则和验收规程" * 2 + "》"
    found = topic(ask(text)).text
    assert found.count("《") == found.count("》")


def test_an_ask_without_an_action_still_has_a_subject() -> None:
    assert topic(ask("公交站台的座椅问题。")).text
