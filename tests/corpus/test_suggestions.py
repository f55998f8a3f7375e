import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cases.suggestions import find_suggestions


def ids(text: str) -> list[str]:
    return [s.id for s in find_suggestions(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.建立制度。\n2.加大投入。\n", ["1", "2"]),
        ("一、建立制度。\n二、加大投入。\n", ["1", "2"]),
        ("一、建立制度\n1.设立名录。\n2.公开结果。\n二、加大投入\n", ["1", "1.1", "1.2", "2"]),
        ("1.建立制度。\n2.加大投入。\n2.1设立资金。\n2.2简化申报。\n", ["1", "2", "2.1", "2.2"]),
        ("（一）加强引领。\n1.制定规划。\n（二）强化宣传。\n", ["1", "1.1", "2"]),
        ("一是完善办法。二是支持开放。三是加强监管。", ["1", "2", "3"]),
        ("1、增设减速带;2、整治流动摊贩;3、推行错峰放学。\n", ["1", "2", "3"]),
        ("第一，完善政策。\n第二，优化布局。\n", ["1", "2"]),
        ("道路狭窄。建议拓宽道路。应当增设路灯。\n", ["1", "2"]),
        ("希望有关部门在调整前多到社区听取意见。", ["1"]),
        ("有人建议过此事。天气晴朗。", []),
        ("", []),
    ],
)
def test_layouts(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_offsets_are_exact_and_children_name_their_parent() -> None:
    text = "前言。\n一、建立制度\n1.设立名录。\n"
    first, second = find_suggestions(text, 3, len(text))
    assert text[second.start : second.end] == second.text == "1.设立名录。"
    assert (first.parent, second.parent, second.number) == (None, "1", "1")


def test_notes_and_closing_words_are_no_part_of_the_last_ask() -> None:
    for after in ("以上建议，请予采纳。", "【示例文件：虚构。】"):
        text = f"1.加强宣传，\n让企业知晓。\n{after}\n"
        assert find_suggestions(text, 0, len(text))[0].text == "1.加强宣传，\n让企业知晓。"


def test_numbers_that_start_anew_keep_their_own_ids() -> None:
    found = ids("1.甲事项。\n1.乙事项。\n")
    assert len(set(found)) == 2


@given(st.text(alphabet="一二1.2、（）建议是。；\n 的应当", max_size=80))
def test_any_text_gives_asks_with_exact_spans_and_unique_ids(text: str) -> None:
    found = find_suggestions(text, 0, len(text))
    assert all(text[s.start : s.end] == s.text for s in found)
    assert len({s.id for s in found}) == len(found)
    assert all(s.parent is None or s.parent in {o.id for o in found} for s in found)
