from pathlib import Path

from corpus.read import read
from corpus.read.plain import read_plain
from corpus.source import Place


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


def test_places_are_offsets_into_the_text() -> None:
    source = read_plain("关于养老的建议\n\n　　正文。\n甲\t乙\n1\t2\n")
    assert [(b.kind, b.place) for b in source.blocks] == [
        ("paragraph", Place("offset", 0)),
        ("paragraph", Place("offset", 11)),
        ("table", Place("offset", 15)),
    ]


def wrapped(paragraphs: list[str], characters: int) -> str:
    pieces = (p[at : at + characters] for p in paragraphs for at in range(0, len(p), characters))
    return "\n".join(pieces) + "\n"


def test_paragraphs_broken_at_a_fixed_width_are_one_block_each() -> None:
    paragraphs = [
        "关于加强养老服务工作的建议",
        "　　" + "近年来我市养老服务设施建设取得明显成效" * 6 + "。",
        "　　" + "目前还存在床位不足和服务单一等问题" * 5 + "。",
        "一、建议加大投入。",
        "二、" + "建议由市民政局牵头制定社区食堂的建设标准" * 4 + "。",
    ]
    text = wrapped(paragraphs, 35)
    source = read_plain(text)
    assert source.text == text
    assert [text[b.start : b.end].replace("\n", "") for b in source.blocks] == [p.strip() for p in paragraphs]


def test_lines_of_different_length_stay_apart() -> None:
    text = "近年来我市养老服务设施建设取得明显成效并且\n床位不足\n近年来我市托育服务设施建设取得成效\n服务单一\n"
    assert len(read_plain(text).blocks) == 4


def test_full_lines_that_end_a_sentence_or_begin_an_item_stay_apart() -> None:
    items = [f"{n}.建议在各街道新建一处社区食堂和日间照料中心并配备人员" for n in range(1, 7)]
    assert len(read_plain("\n".join(items)).blocks) == 6
    assert len(read_plain("\n".join(["建议在各街道新建一处社区食堂和日间照料中心。"] * 6)).blocks) == 6
