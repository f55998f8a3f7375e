"""What stands at a fixed place on the page: marks, red double lines, 抄送, page numbers."""

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from drafting.export.docx_styles import add_property, element
from drafting.export.layout import Layout

_TWIPS_A_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_A_MM)


def fix_on_page(paragraph: Paragraph, top_mm: float, left_mm: float, width_mm: float) -> None:
    """Puts the paragraph at a place measured from the paper's upper left corner, with no text beside it."""
    frame = element(
        "w:framePr",
        w=twips(width_mm),
        hSpace=0,
        wrap="notBeside",
        vAnchor="page",
        hAnchor="page",
        x=twips(left_mm),
        y=twips(top_mm),
    )
    add_property(paragraph._p.get_or_add_pPr(), frame)


def fix_at_foot(paragraph: Paragraph, width_mm: float) -> None:
    """Puts the paragraph on the last lines of the text area of its page (clause 7.4, 版记)."""
    frame = element(
        "w:framePr",
        w=twips(width_mm),
        hSpace=0,
        wrap="notBeside",
        vAnchor="margin",
        hAnchor="margin",
        xAlign="center",
        yAlign="bottom",
    )
    add_property(paragraph._p.get_or_add_pPr(), frame)


def double_line(paragraph: Paragraph, thick_above: bool, layout: Layout) -> None:
    """Makes the empty paragraph a red double line, thick above thin or thin above thick (clause 10.1).

    The border is always the lower one: programs agree on how that pair is drawn and differ on the upper.
    """
    borders = element("w:pBdr")
    kind = "thickThinSmallGap" if thick_above else "thinThickSmallGap"
    borders.append(element("w:bottom", val=kind, sz=24, space=0, color=layout.mark.colour))
    add_property(paragraph._p.get_or_add_pPr(), borders)
    paragraph.paragraph_format.line_spacing = Pt(1)


def add_footers(section: Section, layout: Layout) -> None:
    """First page: the lower red line, no number. Later: — 2 —, odd right and even left, one character in."""
    first = section.first_page_footer.paragraphs[0]
    page, mark = layout.page, layout.mark
    double_line(first, thick_above=False, layout=layout)
    first.paragraph_format.left_indent = Mm(mark.left_mm - page.left_mm)
    first.paragraph_format.right_indent = Mm(page.width_mm - mark.left_mm - mark.width_mm - page.right_mm)
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        paragraph.style = "页码"
        paragraph.paragraph_format.space_after = Mm(page.number_lift_mm)
        properties = paragraph._p.get_or_add_pPr()
        add_property(properties, element("w:ind", **{f"{align}Chars": 100, align: 280}))
        add_property(properties, element("w:jc", val=align))
        paragraph.add_run("— ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" —")


def _field(paragraph: Paragraph, code: str) -> None:
    for part in (
        element("w:fldChar", fldCharType="begin"),
        _instruction(code),
        element("w:fldChar", fldCharType="separate"),
        _text("2"),
        element("w:fldChar", fldCharType="end"),
    ):
        paragraph.add_run()._r.append(part)


def _instruction(code: str) -> BaseOxmlElement:
    made = element("w:instrText")
    made.text = f" {code} "
    return made


def _text(value: str) -> BaseOxmlElement:
    made = element("w:t")
    made.text = value
    return made
