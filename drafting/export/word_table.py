"""The feedback form as a table of the .docx."""

from drafting.export.block import AS_STYLED, Form
from drafting.export.feedback_form import Cell, FeedbackForm
from drafting.export.word_paragraph import paragraph_properties, runs, twips
from drafting.export.word_xml import NOTHING, Xml, tag

_COLUMNS_MM = (32.0, 48.0, 28.0, 48.0)
_ROW_MM, _HIGH_ROW_MM = 10.0, 28.0
_LINE_EIGHTHS = 4  # half a point
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def form_table(form: FeedbackForm) -> Xml:
    """156 mm wide, every row at least as high as a written line."""
    borders = (tag(side, val="single", sz=_LINE_EIGHTHS, space=0, color="000000") for side in _SIDES)
    properties = tag(
        "tblPr",
        tag("tblW", w=sum(map(twips, _COLUMNS_MM)), type="dxa"),
        tag("jc", val="center"),
        tag("tblBorders", *borders),
        tag("tblLayout", type="fixed"),
    )
    grid = tag("tblGrid", *(tag("gridCol", w=twips(width)) for width in _COLUMNS_MM))
    return tag("tbl", properties, grid, *(_row(row, at == form.high_row) for at, row in enumerate(form.rows)))


def _row(row: tuple[Cell, ...], high: bool) -> Xml:
    height = tag("trHeight", val=twips(_HIGH_ROW_MM if high else _ROW_MM), hRule="atLeast")
    done, cells = 0, []
    for cell in row:
        width = sum(map(twips, _COLUMNS_MM[done : done + cell.columns]))
        cells.append(_cell(cell, width))
        done += cell.columns
    return tag("tr", tag("trPr", tag("cantSplit"), height), *cells)


def _cell(cell: Cell, width: int) -> Xml:
    properties = tag(
        "tcPr",
        tag("tcW", w=width, type="dxa"),
        tag("gridSpan", val=cell.columns) if cell.columns > 1 else NOTHING,
        tag("vAlign", val="center"),
    )
    form = paragraph_properties("表格文字", AS_STYLED)
    if cell.label:
        form = Xml(form.replace("</w:pPr>", f"{tag('jc', val='center')}</w:pPr>"))
    return tag("tc", properties, tag("p", form, runs(cell.text, Form()) if cell.text else NOTHING))
