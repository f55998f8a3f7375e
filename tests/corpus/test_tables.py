import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Table
from corpus.parse import parse
from corpus.read.plain import read_plain
from corpus.source import Block, Source
from corpus.structure.tables import find_tables

HEADER = "序号\t任务\t牵头单位"


def test_pieces_with_one_header_are_one_table() -> None:
    source = read_plain(f"分工表\n{HEADER}\n1\t停车\t市城管局\n\n{HEADER}\n2\t公交\t市交通局\n完。\n")
    (table,) = find_tables(source)
    assert [row[0] for row in table.rows] == ["序号", "1", "2"]
    assert source.text[table.start : table.end].startswith(HEADER)


def test_tables_with_other_headers_or_words_between_stay_apart() -> None:
    apart = read_plain(f"{HEADER}\n1\t停车\t市城管局\n说明。\n{HEADER}\n2\t公交\t市交通局\n")
    assert len(find_tables(apart)) == 2
    other = read_plain(f"{HEADER}\n1\t停车\t市城管局\n\n年份\t件数\t比例\n2024\t3\t1%\n")
    assert len(find_tables(other)) == 2


def test_a_row_is_found_under_its_header() -> None:
    text = f"任务分工方案\n{HEADER}\n1\t停车\t市城管局\n\n{HEADER}\n2\t公交\t市交通局\n"
    passages = parse(read_plain(text)).passages
    headed = {text[p.start : p.end]: p.heading[1:] for p in passages}
    assert headed["1\t停车\t市城管局"] == headed["2\t公交\t市交通局"] == ("序号 任务 牵头单位",)
    assert headed[HEADER] == ()


@pytest.mark.parametrize(
    "between",
    [
        "\n",
        "\n— 3 —\n\n",
        "\n第 3 页 共 9 页\n",
        "\n（续表）\n",
        "\n续表1：\n",
        "\n表1 分工表（续）\n",
        "\n表1 分工表\n",
    ],
)
def test_what_a_page_break_leaves_parts_no_table(between: str) -> None:
    text = f"表1 分工表\n{HEADER}\n1\t停车\t市城管局\n{between}{HEADER}\n2\t公交\t市交通局\n完。\n"
    (table,) = find_tables(read_plain(text))
    assert [row[0] for row in table.rows] == ["序号", "1", "2"]
    assert (table.caption, table.header_rows) == ("表1 分工表", 1)


def test_numbers_that_go_on_are_one_table_without_a_second_header() -> None:
    text = f"{HEADER}\n1\t停车\t市城管局\n2\t公厕\t市城管局\n\n3\t公交\t市交通局\n4\t道路\t市交通局\n"
    (table,) = find_tables(read_plain(text))
    assert [row[0] for row in table.rows] == ["序号", "1", "2", "3", "4"]


def grid(*rows: tuple[str, ...]) -> Table:
    (table,) = find_tables(Source("x" * 40, (Block("table", 0, 40, 0, rows),), "docx"))
    return table


@pytest.mark.parametrize(
    "head",
    [
        (("序号", "任务", "责任单位", ""), ("序号", "任务", "牵头", "配合")),
        (("序号", "任务", "责任单位", "责任单位"), ("", "", "牵头", "配合")),
        (("分工表", "", "", ""), ("序号", "任务", "责任单位", ""), ("", "", "牵头", "配合")),
    ],
)
def test_a_header_of_several_rows_is_joined(head: tuple[tuple[str, ...], ...]) -> None:
    table = grid(*head, ("1", "停车", "甲局", "乙局"), ("2", "公厕", "丙局", ""))
    assert table.header == ("序号", "任务", "责任单位/牵头", "责任单位/配合")
    assert table.header_rows == len(head)
    assert table.caption == ("分工表" if len(head) == 3 else None)


def test_a_cell_that_spans_rows_is_repeated() -> None:
    table = grid(("类别", "任务", "单位"), ("交通", "停车", "甲局"), ("", "公交", "乙局"), ("环境", "公厕", ""))
    assert [row[0] for row in table.rows[1:]] == ["交通", "交通", "环境"]
    assert table.rows[3] == ("环境", "公厕", "")


def test_rows_of_data_are_no_header() -> None:
    assert grid(("年份", "件数"), ("2023", "19"), ("2024", "21")).header == ("年份", "件数")
    assert grid(("2023", "19"), ("2024", "21")).header == ()


def test_a_form_is_told_from_records() -> None:
    form = grid(("案号", "20260105"), ("案题", "关于停车的提案"), ("提案者", "周某某"))
    assert form.form
    assert form.header == ()
    assert not grid(("案号", "案题"), ("20260105", "关于停车的提案"), ("20260106", "关于公交的提案")).form


@given(st.lists(st.lists(st.sampled_from(["", "序号", "任务", "牵头", "1", "2", "停车。"]), min_size=3, max_size=3)))
def test_any_grid_is_read(rows: list[list[str]]) -> None:
    source = Source("x" * 40, (Block("table", 0, 40, 0, tuple(map(tuple, rows))),), "docx")
    for table in find_tables(source):
        assert len(table.rows) == len(rows)
        assert 0 <= table.header_rows < len(rows)
