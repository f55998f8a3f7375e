"""The letter as Markdown, with a footnote for every source."""

import re
from collections.abc import Mapping

from drafting.draft import Draft, Paragraph, Sentence, Source
from drafting.export import printed
from drafting.export.feedback_form import FeedbackForm, feedback_forms
from drafting.export.source_list import NumberedSource, numbered_sources, source_facts

# CommonMark's marks, escaped wherever they stand so that no text of a source becomes markup.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_LINE_START = re.compile(r"^(?:(\d+)([.)])|([-+=]))")


def to_markdown(draft: Draft, with_form: bool = True) -> str:
    """One Markdown text: headings as ``##`` and ``###``, sources as footnotes, the feedback form as a table."""
    sources = numbered_sources(draft)
    blocks = [draft.printed_class and _line(draft.printed_class), _line(draft.issuer), _line(draft.doc_number)]
    blocks.append("# " + _line(draft.title))
    blocks.append(_line(printed.printed_addressee(draft)))
    blocks += [_paragraph(paragraph, sources) for paragraph in draft.opening]
    for section in draft.sections:
        blocks.append(f"{'#' * (section.level + 1)} {_sentence(section.heading, sources)}")
        blocks += [_paragraph(paragraph, sources) for paragraph in section.paragraphs]
    blocks += [_paragraph(paragraph, sources) for paragraph in draft.closing]
    blocks += [_line(line.strip()) for line in printed.printed_attachments(draft)]
    blocks += [_line(line) for line in (draft.signature, draft.date, printed.printed_contact(draft))]
    blocks += [block for form in feedback_forms(draft) for block in _form(form)] if with_form else []
    blocks += [_line(line) for line in (printed.printed_disclosure(draft), printed.printed_copies(draft))]
    blocks += ["---", *(_footnote(source) for source in sources.values())] if sources else []
    return "\n\n".join(block for block in blocks if block) + "\n"


def _form(form: FeedbackForm) -> tuple[str, ...]:
    rows = [[_line(cell.text) for cell in row] + [""] * (4 - len(row)) for row in form.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return (
        _line(form.number),
        f"**{_line(form.title)}**",
        "\n".join((lines[0], "| --- | --- | --- | --- |", *lines[1:])),
    )


def _line(text: str) -> str:
    """``text`` on one line with its marks escaped. Gaps are seen by their 【】: bold fails beside those."""
    return _LINE_START.sub(r"\1\\\2\3", _MARKS.sub(r"\\\1", " ".join(text.split())))


def _sentence(sentence: Sentence, sources: Mapping[Source, NumberedSource]) -> str:
    notes = "".join(f"[^{sources[source].number}]" for source in dict.fromkeys(sentence.sources))
    return _line(sentence.text) + notes


def _paragraph(paragraph: Paragraph, sources: Mapping[Source, NumberedSource]) -> str:
    return "".join(_sentence(sentence, sources) for sentence in paragraph.sentences)


def _footnote(numbered: NumberedSource) -> str:
    source = numbered.source
    return f"[^{numbered.number}]: {_line(numbered.label)}（{_line(source_facts(source))}）：“{_line(source.quote)}”"
