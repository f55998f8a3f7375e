"""What a comparison of a letter with earlier answers tells."""

from dataclasses import dataclass, field
from typing import Literal

from corpus.document import Document

Relation = Literal["same", "reworded", "new", "dropped", "contradicted"]
ChangeKind = Literal["stance", "figure", "rule", "class", "commitment", "deadline", "wording"]
Operation = Literal["equal", "insert", "delete"]

RELATION_NAMES: dict[Relation, str] = {
    "same": "一致",
    "reworded": "改写",
    "new": "新增",
    "dropped": "删减",
    "contradicted": "不一致",
}
CHANGE_NAMES: dict[ChangeKind, str] = {
    "stance": "态度",
    "figure": "数据",
    "rule": "政策依据",
    "class": "办理类别",
    "commitment": "承诺",
    "deadline": "时限",
    "wording": "表述",
}


@dataclass(frozen=True, slots=True)
class Prior:
    """An earlier letter to compare with. ``whole``: all of it bears on the letter, so what the letter does not take up
    was dropped; else only the answers that match count. ``foreign``: another place's, which gives words and no facts.
    """

    id: str
    document: Document
    whole: bool = True
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What reads otherwise; ``None`` on the side that says nothing. ``contradicts`` where both cannot hold."""

    kind: ChangeKind
    draft: str | None
    prior: str | None
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a redline: equal in both, only in the letter (insert) or only in the earlier answer (delete)."""

    operation: Operation
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """A span of a letter: ``text`` is its document's ``text[start:end]``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A sentence of the letter and the one it takes up; one of them may be missing."""

    draft: Side | None
    prior: Side | None
    relation: Relation
    redline: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """An answer of the letter beside an earlier answer to the same; one of them may be missing.

    ``dropped`` and ``new`` are also said of answers that differ in nothing but sentences left out or added.
    """

    suggestion: str | None
    prior_id: str
    draft: Side | None
    prior: Side | None
    relation: Relation
    changes: tuple[Change, ...] = ()
    sentences: tuple[SentencePair, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmentioned:
    """A promise of an earlier answer, not known to be kept, of which the letter says nothing."""

    document: str
    date: str | None
    sentence: str
    measure: str
    unit: str | None
    deadline_text: str | None
    deadline_date: str | None
    overdue: bool
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Copied:
    """A run of the letter that stands word for word in another place's letter; offsets into the letter's text."""

    text: str
    start: int
    end: int
    document: str
    title: str | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    priors: tuple[Prior, ...]
    pairs: tuple[Pair, ...]
    open_commitments: tuple[Unmentioned, ...] = field(default=())
    copied: tuple[Copied, ...] = field(default=())

    def prior(self, id: str) -> Prior:
        """The earlier letter with this id."""
        return next(prior for prior in self.priors if prior.id == id)
