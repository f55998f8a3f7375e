"""A passage that was found, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons for a rank: shared words, the cosine of the vectors, the BM25 score, and each boost by name.

    ``dense`` and ``lexical`` are ``None`` where that leg did not return the passage.
    """

    words: tuple[str, ...]
    dense: float | None
    lexical: float | None
    boosts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Also:
    """Another document that holds the same text, and the passage of it that does."""

    document: str
    passage: str
    title: str | None
    issuer: str | None
    date: str | None
    disclosure: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One hit: a stored passage with its document's facts. ``start``/``end`` are offsets into the document's text.

    ``also`` names other documents with the same text that were found and folded into this hit.
    """

    passage: str
    document: str
    title: str | None
    kind: str
    issuer: str | None
    date: str | None
    disclosure: str | None
    heading: tuple[str, ...]
    text: str
    start: int
    end: int
    score: float
    why: Why
    also: tuple[Also, ...] = ()
