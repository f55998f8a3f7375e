"""Word files as offices make them, written part by part."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from corpus.errors import UnusableInput
from corpus.read import read_bytes
from corpus.read.word import read_word
from corpus.read.word_trim import without_formatting
from corpus.source import Source

_BASE = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_NAMES = (
    f'xmlns:w="{_BASE}/wordprocessingml/2006/main" xmlns:r="{_BASE}/officeDocument/2006/relationships" '
    f'xmlns:mc="{_BASE}/markup-compatibility/2006" xmlns:a="{_BASE}/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_KINDS = {"styles", "numbering", "footnotes", "endnotes", "vbaProject", "aFChunk"}


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMES}>{content}</w:{root}>'


def packed(body: str, more: Mapping[str, str] | None = None, main: str = "document.xml") -> bytes:
    """A Word file with this body; ``more`` holds the content of other parts (``styles``, ``footnotes``, ``header1``)."""
    more = more or {}
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_BASE}/officeDocument/2006/relationships/'
        f'{name if name in _KINDS else name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for name in more
    )
    open_relations = f'<Relationships xmlns="{_BASE}/package/2006/relationships">'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(
            "_rels/.rels",
            f'{open_relations}<Relationship Id="a" Type="{_BASE}/officeDocument/2006/relationships/officeDocument" '
            f'Target="word/{main}"/></Relationships>',
        )
        made.writestr(f"word/{main}", part("document", f"<w:body>{body}</w:body>"))
        made.writestr(f"word/_rels/{main}.rels", f"{open_relations}{relations}</Relationships>")
        for name, content in more.items():
            root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)
            made.writestr(f"word/{name}.xml", part(root, content))
    return file.getvalue()


def opened(body: str, **more: str) -> Source:
    return read_word(packed(body, more), "函.docx")


def texts(source: Source) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks]


def places(source: Source) -> list[tuple[int, str]]:
    return [(b.place.at, b.place.part) for b in source.blocks if b.place is not None]


def p(content: str, properties: str = "") -> str:
    """A paragraph; plain text is put into a run."""
    inner = content if content.startswith("<") or not content else r(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


def style(name: str, called: str, properties: str = "", more: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{called}"/>{more}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def styled(text: str, name: str) -> str:
    return p(text, f'<w:pStyle w:val="{name}"/>')


# Headings and generated numbers


def test_headings_by_outline_level_by_style_and_by_the_style_it_is_based_on() -> None:
    source = opened(
        p("一级", '<w:outlineLvl w:val="0"/>') + styled("二级", "b") + styled("三级", "c") + styled("正文", "d") + p("九级", '<w:outlineLvl w:val="9"/>'),
        styles=style("b", "heading 2")
        + style("c", "小标题", more='<w:basedOn w:val="e"/>')
        + style("e", "x", '<w:outlineLvl w:val="2"/>')
        + style("d", "Body Text"),
    )  # fmt: skip
    assert [(b.kind, b.level) for b in source.blocks] == [
        ("heading", 1), ("heading", 2), ("heading", 3), ("paragraph", 0), ("paragraph", 0),
    ]  # fmt: skip


def test_a_paragraph_in_the_style_title_stands_above_the_headings() -> None:
    named = style("t", "Title") + style("h", "heading 1", '<w:outlineLvl w:val="0"/>')
    titled = opened(styled("关于养老的答复", "t") + styled("工作情况", "h"), styles=named)
    assert [b.level for b in titled.blocks] == [1, 2]
    untitled = opened(styled("工作情况", "h") + styled("附录", "t"), styles=named)
    assert [b.level for b in untitled.blocks] == [1, 1]


def test_styles_based_on_each_other_end_the_search() -> None:
    circle = style("a", "x", more='<w:basedOn w:val="b"/>') + style("b", "y", more='<w:basedOn w:val="a"/>')
    assert texts(opened(styled("正文。", "a"), styles=circle)) == ["正文。"]


def lvl(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )


def item(text: str, depth: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("decimalEnclosedParen", ["⑴", "⑵"]),
        ("ideographZodiacTraditional", ["甲子", "乙丑"]),
        ("numberInDash", ["- 1 -", "- 2 -"]),
        ("ordinal", ["1st", "2nd"]),
        ("upperRoman", ["I", "II"]),
        ("lowerLetter", ["a", "b"]),
        ("japaneseCounting", ["一", "二"]),
    ],
)
def test_more_forms_of_numbers(form: str, written: list[str]) -> None:
    source = opened(item("甲") + item("乙"), numbering=lists(lvl(0, form, "(%1)")))
    assert texts(source) == [f"({number}){text}" for number, text in zip(written, "甲乙", strict=True)]


def test_circled_numbers_go_on_beyond_twenty() -> None:
    source = opened("".join(item("项") for _ in range(51)), numbering=lists(lvl(0, "decimalEnclosedCircle", "%1")))
    found = [text.removesuffix("项").strip() for text in texts(source)]
    assert (found[19], found[20], found[35], found[49], found[50]) == ("⑳", "㉑", "㊱", "㊿", "51")


def test_a_number_may_begin_elsewhere_and_an_empty_paragraph_counts() -> None:
    source = opened(
        item("甲", number=2) + item("", number=2) + item("乙", number=2), numbering=lists(lvl(0, "decimal", "%1."))
    )
    assert texts(source) == ["5.甲", "7.乙"]


def test_levels_restart_as_they_say() -> None:
    levels = lists(
        lvl(0, "chineseCounting", "%1、"),
        lvl(1, "chineseCounting", "（%2）", '<w:lvlRestart w:val="0"/>'),
        lvl(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>'),
    )
    source = opened(item("甲") + item("乙", 1) + item("丙", 2) + item("丁", 1) + item("戊", 2) + item("己") + item("庚", 1) + item("辛", 2), numbering=levels)  # fmt: skip
    assert texts(source) == ["一、甲", "（一）乙", "1.丙", "（二）丁", "2.戊", "二、己", "（三）庚", "1.辛"]


def test_a_style_takes_the_level_made_for_it() -> None:
    levels = lists(lvl(0, "chineseCounting", "第%1章"), lvl(1, "chineseCounting", "第%2条", '<w:pStyle w:val="art"/>'))
    source = opened(
        item("总则") + styled("为了规范。", "art") + styled("适用范围。", "art"),
        numbering=levels,
        styles=style("art", "条文", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
    )
    assert texts(source) == ["第一章　总则", "第一条　为了规范。", "第二条　适用范围。"]


def test_a_list_that_does_not_exist_gives_no_number() -> None:
    assert texts(opened(item("甲", number=9) + item("乙", 8), numbering=lists(lvl(0, "decimal", "%1.")))) == [
        "甲",
        "乙",
    ]


# Text of a paragraph


def field(instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin") + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        + mark.format("separate") + result + mark.format("end")
    )  # fmt: skip


def test_fields_give_their_results() -> None:
    nested = field(f"IF {field(' REF x ', r('1'))} = 1", r("成立"))
    source = opened(
        p(r("见") + field(" HYPERLINK ", r("通知")) + r("，") + nested + r("。"))
        + p('<w:fldSimple w:instr=" DATE "><w:r><w:t>2024年6月</w:t></w:r></w:fldSimple>')
    )
    assert texts(source) == ["见通知，成立。", "2024年6月"]


def test_a_table_of_contents_is_left_out_with_a_notice() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    source = opened(
        p("目录") + p(begin + r("一、概况1")) + p("二、措施2") + p(r("三、其他3") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>') + p("一、概况")
    )  # fmt: skip
    assert texts(source) == ["目录", "一、概况"]
    assert source.notices == ("文件的自动目录未读取，各级标题见正文。",)
    never_closed = opened(p(begin + r("一、概况")) + p("二、措施"))
    assert texts(never_closed) == ["一、概况", "二、措施"]


def test_boxes_to_tick_and_lists_to_choose_from() -> None:
    def form(data: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'

    source = opened(
        p(form('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>') + r("主动公开 ") + form('<w:checkBox><w:default w:val="0"/></w:checkBox>') + r("不予公开"))
        + p(form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="主办"/><w:listEntry w:val="会办"/></w:ddList>'))
    )  # fmt: skip
    assert texts(source) == ["☑主动公开 □不予公开", "会办"]


def test_symbols_ruby_hyphens_and_powers() -> None:
    source = opened(
        p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>同意</w:t></w:r><w:r><w:sym w:font="Nowhere" w:char="F0FE"/></w:r>')
        + p(r("\uf0a3不同意\uf0ff", '<w:rFonts w:ascii="Wingdings 2"/>'))
        + p("<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yǎng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>养</w:t></w:r></w:rubyBase></w:ruby><w:t>老</w:t></w:r>")
        + p("<w:r><w:t>GB/T</w:t><w:noBreakHyphen/><w:t>9704建</w:t><w:softHyphen/><w:t>设</w:t></w:r>")
        + p(r("面积500 m") + r("2", '<w:vertAlign w:val="superscript"/>') + r("。"))
    )  # fmt: skip
    assert texts(source) == ["☑同意", "□不同意", "养老", "GB/T-9704建设", "面积500 m²。"]


def test_controls_give_their_text_but_not_their_prompts() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    source = opened(
        p(r("联系人：") + prompt.format(r("单击输入")))
        + prompt.format(p("单击此处输入文字。"))
        + p("<w:sdt><w:sdtContent>" + r("王某") + "</w:sdtContent></w:sdt>")
    )
    assert texts(source) == ["联系人：", "王某"]


def test_tracked_changes_move_paragraphs_and_take_their_numbers_along() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    source = opened(
        item("甲")
        + p("<w:del><w:r><w:delText>删去的一项</w:delText></w:r></w:del>", numbered + gone)
        + p("乙前半，", numbered + gone) + item("乙后半")
        + p("<w:moveFrom><w:r><w:t>搬走的</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>搬来的</w:t></w:r></w:moveTo>"),
        numbering=lists(lvl(0, "decimal", "%1.")),
    )  # fmt: skip
    assert texts(source) == ["1.甲", "2.乙前半，乙后半", "搬来的"]
    assert source.notices == ("文件带有修订痕迹，已按全部接受修订后的文字读取。",)


def test_a_last_paragraph_without_its_end_is_kept() -> None:
    assert texts(opened(p("末段。", "<w:rPr><w:del/></w:rPr>"))) == ["末段。"]


def test_a_drop_cap_and_a_run_in_heading_join_what_follows() -> None:
    source = opened(
        p("近", '<w:framePr w:dropCap="drop"/>') + p("年来，我市养老事业发展。")
        + p("一、概况。", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("全市有三家。")
    )  # fmt: skip
    assert texts(source) == ["近年来，我市养老事业发展。", "一、概况。全市有三家。"]


def test_hidden_text_by_run_and_by_style_is_left_out_with_a_notice() -> None:
    source = opened(
        p(r("看得见") + r("看不见", "<w:vanish/>") + r("也看得见", '<w:vanish w:val="0"/>') + r("藏", '<w:rStyle w:val="c"/>'))
        + styled("整段隐藏", "h"),
        styles='<w:style w:type="character" w:styleId="c"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>',
    )  # fmt: skip
    assert texts(source) == ["看得见也看得见"]
    assert source.notices == ("文件有隐藏文字，未读取。",)


def test_comments_macros_and_embedded_files_are_told() -> None:
    source = opened(
        p(r("正文。") + '<w:r><w:commentReference w:id="0"/></w:r>') + '<w:altChunk r:id="aFChunk"/>' + p("第二段。"),
        vbaProject="", aFChunk="",
    )  # fmt: skip
    assert texts(source) == ["正文。", "第二段。"]
    assert source.notices == (
        "文件有 1 处批注，批注内容未读取。",
        "第 2 段嵌入了另一个文件，其内容未读取；需要的请单独导入。",
        "文件带有宏，没有运行，只读取了文字。",
    )


def test_pictures_are_told_by_paragraph() -> None:
    picture = (
        '<w:r><w:drawing><a:graphic><a:graphicData uri="pic"><a:blip/></a:graphicData></a:graphic></w:drawing></w:r>'
    )
    chart = '<w:r><w:drawing><a:graphic><a:graphicData uri="http://x/chart"/></a:graphic></w:drawing></w:r>'
    source = opened(
        p("甲") + p(picture) + p(chart) + p("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>") + p("乙")
    )
    assert texts(source) == ["甲", "乙"]
    assert source.notices == ("第 2、3、4 段有图片或图表，未读取其中文字。",)


# Notes, boxes, headers


def test_notes_stand_at_the_end_and_their_marks_part_no_sentence() -> None:
    mark = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    note = '<w:{} w:id="{}"{}><w:p><w:r><w:footnoteRef/><w:t> {}</w:t></w:r></w:p></w:{}>'
    source = opened(
        p(r("关于养老的报告") + mark.format("footnote", 1))
        + p(r("据统计，共19家。") + mark.format("footnote", 2) + r("另有“在建的。”") + mark.format("endnote", 5) + r("其余略。")),
        footnotes=note.format("footnote", 0, ' w:type="separator"', "线", "footnote")
        + note.format("footnote", 1, "", "课题组。", "footnote")
        + note.format("footnote", 2, "", "市统计局。", "footnote")
        + note.format("footnote", 3, "", "没有引用的。", "footnote"),
        endnotes=note.format("endnote", 5, "", "见附件。", "endnote"),
    )  # fmt: skip
    assert texts(source) == [
        "关于养老的报告",
        "据统计，共19家〔注2〕。另有“在建的〔尾注1〕。”其余略。",
        "〔注1〕课题组。",
        "〔注2〕市统计局。",
        "〔尾注1〕见附件。",
    ]
    assert places(source) == [(0, ""), (1, ""), (0, "footnotes"), (1, "footnotes"), (2, "endnotes")]


def test_a_text_box_is_read_once_where_it_hangs() -> None:
    box = "<w:txbxContent>" + p("类别标记：A") + p("公开") + "</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    before = opened(p(drawing + r("关于养老的答复")))
    assert texts(before) == ["类别标记：A", "公开", "关于养老的答复"]
    assert places(before) == [(0, "textbox"), (1, "textbox"), (0, "")]
    assert texts(opened(p(r("正文。") + drawing))) == ["正文。", "类别标记：A", "公开"]


SECTION = '<w:sectPr>{}<w:headerReference w:type="first" r:id="header1"/><w:headerReference w:type="default" r:id="header2"/><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'


def test_the_letterhead_of_the_first_page_is_read_and_running_heads_are_not() -> None:
    page = p(r("— ") + field(" PAGE ", r("2")) + r(" —"))
    own = opened(
        p("关于养老的答复") + SECTION.format("<w:titlePg/>"),
        header1=p("临 川 市 民 政 局") + p("关于养老的答复") + page, header2=p("临川市民政局文件"), footer1=page,
    )  # fmt: skip
    assert texts(own) == ["临 川 市 民 政 局", "关于养老的答复"]
    assert places(own) == [(0, "header"), (0, "")]
    every = opened(
        p("关于养老的答复") + SECTION.format(""),
        header2=p("临川市民政局文件") + p("临民函〔2024〕12号") + p("临川民政工作材料汇编") + p("第1页 共3页"),
        footer1=page + p("抄送：市政协提案委员会"),
    )
    assert texts(every) == ["临川市民政局文件", "临民函〔2024〕12号", "关于养老的答复", "抄送：市政协提案委员会"]


# Tables


def tc(text: str, properties: str = "") -> str:
    inner = text if text.startswith("<") else p(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


DOWN, GOES_ON, TWO = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'


def test_merged_cells_read_right_in_each_row() -> None:
    source = opened(
        p("分工表")
        + tbl(
            tc("类别", DOWN) + tc("责任单位", TWO) + tc("时限", DOWN),
            tc("", GOES_ON) + tc("牵头") + tc("参与") + tc("", GOES_ON),
            tc("养老", DOWN) + tc("民政局") + tc("财政局") + tc("6月"),
            tc("", GOES_ON) + tc("卫健委") + tc("医保局") + tc("9月"),
            tc("合计", TWO) + tc("2") + tc(""),
        )
    )
    assert source.blocks[1].rows == (
        ("类别", "责任单位", "责任单位", "时限"),
        ("类别", "牵头", "参与", "时限"),
        ("养老", "民政局", "财政局", "6月"),
        ("养老", "卫健委", "医保局", "9月"),
        ("合计", "", "2", ""),
    )
    assert places(source) == [(0, ""), (1, "")]


def test_deleted_rows_and_tables_in_cells() -> None:
    inner = tbl(tc("床位") + tc("19"))
    source = opened(
        tbl(
            tc("甲") + tc("乙"),
            '<w:trPr><w:del w:id="1"/></w:trPr>' + tc("删") + tc("去"),
            tc("养老") + tc(inner + p("张")),
        )
    )
    assert source.blocks[0].rows == (("甲", "乙"), ("养老", "床位 19 张"))


def test_a_table_of_one_column_only_frames_its_text() -> None:
    source = opened(
        tbl(
            tc(
                p("关于养老的答复", '<w:outlineLvl w:val="0"/>')
                + p("正文。")
                + tbl(tc("甲") + tc("乙"), tc("1") + tc("2"))
            )
        )
    )
    assert [(b.kind, b.level) for b in source.blocks] == [("heading", 1), ("paragraph", 0), ("table", 0)]
    assert places(source) == [(0, ""), (1, ""), (2, "")]


# Packages


def test_formatting_is_cut_from_the_xml_but_what_tells_of_the_text_is_not() -> None:
    change = '<w:b/><w:rPrChange w:id="1"><w:rPr><w:i/></w:rPr></w:rPrChange>'
    body = p(r("甲", "<w:sz/>") + r("乙", "<w:vanish/>") + r("丙", change), "<w:rPr><w:b/></w:rPr>")
    assert without_formatting(body.encode()).decode() == (
        "<w:p><w:pPr></w:pPr><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r>"
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="1"></w:rPrChange></w:rPr><w:t>丙</w:t></w:r></w:p>'
    )
    assert texts(opened(body)) == ["甲丙"]
    quoted = p("<w:r><w:t><![CDATA[写作<w:rPr>格式</w:rPr>]]></w:t></w:r>")
    assert texts(opened(quoted)) == ["写作<w:rPr>格式</w:rPr>"]


def test_strict_files_and_other_names_of_the_main_part_are_read() -> None:
    data = packed(item("甲"), {"numbering": lists(lvl(0, "decimal", "%1."))}, main="document2.xml")
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            strict = (
                old.read(name)
                .decode()
                .replace(f"{_BASE}/wordprocessingml/2006/main", f"{_STRICT}/wordprocessingml/main")
            )
            new.writestr(
                name,
                strict.replace(f"{_BASE}/officeDocument/2006/relationships", f"{_STRICT}/officeDocument/relationships"),
            )
    assert read_word(file.getvalue(), "函.docx").text == "1.甲"


@pytest.mark.parametrize("name", ["函.docx", "函.docm", "函.dotx"])
def test_templates_and_files_with_macros_are_word_files(name: str) -> None:
    assert read_bytes(packed(p("正文。")), name).text == "正文。"


def test_a_file_without_a_text_part_is_damaged() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("word/styles.xml", "<x/>")
    with pytest.raises(UnusableInput, match=r"“函\.docx”已损坏"):
        read_word(file.getvalue(), "函.docx")


def test_a_part_that_lies_about_its_size_is_not_inflated() -> None:
    data = bytearray(packed(p("字" * 50_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as made:
        size = made.getinfo("word/document.xml").file_size
    lie = (1000).to_bytes(4, "little")
    assert data.count(size.to_bytes(4, "little")) == 2
    with pytest.raises(UnusableInput, match=r"“函\.docx”已损坏"):
        read_word(bytes(data).replace(size.to_bytes(4, "little"), lie), "函.docx")


@pytest.mark.parametrize("one", ["<w:p/>", '<w:p w:a="1" w:b="2"/>', p("字", '<w:pStyle w:val="a"/>')])
def test_a_tree_too_large_for_memory_is_refused(one: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.read.package.MOST_TREE", 10 * 2**20)
    data = packed(one * (3 * 2**20 // len(one)))
    with pytest.raises(UnusableInput, match=r"“函\.docx”的内容过于庞大"):
        read_word(data, "函.docx")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(UnusableInput, match="已损坏"):
        opened("<w:sdt><w:sdtContent>" * 3000 + p("字") + "</w:sdtContent></w:sdt>" * 3000)
