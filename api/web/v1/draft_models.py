"""What comes in at the drafting desk."""

from typing import Annotated, Literal, get_args

from fastapi import Path, Query
from pydantic import BaseModel, Field, StringConstraints

from api.desk.desk import FIELDS, LONGEST
from api.services.case_papers import LONGEST as LONGEST_PAPER
from api.services.drafting import LETTERS
from api.web.v1.shared import PRINTS, Model
from corpus.errors import UnusableInput
from drafting.draft import HandlingRole, Stance
from drafting.finding import Mend

# What a whole number may be at most in JSON, so that every program means the same one.
_LARGEST = 2**53 - 1
Id = Annotated[int, Path(ge=1, le=_LARGEST, description="稿件编号。")]
CaseId = Annotated[int, Path(alias="id", ge=1, le=_LARGEST, description="办理件编号。")]
Number = Annotated[int | None, Query(ge=1, le=1_000_000, description="第几版，不写是最新一版。")]
Words = Annotated[str, StringConstraints(min_length=1, pattern=PRINTS, max_length=LONGEST)]
Key = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=LONGEST + 50)]
Place = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Za-z.]{1,20}$"),
    Field(description="建议事项的编号，或 opening（开头）、closing（结尾）。", examples=["1"]),
]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), Field(examples=["2026-05-20"])]
Letter = Literal["答复", "会办意见", "二次答复", "延期说明"]
FieldName = Literal[
    "class_mark", "issuer", "doc_number", "title", "addressee", "attachments", "signature", "date", "contact",
    "disclosure", "disclosure_reason", "copies",
]  # fmt: skip
assert set(LETTERS) == set(get_args(Letter)) and set(FIELDS) == set(get_args(FieldName))


class BeginIn(Model):
    """What is drafted; without ``letter`` what the role writes."""

    letter: Letter | None = Field(None, examples=["答复"])
    role: HandlingRole | None = None
    date: Day | None = None
    part: Annotated[str, StringConstraints(max_length=100)] | None = Field(None, examples=["建议1、建议2"])


class PaperIn(Model):
    """A paper as text; files are handed in on the page."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=PRINTS)] = Field(
        "粘贴的文字", examples=["提案.txt"]
    )
    text: Annotated[str, StringConstraints(max_length=LONGEST_PAPER)]


class PaperOut(BaseModel):
    name: str
    text: str


class OpinionOut(PaperOut):
    """``number`` is the N of ``opinion:N`` in the sources of a letter."""

    number: int


class OpinionList(BaseModel):
    items: list[OpinionOut]


class StanceIn(Model):
    stance: Stance | None = Field(description="不选则按依据判断。", examples=["列入计划"])


class EvidenceIn(Model):
    """``use`` takes a passage in for an ask or leaves it out; ``keys`` are the spans, documents or opinions to leave
    out, all that the letter takes from ``passage`` where there are none."""

    use: bool
    ask: Place | None = None
    passage: Annotated[str, StringConstraints(max_length=200)] | None = None
    keys: Annotated[list[Annotated[str, StringConstraints(max_length=200)]], Field(max_length=100)] = Field(
        default_factory=list
    )


class SentenceIn(Model):
    """``write`` puts the officer's words in a sentence's place, ``add`` behind it, ``remove`` takes it out, ``restore``
    brings the drafted one back. ``key`` is the sentence's key in the letter; the key of a heading is ``heading``."""

    do: Literal["write", "add", "remove", "restore"]
    place: Place
    key: Key | None = None
    text: Words | None = Field(None, examples=["我局将于2026年9月底前完成修订。"])


class FieldIn(Model):
    value: Annotated[str, StringConstraints(max_length=LONGEST)] | None = Field(
        description="不写则恢复为拟稿内容。", examples=["澜住建函〔2026〕18号"]
    )


class OrderIn(Model):
    """``date`` and ``part`` are changed where they are given."""

    date: Day | None = None
    part: Annotated[str, StringConstraints(max_length=100)] | None = None


class RestoreIn(Model):
    version: Annotated[int, Field(ge=1, le=1_000_000)]


class MendIn(Model):
    """One correction as the check gave it; without any field all certain ones."""

    start: Annotated[int, Field(ge=0, le=_LARGEST)] | None = None
    end: Annotated[int, Field(ge=0, le=_LARGEST)] | None = None
    replacement: Annotated[str, StringConstraints(strip_whitespace=False, max_length=LONGEST)] | None = None

    def mend(self) -> Mend | None:
        """The correction; ``None`` for all. Raises :class:`UnusableInput` where it is only partly given."""
        if self.start is None and self.end is None and self.replacement is None:
            return None
        if self.start is None or self.end is None or self.replacement is None:
            raise UnusableInput("请同时写明 start、end、replacement，或者都不写。")
        return Mend(self.start, self.end, self.replacement)
