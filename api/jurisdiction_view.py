"""The ways of places for the command line: as JSON, and as lines for a person."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from drafting.clock import describe
from drafting.frame import LETTER_NAMES
from drafting.jurisdiction import Jurisdiction
from drafting.jurisdiction_register import Jurisdictions
from drafting.jurisdiction_values import (
    ClassScheme,
    ClosingForm,
    ContactLine,
    Copies,
    Deadline,
    DisclosureDefault,
    FixedDate,
    FollowUp,
    Joint,
    Layout,
    OpeningForm,
    Publishing,
    Reason,
    Record,
    Series,
    Signer,
    TitleForm,
)

FIELD_NAMES = {
    "classes": "办理结果分类", "deadlines": "期限", "fixed": "当年规定日期", "titles": "标题", "openings": "开头",
    "closings": "结束语", "copies": "抄送", "joint": "联名答复", "disclosure": "公开方式", "reasons": "不公开理由",
    "publishing": "公开要求", "series": "文号", "signer": "签发", "layout": "格式", "follow_up": "二次答复依据",
    "contact": "联系人",
}  # fmt: skip
_JOINT = {"each": "答复每一位", "lead": "答复领衔人，抄送其他联名人", "relay": "答复领衔人，由其转告其他联名人"}
_LAYOUT = {"letter": "信函格式", "document": "文件格式"}


def place_records(places: Jurisdictions) -> list[dict[str, Any]]:
    """Every place with what its own files hold."""
    return [
        {
            "region": region,
            "chain": list(places.chain(region)),
            "files": [str(file.path) for file in places.files if file.region == region],
            "records": sum(len(file.records) for file in places.files if file.region == region),
        }
        for region in places.regions
    ]


def place_line(record: dict[str, Any]) -> str:
    above = f"　→ {'、'.join(record['chain'][1:])}" if record["chain"][1:] else ""
    return f"{record['region']}（{record['records']} 项）{above}"


def ways_record(ways: Jurisdiction) -> dict[str, Any]:
    """The ways as JSON-able values, every one with its ``scope`` (whose rule, and on what it rests)."""
    return asdict(ways)


def ways_lines(ways: Jurisdiction) -> Iterator[str]:
    """One line a value, with the place it comes from and its source; then what is not known."""
    yield f"{ways.region}　{ways.body}　{ways.year}年（依次查 {'、'.join(ways.chain)}）"
    known = set()
    for name, record in ways.records():
        known.add(name)
        origin = "" if record.scope.region == ways.region else f"【按{record.scope.region}】"
        yield f"{FIELD_NAMES[name]}：{told(record)}　{origin}（{record.scope.source}）"
    missing = [label for name, label in FIELD_NAMES.items() if name not in known]
    if missing:
        yield f"没有登记：{'、'.join(missing)}"


def told(record: Record) -> str:
    """What a value says, for a person."""
    match record:
        case ClassScheme():
            told_classes = (f"{entry.mark or ''}{' ' if entry.mark else ''}{entry.wording}" for entry in record.classes)
            return "；".join(told_classes) + ("" if record.marks else "（不用字母，不在函上标注）")
        case Deadline():
            return describe(record)
        case FixedDate():
            return f"{record.year}年{record.day}前答复"
        case TitleForm() | ClosingForm() | DisclosureDefault() | Series():
            return f"{_letter(record.letter)}：{_letter_value(record)}"
        case OpeningForm():
            return f"{record.role}用{record.variant}式"
        case Copies():
            return "、".join(one.name + ("（待补规范名称）" if one.generic else "") for one in record.to)
        case Joint():
            return _JOINT[record.way]
        case Layout():
            return _LAYOUT[record.form]
        case Reason():
            return f"{record.code}：{record.text}"
        case Publishing():
            return _publishing(record)
        case Signer():
            return record.who
        case FollowUp():
            return record.cite
        case ContactLine():
            return f"{record.name}，{record.phone}"


def _letter_value(record: TitleForm | ClosingForm | DisclosureDefault | Series) -> str:
    match record:
        case TitleForm():
            return record.text
        case ClosingForm():
            return record.ending
        case Series():
            return record.code
        case DisclosureDefault():
            return record.value + (f"（{record.reason}）" if record.reason else "")


def _letter(kind: str) -> str:
    return next(name for name, letter in LETTER_NAMES.items() if letter == kind)


def _publishing(record: Publishing) -> str:
    asked = "同时征求提出者是否公开的意见" if record.ask_proposer else ""
    form = f"公开{record.form}" if record.form else ""
    mask = f"隐去{'、'.join(record.mask)}" if record.mask else ""
    return "，".join(part for part in (form, asked, mask) if part)
