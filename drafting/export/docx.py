"""The letter as an editable .docx in 信函格式 (GB/T 9704—2012, clause 10.1)."""

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from drafting.draft import Draft
from drafting.export import printed
from drafting.export.docx_frames import add_footers, double_line, fix_at_foot, fix_on_page
from drafting.export.docx_styles import add_styles, set_compatibility, set_page
from drafting.export.layout import Layout, letter_layout, mark_size, signature_indents
from drafting.export.title_lines import title_lines
from drafting.placeholder import placeholder_runs

# Equal drafts give equal bytes: the file carries no time of its making.
_NO_TIME = datetime(2000, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_TEXT_WIDTH_MM = 156.0
# Of the issuer's mark, in its font size: the line it stands on and the height of the characters.
_MARK_LINE = 1.1
_MARK_INK = 0.92


def to_docx(draft: Draft) -> bytes:
    """The bytes of the .docx. Fonts are named, never carried; placeholders are highlighted."""
    layout = letter_layout()
    document = docx.Document()
    set_page(document, layout.page)
    set_compatibility(document)
    add_styles(document, layout)
    _head(document, draft, layout)
    _body(document, draft)
    _tail(document, draft)
    add_footers(document.sections[0], layout)
    _describe(document, draft)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def _add(document: Document, style: str, *lines: str) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break()
        for text, is_placeholder in placeholder_runs(line):
            run = paragraph.add_run(text)
            if is_placeholder:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    return paragraph


def _head(document: Document, draft: Draft, layout: Layout) -> None:
    page, mark = layout.page, layout.mark
    if draft.class_mark:
        class_mark = _add(document, "类别标记", draft.class_mark)
        fix_on_page(class_mark, mark.class_top_mm, page.left_mm, _TEXT_WIDTH_MM)
    issuer = _add(document, "发文机关标志", draft.issuer)
    size = mark_size(draft.issuer, layout)
    issuer.paragraph_format.line_spacing = Pt(round(size * _MARK_LINE))
    for run in issuer.runs:
        run.font.size = Pt(size)
        run.font.color.rgb = RGBColor.from_string(mark.colour)
    characters_mm = Pt(size * _MARK_INK).mm
    fix_on_page(issuer, mark.top_mm, mark.left_mm, mark.width_mm)
    upper = document.add_paragraph()
    double_line(upper, thick_above=True, layout=layout)
    fix_on_page(upper, mark.top_mm + characters_mm + mark.gap_mm, mark.left_mm, mark.width_mm)
    _add(document, "发文字号", draft.doc_number)
    _add(document, "公文标题", *title_lines(draft.title, layout.title_ems))
    _add(document, "主送机关", printed.printed_addressee(draft))


# 7.3.3: 一、 in 黑体, （一） in 楷体; deeper headings stand in the body's own type.
_HEADINGS = {1: "一级标题", 2: "二级标题"}


def _body(document: Document, draft: Draft) -> None:
    for paragraph in draft.opening:
        _add(document, "公文正文", paragraph.text)
    for section in draft.sections:
        _add(document, _HEADINGS.get(section.level, "公文正文"), section.heading.text)
        for paragraph in section.paragraphs:
            _add(document, "公文正文", paragraph.text)
    for paragraph in draft.closing:
        _add(document, "公文正文", paragraph.text)


def _tail(document: Document, draft: Draft) -> None:
    # A page must not carry the seal alone (7.3.5.1): the last paragraph before it goes with it.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    for number, line in enumerate(printed.printed_attachments(draft)):
        attachment = _add(document, "附件说明", line)
        if number:
            attachment.paragraph_format.space_before = Pt(0)
        attachment.paragraph_format.keep_with_next = True
    name_indent, date_indent = signature_indents(draft.signature, draft.date)
    _add(document, "署名", draft.signature).paragraph_format.right_indent = Pt(name_indent)
    _add(document, "成文日期", draft.date).paragraph_format.right_indent = Pt(date_indent)
    if contact := printed.printed_contact(draft):
        _add(document, "附注", contact)
    disclosure, copies = printed.printed_disclosure(draft), printed.printed_copies(draft)
    for style, line in (("公开方式", disclosure), ("抄送", copies)):
        if line:
            fix_at_foot(_add(document, style, line), _TEXT_WIDTH_MM)


def _describe(document: Document, draft: Draft) -> None:
    about = document.core_properties
    about.title, about.author, about.subject = draft.title[:255], draft.issuer[:255], draft.case or ""
    about.comments, about.keywords, about.last_modified_by = "", "", ""
    about.language = "zh-CN"
    about.created = about.modified = _NO_TIME
    about.revision = 1


def _without_times(packed: bytes) -> bytes:
    """The same package with fixed times on its members and without the template's preview picture."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return buffer.getvalue()
