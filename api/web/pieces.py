"""A document's text in pieces for a page: whole, letter for letter, with places that addresses can lead to."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Document, Section


@dataclass(frozen=True, slots=True)
class Piece:
    """The text from ``start`` to the next place; ``passage`` says that search points here, ``place`` that a heading,
    an ask, an answer or a duty begins here, ``chosen`` that it was asked for."""

    start: int
    text: str
    passage: bool
    place: bool
    chosen: bool = False


def pieces(document: Document, chosen: tuple[int, int] = (0, 0)) -> list[Piece]:
    """All pieces in order; joined they are the document's text. Those within ``chosen`` are marked."""
    first, last = chosen
    passages = {passage.start for passage in document.passages}
    places = {*_places(document), *((first,) if last > first else ())}
    cuts = sorted(at for at in {0, *passages, *places, last} if 0 <= at < len(document.text))
    bounds = zip(cuts, [*cuts[1:], len(document.text)], strict=True)
    return [
        Piece(start, document.text[start:end], start in passages, start in places, first <= start < last)
        for start, end in bounds
    ]


def _places(document: Document) -> Iterator[int]:
    yield from (at for section in document.sections for at in _starts(section))
    yield from (ask.start for ask in (document.case.suggestions if document.case else ()))
    yield from (answer.start for reply in document.replies for answer in reply.answers)
    yield from (duty.start for duty in document.duties)


def _starts(section: Section) -> Iterator[int]:
    yield section.start
    for child in section.children:
        yield from _starts(child)
