"""The page and the paragraph styles of a letter, written into a python-docx document."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle as WordStyle

from drafting.export.layout import CHARACTER_PT, LINE_PT, Layout, Page, ParagraphStyle

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_WORD_2013 = "15"
# ECMA-376, CT_PPrBase and CT_RPr: the properties set here or by python-docx, in the order of the schema.
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "snapToGrid spacing ind contextualSpacing jc textAlignment outlineLvl rPr sectPr"
)
_RUN = "rStyle rFonts b bCs i iCs snapToGrid color spacing kern position sz szCs highlight u lang"
_ORDER = {
    qn("w:pPr"): [qn(f"w:{name}") for name in _PARAGRAPH.split()],
    qn("w:rPr"): [qn(f"w:{name}") for name in _RUN.split()],
}


def element(tag: str, **attributes: str | int) -> BaseOxmlElement:
    """A WordprocessingML element with its attributes: ``element("w:ind", firstLineChars=200)``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def add_property(properties: BaseOxmlElement, child: BaseOxmlElement) -> None:
    """Adds a paragraph or run property where the schema wants it; Word refuses some files out of order."""
    order = _ORDER[properties.tag]
    place = order.index(child.tag)
    later = next((old for old in properties if old.tag in order and order.index(old.tag) > place), None)
    if later is None:
        properties.append(child)
    else:
        later.addprevious(child)


def set_page(document: Document, page: Page) -> None:
    """A4 with the margins and the grid of clause 5.2; first page and even pages have footers of their own."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(page.width_mm), Mm(page.height_mm)
    section.top_margin, section.bottom_margin = Mm(page.top_mm), Mm(page.bottom_mm)
    section.left_margin, section.right_margin = Mm(page.left_mm), Mm(page.right_mm)
    section.header_distance, section.footer_distance = Mm(page.header_mm), Mm(page.footer_mm)
    section.gutter = Mm(0)
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = element("w:docGrid", type="linesAndChars", linePitch=page.line_pitch_twip, charSpace=page.char_space)
    properties.append(grid)


def set_compatibility(document: Document) -> None:
    """Says that the file follows Word 2013, so that it does not open in compatibility mode."""
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = element("w:compat")
    compat.append(element("w:useFELayout"))
    uri = "http://schemas.microsoft.com/office/word"
    compat.append(element("w:compatSetting", name="compatibilityMode", uri=uri, val=_WORD_2013))
    # The schema fixes the order of the settings; w:compat stands before w:rsids and the mathematics.
    after = next((child for child in settings if child.tag in (qn("w:rsids"), qn("m:mathPr"))), None)
    if after is None:
        settings.append(compat)
    else:
        after.addprevious(compat)


def add_styles(document: Document, layout: Layout) -> None:
    """Sets the base font and adds every style of ``layout``."""
    normal = document.styles["Normal"]
    if not isinstance(normal, WordStyle):
        raise TypeError("the template has no paragraph style Normal")
    _base(document, normal, layout)
    for style in layout.styles:
        word = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
        if isinstance(word, WordStyle):
            word.base_style = normal
            word.quick_style = True
            _fill(word, style, layout)


def _base(document: Document, normal: WordStyle, layout: Layout) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    if defaults is not None:
        for fonts in defaults.iter(qn("w:rFonts")):
            _set_fonts(fonts, layout, "fangsong")
        for language in defaults.iter(qn("w:lang")):
            language.set(qn("w:val"), "en-US")
            language.set(qn("w:eastAsia"), "zh-CN")
    normal.font.size = Pt(CHARACTER_PT)
    _set_fonts(normal.element.get_or_add_rPr().get_or_add_rFonts(), layout, "fangsong")
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.widow_control = False
    # The grid is declared, as the standard has it, but nothing snaps to it: a 16 pt character in a cell of
    # 15.79 pt fits in Word and takes two cells in LibreOffice. Exact heights and spacing give the same page.
    add_property(normal.element.get_or_add_pPr(), element("w:snapToGrid", val=0))
    add_property(normal.element.get_or_add_rPr(), element("w:snapToGrid", val=0))


def _set_fonts(fonts: BaseOxmlElement, layout: Layout, east_asian: str) -> None:
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    latin = layout.fonts["latin"]
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), latin if east_asian != "songti" else layout.fonts["songti"])
    fonts.set(qn("w:eastAsia"), layout.fonts[east_asian])
    # Quotation marks and dashes belong to both scripts; in a Chinese letter they are Chinese.
    fonts.set(qn("w:hint"), "eastAsia")


def _fill(word: WordStyle, style: ParagraphStyle, layout: Layout) -> None:
    word.font.size = Pt(style.size_pt)
    _set_fonts(word.element.get_or_add_rPr().get_or_add_rFonts(), layout, style.font)
    if style.letter_twips:
        add_property(word.element.get_or_add_rPr(), element("w:spacing", val=style.letter_twips))
    form = word.paragraph_format
    form.alignment = _ALIGN[style.align]
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(style.line_pt)
    form.space_before, form.space_after = Pt(style.before_lines * LINE_PT), Pt(0)
    form.keep_with_next = style.keep_next or None
    _indent(word, style)
    if style.outline is not None:
        add_property(word.element.get_or_add_pPr(), element("w:outlineLvl", val=style.outline))


def _indent(word: WordStyle, style: ParagraphStyle) -> None:
    """Indents in characters, as the standard counts them, with the same length in points beside them."""
    form = word.paragraph_format
    lengths = {
        "firstLine": style.first_line_chars,
        "left": style.left_chars,
        "right": style.right_chars,
    }
    if not any(lengths.values()):
        return
    form.first_line_indent = Pt(style.first_line_chars * style.size_pt)
    form.left_indent, form.right_indent = (
        Pt(style.left_chars * style.size_pt),
        Pt(style.right_chars * style.size_pt),
    )
    indent = word.element.get_or_add_pPr().find(qn("w:ind"))
    for name, characters in lengths.items():
        if indent is not None and characters:
            indent.set(qn(f"w:{name}Chars"), str(round(characters * 100)))
