from pathlib import Path

from corpus.read import read
from corpus.read.plain import read_plain


def test_keeps_the_text_and_marks_its_lines() -> None:
    text = "\n  关于养老的建议  \n\n一、背景\n"
    source = read_plain(text)
    assert source.text == text
    assert source.media == "text"
    assert [text[b.start : b.end] for b in source.blocks] == ["关于养老的建议", "一、背景"]
    assert {b.kind for b in source.blocks} == {"paragraph"}


def test_lines_with_the_same_tabs_are_a_table() -> None:
    text = "任务分工表\n序号\t任务\t单位\n1\t养老\t民政局\n2\t托育\t \n附则"
    source = read_plain(text)
    table = next(b for b in source.blocks if b.kind == "table")
    assert table.rows == (("序号", "任务", "单位"), ("1", "养老", "民政局"), ("2", "托育", ""))
    assert text[table.start : table.end] == "序号\t任务\t单位\n1\t养老\t民政局\n2\t托育\t "


def test_indented_paragraphs_are_no_table() -> None:
    source = read_plain("\t第一段。\n\t第二段。\n")
    assert [b.kind for b in source.blocks] == ["paragraph", "paragraph"]


def test_the_task_table_of_a_real_notice(shared: Path) -> None:
    source = read(shared / "seeds" / "003_1b91515ddbf72ee2.txt")
    tables = [b for b in source.blocks if b.kind == "table"]
    assert [len(b.rows) - 1 for b in tables] == [9, 11, 10, 5]
    assert {b.rows[0] for b in tables} == {("序号", "重点工作任务", "牵头单位", "参与单位")}
    assert [row[0] for b in tables for row in b.rows[1:]] == [str(n) for n in range(1, 36)]
    assert source.text == (shared / "seeds" / "003_1b91515ddbf72ee2.txt").read_text("utf-8")
