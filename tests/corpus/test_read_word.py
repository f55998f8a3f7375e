import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.errors import UnusableInput
from corpus.read import read, read_bytes
from corpus.source import Source

NAMES = nsdecls("w")


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_body(*elements: str, build: Callable[[Any], None] | None = None) -> Source:
    """A document whose body holds these elements (WordprocessingML without the namespace)."""
    document = docx.Document()
    if build is not None:
        build(document)
    body = document.element.body
    for element in elements:
        body.insert(
            len(body) - 1, parse_xml(element.replace(">", f" {NAMES}>", 1) if " xmlns" not in element else element)
        )
    return read_bytes(saved(document), "函.docx")


def texts(source: Source) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks]


def numbering(*levels: str, overrides: str = "") -> Callable[[Any], None]:
    """A list definition 70 with these levels, used by the numbers 7 and 8 (8 with ``overrides``)."""
    xml = "".join(f'<w:lvl w:ilvl="{at}">{level}</w:lvl>' for at, level in enumerate(levels))

    def build(document: Any) -> None:
        root = document.part.numbering_part.element
        root.insert(0, parse_xml(f'<w:abstractNum {NAMES} w:abstractNumId="70">{xml}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {NAMES} w:numId="7"><w:abstractNumId w:val="70"/></w:num>'))
        root.append(parse_xml(f'<w:num {NAMES} w:numId="8"><w:abstractNumId w:val="70"/>{overrides}</w:num>'))

    return build


