"""The same letter as files: plain text, a portal's page, Word, a print (PDF), scans of the print."""

import html
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from tests.corpus.same_letters import Letter, Part

Picture = npt.NDArray[np.uint8]

_CENTRED = {"issuer", "number", "title", "annex title"}
_RIGHT = {"mark", "signature", "date"}
_INDENTED = {"heading", "subheading", "body", "attachment", "note"}
_WIDTH = 40  # columns of a text file


def as_text(letter: Letter) -> bytes:
    lines: list[str] = []
    for part in letter:
        if part.role == "table":
            lines += ["\t".join(row) for row in part.rows]
        elif part.role in _CENTRED:
            lines.append(part.text)
        else:
            blanks = "　　" if part.role in _INDENTED else " " * _WIDTH if part.role in _RIGHT else ""
            lines.append(blanks + part.text)
    return "\r\n".join(lines).encode("gb18030")


def as_html(letter: Letter) -> bytes:
    """A page of a portal: navigation, share buttons and a footer around the letter."""
    body = "\n".join(_html_part(part) for part in letter)
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>澜州市人民政府门户网站</title>'
        "<style>.a{color:red}</style><script>var a = '无关内容';</script></head><body>"
        '<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul>'
        '</div><div class="content" id="zoom">' + body + '</div><div class="share"><a href="#">打印</a>'
        '<a href="#">关闭</a></div><div class="footer"><p>主办单位：澜州市人民政府办公室</p></div></body></html>'
    ).encode()


def _html_part(part: Part) -> str:
    if part.role == "table":
        rows = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in part.rows)
        return f'<table border="1">{rows}</table>'
    align = "center" if part.role in _CENTRED else "right" if part.role in _RIGHT else "justify"
    indent = "text-indent:2em;" if part.role in _INDENTED else ""
    return f'<p style="text-align:{align};{indent}"><span style="font-family:仿宋_GB2312">{html.escape(part.text)}</span></p>'


def as_docx(letter: Letter) -> bytes:
    """As an officer types it: direct formatting, no heading styles; page numbers in the footer."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, (37, 35, 28, 26))
    _page_number(section.footer.paragraphs[0])
    for part in letter:
        if part.role == "table":
            _docx_table(document, part)
        else:
            _docx_paragraph(document, part)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_FONTS = {
    "issuer": ("方正小标宋简体", 30.0), "title": ("方正小标宋简体", 22.0), "annex title": ("方正小标宋简体", 22.0),
    "heading": ("黑体", 16.0), "subheading": ("楷体_GB2312", 16.0), "mark": ("黑体", 16.0), "foot": ("仿宋_GB2312", 14.0),
}  # fmt: skip


def _docx_paragraph(document: Any, part: Part) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    name, size = _FONTS.get(part.role, ("仿宋_GB2312", 16.0))
    paragraph = document.add_paragraph()
    run = paragraph.add_run(part.text)
    _font(run, name, size)
    if part.role == "issuer":
        run.font.color.rgb = RGBColor(0xE0, 0, 0)
    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(0), Pt(14 if part.role in {"number", "title"} else 0)
    form.line_spacing = Pt(max(28.0, size * 1.4))
    form.alignment = (
        WD_ALIGN_PARAGRAPH.CENTER if part.role in _CENTRED
        else WD_ALIGN_PARAGRAPH.RIGHT if part.role in _RIGHT else WD_ALIGN_PARAGRAPH.JUSTIFY
    )  # fmt: skip
    if part.role in _INDENTED:
        form.first_line_indent = Pt(2 * size)
    if part.role == "signature":
        form.space_before = Pt(28)


def _docx_table(document: Any, part: Part) -> None:
    table = document.add_table(rows=len(part.rows), cols=len(part.rows[0]))
    table.style = "Table Grid"
    for row, cells in zip(part.rows, table.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=True):
            _font(cell.paragraphs[0].add_run(text), "仿宋_GB2312", 12.0)


def _font(run: Any, name: str, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.name, run.font.size = name, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), name)


def _page_number(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._element.append(field)
    paragraph.add_run(" —")


def office() -> str | None:
    """The LibreOffice of this machine."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def as_pdfs(documents: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The Word files as LibreOffice prints them, all in one call; ``folder`` is an empty place to work in."""
    program = office()
    assert program is not None
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir",
         str(folder), *(str(folder / f"{name}.docx") for name in documents)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return {name: (folder / f"{name}.pdf").read_bytes() for name in documents}


def as_pictures(pdf: bytes, dpi: int) -> list[Image.Image]:
    """The pages of a print as a screen shows them."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def scanned(page: Image.Image, angle: float, seed: int, quality: int = 60) -> bytes:
    """The page as an office scanner gives it: slanting, on grey paper, a little out of focus, grainy; a JPEG."""
    turned = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    soft = turned.filter(ImageFilter.GaussianBlur(0.6))
    grain = np.random.default_rng(seed).integers(-9, 10, (soft.height, soft.width, 1), dtype=np.int16)
    grey = (np.asarray(soft, dtype=np.uint16) * 232 // 255).astype(np.int16) + grain
    buffer = io.BytesIO()
    Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def as_scanned_pdf(jpegs: list[bytes], dpi: int) -> bytes:
    """A PDF of pictures alone."""
    first, *rest = (Image.open(io.BytesIO(jpeg)) for jpeg in jpegs)
    buffer = io.BytesIO()
    first.save(buffer, "PDF", save_all=True, append_images=rest, resolution=dpi)
    return buffer.getvalue()


def as_tif(jpegs: list[bytes], dpi: int) -> bytes:
    """A picture of several pages."""
    first, *rest = (Image.open(io.BytesIO(jpeg)) for jpeg in jpegs)
    buffer = io.BytesIO()
    first.save(buffer, "TIFF", save_all=True, append_images=rest, dpi=(dpi, dpi), compression="tiff_lzw")
    return buffer.getvalue()
