"""The .docx against GB/T 9704—2012, clauses 7 and 10.1."""

import dataclasses
import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from drafting.draft import Draft
from drafting.export.docx import to_docx
from drafting.export.word_xml import plain
from drafting.placeholder import placeholders

TWIP = 635  # in EMU: lengths in a file are whole twips


def opened(letter: Draft) -> Document:
    return docx.Document(io.BytesIO(to_docx(letter)))


def style_of(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def east_asian_font(style: ParagraphStyle) -> str | None:
    fonts = style.element.rPr.rFonts
    return None if fonts is None else str(fonts.get(qn("w:eastAsia")))


def test_page_and_grid(letter: Draft) -> None:
    section = opened(letter).sections[0]
    size, margins = section._sectPr.find(qn("w:pgSz")), section._sectPr.find(qn("w:pgMar"))
    grid = section._sectPr.find(qn("w:docGrid"))
    assert size is not None and margins is not None and grid is not None
    width, height = int(size.get(qn("w:w"), 0)), int(size.get(qn("w:h"), 0))
    top, left, bottom, right = (int(margins.get(qn(f"w:{s}"), 0)) for s in ("top", "left", "bottom", "right"))
    assert (width, height) == (11906, 16838)
    assert (top, left) == (2098, 1587)
    assert abs(width - left - right - 8844) <= 2
    # 22 lines of exactly 29 pt fit on 225 mm, and a 23rd does not.
    assert 22 * 580 <= height - top - bottom < 22 * 580 + 12
    assert grid.get(qn("w:linePitch")) == "580" and grid.get(qn("w:charSpace")) == "-848"
    assert section.different_first_page_header_footer is True


@pytest.mark.parametrize(
    ("name", "font", "size", "line"),
    [
        ("Title", "方正小标宋简体", 22, 35),
        ("公文正文", "仿宋_GB2312", 16, 29),
        ("Heading 1", "黑体", 16, 29),
        ("Heading 2", "楷体_GB2312", 16, 29),
        ("Heading 3", "仿宋_GB2312", 16, 29),
        ("类别标记", "黑体", 16, 20),
        ("抄送", "仿宋_GB2312", 14, 26),
        ("Footer", "宋体", 14, 20),
    ],
)
def test_styles(letter: Draft, name: str, font: str, size: float, line: float) -> None:
    style = style_of(opened(letter), name)
    assert east_asian_font(style) == font
    assert style.font.size == Pt(size)
    assert style.paragraph_format.line_spacing == Pt(line)


def test_first_line_is_two_characters_in(letter: Draft) -> None:
    indent = style_of(opened(letter), "公文正文").element.pPr.find(qn("w:ind"))
    assert indent is not None
    assert indent.get(qn("w:firstLineChars")) == "200" and indent.get(qn("w:firstLine")) == "640"


def test_every_part_stands_in_its_style(letter: Draft) -> None:
    found = [(p.style.name, p.text) for p in opened(letter).paragraphs if p.style and p.text]
    assert found[0] == ("类别标记", "B类")
    assert found[1] == ("发文机关标志", letter.issuer)
    assert ("Title", letter.title) in [(name, text.replace("\n", "")) for name, text in found]
    assert ("主送机关", "林晓岚委员：") in found
    assert ("Heading 1", letter.sections[0].heading.text) in found
    assert ("Heading 2", letter.sections[2].heading.text) in found
    assert ("附件说明", "附件：提案办理情况征询意见表") in found
    assert [name for name, _ in found[-7:]] == ["署名", "成文日期", "附注", "附件序号", "附件标题", "公开方式", "抄送"]
    assert found[-1][1] == "抄送：市政协提案委员会，市政府督查室，市财政局。"


def test_headings_take_no_number_from_a_template(letter: Draft) -> None:
    document = opened(letter)
    for level in (1, 2, 3, 4):
        properties = style_of(document, f"Heading {level}").element.pPr
        assert properties.numPr.numId.val == 0
        assert properties.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)


