import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from corpus.errors import UnusableInput
from corpus.read import read_bytes
from corpus.read.sheet import MOST_CELLS
from corpus.read.sheet_cells import Value, shown
from corpus.source import Block, Source
from tests.corpus.compound_files import compound_file

HEADER = ("序号", "提案号", "案由", "主办单位", "办结日期")


def workbook(fill: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ledger(book: openpyxl.Workbook) -> None:
    """A ledger as offices keep it: title, unit and date above, a header of two rows, merged units, a note below."""
    sheet = book.active
    assert sheet is not None
    sheet.title = "2024年"
    sheet["A1"] = "澜溪市政协提案办理台账"
    sheet["A2"] = "填报单位：市民政局"
    sheet["F2"] = "填报时间：2024年5月"
    for column, name in enumerate(("序 号", "提案号", "案  由", "承办单位", None, "办结\n日期", "办结率"), 1):
        sheet.cell(3, column, name)
    sheet["D4"], sheet["E4"] = "主办", "会办"
    sheet.append([1, 12, "关于养老", "市民政局", "市财政局\n市人社局", date(2024, 5, 1), 0.853])
    sheet.append([2, 13, "关于托育", None, "市教育局", date(2024, 6, 1), 1])
    sheet.append([None, None, " ", None, None, None, None])
    sheet.append([3, 14, "关于停车", "市公安局", None, None, 0.5])
    sheet["A10"] = "注：本表每月报送。"
    for merged in ("A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "G3:G4", "D5:D6", "A10:G10"):
        sheet.merge_cells(merged)
    for row in (5, 6, 8):
        sheet.cell(row, 2).number_format = "0000"
        sheet.cell(row, 7).number_format = "0.0%"


def sheet(*rows: tuple[Value, ...]) -> Callable[[openpyxl.Workbook], None]:
    def fill(book: openpyxl.Workbook) -> None:
        assert book.active is not None
        for row in rows:
            book.active.append(row)

    return fill


def read_book(fill: Callable[[openpyxl.Workbook], object]) -> Source:
    return read_bytes(workbook(fill), "台账.xlsx")


def table(source: Source) -> Block:
    [found] = [block for block in source.blocks if block.kind == "table"]
    return found


LEDGER = (
    ("序号", "提案号", "案由", "承办单位", "承办单位", "办结日期", "办结率"),
    ("序号", "提案号", "案由", "主办", "会办", "办结日期", "办结率"),
    ("1", "0012", "关于养老", "市民政局", "市财政局 市人社局", "2024-05-01", "85.3%"),
    ("2", "0013", "关于托育", "市民政局", "市教育局", "2024-06-01", "100.0%"),
    ("3", "0014", "关于停车", "市公安局", "", "", "50.0%"),
)


def test_a_ledger_reads_with_its_title_header_rows_and_note() -> None:
    source = read_book(ledger)
    lines = source.text.split("\n")
    assert lines[:2] == ["澜溪市政协提案办理台账", "填报单位：市民政局 填报时间：2024年5月"]
    assert lines[-1] == "注：本表每月报送。"
    assert table(source).rows == LEDGER
    assert source.media == "sheet"


def test_blocks_lie_where_they_say() -> None:
    source = read_book(ledger)
    for block in source.blocks:
        lines = source.text[block.start : block.end].split("\n")
        assert lines == ["\t".join(row) for row in block.rows] if block.rows else len(lines) == 1
    places = [(block.place.unit, block.place.at, block.place.part) for block in source.blocks if block.place]
    assert places == [("row", row, "2024年") for row in (1, 2, 3, 10)]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice makes the .xls")
def test_an_old_workbook_reads_like_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(workbook(ledger))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "台账.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    if not (tmp_path / "台账.xls").exists():
        pytest.skip("LibreOffice is there without Calc")
    data = (tmp_path / "台账.xls").read_bytes()
    assert (old := read_bytes(data, "台账.xls")).text == read_book(ledger).text
    assert old.blocks == read_book(ledger).blocks
    assert read_bytes(data, "台账.et").text == old.text


def test_each_of_several_sheets_has_its_name_as_heading() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for name in ("一季度", "二季度"):
            made = book.create_sheet(name)
            made.append(HEADER)
            made.append((1, "0012", "关于养老", "市民政局", "2024-05-01"))

    source = read_book(fill)
    assert [source.text[b.start : b.end] for b in source.blocks if b.kind == "heading"] == ["一季度", "二季度"]
    assert [b.place.part for b in source.blocks if b.kind == "table" and b.place] == ["一季度", "二季度"]


def test_a_hidden_sheet_is_left_out_and_told() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet(HEADER, (1, "0012", "养老", "市民政局", None))(book)
        hidden = book.create_sheet("选项")
        hidden.append(["主办"])
        hidden.sheet_state = "hidden"

    source = read_book(fill)
    assert "主办\n" not in source.text
    assert source.notices == ("“台账.xlsx”里隐藏的工作表（选项）没有读取。",)


def test_formulas_read_as_the_value_saved_with_them() -> None:
    data = edited(workbook(sheet(("项目", "金额"), ("合计", 7))), "<v>7</v>", "<f>SUM(1,6)</f><v>7</v>")
    assert table(read_bytes(data, "表.xlsx")).rows == (("项目", "金额"), ("合计", "7"))


def bare(shared: str, rows: str, prolog: str = "") -> bytes:
    """A workbook of the few parts that one needs, with a table of strings as Excel and WPS write it."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    related = [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="a" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="目录" sheetId="1" r:id="a0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(f'<Relationship Id="a{n}" Type="{office}/{t}" Target="{p}"/>' for n, (t, p) in enumerate(related))
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'{prolog}<sst xmlns="{main}">{shared}</sst>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return file.getvalue()


def test_shared_strings_read_with_their_runs_and_without_their_sounds() -> None:
    shared = (
        "<si><t>案由</t></si><si><t>单位</t></si><si><r><t>关于</t></r><r><t>养老</t></r></si>"
        '<si><t>市民政局_x000D_\n养老科</t><rPh sb="0" eb="1"><t>shi</t></rPh></si>'
    )
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>{first}</v></c><c r="B{row}" t="s"><v>{first + 1}</v></c></row>'
        for row, first in ((1, 0), (2, 2))
    )
    source = read_bytes(bare(shared, rows), "目录.xlsx")
    assert table(source).rows == (("案由", "单位"), ("关于养老", "市民政局 养老科"))


def edited(data: bytes, old: str, new: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            text = before.read(info)
            after.writestr(
                info.filename, text.replace(old.encode(), new.encode()) if "sheet1" in info.filename else text
            )
    return file.getvalue()


@pytest.mark.parametrize(
    ("value", "code", "number", "text"),
    [
        (12, "General", 0, "12"),
        (12.0, "General", 0, "12"),
        (12, "0000", 164, "0012"),
        (0.1 + 0.2, "General", 0, "0.3"),
        (1234567.5, "#,##0.00", 4, "1234567.5"),
        (0.853, "0.0%", 164, "85.3%"),
        (1, "0%", 9, "100%"),
        (True, "General", 0, "TRUE"),
        (float("nan"), "General", 0, ""),
        ("0012", "@", 49, "0012"),
        (None, "General", 0, ""),
        (datetime(2024, 5, 1), "yyyy-mm-dd", 164, "2024-05-01"),
        (datetime(2024, 5, 1, 14, 30), "yyyy-mm-dd hh:mm", 164, "2024-05-01 14:30"),
        (datetime(2024, 5, 1), 'yyyy"年"m"月"', 164, "2024-05"),
        (datetime(2024, 5, 1), 'yyyy"年"m"月"d"日";@', 164, "2024-05-01"),
        (datetime(2024, 5, 1), "General", 27, "2024-05"),
        (datetime(2024, 5, 1), "General", 31, "2024-05-01"),
        (time(9, 5), "h:mm", 20, "09:05"),
        (timedelta(hours=30), "[h]:mm", 164, "30:00"),
    ],
)
def test_values_are_shown_as_the_sheet_shows_them(value: Value, code: str, number: int, text: str) -> None:
    assert shown(value, code, number) == text


def test_a_chinese_date_format_known_only_by_number() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet(("案由", "到期"), ("养老", 45413), ("托育", 45414))(book)
        assert book.active is not None
        book.active["B2"].number_format = "0.000"

    data = workbook(fill)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w") as after:
        for info in before.infolist():
            text = before.read(info)
            after.writestr(info.filename, text.replace(b'numFmtId="164" fontId', b'numFmtId="31" fontId'))
    assert table(read_bytes(file.getvalue(), "表.xlsx")).rows[1:] == (("养老", "2024-05-01"), ("托育", "45414"))


def test_serial_days_in_a_column_of_dates_are_dates() -> None:
    source = read_book(sheet(("案由", "办结日期", "金额"), ("养老", 45413, 45413), ("托育", "未办结", 3)))
    assert table(source).rows[1:] == (("养老", "2024-05-01", "45413"), ("托育", "未办结", "3"))


def test_a_stray_cell_at_the_far_corner_costs_nothing() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet(HEADER, (1, "0012", "养老", "市民政局", None))(book)
        assert book.active is not None
        book.active["XFD1048576"] = " "
        book.active["XFC1048575"] = "角"

    rows = table(read_book(fill)).rows
    assert rows == ((*HEADER, ""), ("1", "0012", "养老", "市民政局", "", ""), ("", "", "", "", "", "角"))


def test_a_declared_dimension_is_not_believed() -> None:
    data = edited(workbook(sheet(("甲", "乙"), (1, 2))), 'ref="A1:B2"', 'ref="A1:XFD1048576"')
    assert table(read_bytes(data, "表.xlsx")).rows == (("甲", "乙"), ("1", "2"))


def test_too_many_cells_are_refused() -> None:
    text = "a,b\n" * (MOST_CELLS // 2 + 1)
    with pytest.raises(UnusableInput, match=r"“多\.csv”的内容过多.*拆分"):
        read_bytes(text.encode(), "多.csv")


def test_one_long_string_in_many_cells_is_refused_before_it_is_laid_out() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1000))
    data = bare(f"<si><t>{'长' * 30_000}</t></si>", rows)
    with pytest.raises(UnusableInput, match="内容过多"):
        read_bytes(data, "表.xlsx")


def test_long_cells_stay_in_the_row_of_a_ledger() -> None:
    rows = [(number, f"案由{number}", "建议内容。" * 100, "市民政局") for number in range(1, 5)]
    assert len(table(read_book(sheet(("序号", "案由", "内容", "单位"), *rows))).rows) == 5


def test_the_text_in_the_cell_of_a_form_is_paragraphs() -> None:
    content = "一、背景。\n" + "建议新建食堂。" * 40
    source = read_book(sheet(("案由", "关于养老"), ("提案者", "张三"), ("内容", content)))
    assert "\n一、背景。\n建议新建食堂。" in source.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_lists_are_read_whatever_parts_their_cells(encoding: str, delimiter: str) -> None:
    rows = [HEADER, ("1", "0012", '"关于“养老”,托育"', "市民政局", "2024-05-01"), ("2", "0013", "停车", "市公安局")]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    assert table(read_bytes(data, "目录.csv")).rows == (
        HEADER,
        ("1", "0012", "关于“养老”,托育", "市民政局", "2024-05-01"),
        ("2", "0013", "停车", "市公安局", ""),
    )


def test_what_excel_adds_to_a_list_is_taken_off() -> None:
    data = 'sep=;\r\n案号;案由\r\n="0012";养老\r\n'.encode("gbk")
    assert table(read_bytes(data, "目录.csv")).rows == (("案号", "案由"), ("0012", "养老"))


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    data = ('案号,案由\n0011,"养老\n' + "".join(f"{n},停车\n" for n in range(500))).encode()
    assert len(table(read_bytes(data, "目录.csv")).rows) == 502


def test_a_cell_of_several_lines_is_one_cell() -> None:
    source = read_bytes('案号,单位\n0012,"市民政局\n市财政局"\n0013,市公安局\n'.encode(), "目录.csv")
    assert table(source).rows[1:] == (("0012", "市民政局 市财政局"), ("0013", "市公安局"))


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_damaged_workbook_says_so(keep: float) -> None:
    data = workbook(ledger)
    with pytest.raises(UnusableInput, match=r"“台账\.xlsx”已损坏"):
        read_bytes(data[: int(len(data) * keep)], "台账.xlsx")


def test_an_empty_workbook_says_so() -> None:
    with pytest.raises(UnusableInput, match=r"“台账\.xlsx”里没有文字"):
        read_book(sheet())


def test_an_old_workbook_whose_sectors_form_a_ring_is_refused() -> None:
    data = bytearray(compound_file({"Workbook": bytes(8192)}))
    first = 512 + 4 * 2  # the entry of the stream's first sector: after the FAT itself and the directory
    data[first : first + 4] = (2).to_bytes(4, "little")
    with pytest.raises(UnusableInput, match=r"“旧\.xls”已损坏"):
        read_bytes(bytes(data), "旧.xls")
