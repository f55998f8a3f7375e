"""The values of which the ways of a place are made (see ``jurisdiction``); each carries its :class:`Scope`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.document import Body, Disclosure
from drafting.draft import HandlingRole, LetterKind, Stance

Meaning = Literal["solved", "in_progress_or_planned", "constrained", "reference_only"]
ClockKind = Literal[
    "reply", "extension", "opinion", "opinion_redo", "return", "reassign", "contact", "redo", "member_feedback",
    "publication",
]  # fmt: skip
# 未载明: the rule does not say from which day; the clock counts from 交办 and says so.
StartEvent = Literal["交办", "收到", "答复", "收到答复", "不满意反馈", "未载明"]
Unit = Literal["month", "calendar_day", "working_day"]
Occasion = Literal["会议", "平时"]
JointWay = Literal["each", "lead", "relay"]
Variant = Literal["A", "B", "C", "D", "E", "F", "G"]
Form = Literal["letter", "document"]

CLOCK_NAMES: dict[ClockKind, str] = {
    "reply": "答复", "extension": "延期后答复", "opinion": "会办意见", "opinion_redo": "重提会办意见", "return": "退办",
    "reassign": "重新交办", "contact": "办前沟通", "redo": "重新答复", "member_feedback": "反馈评价",
    "publication": "公开",
}  # fmt: skip
MEANING_NAMES: dict[Meaning, str] = {
    "solved": "已经解决", "in_progress_or_planned": "正在解决或者列入计划", "constrained": "受条件限制",
    "reference_only": "留作参考",
}  # fmt: skip
NATION = "国家"


@dataclass(frozen=True, slots=True)
class Scope:
    """For what a value holds: the place that laid it down, bodies, years (both ends included) and units.

    ``since``/``until`` are ``None`` where open, ``units`` empty where it holds for every unit of the place.
    """

    region: str
    source: str
    bodies: tuple[Body, ...] = ("政协", "人大")
    since: int | None = None
    until: int | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """One class: the letter (``None`` where the place uses words only), its wording, what it may mean.

    ``stances`` tells entries of the same meaning apart (正在解决, 计划解决).
    """

    wording: str
    meanings: tuple[Meaning, ...]
    mark: str | None = None
    stances: tuple[Stance, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassScheme:
    """办理结果分类 (domain brief §2.4). ``printed`` is the form on the letter, with {类} for the letter; a scheme
    without letters prints nothing."""

    scope: Scope
    classes: tuple[ClassEntry, ...]
    printed: str = "{类}"
    where: str | None = None

    @property
    def marks(self) -> tuple[str, ...]:
        return tuple(entry.mark for entry in self.classes if entry.mark)

    def legal(self, mark: str) -> bool:
        """Whether the place knows this class letter."""
        return mark in self.marks

    def meaning(self, mark: str) -> tuple[Meaning, ...]:
        """What the letter stands for here; empty for a letter that the place does not know."""
        return next((entry.meanings for entry in self.classes if entry.mark == mark), ())

    def entry(self, meaning: Meaning, stances: Sequence[Stance] = ()) -> ClassEntry | None:
        """The class for ``meaning``; ``None`` where none, or several that ``stances`` do not tell apart, fit."""
        fitting = [entry for entry in self.classes if meaning in entry.meanings]
        narrowed = [entry for entry in fitting if set(entry.stances) & set(stances)] or fitting
        return narrowed[0] if len(narrowed) == 1 else None


@dataclass(frozen=True, slots=True)
class Deadline:
    """``n`` ``unit``s from the day of ``start``. ``counts`` of an extension: the whole time, or time added to the
    first. ``cite`` is the rule as a letter cites it, ``words`` what it says, ``consent`` who must agree."""

    scope: Scope
    rule_id: str
    kind: ClockKind
    start: StartEvent
    unit: Unit
    n: int
    occasion: Occasion | None = None
    counts: Literal["total", "added"] = "total"
    consent: str | None = None
    cite: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class FixedDate:
    """A day that a year's notice (交办通知) lays down; it goes before any rule."""

    scope: Scope
    year: int
    kind: ClockKind
    day: str


@dataclass(frozen=True, slots=True)
class TitleForm:
    """``text`` with {机关} {会议} {编号} {类型} {题目}."""

    scope: Scope
    letter: LetterKind
    text: str


@dataclass(frozen=True, slots=True)
class OpeningForm:
    """The opening variant (domain brief §2.3) of a role."""

    scope: Scope
    role: HandlingRole
    variant: Variant


@dataclass(frozen=True, slots=True)
class ClosingForm:
    scope: Scope
    letter: LetterKind
    ending: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """``name`` as printed, or {会办单位}, {联名人}. ``generic``: the rule names the office only by its duty."""

    name: str
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Copies:
    scope: Scope
    to: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """Whom a joint item is answered: ``each`` proposer, the ``lead``, or the lead who is to ``relay`` it."""

    scope: Scope
    way: JointWay


@dataclass(frozen=True, slots=True)
class DisclosureDefault:
    """``reason`` is one of the ``reasons`` of the jurisdiction, by its code; needed unless 主动公开."""

    scope: Scope
    letter: LetterKind
    value: Disclosure
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A ground on which a letter need not be published."""

    scope: Scope
    code: str
    text: str
    cite: str


@dataclass(frozen=True, slots=True)
class Publishing:
    """``mask`` are kinds of personal data taken out of the published copy."""

    scope: Scope
    ask_proposer: bool | None = None
    form: Literal["全文", "摘要"] | None = None
    mask: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A number series: ``code`` stands before 〔年〕."""

    scope: Scope
    letter: LetterKind
    code: str


@dataclass(frozen=True, slots=True)
class Signer:
    scope: Scope
    who: str
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    scope: Scope
    form: Form


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The rule on which a second reply rests, as the letter cites it."""

    scope: Scope
    cite: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Whom the proposer may call, as the administrator gave it; for the units of its scope."""

    scope: Scope
    name: str
    phone: str


Record = (
    ClassScheme | Deadline | FixedDate | TitleForm | OpeningForm | ClosingForm | Copies | Joint | DisclosureDefault
    | Reason | Publishing | Series | Signer | Layout | FollowUp | ContactLine
)  # fmt: skip
