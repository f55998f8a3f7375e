"""The letter as an editable .docx in 信函格式 or 文件格式 (GB/T 9704—2012, clauses 10.1 and 7)."""

from collections.abc import Iterable, Mapping

from drafting.draft import Draft
from drafting.export.block import AS_STYLED, Block, Imprint, Item
from drafting.export.blocks import letter_items
from drafting.export.layout import Layout, LayoutName, read_layout
from drafting.export.word_imprint import imprint_box
from drafting.export.word_package import About, package
from drafting.export.word_paragraph import Content, paragraph, paragraph_properties, plain_content, unmarked
from drafting.export.word_section import footers, section
from drafting.export.word_styles import fonts_part, settings_part, styles_part
from drafting.export.word_table import form_table
from drafting.export.word_xml import Xml, part, tag

_SMALL = tag("p", paragraph_properties("分隔线", AS_STYLED))


def to_docx(draft: Draft, layout: LayoutName = "letter", with_form: bool = True) -> bytes:
    """The bytes of the .docx. Fonts are named, never carried; placeholders are highlighted.

    ``with_form`` adds the feedback form where the letter has one among its attachments. Equal drafts give equal bytes.
    """
    measures = read_layout(layout)
    return pack(draft, measures, body(letter_items(draft, measures, with_form), measures, plain_content))


def body(items: Iterable[Item], layout: Layout, content: Content) -> list[Xml]:
    """Every item as a paragraph or a table; ``content`` writes what stands in a paragraph."""
    return [item_xml(item, layout, content) for item in items]


def item_xml(item: Item, layout: Layout, content: Content, mark: Content = unmarked) -> Xml:
    """One item; ``mark`` says of a paragraph's end that it was inserted."""
    if isinstance(item, Block):
        return paragraph(item, content(item), mark(item))
    if isinstance(item, Imprint):
        return imprint_box(item, layout, content, mark)
    return form_table(item)


def pack(draft: Draft, layout: Layout, content: list[Xml], more: Mapping[str, bytes] | None = None) -> bytes:
    """The whole file around the paragraphs and tables of ``content``; ``more`` are further parts (footnotes)."""
    # After a table, or after nothing but frames, the file needs a paragraph that is neither.
    end = [] if content and _is_text(content[-1]) else [_SMALL]
    document = part("document", tag("body", *content, *end, section(layout.name)))
    extra = more or {}
    parts = {
        "styles": styles_part(layout.name),
        "settings": settings_part("footnotes" in extra),
        "fontTable": fonts_part(layout.name),
        **footers(layout.name),
        **extra,
    }
    return package(document, parts, About(draft.title, draft.issuer, draft.case or ""))


def _is_text(content: Xml) -> bool:
    return content.startswith("<w:p>") and "<w:framePr " not in content
