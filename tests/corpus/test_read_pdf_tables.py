"""Tables of PDF pages: ruled, merged, cut by page breaks, and without rules."""

from corpus.read.blocks import Cell
from corpus.read.pdf import read_pdf
from corpus.read.pdf_cells import PageTable
from corpus.read.pdf_continued import continued
from corpus.read.pdf_drawing import Rule
from corpus.read.pdf_grid import find_grids
from corpus.read.pdf_page import PlacedTable
from corpus.source import Source
from tests.corpus.pdf_paper import FULL, SIZE, Placed, cells, letter, pdf, rules

COLUMNS = (80.0, 130.0, 300.0, 528.0)
HEADER = ("序号", "重点任务", "牵头单位")


def read(data: bytes) -> Source:
    return read_pdf(data, "分工表.pdf")


def tables(source: Source) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in source.blocks if block.kind == "table"]


def page(rows: list[tuple[str, ...]], top: float = 740.0, height: float = 40.0) -> tuple[list[Placed], str]:
    edges = [top - height * at for at in range(len(rows) + 1)]
    return cells(COLUMNS, edges, rows), rules(COLUMNS, edges)


def tasks(first: int, last: int) -> list[tuple[str, ...]]:
    return [(str(at), f"任务{at}", f"单位{at}") for at in range(first, last + 1)]


def test_a_table_over_four_pages_with_its_header_on_each_is_one() -> None:
    spans = [(1, 12), (13, 20), (21, 30), (31, 35)]
    pages = [page([HEADER, *tasks(*span)]) for span in spans]
    numbered = [[*words, (280.0, 40.0, 14.0, f"— {at} —")] for at, (words, _) in enumerate(pages, start=1)]
    source = read(pdf(numbered, [drawn for _, drawn in pages]))
    assert tables(source) == [(HEADER, *tasks(1, 35))]
    assert source.text.count("序号") == 1


def test_a_table_goes_on_without_its_header_where_the_columns_agree() -> None:
    pages = [page([HEADER, *tasks(1, 15)]), page(tasks(16, 18))]
    source = read(pdf([words for words, _ in pages], [drawn for _, drawn in pages]))
    assert tables(source) == [(HEADER, *tasks(1, 18))]


def test_a_table_that_ends_in_the_middle_of_a_page_does_not_go_on() -> None:
    pages = [page([HEADER, *tasks(1, 3)]), page([("姓名", "职务", "电话"), ("甲", "处长", "1")])]
    source = read(pdf([words for words, _ in pages], [drawn for _, drawn in pages]))
    assert len(tables(source)) == 2


def test_a_row_cut_by_the_page_break_is_whole_again() -> None:
    pages = [
        page([HEADER, *tasks(1, 14), ("15", "任务15", "省科技厅、财政厅、环境")]),
        page([("", "", "保护厅"), *tasks(16, 17)]),
    ]
    source = read(pdf([words for words, _ in pages], [drawn for _, drawn in pages]))
    assert tables(source)[0][15] == ("15", "任务15", "省科技厅、财政厅、环境保护厅")
    assert tables(source)[0][16:] == tuple(tasks(16, 17))


def piece(page: int, rows: list[tuple[str, ...]], below: float = 0.15) -> PlacedTable:
    filled: tuple[tuple[Cell, ...], ...] = tuple(tuple((text,) if text else () for text in row) for row in rows)
    return PlacedTable(PageTable(80, 528, 740, 100, COLUMNS, filled), page, (80, 102, 528, 742), page, below)


def test_a_merged_cell_cut_by_the_page_break_fills_the_rows_after_it() -> None:
    whole = continued(piece(0, [("类别", "案号", "案由"), ("提案", "1", "甲"), ("提案", "2", "乙")]),
                      piece(1, [("", "3", "丙"), ("建议", "4", "丁"), ("", "5", "戊")]))  # fmt: skip
    assert whole is not None
    assert [row[0] for row in whole.table.rows] == [("类别",), ("提案",), ("提案",), ("提案",), ("建议",), ()]
    assert (whole.page, whole.last) == (0, 1)
    assert continued(whole, piece(1, [("6", "己", "庚")])) is None


