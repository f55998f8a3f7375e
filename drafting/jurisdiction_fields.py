"""What the tables of a jurisdiction's file may hold: names, kinds of value, choices; and the records made of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from corpus.document import Body
from drafting.draft import HandlingRole, LetterKind, Stance
from drafting.jurisdiction_values import (
    ClassEntry,
    ClassScheme,
    ClockKind,
    ClosingForm,
    ContactLine,
    Copies,
    Deadline,
    DisclosureDefault,
    FixedDate,
    FollowUp,
    Form,
    Joint,
    JointWay,
    Layout,
    Meaning,
    Occasion,
    OpeningForm,
    Publishing,
    Reason,
    Recipient,
    Record,
    Scope,
    Series,
    Signer,
    StartEvent,
    TitleForm,
    Unit,
    Variant,
)

Kind = Literal["text", "number", "flag", "day", "texts", "rows"]


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a table: its kind, what it may be, the words in {} it may hold, and the rows of a list of tables."""

    kind: Kind = "text"
    needed: bool = False
    choices: tuple[str, ...] = ()
    slots: tuple[str, ...] | None = None
    rows: "dict[str, Field] | None" = None


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: its fields, and what makes its records of the checked values."""

    fields: dict[str, Field]
    make: Callable[[Scope, dict[str, Any]], Iterable[Record]]


def _one(record: Callable[..., Record]) -> Callable[[Scope, dict[str, Any]], Iterable[Record]]:
    return lambda scope, values: (record(scope, **values),)


def _each_letter(record: Callable[..., Record]) -> Callable[[Scope, dict[str, Any]], Iterable[Record]]:
    def make(scope: Scope, values: dict[str, Any]) -> Iterable[Record]:
        rest = {name: value for name, value in values.items() if name != "letters"}
        return [record(scope, letter=letter, **rest) for letter in values["letters"]]

    return make


def _scheme(scope: Scope, values: dict[str, Any]) -> Iterable[Record]:
    rest = {name: value for name, value in values.items() if name != "list"}
    return (ClassScheme(scope, tuple(ClassEntry(**row) for row in values["list"]), **rest),)


def _copies(scope: Scope, values: dict[str, Any]) -> Iterable[Record]:
    return (Copies(scope, tuple(Recipient(**row) for row in values["to"])),)


def _deadline(scope: Scope, values: dict[str, Any]) -> Iterable[Record]:
    rest = {name: value for name, value in values.items() if name != "id"}
    return (Deadline(scope, rule_id=values["id"], **rest),)


_LETTERS = Field("texts", True, get_args(LetterKind))
_KIND = Field("text", True, get_args(ClockKind))
# What a letter may print as its 公开方式 (政府信息公开条例第十三条、第十六条).
DISCLOSED = ("主动公开", "依申请公开", "不予公开")
_TITLE_SLOTS = ("机关", "会议", "编号", "类型", "题目")
TEXT = Field()
NEEDED = Field(needed=True)
# Every table may say for whom and when it holds, and must say what it rests on.
SCOPE: dict[str, Field] = {
    "source": NEEDED,
    "bodies": Field("texts", choices=get_args(Body)),
    "since": Field("number"),
    "until": Field("number"),
    "units": Field("texts"),
}
_CLASS_ROW = {
    "wording": NEEDED,
    "meanings": Field("texts", True, get_args(Meaning)),
    "mark": TEXT,
    "stances": Field("texts", choices=get_args(Stance)),
}
TABLES: dict[str, TableSpec] = {
    "classes": TableSpec(
        {"list": Field("rows", True, rows=_CLASS_ROW), "printed": Field(slots=("类",)), "where": TEXT}, _scheme
    ),
    "deadlines": TableSpec(
        {
            "id": NEEDED,
            "kind": _KIND,
            "start": Field("text", True, get_args(StartEvent)),
            "unit": Field("text", True, get_args(Unit)),
            "n": Field("number", True),
            "occasion": Field(choices=get_args(Occasion)),
            "counts": Field(choices=("total", "added")),
            "consent": TEXT,
            "cite": TEXT,
            "words": TEXT,
        },
        _deadline,
    ),
    "fixed": TableSpec({"year": Field("number", True), "kind": _KIND, "day": Field("day", True)}, _one(FixedDate)),
    "titles": TableSpec(
        {"letters": _LETTERS, "text": Field("text", True, slots=_TITLE_SLOTS)}, _each_letter(TitleForm)
    ),
    "openings": TableSpec(
        {"role": Field("text", True, get_args(HandlingRole)), "variant": Field("text", True, get_args(Variant))},
        _one(OpeningForm),
    ),
    "closings": TableSpec({"letters": _LETTERS, "ending": NEEDED}, _each_letter(ClosingForm)),
    "copies": TableSpec(
        {
            "to": Field(
                "rows",
                True,
                rows={"name": Field("text", True, slots=("会办单位", "联名人")), "generic": Field("flag")},
            )
        },
        _copies,
    ),
    "joint": TableSpec({"way": Field("text", True, get_args(JointWay))}, _one(Joint)),
    "disclosure": TableSpec(
        {"letters": _LETTERS, "value": Field("text", True, DISCLOSED), "reason": TEXT},
        _each_letter(DisclosureDefault),
    ),
    "reasons": TableSpec({"code": NEEDED, "text": NEEDED, "cite": NEEDED}, _one(Reason)),
    "publishing": TableSpec(
        {"ask_proposer": Field("flag"), "form": Field(choices=("全文", "摘要")), "mask": Field("texts")},
        _one(Publishing),
    ),
    "series": TableSpec({"letters": _LETTERS, "code": NEEDED}, _each_letter(Series)),
    "signer": TableSpec({"who": NEEDED, "printed": Field("flag")}, _one(Signer)),
    "layout": TableSpec({"form": Field("text", True, get_args(Form))}, _one(Layout)),
    "follow_up": TableSpec({"cite": NEEDED}, _one(FollowUp)),
    "contacts": TableSpec({"name": NEEDED, "phone": NEEDED}, _one(ContactLine)),
}
