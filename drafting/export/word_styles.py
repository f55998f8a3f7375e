"""Styles, fonts and settings of the .docx, worked out once a layout."""

from functools import cache

from drafting.export.layout import CHARACTER_PT, LINE_PT, Layout, LayoutName, ParagraphStyle, read_layout
from drafting.export.word_xml import NOTHING, Xml, joined, part, tag

FOOTNOTE_MARK = "FootnoteReference"
_WORD_2013 = 15
_SONG_LIKE = frozenset({"仿宋_GB2312", "方正小标宋简体", "宋体", "楷体_GB2312"})


def twentieths(points: float) -> int:
    """Points in twentieths of a point, the unit of most lengths in the file."""
    return round(points * 20)


def style_id(name: str) -> str:
    """The id of a style by its Chinese name: ids of Latin letters survive every program."""
    return "dafu" + name.encode("utf-16-be").hex()


@cache
def styles_part(name: LayoutName) -> bytes:
    layout = read_layout(name)
    language = tag("lang", val="en-US", eastAsia="zh-CN")
    defaults = tag(
        "docDefaults",
        tag("rPrDefault", tag("rPr", _fonts(layout, "fangsong"), language)),
        tag("pPrDefault", tag("pPr")),
    )
    return part(
        "styles",
        defaults,
        _normal(layout),
        _character_default(),
        _table_default(),
        *(_style(style, layout) for style in layout.styles),
        _footnote_mark(),
    )


def _normal(layout: Layout) -> Xml:
    # The grid is declared, as the standard has it, but nothing snaps to it: a 16 pt character in a cell of
    # 15.79 pt fits in Word and takes two cells in LibreOffice. Exact heights and spacing give the same page.
    # Marks may hang over the edge as Word has it by default; LibreOffice reads this one the other way round and then
    # keeps them within the text area.
    size = twentieths(CHARACTER_PT) // 10
    return tag(
        "style",
        tag("name", val="Normal"),
        tag("qFormat"),
        tag(
            "pPr",
            tag("widowControl", val=0),
            tag("overflowPunct", val=1),
            tag("snapToGrid", val=0),
            tag("spacing", before=0, after=0),
        ),
        tag("rPr", _fonts(layout, "fangsong"), tag("snapToGrid", val=0), tag("sz", val=size), tag("szCs", val=size)),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def _character_default() -> Xml:
    name = tag("name", val="Default Paragraph Font")
    return tag("style", name, tag("semiHidden"), type="character", default=1, styleId="DefaultParagraphFont")


def _table_default() -> Xml:
    sides = (tag(side, w=0 if side in ("top", "bottom") else 108, type="dxa") for side in ("top", "left", "bottom"))
    margins = tag("tblCellMar", *sides, tag("right", w=108, type="dxa"))
    properties = tag("tblPr", tag("tblInd", w=0, type="dxa"), margins)
    name = tag("name", val="Normal Table")
    return tag("style", name, tag("semiHidden"), properties, type="table", default=1, styleId="TableNormal")


def _footnote_mark() -> Xml:
    raised = tag("rPr", tag("vertAlign", val="superscript"))
    return tag("style", tag("name", val="footnote reference"), raised, type="character", styleId=FOOTNOTE_MARK)


def _style(style: ParagraphStyle, layout: Layout) -> Xml:
    # The Chinese name is the style's own, or stands beside the name of the program's style that it is.
    names = joined(tag("name", val=style.builtin), tag("aliases", val=style.name)) if style.builtin else NOTHING
    return tag(
        "style",
        names or tag("name", val=style.name),
        tag("basedOn", val="Normal"),
        tag("qFormat"),
        _paragraph_properties(style),
        _run_properties(style, layout),
        type="paragraph",
        styleId=style_id(style.name),
        **({} if style.builtin else {"customStyle": 1}),
    )


def _paragraph_properties(style: ParagraphStyle) -> Xml:
    heading = style.outline is not None
    return tag(
        "pPr",
        tag("keepNext") if style.keep_next else NOTHING,
        # Numbers of headings are written out: a list of the template they are pasted into must not add another.
        tag("numPr", tag("numId", val=0)) if heading else NOTHING,
        NOTHING if style.spaced_digits else joined(tag("autoSpaceDE", val=0), tag("autoSpaceDN", val=0)),
        tag("snapToGrid", val=0),
        tag(
            "spacing",
            before=twentieths(style.before_lines * LINE_PT),
            after=twentieths(style.after_lines * LINE_PT),
            line=twentieths(style.line_pt),
            lineRule="exact",
        ),
        _indent(style),
        tag("jc", val=style.align),
        tag("outlineLvl", val=style.outline) if style.outline is not None else NOTHING,
    )


def _indent(style: ParagraphStyle) -> Xml:
    """Indents in characters, as the standard counts them, with the same length in points beside them."""
    lengths = {"left": style.left_chars, "right": style.right_chars, "firstLine": style.first_line_chars}
    given: dict[str, int] = {}
    for side, characters in lengths.items():
        if characters:
            given |= {f"{side}Chars": round(characters * 100), side: twentieths(characters * style.size_pt)}
    return tag("ind", **given) if given else NOTHING


def _run_properties(style: ParagraphStyle, layout: Layout) -> Xml:
    half_points = round(style.size_pt * 2)
    return tag(
        "rPr",
        _fonts(layout, style.font),
        tag("color", val=layout.mark_colour) if style.name == "发文机关标志" else NOTHING,
        tag("spacing", val=style.letter_twips) if style.letter_twips else NOTHING,
        tag("sz", val=half_points),
        tag("szCs", val=half_points),
    )


def _fonts(layout: Layout, east_asian: str) -> Xml:
    latin = layout.fonts["songti" if east_asian == "songti" else "latin"]
    # Quotation marks and dashes belong to both scripts; in a Chinese letter they are Chinese.
    return tag("rFonts", hint="eastAsia", ascii=latin, hAnsi=latin, eastAsia=layout.fonts[east_asian], cs=latin)


@cache
def fonts_part(name: LayoutName) -> bytes:
    """The font table: by what other names each font is to be looked for (ECMA-376, w:altName: parted by commas)."""
    layout = read_layout(name)
    fonts = []
    for font in dict.fromkeys(layout.fonts.values()):
        chinese = font != layout.fonts["latin"]
        fonts.append(
            tag(
                "font",
                tag("altName", val=",".join(layout.fallbacks[font])),
                tag("charset", val="86" if chinese else "00"),
                tag("family", val="roman" if font in _SONG_LIKE or not chinese else "modern"),
                tag("pitch", val="variable"),
                name=font,
            )
        )
    return part("fonts", *fonts)


@cache
def settings_part(with_footnotes: bool) -> bytes:
    """Even pages have footers of their own; the file follows Word 2013 and opens without compatibility mode."""
    uri = "http://schemas.microsoft.com/office/word"
    separators = tag("footnotePr", tag("footnote", id=-1), tag("footnote", id=0))
    return part(
        "settings",
        tag("defaultTabStop", val=twentieths(CHARACTER_PT * 2)),
        tag("evenAndOddHeaders"),
        tag("characterSpacingControl", val="doNotCompress"),
        separators if with_footnotes else NOTHING,
        tag(
            "compat",
            tag("useFELayout"),
            tag("compatSetting", name="compatibilityMode", uri=uri, val=_WORD_2013),
        ),
        tag("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )
