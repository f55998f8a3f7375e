"""What is known of one document: its text and everything the parser found in it.

All ``start``/``end`` are character offsets into :attr:`Document.text` (Python string indices, end exclusive).
Values are frozen; a missing field is ``None`` or an empty tuple, never a guess.
"""

from dataclasses import dataclass
from typing import Literal

from corpus.offices.duty import Duty
from corpus.source import Place

Kind = Literal[
    "reply", "opinion", "proposal", "notice", "plan", "measures", "summary", "law", "ledger", "page", "other"
]
RuleStatus = Literal["有效", "已修改", "已废止", "尚未施行"]
ItemKind = Literal["提案", "建议"]
Body = Literal["政协", "人大"]
Disclosure = Literal["主动公开", "依申请公开", "不予公开", "内部"]
ProposerKind = Literal["委员", "代表", "党派", "团体", "界别", "小组", "专委会", "代表团"]
DateRole = Literal["成文", "印发", "发布", "通过", "批准", "公布", "施行", "失效"]
ReferenceKind = Literal["doc_number", "order", "standard", "item_no", "session", "article", "date", "quantity", "title"]


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the heading tree. ``start``/``end`` span the heading line and all that stands under it."""

    level: int
    number: str
    heading: str
    start: int
    end: int
    children: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells; in the text each row is one line with cells parted by tabs.

    ``header`` are the labels of the columns (``责任单位/牵头`` where they stand over several rows) and ``header_rows``
    how many of ``rows`` they take, a title row above them included. A ``form`` has labels beside its values instead.
    """

    start: int
    end: int
    rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...] = ()
    header_rows: int = 0
    caption: str | None = None
    form: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of search: a span of the text under one heading path (outermost heading first)."""

    start: int
    end: int
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    name: str | None
    phones: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a CPPCC committee or a people's congress (domain brief §4.1, 会议).

    ``region`` is the place when the text names it (``东莞市``) and ``None`` when only the level is given (``市``).
    """

    level: str
    region: str | None
    body: Body
    term: int
    number: int


@dataclass(frozen=True, slots=True)
class Proposer:
    name: str
    kind: ProposerKind
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One ask of a case. ``id`` is the printed number (``1``, ``3.2``) or the position where none is printed."""

    id: str
    number: str | None
    text: str
    start: int
    end: int
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One proposal or suggestion as it was registered. ``title`` is letter for letter the registered 案由.

    ``submitted`` is the day it was handed in (ISO), ``handling`` the way of handling as printed (办理方式).
    """

    item_no: str | None
    item_kind: ItemKind
    title: str | None
    session: Session | None
    session_text: str | None
    proposers: tuple[Proposer, ...]
    suggestions: tuple[Suggestion, ...]
    lead_units: tuple[str, ...] = ()
    co_units: tuple[str, ...] = ()
    submitted: str | None = None
    handling: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Paragraphs of a reply or points of an opinion, with the ids of the suggestions they answer."""

    number: str | None
    text: str
    start: int
    end: int
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitReply:
    """What one unit wrote: a reply to the proposer, or an opinion addressed to the lead unit."""

    unit: str | None
    kind: Literal["reply", "opinion"]
    addressee: str | None
    start: int
    end: int
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference found in the text; ``value`` is its normal form (domain brief §4.1)."""

    kind: ReferenceKind
    raw: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity: ``value`` in ``unit`` (multipliers 万/亿 worked out); ``approximate`` for 余/多/约/近/以上.

    ``metric`` is what it measures (新增公办学位), ``as_of`` the ISO date or period it holds for, ``subject`` the place
    or unit it is about (全市, 我局), ``source`` whose word it is; ``None`` where the text does not say.
    """

    raw: str
    value: float
    unit: str
    approximate: bool
    start: int
    end: int
    metric: str | None = None
    as_of: str | None = None
    subject: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class RoleDate:
    """A day of the document itself, by its role; ``value`` is ISO."""

    role: DateRole
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part with a title of its own: an attachment (``number`` as printed) or the rule a notice carries (none)."""

    number: str | None
    title: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A span of the text and where it stands in the original file, with the reader's confidence (0…1) in it."""

    start: int
    end: int
    place: Place
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read and parsed. ``date`` is ISO with the precision known: ``2018``, ``2018-10``, ``2018-10-12``.

    ``valid_from`` and ``valid_to`` are the first and the last day on which a rule's text applies. ``status`` is what
    a catalogue says of a rule (domain brief §5 R08); it is ``None`` for all that no catalogue lists. ``repeals`` are
    the normal document numbers, or the titles where no number is given, of what the text repeals (同时废止).
    """

    text: str
    kind: Kind
    title: str | None = None
    doc_number: str | None = None
    issuer: str | None = None
    addressees: tuple[str, ...] = ()
    date: str | None = None
    disclosure: Disclosure | None = None
    copies: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    attachments: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    case: Case | None = None
    replies: tuple[UnitReply, ...] = ()
    references: tuple[Reference, ...] = ()
    figures: tuple[Figure, ...] = ()
    passages: tuple[Passage, ...] = ()
    class_mark: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    status: RuleStatus | None = None
    repeals: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    places: tuple[Placed, ...] = ()
    issuers: tuple[str, ...] = ()
    signer: str | None = None
    dates: tuple[RoleDate, ...] = ()
    parts: tuple[Part, ...] = ()
