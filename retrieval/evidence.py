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
class Evidence:
    """One hit: a stored passage with its document's facts. ``start``/``end`` are offsets into the document's text."""

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
