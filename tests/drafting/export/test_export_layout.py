"""Measures worked out from the text: title lines, size of the mark, place of the signature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.export.layout import mark_size, read_layout, signature_indents, text_width
from drafting.export.title_lines import title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于市政协第20240118号提案的答复", ("关于市政协第20240118号提案的答复",)),
        (
            "关于东莞市政协十三届一次会议第20170411号提案的会办意见",
            ("关于东莞市政协十三届一次会议", "第20170411号提案的会办意见"),
        ),
        (
            "临川市住房和城乡建设局关于市十六届人大三次会议第1234号建议答复的函",
            ("临川市住房和城乡建设局", "关于市十六届人大三次会议", "第1234号建议答复的函"),
        ),
    ],
)
def test_titles_break_at_the_meaning(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title, 19.0) == lines


@given(st.text(alphabet="关于市政协第十四届三次会议20240118号提案《》的建议答复【待核实：】a", max_size=70))
def test_lines_make_up_the_title_and_open_no_mark_at_their_end(title: str) -> None:
    lines = title_lines(title, 19.0)
    assert "".join(lines) == title
    assert len(lines) == 1 or all(text_width(line, 1.0) <= 19.0 for line in lines)
    for line in lines[1:]:
        assert not line.startswith(("》", "：", "】", "的", "号"))


def test_the_mark_never_leaves_the_text_area() -> None:
    layout = read_layout("letter")
    assert mark_size("临川市财政局", layout) == 42.0
    long = "临川市住房和城乡建设局行政审批服务分局"
    assert text_width(long, mark_size(long, layout)) <= layout.page.text_width_pt
    assert mark_size("甲" * 60, layout) == 22.0


def test_name_is_centred_over_the_date() -> None:
    name, day = signature_indents("临川市财政局", "2024年6月12日")
    assert day == 64.0
    width = text_width("临川市财政局", 16.0)
    assert name + width / 2 == pytest.approx(day + text_width("2024年6月12日", 16.0) / 2)


def test_a_long_name_stands_two_characters_in() -> None:
    signature = "临川市住房和城乡建设局行政审批服务分局"
    name, day = signature_indents(signature, "2024年6月12日")
    assert name == 32.0
    centre = name + text_width(signature, 16.0) / 2
    assert day + text_width("2024年6月12日", 16.0) / 2 == pytest.approx(centre)
