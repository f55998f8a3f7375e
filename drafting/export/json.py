"""A draft as plain values, in the fields of the command contract (``dafu draft --json``)."""

import json
from collections.abc import Iterable

from drafting.draft import Basis, Draft, Paragraph, Sentence, Source
from drafting.keys import sentence_key
from drafting.placeholder import placeholders

Json = dict[str, object]


def draft_record(draft: Draft) -> Json:
    """The draft's own fields of the contract; the caller adds findings, precedents, rules and seconds.

    A section's ``sentences`` begin with its heading. ``opening`` and ``closing`` are lists of sentences.
    """
    return {
        "case": draft.case,
        "kind": draft.kind,
        "title": draft.title,
        "addressee": draft.addressee,
        "issuer": draft.issuer,
        "doc_number": draft.doc_number,
        "text": draft.text,
        "opening": _paragraphs(draft.opening),
        "sections": [
            {
                "suggestion": section.suggestion,
                "level": section.level,
                "stance": section.stance,
                "reason": section.reason,
                "sentences": [_sentence(sentence) for sentence in section.sentences()],
            }
            for section in draft.sections
        ],
        "closing": _paragraphs(draft.closing),
        "placeholders": list(dict.fromkeys(placeholders(draft))),
        "class_mark": draft.class_mark,
        "signature": draft.signature,
        "date": draft.date,
        "contact": draft.contact,
        "disclosure": draft.disclosure,
        "copies": draft.copies,
        "attachments": list(draft.attachments),
        "disclosure_reason": draft.disclosure_reason,
        "basis": [_basis(one) for one in draft.basis],
    }


def to_json(draft: Draft, more: Json | None = None) -> str:
    """The record as indented JSON, UTF-8 text; ``more`` holds the fields the draft itself does not know."""
    return json.dumps(draft_record(draft) | (more or {}), ensure_ascii=False, indent=2) + "\n"


def _paragraphs(paragraphs: Iterable[Paragraph]) -> list[Json]:
    return [_sentence(sentence) for paragraph in paragraphs for sentence in paragraph.sentences]


def _sentence(sentence: Sentence) -> Json:
    return {
        "text": sentence.text,
        "role": sentence.role,
        "sources": [_source(source) for source in sentence.sources],
        "by": sentence.by,
        "key": sentence_key(sentence),
    }


def _basis(basis: Basis) -> Json:
    return {
        "field": basis.field,
        "text": basis.text,
        "rests_on": basis.rests_on,
        "source": _source(basis.source) if basis.source else None,
    }


def _source(source: Source) -> Json:
    return {
        "document": source.document,
        "passage": source.passage,
        "start": source.start,
        "end": source.end,
        "quote": source.quote,
        "title": source.title,
        "date": source.date,
        "disclosure": source.disclosure,
        "adaptation": source.adaptation,
        "number": source.number,
    }
