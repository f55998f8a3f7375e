"""The 版记 of 文件格式: a table in a text box that stands on the lower edge of the text area (clause 7.4).

A text box, since it is the one form that Word, WPS and LibreOffice alike put at the foot of the page.
"""

import math

from drafting.export.block import AS_STYLED, Block, Imprint
from drafting.export.layout import Layout, text_width
from drafting.export.word_paragraph import Content, paragraph, paragraph_properties, twips
from drafting.export.word_xml import NOTHING, Xml, tag

# 7.4.1: the first and the last line 0.35 mm thick, those between 0.25 mm; in eighths of a point.
_OUTER, _INNER = 8, 6
_LINE_PT, _SIZE_PT, _END_PT = 27.0, 14.0, 1.0
_EMU_A_POINT = 12700
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def imprint_box(imprint: Imprint, layout: Layout, content: Content, mark: Content) -> Xml:
    """A paragraph that carries the box. Its height is reckoned: LibreOffice sets one that grows too high."""
    width = layout.page.text_width_pt
    height = _END_PT + sum(_LINE_PT * _lines(row, width) for row in (*imprint.above, *imprint.rows))
    small = paragraph_properties("分隔线", AS_STYLED)
    end = tag("p", small)
    inner = tag(
        "txbxContent",
        _table(imprint, twips(layout.page.text_width_mm), lambda row: paragraph(row, content(row), mark(row))),
        end,
    )
    return tag("p", small, tag("r", _box(inner, width, height)))


def _lines(row: Block, width_pt: float) -> int:
    indent = row.form.left_pt or 0.0
    room = width_pt - indent - 2 * _SIZE_PT
    return max(1, math.ceil(text_width(row.text, _SIZE_PT) / room))


def _table(imprint: Imprint, width: int, written: Content) -> Xml:
    margins = tag("tblCellMar", tag("left", w=0, type="dxa"), tag("right", w=0, type="dxa"))
    properties = tag("tblPr", tag("tblW", w=width, type="dxa"), tag("tblLayout", type="fixed"), margins)
    rows = [_row(row, width, 0, 0, written) for row in imprint.above]
    last = len(imprint.rows) - 1
    for at, row in enumerate(imprint.rows):
        rows.append(_row(row, width, _INNER if at else _OUTER, _OUTER if at == last else 0, written))
    return tag("tbl", properties, tag("tblGrid", tag("gridCol", w=width)), *rows)


def _row(row: Block, width: int, top: int, bottom: int, written: Content) -> Xml:
    lines = [
        tag(side, val="single", sz=eighths, space=0, color="000000")
        for side, eighths in (("top", top), ("bottom", bottom))
        if eighths
    ]
    borders = tag("tcBorders", *lines) if lines else NOTHING
    cell = tag("tc", tag("tcPr", tag("tcW", w=width, type="dxa"), borders), written(row))
    return tag("tr", tag("trPr", tag("cantSplit")), cell)


def _box(inner: Xml, width_pt: float, height_pt: float) -> Xml:
    """ECMA-376, DrawingML: anchored to the text area, centred and at its lower edge, text above it only."""
    size = f'cx="{round(width_pt * _EMU_A_POINT)}" cy="{round(height_pt * _EMU_A_POINT)}"'
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"<a:noFill/></wps:spPr><wps:txbx>{inner}</wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )
    anchor = (
        f'<wp:anchor xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0" '
        'simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>'
        '<wp:docPr id="1" name="版记"/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_SHAPE}">{shape}</a:graphicData></a:graphic>'
        "</wp:anchor>"
    )
    return Xml(
        f'<mc:AlternateContent xmlns:mc="{_CHOICE}"><mc:Choice xmlns:wps="{_SHAPE}" Requires="wps">'
        f"<w:drawing>{anchor}</w:drawing></mc:Choice></mc:AlternateContent>"
    )
