"""The promises of a letter that is not stored, as the ledger would hold them."""

from corpus.commitments.letters import letter_commitments
from corpus.commitments.records import commitment_id, item_answered
from corpus.commitments.stored import StoredCommitment
from corpus.document import Document


def commitments_of(id: str, document: Document) -> list[StoredCommitment]:
    """``id`` is how the letter is called; nobody has said anything of its promises, so all of them are open."""
    case_no = item_answered(document)
    return [
        StoredCommitment(
            commitment_id(id, one.start), id, case_no, document.doc_number, document.title, document.date,
            document.issuer, one.sentence, one.start, one.end, one.suggestion, one.measure, one.deadline_text,
            one.deadline_date, one.unit, one.vague, one.duty,
        )
        for one in letter_commitments(document)
    ]  # fmt: skip