def level(form: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'


def item(text: str, depth: int = 0, number: int = 7) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_reads_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_heading("关于养老的答复", 1)
    document.add_paragraph("　　李某委员：")
    table = document.add_table(rows=3, cols=3)
    for row, words in zip(
        table.rows, (("类别", "单位", "时限"), ("养老", "民政局", "6月"), ("", "财政局", "")), strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("专此答复。")
    source = read_bytes(saved(document), "函.docx")
    assert source.media == "docx"
    assert source.text.split("\n") == [
        "关于养老的答复",
        "李某委员：",
        "类别\t单位\t时限",
        "养老\t民政局\t6月",
        "养老\t财政局\t",
        "专此答复。",
    ]
    assert [(b.kind, b.level) for b in source.blocks] == [
        ("heading", 1),
        ("paragraph", 0),
        ("table", 0),
        ("paragraph", 0),
    ]
    assert source.blocks[2].rows[2] == ("养老", "财政局", "")


def test_a_cell_merged_across_leaves_blanks() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "任务分工表"
    for cell, word in zip(table.rows[1].cells, "甲乙丙", strict=True):
        cell.text = word
    source = read_bytes(saved(document), "函.docx")
    assert source.blocks[0].rows == (("任务分工表", "", ""), ("甲", "乙", "丙"))


def test_a_form_with_the_letter_in_a_cell_gives_paragraphs() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "案由", "关于养老的提案"
    table.cell(1, 0).text = "内容"
    table.cell(1, 1).text = "\n".join(
        f"{n}.建议第{n}项，说明有关情况和理由，请有关部门研究办理，并答复提案人，谢谢。" for n in range(1, 6)
    )
    source = read_bytes(saved(document), "函.docx")
    assert [b.kind for b in source.blocks] == ["table"] + ["paragraph"] * 6
    assert texts(source)[2].startswith("1.建议第1项")


def test_renders_the_numbers_word_generates() -> None:
    build = numbering(
        level("chineseCountingThousand", "%1、"),
        level("chineseCounting", "（%2）"),
        level("decimal", "%3."),
        level("decimal", "（%4）"),
    )
    source = with_body(
        item("工作情况"), item("养老", 1), item("设施", 2), item("床位", 3), item("服务", 2), item("托育", 1),
        item("打算"), item("近期", 1),
        build=build,
    )  # fmt: skip
    assert texts(source) == [
        "一、工作情况", "（一）养老", "1.设施", "（1）床位", "2.服务", "（二）托育", "二、打算", "（一）近期",
    ]  # fmt: skip


def test_numbers_of_statutes_and_of_nested_levels() -> None:
    build = numbering(level("chineseCountingThousand", "第%1条", start=9), level("decimal", "%1.%2", more="<w:isLgl/>"))
    source = with_body(item("为了规范。"), item("分项", 1), item("第二。"), item("第三。"), build=build)
    assert texts(source) == ["第九条　为了规范。", "9.1 分项", "第十条　第二。", "第十一条　第三。"]


def test_lists_of_one_definition_count_on_unless_told_to_restart() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    one = level("decimal", "%1.")
    on = with_body(item("甲"), item("乙", number=8), build=numbering(one))
    anew = with_body(item("甲"), item("乙", number=8), item("丙", number=8), build=numbering(one, overrides=override))
    assert texts(on) == ["1.甲", "2.乙"]
    assert texts(anew) == ["1.甲", "1.乙", "2.丙"]


@pytest.mark.parametrize(
    ("form", "third"),
    [
        ("decimalEnclosedCircle", "③"),
        ("upperLetter", "C "),
        ("lowerRoman", "iii "),
        ("decimalFullWidth", "３ "),
        ("chineseLegalSimplified", "叁 "),
        ("ideographTraditional", "丙 "),
        ("decimalZero", "03 "),
        ("bullet", ""),
        ("none", ""),
    ],
)
def test_other_forms_of_numbers(form: str, third: str) -> None:
    source = with_body(item("甲"), item("乙"), item("丙"), build=numbering(level(form, "%1")))
    assert texts(source)[2] == third + "丙"


def test_a_paragraph_may_take_its_styles_number_away() -> None:
    def build(document: Any) -> None:
        numbering(level("decimal", "%1."))(document)
        style = document.styles["Heading 1"].element.get_or_add_pPr()
        style.append(parse_xml(f'<w:numPr {NAMES}><w:numId w:val="7"/></w:numPr>'))

    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>概况</w:t></w:r></w:p>'
    bare = heading.replace("</w:pPr>", '<w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>')
    source = with_body(heading, bare, heading, build=build)
    assert texts(source) == ["1.概况", "概况", "2.概况"]
    assert {b.kind for b in source.blocks} == {"heading"}


def test_tracked_changes_are_read_as_accepted() -> None:
    source = with_body(
        "<w:p><w:r><w:t>同意</w:t></w:r>"
        '<w:ins w:id="1" w:author="a"><w:r><w:t>部分</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="a"><w:r><w:delText>全部</w:delText></w:r></w:del>'
        "<w:r><w:t>采纳。</w:t></w:r></w:p>",
        '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r></w:p>',
        "<w:p><w:r><w:t>后半句。</w:t></w:r></w:p>",
    )
    assert texts(source) == ["同意部分采纳。", "前半句，后半句。"]


def test_breaks_hidden_text_fields_and_text_boxes() -> None:
    source = with_body(
        "<w:p><w:r><w:t>上行</w:t><w:br/><w:t>下行</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:t>看得见</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>',
        "<w:p><w:r><w:t>正文</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "</w:r></w:p>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里的字</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    assert texts(source) == ["上行", "下行", "看得见", "正文", "框内", "控件里的字"]


def test_a_long_paragraph_marked_as_heading_is_a_paragraph() -> None:
    document = docx.Document()
    document.add_heading("本条内容很长，" * 30, 2)
    assert read_bytes(saved(document), "函.docx").blocks[0].kind == "paragraph"


def test_a_file_that_declares_entities_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", "utf-8")
    data = rewritten(
        saved(docx.Document()),
        "word/document.xml",
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        f"<w:document {NAMES}><w:body><w:p><w:r><w:t>前&e;后</w:t></w:r></w:p><w:sectPr/></w:body></w:document>",
    )
    with pytest.raises(UnusableInput, match=r"“函\.docx”里有实体声明"):
        read_bytes(data, "函.docx")


def rewritten(data: bytes, part: str, content: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return file.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = rewritten(saved(docx.Document()), "word/document.xml", " " * (80 * 2**20))
    assert len(data) < 2**20
    with pytest.raises(UnusableInput, match=r"“函\.docx”解压后过大"):
        read_bytes(data, "函.docx")


@pytest.mark.parametrize("keep", [100, 2000, -30])
def test_a_truncated_file_is_refused(keep: int) -> None:
    with pytest.raises(UnusableInput, match=r"“函\.docx”已损坏"):
        read_bytes(saved(docx.Document())[:keep], "函.docx")


def test_broken_xml_is_refused() -> None:
    data = rewritten(saved(docx.Document()), "word/document.xml", "<w:document>")
    with pytest.raises(UnusableInput, match=r"“函\.docx”已损坏或加密"):
        read_bytes(data, "函.docx")


def test_every_real_regulation_has_text(shared: Path) -> None:
    files = sorted((shared / "data" / "regulations_docx").glob("*.docx"))
    assert len(files) == 176
    for file in files:
        source = read(file)
        assert len(source.text) > 300, file.name
        assert all(source.text[b.start : b.end].strip() for b in source.blocks), file.name
        assert all(b.place is not None and b.place.unit == "paragraph" for b in source.blocks), file.name
