"""A source read as a document: its kind, fields, heading tree, references, case, replies and passages."""

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from corpus import fields
from corpus.attachments import find_attachments
from corpus.case import labelled_title, parse_case
from corpus.case_labels import find_fields
from corpus.document import Document, Kind
from corpus.figures import find_figures
from corpus.headings import find_headings, heading_tree
from corpus.issuing import Issue, find_issue
from corpus.lines import lines
from corpus.passages import cut_passages
from corpus.references import find_references
from corpus.replies import find_replies
from corpus.source import Source
from corpus.tables import find_tables
from corpus.titles import find_title
from corpus.validity import Validity, find_validity

_HEAD_CHARS = 1500
_CASES = ("proposal", "page")
_RULES = ("measures", "plan", "notice", "law")


@cache
def _kinds() -> tuple[dict[str, Any], ...]:
    data = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))
    return tuple(data["kind"])


def parse(source: Source, name: str = "") -> Document:
    """Read ``source`` as a document. ``name`` is the file's name, used as the last resort for a title.

    Pure and total: any text gives a document; what is not there stays ``None`` or empty.
    """
    text = source.text
    all_lines = list(lines(text))
    head = [line for line in all_lines[: fields.HEAD_LINES] if line.end <= _HEAD_CHARS]
    labels = find_fields(all_lines, len(text))
    references = find_references(text)
    found = find_title(source, head)
    title = found.text if found else labelled_title(text, labels)
    kind = _kind(title or "", text)
    case = parse_case(text, labels, references) if kind in (*_CASES, "other") else None
    if case is not None and case.title and (kind in _CASES or title is None):
        title = case.title
    title = title or Path(name).stem or None
    tables = find_tables(source)
    attached = find_attachments(all_lines)
    asks = [(ask.start, ask.end) for ask in case.suggestions] if case else []
    listed = [(start, start + 1) for start in attached.declared]
    skipped = [*((table.start, table.end) for table in tables), *asks, *listed]
    sections = heading_tree(find_headings(source, all_lines, skipped), len(text), attached.starts)
    number = fields.own_number(head, references)
    body = [line for line in all_lines if found is None or line.start >= found.end]
    is_letter = kind not in _CASES
    issue = Issue(None, None)
    if is_letter:
        above = [line for line in head if found is None or line.end <= found.end]
        line = next((ln.start for ln in head if number and ln.start <= number.start < ln.end), None)
        issue = find_issue(text, all_lines, above, title, line)
    valid = find_validity(text, title, issue.date, references) if kind in _RULES else Validity()
    document = Document(
        text=text,
        kind=kind,
        title=title,
        doc_number=number.value if number else None,
        issuer=issue.issuer,
        addressees=fields.addressees(body) if is_letter else (),
        date=issue.date,
        disclosure=fields.disclosure(text),
        copies=fields.copies(all_lines),
        contacts=fields.contacts(text),
        attachments=attached.names,
        sections=sections,
        tables=tables,
        case=case,
        references=references,
        figures=find_figures(text),
        class_mark=fields.class_mark(head),
        valid_from=valid.first,
        valid_to=valid.last,
        repeals=valid.repeals,
    )
    replies = find_replies(document, all_lines, labels)
    starts = (f.label_start for f in labels) if not is_letter else ()
    breaks = frozenset((*starts, *(reply.start for reply in replies), *attached.starts))
    passages = cut_passages(text, all_lines, sections, tables, title, breaks)
    return replace(document, replies=replies, passages=passages)


def _kind(title: str, text: str) -> Kind:
    for rule in _kinds():
        scopes = {"title": title, "head": text[:_HEAD_CHARS], "lines": text}
        if all(re.search(rule[scope], scopes[scope]) for scope in scopes if scope in rule):
            return cast(Kind, rule["kind"])
    return "other"
