"""The annotated copy: every sentence that rests on something with a Word footnote that says on what."""

from collections.abc import Sequence

from drafting.draft import Draft, Sentence, Source
from drafting.export.block import AS_STYLED, Block, Form
from drafting.export.blocks import letter_items
from drafting.export.docx import body, pack
from drafting.export.layout import LayoutName, read_layout
from drafting.export.source_list import source_facts, source_label
from drafting.export.word_paragraph import BREAK, paragraph_properties, run, runs
from drafting.export.word_styles import FOOTNOTE_MARK
from drafting.export.word_xml import NOTHING, Xml, joined, part, tag

_MARK = tag("rPr", tag("rStyle", val=FOOTNOTE_MARK))


def to_annotated(draft: Draft, layout: LayoutName = "letter") -> bytes:
    """The bytes of the .docx with footnotes: title, number, date and disclosure of each source, and its words.

    A sentence has one note for all its sources; what the sources say is text, never markup.
    """
    measures = read_layout(layout)
    notes = _Notes()
    content = body(letter_items(draft, measures), measures, notes.content)
    return pack(draft, measures, content, {"footnotes": notes.part()})


class _Notes:
    """The notes of one letter in the order of their sentences; ids count from 1."""

    def __init__(self) -> None:
        self._written: list[Xml] = []

    def content(self, block: Block) -> Xml:
        between = BREAK if block.broken else NOTHING
        return Xml(between.join(self._sentence(sentence, block.form) for sentence in block.sentences))

    def _sentence(self, sentence: Sentence, form: Form) -> Xml:
        text = runs(sentence.text, form)
        if not sentence.sources:
            return text
        number = len(self._written) + 1
        self._written.append(_note(number, tuple(dict.fromkeys(sentence.sources))))
        return joined(text, tag("r", _MARK, tag("footnoteReference", id=number)))

    def part(self) -> bytes:
        separators = (_separator(-1, "separator"), _separator(0, "continuationSeparator"))
        return part("footnotes", *separators, *self._written)


def _separator(number: int, kind: str) -> Xml:
    line = tag("p", tag("pPr", tag("spacing", after=0, line=240, lineRule="auto")), tag("r", tag(kind)))
    return tag("footnote", line, type=kind, id=number)


def _note(number: int, sources: Sequence[Source]) -> Xml:
    first = joined(tag("r", _MARK, tag("footnoteRef")), run(" ", AS_STYLED))
    lines = [
        tag("p", paragraph_properties("出处", AS_STYLED), first if at == 0 else NOTHING, _words(source))
        for at, source in enumerate(sources)
    ]
    return tag("footnote", *lines, id=number)


def _words(source: Source) -> Xml:
    facts = source_facts(source)
    about = f"（{facts}）" if facts else ""
    return run(f"{source_label(source)}{about}：“{source.quote}”", AS_STYLED)
