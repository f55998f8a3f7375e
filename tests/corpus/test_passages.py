from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Passage
from corpus.parse import parse
from corpus.source import Source
from corpus.structure.lines import lines
from corpus.structure.passages import LONGEST

LETTER = """澜州市教育局关于课后服务的通知
一、总体要求
坚持公益普惠。
二、主要任务
（一）扩大覆盖面
所有学校应当开展课后服务。
（二）提高质量
1.丰富课程
每周不少于两门。
三、加强领导。各县（区）要建立机制。
"""


def parsed(text: str) -> tuple[Passage, ...]:
    return parse(Source(text, (), "text")).passages


def test_passages_carry_their_heading_path() -> None:
    found = next(p for p in parsed(LETTER) if "每周不少于两门" in LETTER[p.start : p.end])
    assert found.heading[1:] == ("二、主要任务", "（二）提高质量", "1.丰富课程")


def test_articles_are_passages_of_their_own() -> None:
    text = "澜州市停车管理办法\n第一条　为了规范停车，制定本办法。\n第二条　本办法适用于本市。\n"
    starts = [text[p.start : p.start + 3] for p in parsed(text)]
    assert starts[-2:] == ["第一条", "第二条"]


def test_a_long_paragraph_is_cut_at_sentences() -> None:
    text = "总结\n" + "全年新增公共停车泊位三千余个，较上年有所增加。" * 60
    found = parsed(text)
    assert all(p.end - p.start <= LONGEST + 60 for p in found)
    assert all(text[p.start : p.end].endswith("。") for p in found[1:])


@given(st.text(alphabet="一二、（）1.第条。\n 建议:：甲乙“”《》", max_size=120))
def test_every_line_lies_in_exactly_one_passage(text: str) -> None:
    document = parse(Source(text, (), "text"))
    covered = [0] * len(text)
    for passage in document.passages:
        for at in range(passage.start, passage.end):
            covered[at] += 1
    assert all(count <= 1 for count in covered)
    for line in lines(text):
        assert all(covered[line.start : line.end])


@given(st.text(max_size=200))
def test_any_text_is_a_document(text: str) -> None:
    document = parse(Source(text, (), "text"))
    assert document.text == text
