import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.structure.markers import LEVEL, marker


@pytest.mark.parametrize(
    ("line", "style", "printed", "number"),
    [
        ("一、总体要求", "han", "一、", "1"),
        ("十二、其他", "han", "十二、", "12"),
        ("（三）推进试点", "han_paren", "（三）", "3"),
        ("(三)推进试点", "han_paren", "(三)", "3"),
        ("1.摸清底数", "arabic", "1.", "1"),
        ("１．摸清底数", "arabic", "１．", "1"),
        ("2、压实责任", "arabic", "2、", "2"),
        ("3）加强宣传", "arabic", "3）", "3"),
        ("3.1开展试点", "dotted", "3.1", "3.1"),
        ("3．2 健全制度", "dotted", "3．2", "3.2"),
        ("（1）设立名录", "arabic_paren", "（1）", "1"),
        ("⑫公开结果", "circled", "⑫", "12"),
        ("一是建立台账", "ordinal", "一是", "1"),
        ("第二，完善政策", "ordinal", "第二，", "2"),
        ("第三章　监督管理", "chapter", "第三章", "3"),
        ("第二节 分工", "clause", "第二节", "2"),
        ("第十七条　本办法所称", "article", "第十七条", "17"),
        ("第一百二十条之一　违反本法", "article", "第一百二十条之一", "120之一"),
        ("**一、加强协调。**各单位", "han", "一、", "1"),
        ("- 二、完善机制", "han", "二、", "2"),
    ],
)
def test_numbers_at_the_head_of_a_line(line: str, style: str, printed: str, number: str) -> None:
    mark = marker(line)
    assert mark is not None
    assert (mark.style, mark.printed, mark.number) == (style, printed, number)
    assert line[: mark.length].endswith(printed)


@pytest.mark.parametrize(
    "line",
    [
        "27.79 万亿元",
        "3.5%的增长",
        "2.0版上线",
        "09.07.2015  16:26",
        "2024年工作总结",
        "12月底前完成",
        "三、四季度开工",
        "第五条第二款规定",
        "第十百条　不成数",
        "十三五、十四五期间",
        "一致同意",
        "第三方评价",
        "",
        "**",
        "（一",
    ],
)
def test_what_only_looks_like_a_number(line: str) -> None:
    assert marker(line) is None


def test_levels_follow_the_standard() -> None:
    order = [LEVEL[style] for style in ("han", "han_paren", "arabic", "arabic_paren")]
    assert order == sorted(order)


@given(st.text(alphabet="第一二十百千〇0123.．、，（）()条章节之是①*- ", max_size=14))
def test_any_line_is_read(line: str) -> None:
    mark = marker(line)
    assert mark is None or (0 < mark.length <= len(line) and mark.number)
