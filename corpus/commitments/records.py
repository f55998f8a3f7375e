"""Promises as rows: written with their document, read back with what officers set."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from corpus.commitments.letters import letter_commitments
from corpus.commitments.stored import CommitmentState, StoredCommitment
from corpus.document import Document
from corpus.storage.schema import commitment_states, commitments, documents
from corpus.storage.stored import StoredDocument

_ID_DIGITS = 10
_ORDER = (documents.c.date.is_(None), documents.c.date, commitments.c.seq)


def insert_commitments(connection: Connection, stored: StoredDocument, place: int) -> None:
    """Write the promises of a reply; other documents have none."""
    found = letter_commitments(stored.document)
    if not found:
        return
    case_no = item_answered(stored.document)
    rows = [
        {
            "id": commitment_id(stored.id, one.start),
            "document": place,
            "case_no": case_no,
            "sentence": one.sentence,
            "start": one.start,
            "end": one.end,
            "suggestion": one.suggestion,
            "measure": one.measure,
            "deadline_text": one.deadline_text,
            "deadline_date": one.deadline_date,
            "unit": one.unit,
            "vague": one.vague,
            "duty": one.duty,
        }
        for one in found
    ]
    connection.execute(sa.insert(commitments), rows)


def commitment_id(document: str, start: int) -> str:
    """The same for the same words of the same text, however often it is read."""
    return sha256(f"{document}:{start}".encode()).hexdigest()[:_ID_DIGITS]


def item_answered(document: Document) -> str | None:
    """The number of the item that a reply answers: the first that it names, in its title or its opening."""
    return next((reference.value for reference in document.references if reference.kind == "item_no"), None)


def read_commitments(connection: Connection, *where: sa.ColumnElement[bool]) -> list[StoredCommitment]:
    """The promises that fit, in the order of their replies."""
    facts = (documents.c.id.label("document_id"), documents.c.doc_number, documents.c.title, documents.c.date,
             documents.c.issuer)  # fmt: skip
    states = (commitment_states.c.status, commitment_states.c.evidence, commitment_states.c.reply_docno,
              commitment_states.c.at)  # fmt: skip
    joined = commitments.join(documents).outerjoin(commitment_states, commitment_states.c.id == commitments.c.id)
    query = sa.select(commitments, *facts, *states).select_from(joined).where(*where).order_by(*_ORDER)
    return [_stored(row) for row in connection.execute(query)]


def keep_state(connection: Connection, id: str, state: CommitmentState) -> None:
    """Write what an officer set in the place of what was set before."""
    connection.execute(sa.delete(commitment_states).where(commitment_states.c.id == id))
    values = {
        "id": id,
        "status": state.status,
        "evidence": state.evidence,
        "reply_docno": state.second_reply_docno,
        "at": state.checked_at,
    }
    connection.execute(sa.insert(commitment_states).values(values))


def later_documents(connection: Connection, after: str, kinds: Sequence[str]) -> list[tuple[int, str | None, str]]:
    """(place, issuer, date) of the documents of these kinds that are dated after the ISO day ``after``."""
    wanted = sa.select(documents.c.seq, documents.c.issuer, documents.c.date)
    rows = connection.execute(wanted.where(documents.c.kind.in_(kinds), documents.c.date > after))
    return [(row.seq, row.issuer, row.date) for row in rows]


def _stored(row: Row[*tuple[Any, ...]]) -> StoredCommitment:
    state = CommitmentState(row.status, row.evidence, row.reply_docno, row.at) if row.status else None
    return StoredCommitment(
        row.id, row.document_id, row.case_no, row.doc_number, row.title, row.date, row.issuer, row.sentence, row.start,
        row.end, row.suggestion, row.measure, row.deadline_text, row.deadline_date, row.unit, row.vague, row.duty,
        state,
    )  # fmt: skip
