"""Reads Word files (.docx, .docm, .dotx): paragraphs and tables in the order of the body, as they would be printed."""

from collections.abc import Sequence

from corpus.read.blocks import TextBuilder
from corpus.read.package import Element, open_package
from corpus.read.word_fields import Fields
from corpus.read.word_findings import Findings
from corpus.read.word_formats import Formats
from corpus.read.word_heads import HeadKind, first_page, kept, without_blanks
from corpus.read.word_notes import NoteKind, Notes
from corpus.read.word_numbering import Numbering
from corpus.read.word_parts import WordParts
from corpus.read.word_runs import Runs
from corpus.read.word_story import Grid, Line, Story
from corpus.read.word_styles import Styles
from corpus.read.word_survey import ENDNOTE, FOOTNOTE, SECTION, Survey
from corpus.read.word_xml import W
from corpus.source import Place, Source

_REFERENCES: dict[NoteKind, str] = {"footnotes": FOOTNOTE, "endnotes": ENDNOTE}


def read_word(data: bytes, name: str) -> Source:
    """The text of a Word file with what the program would show: generated numbers, results of fields.

    Tracked changes are taken as accepted; hidden text and comments are left out. Text boxes stand where they hang,
    the letterhead of the header first, notes and the 版记 of the footer last. What was left out is told in the notices.
    Places count the paragraphs of their part from 0, those in tables among them. Raises
    :class:`corpus.errors.UnusableInput` for a damaged, encrypted or oversized file.
    """
    return _Reader(WordParts(open_package(data, name))).source()


class _Reader:
    def __init__(self, parts: WordParts) -> None:
        self._parts = parts
        self._main = Survey(parts.main())
        self._findings = Findings(macros=parts.has("vbaProject"))
        self._styles = Styles(parts.of_kind("styles") if self._main.is_styled else None)
        self._numbering = Numbering(parts.of_kind("numbering"))
        noted = {kind: parts.of_kind(kind) for kind, tag in _REFERENCES.items() if self._main.found[tag]}
        self._noted = {kind: Survey(part) for kind, part in noted.items() if part is not None}
        self._notes = Notes({kind: survey.root for kind, survey in self._noted.items()})
        self._builder = TextBuilder()

    def source(self) -> Source:
        body = self._main.root.find(W + "body")
        if body is not None:
            fields = Fields(self._main)
            pieces = list(self._story("", self._main, fields).pieces(body))
            self._findings.contents = fields.contents
            section = next(iter(self._main.found[SECTION]), None)
            self._add_head("header", section, pieces)
            self._add(pieces)
            self._add_notes()
            self._add_head("footer", section, pieces)
        return self._builder.build("docx", self._findings.notices())

    def _story(self, name: str, survey: Survey, fields: Fields) -> Story:
        runs = Runs(survey, self._styles, self._notes, self._findings, fields)
        formats = Formats(survey, self._styles, self._findings)
        return Story(name, runs, formats, self._numbering, self._findings)

    def _add(self, pieces: Sequence[Line | Grid]) -> None:
        """Under a line in the style Title the headings of level 1 are of level 2, as in a page with one <h1>."""
        first = next((piece for piece in pieces if isinstance(piece, Line) and piece.level), None)
        titled = first is not None and first.is_title
        for piece in pieces:
            if isinstance(piece, Grid):
                self._builder.table(piece.rows, piece.place)
            else:
                lower = titled and piece.level > 0 and not piece.is_title
                self._builder.paragraph(piece.text, piece.level + lower, piece.place)

    def _add_head(self, kind: HeadKind, section: Element | None, pieces: Sequence[Line | Grid]) -> None:
        """Add what the first page shows above or below the text and the text does not say itself."""
        identity, own = first_page(section, kind) if section is not None else ("", False)
        part = self._parts.by_id(identity, if_chinese=True) if identity else None
        if part is None:
            return
        survey = Survey(part)
        story = self._story(kind, survey, Fields(survey, without_pages=True))
        if not (lines := list(kept(story.lines(part), kind, own))):
            return
        body = {without_blanks(text) for p in pieces if isinstance(p, Line) for text in p.text.split("\n")}
        for at, line in enumerate(line for line in lines if without_blanks(line) not in body):
            self._builder.paragraph(line, 0, Place("paragraph", at, kind))

    def _add_notes(self) -> None:
        stories = {kind: self._story(kind, survey, Fields(survey)) for kind, survey in self._noted.items()}
        for at, (kind, label, note) in enumerate(self._notes.in_order()):
            text = " ".join(line.strip() for line in stories[kind].lines(note) if line.strip())
            if text:
                self._builder.paragraph(label + text, 0, Place("paragraph", at, kind))
