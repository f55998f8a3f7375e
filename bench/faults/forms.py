"""A letter as the files it is handed in as: plain text, a Word file, the JSON that dafu writes."""

from dataclasses import replace
from io import BytesIO

from api.case_files import parsed_text
from bench.faults.fault import Fault
from bench.faults.subjects import Subject
from corpus.parse import parse
from corpus.read import read_bytes
from drafting.checks.letter import Letter
from drafting.checks.read_draft import read_draft
from drafting.checks.read_letter import read_letter
from drafting.export.json import to_json


def as_text(subject: Subject, text: str) -> Letter:
    case = subject.dossier.case
    return read_letter(parsed_text(text), subject.day, case.case if case else None, role=subject.dossier.role)


def as_word(subject: Subject, text: str) -> Letter:
    """A paragraph a line, as typed into Word."""
    from docx import Document as new_document

    file, stream, case = new_document(), BytesIO(), subject.dossier.case
    for line in text.splitlines():
        file.add_paragraph(line)
    file.save(stream)
    document = parse(read_bytes(stream.getvalue(), "letter.docx"), "letter.docx")
    return read_letter(document, subject.day, case.case if case else None, role=subject.dossier.role)


def as_json(subject: Subject, fault: Fault | None) -> Letter | None:
    """The draft's own record, its text edited; ``None`` where the letter is no draft of dafu's."""
    if subject.draft is None:
        return None
    edited = replace(subject.draft, text=fault.text) if fault else subject.draft
    draft, case = read_draft(to_json(edited), "draft.json"), subject.dossier.case
    document = parsed_text(draft.text)
    return read_letter(document, subject.day, case.case if case else None, role=subject.dossier.role, draft=draft)
