"""A letter under review: one that dafu drafted, or one that somebody wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.document import Answer, Document
from corpus.offices.organs import OrganMention
from drafting.draft import Draft, LetterKind, Role, Source

# What a line of a letter is (domain brief §2.2–§2.7), in the order of the printed page.
PieceKind = Literal[
    "class_mark", "head", "number", "title", "addressee", "opening", "heading", "body", "thanks", "ending",
    "attachment_note", "signature", "date", "contact", "note", "disclosure", "copies", "attachment", "remark",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the letter without its blanks. ``head`` is what stands above the title beside class mark and number,
    ``note`` another 附注, ``remark`` what is no part of the letter (【示例…】, a printed-by line)."""

    kind: PieceKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the letter's body, in order. ``text`` is ``letter.text[start:end]``.

    ``answer`` is the place in :attr:`Letter.answers` of the answer it belongs to, ``None`` before the first and after
    the last. ``role`` and ``sources`` are known of what dafu drafted and ``None``/empty for what people wrote.
    """

    text: str
    start: int
    end: int
    answer: int | None = None
    role: Role | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """``document`` is the letter as parsed, all offsets into :attr:`text`; ``body`` spans what stands between the
    salutation and the signature. ``day`` is its own date (ISO) or, where it bears none, the day of the review.
    ``answers`` are its answers in order, each with the ids of the suggestions it answers as far as that is known.

    ``pieces`` are its lines by what they are, ``organs`` the organs it names, ``gaps`` the spans of its 【待核实：…】;
    all three are found once and read by every check.
    """

    document: Document
    kind: LetterKind
    day: str
    body: tuple[int, int]
    statements: tuple[Statement, ...]
    answers: tuple[Answer, ...]
    draft: Draft | None = None
    pieces: tuple[Piece, ...] = ()
    organs: tuple[OrganMention, ...] = ()
    gaps: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        return self.document.text

    def of_answer(self, at: int) -> Iterator[Statement]:
        """The sentences of the answer at place ``at``."""
        return (statement for statement in self.statements if statement.answer == at)

    def of_kind(self, *kinds: str) -> Iterator[Piece]:
        """The lines that are one of ``kinds``, in order."""
        return (piece for piece in self.pieces if piece.kind in kinds)

    def is_open(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` touches a 【待核实：…】: an open place is no offence."""
        return any(left < end and start < right for left, right in self.gaps)
