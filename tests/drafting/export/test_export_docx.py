"""The .docx against GB/T 9704—2012, clause 10.1, and through LibreOffice."""

import dataclasses
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from drafting.draft import Draft
from drafting.export.docx import to_docx
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
        ("公文标题", "方正小标宋简体", 22, 35),
        ("公文正文", "仿宋_GB2312", 16, 29),
        ("一级标题", "黑体", 16, 29),
        ("二级标题", "楷体_GB2312", 16, 29),
        ("类别标记", "黑体", 16, 20),
        ("抄送", "仿宋_GB2312", 14, 26),
        ("页码", "宋体", 14, 20),
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
    assert ("公文标题", letter.title) in [(name, text.replace("\n", "")) for name, text in found]
    assert ("主送机关", "林晓岚委员：") in found
    assert ("一级标题", letter.sections[0].heading.text) in found
    assert ("二级标题", letter.sections[2].heading.text) in found
    assert ("附件说明", "附件：提案办理情况征询意见表") in found
    assert [name for name, _ in found[-5:]] == ["署名", "成文日期", "附注", "公开方式", "抄送"]
    assert found[-1][1] == "抄送：市政协提案委员会，市政府督查室，市财政局。"


def test_placeholders_are_yellow_and_nothing_else(letter: Draft) -> None:
    yellow = [
        run.text
        for paragraph in opened(letter).paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert tuple(yellow) == placeholders(letter)


def test_issuer_is_red_without_the_word_for_document(letter: Draft) -> None:
    issuer = opened(letter).paragraphs[1]
    assert {str(run.font.color.rgb) for run in issuer.runs} == {"E60012"}
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
        "framePr",
        "pBdr",
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


@pytest.mark.parametrize("issuer", ["局", "临川市" * 9, "【待核实：发文机关】"])
def test_the_mark_fits_the_paper(letter: Draft, issuer: str) -> None:
    mark = opened(dataclasses.replace(letter, issuer=issuer, class_mark=None)).paragraphs[0]
    sizes = {run.font.size for run in mark.runs}
    assert all(size is not None and Pt(22) <= size <= Pt(42) for size in sizes)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_libreoffice_prints_a_letter(letter: Draft, tmp_path: Path) -> None:
    file = tmp_path / "reply.docx"
    file.write_bytes(to_docx(letter))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    printed = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "reply.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    first, second = printed.split("\f")[:2]
    assert "B" in first.split("临川市市场监督管理局")[0], "the class mark stands above the issuer"
    assert "一、关于加快修订专项资金管理办法的建议" in first
    assert "— 1 —" not in first and "2" in second.splitlines()[-1] + second.splitlines()[-2]
    assert "抄送：市政协提案委员会" in second
