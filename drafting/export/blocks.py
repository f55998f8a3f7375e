"""A draft as the paragraphs of a printed letter (GB/T 9704—2012, clauses 7.2 to 7.4 and 10.1)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from drafting.draft import Draft, Sentence
from drafting.export import printed
from drafting.export.block import AtFoot, Block, Form, Imprint, Item, OnPage, Rule, block
from drafting.export.feedback_form import FeedbackForm, feedback_forms
from drafting.export.layout import CHARACTER_PT, LINE_PT, Layout, mark_size, signature_indents
from drafting.export.title_lines import title_lines

# Of the issuer's mark, in its font size: the line it stands on, the height of the characters, what is above them.
_MARK_LINE = 1.1
_MARK_INK = 0.92
_POINTS_A_MM = 72 / 25.4
_DOUBLE_PT = 3.0
_RED_PT = 1.5
# 7.2.7: 4 mm from the number's characters, of which the line they stand on takes some.
_NUMBER_DESCENT_PT = 4.0
# 10.1: 7/8 of a 三号 character, 14 pt, of which the line that the number stands on has 9 above the characters.
_UNDER_LINE_PT = 5.0
_FOOT_PT = 14.0
# 7.3.4: 附件： and a number with its dot, after which the name begins.
_LABEL_PT, _NUMBER_PT = 3 * CHARACTER_PT, 0.75 * CHARACTER_PT
_HEADINGS = {1: "一级标题", 2: "二级标题", 3: "三级标题", 4: "四级标题"}
_JOINT = re.compile(r"[、\n]")


def letter_items(draft: Draft, layout: Layout, with_form: bool = True) -> tuple[Item, ...]:
    """Every paragraph and form in order. What stands at the foot of the last page comes last (7.4.1)."""
    forms = feedback_forms(draft) if with_form else ()
    tail: list[Item] = []
    for form in forms:
        tail += [*_form_head(form), form]
    return (*_head(draft, layout), *letter_body(draft), *tail, *_foot(draft, layout))


def _head(draft: Draft, layout: Layout) -> Iterator[Block]:
    yield from (_letter_head if layout.name == "letter" else _document_head)(draft, layout)
    lines = title_lines(draft.title, layout.title_ems)
    yield Block("公文标题", tuple(Sentence(line, "frame") for line in lines), broken=True)
    yield block("主送机关", printed.printed_addressee(draft))


def _letter_head(draft: Draft, layout: Layout) -> Iterator[Block]:
    """10.1: class mark, the (first) issuer's mark and the double line at their places, the number at the right."""
    page, mark = layout.page, layout.mark
    if draft.printed_class:
        place = OnPage(mark.class_top_mm, page.left_mm, page.text_width_mm)
        yield block("类别标记", draft.printed_class, Form(place))
    issuer = _JOINT.split(draft.issuer)[0] + layout.suffix
    size = mark_size(issuer, layout)
    place = OnPage(mark.top_mm, mark.left_mm, mark.width_mm)
    yield block("发文机关标志", issuer, Form(place, size_pt=size, line_pt=round(size * _MARK_LINE)))
    line_top = mark.top_mm + size * _MARK_INK / _POINTS_A_MM + mark.gap_mm
    rule = Rule("thickThinSmallGap", _DOUBLE_PT, layout.mark_colour)
    yield block("分隔线", "", Form(OnPage(line_top, mark.left_mm, mark.width_mm), rule))
    yield block("发文字号", draft.doc_number, Form(before_pt=_UNDER_LINE_PT))


def _document_head(draft: Draft, layout: Layout) -> Iterator[Block]:
    """7.2: the marks 35 mm below the text area's edge, the number two lines under them, the line 4 mm under it."""
    mark = layout.mark
    lead = (mark.top_mm - layout.page.top_mm) * _POINTS_A_MM
    if draft.printed_class:
        yield block("类别标记", draft.printed_class, Form(line_pt=LINE_PT))
        lead -= LINE_PT
    *others, last = _JOINT.split(draft.issuer)
    issuers = (*others, last + layout.suffix)
    size = min(mark_size(issuer, layout) for issuer in issuers)
    for at, issuer in enumerate(issuers):
        yield block(
            "发文机关标志",
            issuer,
            Form(before_pt=0.0 if at else lead, size_pt=size, line_pt=round(size * _MARK_LINE)),
        )
    gap = mark.gap_mm * _POINTS_A_MM - _NUMBER_DESCENT_PT
    yield block("发文字号", draft.doc_number, Form(rule=Rule("single", _RED_PT, layout.mark_colour, gap)))


def letter_body(draft: Draft) -> tuple[Block, ...]:
    """From the opening to the note under the date."""
    made = [Block("公文正文", paragraph.sentences) for paragraph in draft.opening]
    for section in draft.sections:
        made.append(Block(_HEADINGS.get(section.level, "公文正文"), (section.heading,)))
        made += [Block("公文正文", paragraph.sentences) for paragraph in section.paragraphs]
    made += [Block("公文正文", paragraph.sentences) for paragraph in draft.closing]
    # A page must not carry the seal alone (7.3.5.1): the last paragraph before it goes with it.
    if made:
        made[-1] = replace(made[-1], form=Form(keep_next=True))
    made += _attachments(draft)
    name_indent, date_indent = signature_indents(draft.signature, draft.date)
    made.append(block("署名", draft.signature, Form(right_pt=name_indent)))
    contact = printed.printed_contact(draft)
    made.append(block("成文日期", draft.date, Form(right_pt=date_indent)))
    if contact:
        made.append(block("附注", contact))
    return tuple(made)


def _attachments(draft: Draft) -> Iterator[Block]:
    """7.3.4: two characters in; later lines of a name stand under its first character."""
    lines = printed.printed_attachments(draft)
    number = _NUMBER_PT if len(lines) > 1 else 0.0
    left = 2 * CHARACTER_PT + _LABEL_PT + number
    for at, line in enumerate(lines):
        first = -number if at else -(_LABEL_PT + number)
        form = Form(before_pt=0.0 if at else None, left_pt=left, first_pt=first, keep_next=True)
        yield block("附件说明", line.lstrip("　"), form)


def _form_head(form: FeedbackForm) -> tuple[Block, ...]:
    """7.3.7: a new page, 附件 with its number on the first line, the title centred on the third."""
    return block("附件序号", form.number, Form(new_page=True)), block("附件标题", form.title)


def _foot(draft: Draft, layout: Layout) -> tuple[Item, ...]:
    """公开方式 above 抄送 (practice of Guangdong); in 文件格式 between the lines of the 版记, with 印发."""
    place = None if layout.printed_by else AtFoot(layout.page.text_width_mm)
    disclosure, copies = printed.printed_disclosure(draft), printed.printed_copies(draft)
    above = (block("公开方式", disclosure, Form(place)),) if disclosure else ()
    # 7.4.2: later lines stand under the first character after the colon.
    hanging = Form(place, left_pt=4 * _FOOT_PT, first_pt=-3 * _FOOT_PT)
    copied = (block("抄送", copies, hanging),) if copies else ()
    if not layout.printed_by:
        return (*above, *copied)
    by = block("印发", printed.printed_by(draft), Form(tab_right_pt=layout.page.text_width_pt - _FOOT_PT))
    return (Imprint(above, (*copied, by)),)
