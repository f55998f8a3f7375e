"""The page of the .docx and its footers."""

from functools import cache

from drafting.export.block import Form, Rule
from drafting.export.layout import Layout, LayoutName, read_layout
from drafting.export.word_package import relation_id
from drafting.export.word_paragraph import paragraph_properties, twips
from drafting.export.word_styles import style_id, twentieths
from drafting.export.word_xml import NOTHING, Xml, part, tag, words

_DOUBLE_PT = 3.0


@cache
def section(name: LayoutName) -> Xml:
    """A4 with the margins and the grid of clause 5.2."""
    layout = read_layout(name)
    page = layout.page
    first = layout.first_numbered_page > 1
    footers = [_footer("default", "footerOdd"), _footer("even", "footerEven")]
    return tag(
        "sectPr",
        *footers,
        _footer("first", "footerFirst") if first else NOTHING,
        tag("pgSz", w=twips(page.width_mm), h=twips(page.height_mm)),
        tag(
            "pgMar",
            top=twips(page.top_mm),
            right=twips(page.right_mm),
            bottom=twips(page.bottom_mm),
            left=twips(page.left_mm),
            header=twips(page.header_mm),
            footer=twips(page.footer_mm),
            gutter=0,
        ),
        tag("titlePg") if first else NOTHING,
        tag("docGrid", type="linesAndChars", linePitch=page.line_pitch_twip, charSpace=page.char_space),
    )


def _footer(kind: str, name: str) -> Xml:
    return Xml(f'<w:footerReference w:type="{kind}" r:id="{relation_id(name)}"/>')


@cache
def footers(name: LayoutName) -> dict[str, bytes]:
    """The footers by part: — 2 —, odd right and even left, one character in; the first of a letter has the line."""
    layout = read_layout(name)
    made = {"footerOdd": _number(layout, "right"), "footerEven": _number(layout, "left")}
    if layout.first_numbered_page > 1:
        made["footerFirst"] = _lower_line(layout)
    return made


def _lower_line(layout: Layout) -> bytes:
    """10.1: thin above thick, 20 mm from the paper's lower edge and as long as the upper line."""
    page, mark = layout.page, layout.mark
    right_mm = page.width_mm - mark.left_mm - mark.width_mm
    rule = Rule("thinThickSmallGap", _DOUBLE_PT, layout.mark_colour)
    plain = paragraph_properties("分隔线", Form(rule=rule))
    indent = tag("ind", left=twips(mark.left_mm - page.left_mm), right=twips(right_mm - page.right_mm))
    return part("ftr", tag("p", Xml(plain.replace("</w:pPr>", f"{indent}</w:pPr>"))))


def _number(layout: Layout, side: str) -> bytes:
    """7.5: 4号半角宋体, the dashes 7 mm under the text area."""
    properties = tag(
        "pPr",
        tag("pStyle", val=style_id("页码")),
        tag("spacing", after=twips(layout.page.number_lift_mm)),
        tag("ind", **{f"{side}Chars": 100, side: twentieths(14.0)}),
        tag("jc", val=side),
    )
    return part("ftr", tag("p", properties, _run(words("— ")), *_field("PAGE"), _run(words(" —"))))


def _field(code: str) -> tuple[Xml, ...]:
    instruction = Xml(f'<w:instrText xml:space="preserve"> {code} </w:instrText>')
    parts = (tag("fldChar", fldCharType="begin"), instruction, tag("fldChar", fldCharType="separate"))
    return tuple(_run(each) for each in (*parts, words("2"), tag("fldChar", fldCharType="end")))


def _run(content: Xml) -> Xml:
    return tag("r", content)
