import pytest

from corpus.document import Section
from corpus.parse import parse
from corpus.source import Block, Source
from corpus.structure.headings import find_headings, heading_of, heading_tree
from corpus.structure.lines import Line, lines


def tree(text: str, blocks: tuple[Block, ...] = ()) -> tuple[Section, ...]:
    return heading_tree(find_headings(Source(text, blocks, "text"), lines(text)), len(text))


def outline(sections: tuple[Section, ...]) -> list[object]:
    return [(s.number + s.heading, outline(s.children)) if s.children else s.number + s.heading for s in sections]


@pytest.mark.parametrize(
    ("line", "text", "run_in"),
    [
        ("一、总体要求", "总体要求", False),
        ("（二）高度重视，加强领导", "高度重视，加强领导", False),
        ("三、**完善考核。**各地要健全机制。", "完善考核", True),
        ("1. 提高站位", "提高站位", False),
    ],
)
def test_heading_lines(line: str, text: str, run_in: bool) -> None:
    heading = heading_of(Line(0, len(line), line))
    assert heading is not None
    assert (heading.text, heading.run_in) == (text, run_in)


@pytest.mark.parametrize(
    "line",
    [
        "一、各单位要加强配合，按时报送。",
        "- 二、参考题目",
        "第三条　本办法适用于本市。",
        "一是建立台账",
        "全市推进情况",
        "1.",
        "①公开名录",
    ],
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert heading_of(Line(0, len(line), line)) is None


def test_levels_nest_and_close() -> None:
    text = "一、甲\n（一）乙\n1.丙\n话。\n2.丁\n（二）戊\n二、己\n1.庚\n"
    assert outline(tree(text)) == [
        ("一、甲", [("（一）乙", ["1.丙", "2.丁"]), "（二）戊"]),
        ("二、己", ["1.庚"]),
    ]
    first = tree(text)[0]
    assert text[first.start : first.end] == text[: text.index("二、")]


def test_a_first_sentence_with_commas_is_a_heading_beside_others() -> None:
    text = "1.强化意识，凝聚共识。各级要重视。\n2.开展培训。全年两次。\n"
    assert outline(tree(text)) == ["1.强化意识，凝聚共识", "2.开展培训"]


def test_a_first_sentence_with_commas_alone_is_none() -> None:
    assert tree("1.强化意识，凝聚共识。各级要重视。\n话。\n") == ()


def test_headings_the_format_marks() -> None:
    text = "工作总结\n主要做法\n话。\n"
    blocks = (Block("heading", 0, 4, 1), Block("heading", 5, 9, 2), Block("paragraph", 10, 12))
    assert outline(tree(text, blocks)) == ["主要做法"]


def test_a_table_and_a_list_of_attachments_hold_no_headings() -> None:
    text = "附件：1.任务分工表\n2.参考题目\n\n序号\t任务\n一、甲\t乙\n"
    start = text.index("序号")
    table = Block("table", start, len(text) - 1, rows=(("序号", "任务"), ("一、甲", "乙")))
    assert parse(Source(text, (table,), "text")).sections == ()


def test_a_section_ends_where_an_attachment_begins() -> None:
    text = "市教育局工作总结\n一、甲\n话。\n附件2\n参考题目\n- 一、乙\n"
    (section,) = parse(Source(text, (), "text")).sections
    assert text[section.start : section.end].strip() == "一、甲\n话。"


def test_asks_are_no_headings() -> None:
    body = "一、基本情况\n车多。\n二、几点建议\n（一）增加泊位\n新建一处。\n（二）错时开放\n"
    text = f"案由：关于停车的提案\n提案者：甲某\n{body}"
    document = parse(Source(text, (), "text"))
    assert outline(document.sections) == ["一、基本情况", "二、几点建议"]
    assert document.case is not None and [s.id for s in document.case.suggestions] == ["1", "2"]


def test_a_short_sentence_alone_is_a_heading_beside_others() -> None:
    assert outline(tree("1.完善标准。制定标准五项。\n2.加强培训。\n")) == ["1.完善标准", "2.加强培训"]
    assert tree("1.完善标准。\n2.加强培训。\n") == ()


def test_who_is_responsible_is_no_part_of_a_heading() -> None:
    assert outline(tree("（三）扩大供给。新增床位三千张。（责任单位：市民政局）\n")) == ["（三）扩大供给"]


def test_a_number_of_the_old_form_is_no_heading() -> None:
    assert outline(parse(Source("（86）澜府发12号\n关于水利的决定\n一、目标\n", (), "text")).sections) == ["一、目标"]
