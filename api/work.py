"""What the workbench is asked for, and what it gives beside drafts and hits."""

from dataclasses import dataclass, field

from corpus.document import Case, Suggestion, UnitReply
from corpus.storage.stored import StoredDocument
from drafting.checks.letter import Letter
from drafting.checks.run import Review
from drafting.frame import FrameOrder
from retrieval.applicable import RuleHit
from retrieval.precedents import Precedent


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """What the officer settles beside the case; each may be left open."""

    role: str | None = None
    issuer: str | None = None
    date: str | None = None
    frame: FrameOrder = field(default_factory=FrameOrder)


@dataclass(frozen=True, slots=True)
class AskPrecedents:
    """What the past offers for one ask."""

    suggestion: Suggestion
    precedents: tuple[Precedent, ...]
    rules: tuple[RuleHit, ...]


@dataclass(frozen=True, slots=True)
class CheckedLetter:
    """A letter and what the checks say of it."""

    letter: Letter
    review: Review


@dataclass(frozen=True, slots=True)
class AskedAndAnswered:
    """A letter with the case it answers (``behind`` is its document's id); both ``None`` where it is not known."""

    stored: StoredDocument
    behind: str | None
    case: Case | None
    replies: tuple[UnitReply, ...]
