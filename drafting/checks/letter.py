"""A letter under review: one that dafu drafted, or one that somebody wrote."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Answer, Document
from drafting.draft import Draft, LetterKind, Role, Source


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
    """

    document: Document
    kind: LetterKind
    day: str
    body: tuple[int, int]
    statements: tuple[Statement, ...]
    answers: tuple[Answer, ...]
    draft: Draft | None = None

    @property
    def text(self) -> str:
        return self.document.text

    def of_answer(self, at: int) -> Iterator[Statement]:
        """The sentences of the answer at place ``at``."""
        return (statement for statement in self.statements if statement.answer == at)
