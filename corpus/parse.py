"""A source read as a document: its kind, fields, heading tree, references, case, replies and passages."""

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from corpus import fields
from corpus.case import parse_case
from corpus.case_labels import find_fields
from corpus.document import Document, Kind, Table
from corpus.figures import find_figures
from corpus.headings import find_headings, heading_tree
from corpus.lines import Line, lines
from corpus.passages import cut_passages
from corpus.references import find_references
from corpus.replies import find_replies
from corpus.source import Source
from corpus.titles import find_title

_HEAD_CHARS = 1500
_TAIL_LINES = 14


@cache
def _kinds() -> tuple[dict[str, Any], ...]:
    data = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))
    return tuple(data["kind"])


def parse(source: Source, name: str = "") -> Document:
    """Read ``source`` as a document. ``name`` is the file's name, used as the last resort for a title.

    Pure and total: any text gives a document; what is not there stays ``None`` or empty.
    """
    text = source.text
    head = list(lines(text[:_HEAD_CHARS]))[: fields.HEAD_LINES]
    references = find_references(text)
    case = parse_case(text, references)
    found = find_title(source, head)
    title = found.text if found else (case.title if case else None) or Path(name).stem or None
    kind = _kind(title or "", text[:_HEAD_CHARS], text)
    is_case = kind in ("proposal", "page")
    if is_case and case is not None and case.title:
        title = case.title
    if kind not in ("proposal", "page", "other"):
        case = None
    sections = heading_tree(find_headings(source), len(text))
    tables = tuple(Table(b.start, b.end, b.rows) for b in source.blocks if b.kind == "table")
    issued = None if is_case else fields.document_date(text, head, references)
    in_force, until = fields.validity(text, issued) if kind in ("measures", "plan", "notice", "law") else (None, None)
    document = Document(
        text=text,
        kind=kind,
        title=title,
        doc_number=fields.own_number(head, references),
        issuer=fields.issuer(head, _tail(text, issued), title) if not is_case else None,
        addressees=() if is_case else fields.addressees(text, found.end if found else 0),
        date=issued,
        disclosure=fields.disclosure(text),
        copies=fields.copies(text),
        contacts=fields.contacts(text),
        attachments=fields.attachments(text),
        sections=sections,
        tables=tables,
        case=case,
        references=references,
        figures=find_figures(text),
        class_mark=fields.class_mark(head),
        valid_from=in_force,
        valid_to=until,
    )
    replies = find_replies(document)
    breaks = frozenset((*(f.label_start for f in find_fields(text)), *(r.start for r in replies))) if is_case else frozenset()
    return replace(document, replies=replies, passages=cut_passages(text, sections, tables, title, breaks))


def _kind(title: str, head: str, text: str) -> Kind:
    for rule in _kinds():
        if "title" in rule and not re.search(rule["title"], title):
            continue
        if "head" in rule and not re.search(rule["head"], text if rule["kind"] == "page" else head):
            continue
        return cast(Kind, rule["kind"])
    return "other"


def _tail(text: str, issued: str | None) -> list[Line]:
    """The lines up to the date of the letter, where the signature stands; the last lines where it has none."""
    all_lines = list(lines(text))
    if issued:
        for at, line in enumerate(all_lines):
            if fields.is_date_line(line.text):
                return all_lines[max(0, at - 2) : at]
    return all_lines[-_TAIL_LINES:]
