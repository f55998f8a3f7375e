"""A source read as a document: its kind, fields, heading tree, references, case, replies and passages."""

from dataclasses import dataclass, replace
from pathlib import Path

from corpus.cases.case import labelled_title, parse_case
from corpus.cases.case_labels import Field, find_fields
from corpus.cases.replies import find_replies
from corpus.document import Case, Document, Part, Placed, Reference, Section, Table
from corpus.offices.duties import duties
from corpus.references import find_references
from corpus.rulebook.validity import Validity, find_validity
from corpus.source import Source
from corpus.structure import fields
from corpus.structure.attachments import Attachments, find_attachments
from corpus.structure.contents import contents_span
from corpus.structure.date_roles import date_roles
from corpus.structure.figures import find_figures
from corpus.structure.headings import find_headings, heading_tree
from corpus.structure.issuing import find_issue
from corpus.structure.kinds import HEAD_CHARS, kind_of
from corpus.structure.lines import Line, lines
from corpus.structure.metrics import measured
from corpus.structure.parts import carried_title, find_parts, is_decree
from corpus.structure.passages import cut_passages
from corpus.structure.tables import find_tables
from corpus.structure.titles import Title, find_title

_CASES = ("proposal", "page")
_LIMITS = ("law", "measures")  # their figures are limits and penalties: nothing was measured
_RULES = ("measures", "plan", "notice", "law")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A source with what every step looks at: its lines, those of its head, labels, references and parts."""

    source: Source
    lines: list[Line]
    head: list[Line]
    labels: tuple[Field, ...]
    references: tuple[Reference, ...]
    tables: tuple[Table, ...]
    attached: Attachments
    title: Title | None

    @property
    def text(self) -> str:
        return self.source.text


def parse(source: Source, name: str = "") -> Document:
    """Read ``source`` as a document. ``name`` is the file's name, used as the last resort for a title.

    Pure and total: any text gives a document; what is not there stays ``None`` or empty.
    """
    sheet = _sheet(source)
    title = sheet.title.text if sheet.title else labelled_title(sheet.text, sheet.labels)
    carried = carried_title(title or "", sheet.text)
    parts = find_parts(sheet.lines, sheet.attached, carried, sheet.title.end if sheet.title else 0, len(sheet.text))
    if carried and title and is_decree(title) and any(part.title == carried for part in parts):
        title = carried  # a decree is known by the rule it issues
    kind = kind_of(title or "", sheet.text)
    case = parse_case(sheet.text, sheet.labels, sheet.references) if kind in (*_CASES, "other") else None
    if case is not None and kind == "other" and (case.item_no or (case.title and case.proposers)):
        kind = "proposal"  # a bare letter, or one line of a list, that says what it is by its content alone
    if case is not None and case.title and (kind in _CASES or title is None):
        title = case.title
    title = title or Path(name).stem or None
    sections = _sections(sheet, case, parts)
    document = Document(
        text=sheet.text,
        kind=kind,
        title=title,
        disclosure=fields.disclosure(sheet.text),
        copies=fields.copies(sheet.lines),
        contacts=fields.contacts(sheet.text),
        attachments=sheet.attached.names,
        sections=sections,
        tables=sheet.tables,
        case=case,
        references=sheet.references,
        figures=find_figures(sheet.text, sheet.references),
        class_mark=fields.class_mark(sheet.head),
        places=tuple(Placed(b.start, b.end, b.place, b.confidence) for b in source.blocks if b.place),
        dates=date_roles(sheet.text, {}) if kind in _CASES else (),
        parts=parts,
    )
    if kind not in _CASES:
        document = _issued(document, sheet)
    replies = find_replies(document, sheet.lines, sheet.labels)
    labels = (label.label_start for label in sheet.labels) if kind in _CASES else ()
    breaks = frozenset((*labels, *(reply.start for reply in replies), *(part.start for part in parts)))
    passages = cut_passages(sheet.text, sheet.lines, sections, sheet.tables, title, breaks, parts)
    figures = document.figures
    if kind not in _LIMITS:
        figures = measured(figures, sheet.text, sheet.references, document.date)
    return replace(document, replies=replies, passages=passages, figures=figures, duties=duties(document))


def _sheet(source: Source) -> _Sheet:
    all_lines = list(lines(source.text))
    head = [line for line in all_lines[: fields.HEAD_LINES] if line.end <= HEAD_CHARS]
    title = find_title(source, head)
    return _Sheet(
        source=source,
        lines=all_lines,
        head=head,
        labels=find_fields(all_lines, len(source.text)),
        references=find_references(source.text, title.text if title else None),
        tables=find_tables(source),
        attached=find_attachments(all_lines),
        title=title,
    )


def _sections(sheet: _Sheet, case: Case | None, parts: tuple[Part, ...]) -> tuple[Section, ...]:
    """The heading tree; cells of tables, asks, names of attachments, numbers and the table of contents are none."""
    asks = ((ask.start, ask.end) for ask in case.suggestions) if case else ()
    declared = ((start, start + 1) for start in sheet.attached.declared)
    numbers = ((r.start, r.end) for r in sheet.references if r.kind == "doc_number" and r.raw[0] in "（(")
    contents = contents_span(sheet.lines)
    skipped = (
        *((contents,) if contents else ()),
        *((table.start, table.end) for table in sheet.tables),
        *asks,
        *declared,
        *numbers,
    )
    headings = find_headings(sheet.source, sheet.lines, skipped)
    return heading_tree(headings, len(sheet.text), tuple(part.start for part in parts))


def _issued(document: Document, sheet: _Sheet) -> Document:
    """The document with what only an issued one has: number, issuer, addressees, date, validity."""
    title_end = sheet.title.end if sheet.title else 0
    number = fields.own_number(sheet.head, sheet.references)
    above = [line for line in sheet.head if not title_end or line.end <= title_end]
    issue = find_issue(sheet.text, sheet.lines, above, document.title, number.start if number else None)
    issuers = issue.issuers
    if number is not None and number.kind == "order":
        organ = number.value.partition("令")[0]
        issuers = issuers or (organ,)
        number = number if organ == issuers[0] else None  # of a joint decree only the lead's number is known
    valid = Validity()
    if document.kind in _RULES:
        valid = find_validity(sheet.text, document.title, issue.date, sheet.references)
    days = date_roles(sheet.text, {"施行": valid.first, "失效": valid.last}, sheet.references)
    days = (*days, issue.written) if issue.written else days
    return replace(
        document,
        doc_number=number.value if number else None,
        issuer=issuers[0] if issuers else None,
        issuers=issuers,
        signer=issue.signer,
        addressees=fields.addressees([line for line in sheet.lines if line.start >= title_end]),
        date=issue.date,
        valid_from=valid.first,
        valid_to=valid.last,
        repeals=valid.repeals,
        dates=tuple(sorted(days, key=lambda day: day.start)),
    )
