"""The copy of a letter that is published (公开稿): nothing personal in it, the letter that is sent unchanged.

个人信息保护法 art. 28, 政府信息公开条例 art. 15, domain brief §5 R25. The line of contact is dropped, since it names an
officer; the sources go too, since they quote the case file.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from drafting.draft import AnswerSection, Draft, Paragraph
from drafting.masking import Span, mask, personal_spans

# The note under the date (GB/T 9704—2012, 7.3.6) where it gives the contact.
_CONTACT_LINE = re.compile(r"^[ \t\u3000]*[（(]?[ \u3000]*联系(?:人|电话|方式)[^\n]*\n?", re.MULTILINE)


def published(draft: Draft) -> Draft:
    """``draft`` with personal data masked and without contact and sources; ``draft`` itself stays as it is.

    Document number, dates and item number are none of a person's and stay letter for letter.
    """
    return replace(
        draft,
        title=_masked(draft.title),
        addressee=_masked(draft.addressee),
        opening=_paragraphs(draft.opening),
        sections=tuple(_section(section) for section in draft.sections),
        closing=_paragraphs(draft.closing),
        signature=_masked(draft.signature),
        contact="",
        copies=_masked(draft.copies),
        attachments=tuple(_masked(name) for name in draft.attachments),
        disclosure_reason=_masked(draft.disclosure_reason),
        basis=(),
        text=_masked(_CONTACT_LINE.sub("", draft.text)),
    )


def personal_in(draft: Draft) -> tuple[Span, ...]:
    """What a publication copy would mask, with offsets into ``draft.text``; the contact's line included."""
    return personal_spans(draft.text)


def _masked(text: str) -> str:
    return mask(text)[0]


def _section(section: AnswerSection) -> AnswerSection:
    heading = replace(section.heading, text=_masked(section.heading.text), sources=())
    return replace(section, heading=heading, paragraphs=_paragraphs(section.paragraphs), reason="")


def _paragraphs(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(_paragraph(paragraph) for paragraph in paragraphs)


def _paragraph(paragraph: Paragraph) -> Paragraph:
    """A number may begin in one sentence and end in the next: the paragraph is masked whole and cut again."""
    whole = _masked(paragraph.text)
    sentences, start = [], 0
    for sentence in paragraph.sentences:
        end = start + len(sentence.text)
        sentences.append(replace(sentence, text=whole[start:end], sources=()))
        start = end
    return Paragraph(tuple(sentences))