def test_every_font_is_named_with_others_to_fall_back_on(letter: Draft) -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(letter))) as packed:
        table = parse_xml(packed.read("word/fontTable.xml"))
        assert not [name for name in packed.namelist() if "fonts/" in name]
    fallbacks = {
        font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")).split(",")
        for font in table.iter(qn("w:font"))
    }
    assert set(fallbacks) == {"Times New Roman", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"}
    assert fallbacks["仿宋_GB2312"][:3] == ["FangSong_GB2312", "仿宋", "FangSong"]


def test_placeholders_are_yellow_and_nothing_else(letter: Draft) -> None:
    yellow = [
        run.text
        for paragraph in opened(letter).paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert tuple(yellow) == placeholders(letter)


def test_issuer_is_red_without_the_word_for_document(letter: Draft) -> None:
    document = opened(letter)
    issuer = document.paragraphs[1]
    assert str(style_of(document, "发文机关标志").font.color.rgb) == "E60012"
    assert issuer.text == letter.issuer


def test_red_lines_are_170_mm(letter: Draft) -> None:
    document = opened(letter)
    upper = document.paragraphs[2]._p.pPr
    assert upper is not None
    frame, border = upper.find(qn("w:framePr")), upper.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    assert frame is not None and border is not None
    assert frame.get(qn("w:w")) == "9638" and frame.get(qn("w:x")) == "1134"
    assert border.get(qn("w:val")) == "thickThinSmallGap"
    footer = document.sections[0].first_page_footer.paragraphs[0]
    lower = footer._p.pPr
    assert lower is not None
    border = lower.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    assert border is not None and border.get(qn("w:val")) == "thinThickSmallGap"
    left, right = footer.paragraph_format.left_indent, footer.paragraph_format.right_indent
    assert left is not None and right is not None
    assert abs(Mm(156) - left - right - Mm(170)) <= 3 * TWIP


def test_pages_after_the_first_are_numbered(letter: Draft) -> None:
    section = opened(letter).sections[0]
    assert "PAGE" not in section.first_page_footer._element.xml
    assert " PAGE " in section.footer._element.xml and " PAGE " in section.even_page_footer._element.xml


def test_equal_drafts_give_equal_bytes(letter: Draft) -> None:
    assert to_docx(letter) == to_docx(letter)
    with zipfile.ZipFile(io.BytesIO(to_docx(letter))) as packed:
        assert {member.date_time[0] for member in packed.infolist()} == {1980}


def test_properties_follow_the_order_of_the_schema(letter: Draft) -> None:
    order = (
        "pStyle",
        "keepNext",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "pBdr",
        "tabs",
        "overflowPunct",
        "autoSpaceDE",
        "autoSpaceDN",
        "snapToGrid",
        "spacing",
        "ind",
        "jc",
        "outlineLvl",
        "rPr",
    )
    places = {qn(f"w:{name}"): number for number, name in enumerate(order)}
    document = opened(letter)
    section = document.sections[0]
    roots = [document.element, document.styles.element, section.footer._element]
    roots.append(section.first_page_footer._element)
    for properties in (found for root in roots for found in root.iter(qn("w:pPr"))):
        present = [places[child.tag] for child in properties if child.tag in places]
        assert present == sorted(present)


def test_an_opinion_without_class_attachments_and_copies(letter: Draft) -> None:
    plain = dataclasses.replace(letter, class_mark=None, attachments=(), copies="", contact="", disclosure="")
    names = [p.style.name for p in opened(plain).paragraphs if p.style]
    assert names[0] == "发文机关标志" and names[-1] == "成文日期"
    assert not {"类别标记", "附件说明", "附注", "公开方式", "抄送"} & set(names)


def test_the_feedback_form_is_filled_from_the_draft(letter: Draft) -> None:
    (table,) = opened(letter).tables
    cells = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert cells["提案编号"] == "20240118" and cells["提案者"] == "林晓岚" and cells["承办单位"] == letter.issuer
    assert cells["提案题目"] == "关于进一步推进“质量强市”建设，发展团体标准的建议"
    assert set(cells) >= {"答复前沟通", "对办理态度", "对办理结果", "具体意见", "签名", "回寄地址"}
    assert cells["对办理态度"].split() == ["□满意", "□基本满意", "□不满意"]
    assert not opened(dataclasses.replace(letter, attachments=("专项资金管理办法",))).tables


def test_a_document_has_its_imprint_between_lines(letter: Draft) -> None:
    root = docx.Document(io.BytesIO(to_docx(letter, "document"))).element
    box = next(root.iter(qn("w:txbxContent")))
    lines = ["".join(t.text or "" for t in row.iter(qn("w:t"))) for row in box.iter(qn("w:tr"))]
    assert lines == [
        "公开方式：主动公开",
        "抄送：市政协提案委员会，市政府督查室，市财政局。",
        f"{letter.issuer}2024年6月12日印发",
    ]
    drawn = [(b.tag.split("}")[1], b.get(qn("w:sz"))) for tc in box.iter(qn("w:tcBorders")) for b in tc]
    assert drawn == [("top", "8"), ("top", "6"), ("bottom", "8")]
    names = [p.text for p in docx.Document(io.BytesIO(to_docx(letter, "document"))).paragraphs]
    assert "临川市市场监督管理局文件" in names


def test_of_joint_issuers_the_letter_shows_the_first_and_the_document_all(letter: Draft) -> None:
    joint = dataclasses.replace(letter, issuer="临川市财政局、临川市科学技术局", class_mark=None)
    assert opened(joint).paragraphs[0].text == "临川市财政局"
    marks = [p.text for p in docx.Document(io.BytesIO(to_docx(joint, "document"))).paragraphs[:2]]
    assert marks == ["临川市财政局", "临川市科学技术局文件"]


@pytest.mark.parametrize("text", ["甲\x00\x0b乙", "\ud800丙", "<w:p/>&amp;]]>", '"><w:ins/>', "丁\u2028戊\ufffe"])
def test_no_text_becomes_markup_or_breaks_the_file(letter: Draft, text: str) -> None:
    hostile = dataclasses.replace(letter, title=text, issuer=text, addressee=text, copies=text, case=text)
    document = opened(hostile)
    assert document.paragraphs[1].text == plain(text)
    assert document.core_properties.title == plain(text)


@pytest.mark.parametrize("issuer", ["局", "临川市" * 9, "【待核实：发文机关】"])
def test_the_mark_fits_the_paper(letter: Draft, issuer: str) -> None:
    mark = opened(dataclasses.replace(letter, issuer=issuer, class_mark=None)).paragraphs[0]
    sizes = {run.font.size for run in mark.runs}
    assert all(size is not None and Pt(22) <= size <= Pt(42) for size in sizes)
