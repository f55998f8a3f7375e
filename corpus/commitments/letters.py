"""The promises of a stored letter, with the answers they stand in."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.commitments.commitment import Commitment
from corpus.commitments.find import find_commitments
from corpus.document import Answer, Document

_KINDS = ("reply", "page")


def letter_commitments(document: Document) -> tuple[Commitment, ...]:
    """The promises of a reply, or of every reply on a page of several departments, in order.

    Opinions promise nothing to the proposer: theirs are told to the lead unit. ``suggestion`` is the ask of the answer
    where the document tells it.
    """
    return tuple(_of_units(document)) if document.kind in _KINDS else ()


def asked(one: Commitment, answers: Iterable[Answer]) -> str | None:
    """The first ask of the answer that holds the promise."""
    holding = (answer for answer in answers if answer.start <= one.start < answer.end)
    return next((id for answer in holding for id in answer.suggestions), None)


def _of_units(document: Document) -> Iterator[Commitment]:
    for unit in document.replies:
        if unit.kind == "reply":
            span = (unit.start, unit.end)
            for one in find_commitments(document.text, document.date, unit.unit or document.issuer, span):
                yield replace(one, suggestion=asked(one, unit.answers))
