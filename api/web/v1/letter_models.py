"""What the drafting desk gives out: letters, their versions, their evidence, their checks."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from drafting.draft import LetterKind, Role, Stance


class RowOut(BaseModel):
    """``version`` is the newest version's number."""

    id: int
    case: int
    letter: str = Field(examples=["答复"])
    state: str = Field(examples=["拟稿"])
    version: int
    made: str


class DraftList(BaseModel):
    items: list[RowOut]


class SourceOut(BaseModel):
    document: str
    passage: str | None
    start: int
    end: int
    quote: str
    title: str | None
    date: str | None
    disclosure: str | None
    adaptation: str
    number: str | None


class SentenceOut(BaseModel):
    """``by`` is whose words these are."""

    text: str
    role: Role
    sources: list[SourceOut]
    by: Literal["dafu", "officer"]
    key: str


class SectionOut(BaseModel):
    """The answer to one ask; ``sentences`` begins with its heading."""

    suggestion: str
    level: int
    stance: Stance | None
    reason: str
    sentences: list[SentenceOut]


class LetterOut(BaseModel):
    """The letter in the fields of ``dafu draft --json``."""

    model_config = ConfigDict(extra="allow")
    kind: LetterKind
    title: str
    addressee: str
    text: str
    opening: list[SentenceOut]
    sections: list[SectionOut]
    closing: list[SentenceOut]
    placeholders: list[str]
    class_mark: str | None
    doc_number: str
    date: str


class DraftOut(RowOut):
    """A version of a draft. ``number`` is this version's; ``settled`` is what the officer settled."""

    number: int
    at: str
    login: str
    reason: str
    settled: dict[str, Any]
    content: LetterOut


class VersionOut(BaseModel):
    number: int
    at: str
    login: str
    reason: str


class VersionList(BaseModel):
    items: list[VersionOut]


class CardOut(BaseModel):
    """Evidence for an ask. ``keys`` are the spans the letter takes from it; ``theirs``: another unit's words, to read
    only."""

    passage: str | None
    document: str
    title: str
    issuer: str | None
    date: str | None
    disclosure: str | None
    start: int
    text: str
    why: str
    keys: list[str]
    left_out: bool
    theirs: bool


class AskOut(BaseModel):
    id: str
    text: str
    stance: Stance | None
    reason: str
    chosen: bool
    evidence: list[CardOut]


class AskList(BaseModel):
    """``behind``: the papers would give another letter now; ``renew`` drafts it again."""

    items: list[AskOut]
    behind: bool


class MendOut(BaseModel):
    start: int
    end: int
    replacement: str


class FindingOut(BaseModel):
    """Offsets are into the letter's ``text``; ``mend`` is given only where the correction is certain."""

    rule: str = Field(examples=["R30"])
    severity: Literal["B", "W", "I"]
    message: str
    start: int | None
    end: int | None
    quote: str | None
    expected: str | None
    source: str | None
    mend: MendOut | None


class UncheckedOut(BaseModel):
    rule: str
    reason: str


class ReviewOut(BaseModel):
    """``number`` is the version that was checked; ``blocks``: something found forbids signing."""

    number: int
    blocks: bool
    findings: list[FindingOut]
    passed: list[str]
    unchecked: list[UncheckedOut]
    placeholders: list[str]