def test_a_merged_cell_gives_its_value_to_each_of_its_rows() -> None:
    rows = (740.0, 700.0, 660.0, 620.0)
    drawn = "".join(f"{x} 740 m {x} 620 l S\n" for x in COLUMNS)
    drawn += "".join(f"{130 if y in (700.0, 660.0) else 80} {y} m 528 {y} l S\n" for y in rows)
    drawn = drawn.replace("130 700.0 m", "80 700.0 m")  # only the second and the third row share their first cell
    words = [(86.0, 716.0, 12.0, "类别"), (136.0, 716.0, 12.0, "案由"), (306.0, 716.0, 12.0, "单位")]
    words += [(86.0, 656.0, 12.0, "提案"), (136.0, 676.0, 12.0, "甲"), (306.0, 676.0, 12.0, "市民政局")]
    words += [(136.0, 636.0, 12.0, "乙"), (306.0, 636.0, 12.0, "市财政局")]
    assert tables(read(pdf([words], drawn))) == [
        (("类别", "案由", "单位"), ("提案", "甲", "市民政局"), ("提案", "乙", "市财政局"))
    ]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    across = [Rule(y, 80, 528) for y in (740, 700, 660)]
    grids = find_grids(across, [Rule(x, 660, 740) for x in (200, 360)])
    assert [(grid.columns, grid.rows) for grid in grids] == [((80, 200, 360, 528), (740, 700, 660))]


def test_rules_drawn_as_strips_and_dashes_form_a_table() -> None:
    strips = "".join(f"80 {y} 448 0.5 re f\n" for y in (660, 700, 740))
    dashes = "".join(f"{x} {y} m {x} {y + 5} l S\n" for x in (80, 300, 528) for y in range(660, 735, 8))
    words = [
        (90.0, 715.0, 12.0, "甲"),
        (310.0, 715.0, 12.0, "乙"),
        (90.0, 675.0, 12.0, "丙"),
        (310.0, 675.0, 12.0, "丁"),
    ]
    assert tables(read(pdf([words], strips + dashes))) == [(("甲", "乙"), ("丙", "丁"))]


def test_lines_of_a_cell_are_one_paragraph_where_they_are_full_and_several_where_they_end_early() -> None:
    words = [(86.0, 722.0, 12.0, "序"), (86.0, 708.0, 12.0, "号"), (136.0, 716.0, 12.0, "任务")]
    words += [(136.0, 682.0, 12.0, "加快建设养老服务设施加快建"), (136.0, 668.0, 12.0, "设"), (86.0, 676.0, 12.0, "1")]
    words += [(306.0, 716.0, 12.0, "单位"), (306.0, 682.0, 12.0, "市民政局"), (306.0, 668.0, 12.0, "市财政局")]
    found = tables(read(pdf([words], rules(COLUMNS, (740, 700, 660)))))
    assert found == [(("序号", "任务", "单位"), ("1", "加快建设养老服务设施加快建设", "市民政局 市财政局"))]


def test_columns_of_short_entries_without_rules_are_a_table() -> None:
    rows = [
        ("年度", "主办", "会办", "合计"),
        ("2016", "5", "12", "17"),
        ("2017", "7", "10", "17"),
        ("2018", "6", "13", "19"),
    ]
    words = [
        (x, 650.0 - 24 * at, 12.0, word)
        for at, row in enumerate(rows)
        for x, word in zip((100, 200, 300, 400), row, strict=True)
    ]
    source = read(pdf([[*letter((2, "办理情况如下。"), top=700), *words, *letter((2, "特此报告。"), top=500)]]))
    assert [block.kind for block in source.blocks] == ["paragraph", "table", "paragraph"]
    assert tables(source) == [tuple(rows)]


def test_frames_underlines_and_squared_paper_are_no_tables() -> None:
    frame = "60 60 475 740 re S\n" + "200 690 m 400 690 l S\n"
    squared = rules([float(x) for x in range(80, 530, 15)], [float(y) for y in range(500, 200, -15)])
    source = read(pdf([letter((2, FULL[:26]), (0, "道。"))], frame + squared))
    assert [block.kind for block in source.blocks] == ["paragraph"]


def test_a_table_has_its_place() -> None:
    words, drawn = page([HEADER, *tasks(1, 2)])
    place = read(pdf([words], drawn)).blocks[0].place
    assert place is not None and (place.unit, place.at, place.box) == ("page", 1, (80.0, 102.0, 528.0, 222.0))
    assert SIZE == 16
