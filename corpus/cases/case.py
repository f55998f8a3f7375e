"""A registered proposal or suggestion read as a :class:`Case`: number, title, session, proposers, asks."""

import re

from corpus.cases.case_labels import Field
from corpus.cases.case_session import case_session
from corpus.cases.case_titles import CaseTitle, find_case_title, labelled_title
from corpus.cases.case_units import Units, joined, units_by_role
from corpus.cases.proposers import collective, find_proposers, is_person, names_in
from corpus.cases.suggestions import find_suggestions
from corpus.document import Case, ItemKind, Proposer, Reference, Suggestion
from corpus.structure.lines import lines, unmarked

__all__ = ["labelled_title", "parse_case"]

_UNITS = ("lead_units", "co_units", "units")
_ONE_LINE = frozenset(
    {"title", "item_no", "session", "proposers", "co_proposers", "delegation", "form", "contact", "office", "submitted",
     "handling", "wished_units", *_UNITS}
)  # fmt: skip
_CASE_FIELDS = ("proposers", "asks", "body", "item_no")
_HEAD_CHARS = 800
_TAIL_LINES = 6
_LONGEST_LETTER = 30_000
# What shows the kind of item, the plainest first: labels of the form, its head, then the whole text.
_DEPUTY_LABELS = re.compile(r"代表|建议(?:编?号|人|者|题目|案由|名称|日期|提出)")
_MEMBER_LABELS = re.compile(r"提案|委员")
_DEPUTIES = re.compile(r"人民代表大会|人大|代表建议|领衔代表|附议代表|代表团|\d号建议")
_MEMBERS = re.compile(r"政协|提案|委员会第")
# A letter without title and labels: how it addresses office, and how its writer names himself.
_OFFICES = r"(?:领导|书记|省长|市长|县长|区长|镇长|局长|主席|主任)"
_GREETING = re.compile(
    rf"^(?:尊敬的[^，。；：:]{{1,30}}|[^，。；：:]{{0,12}}{_OFFICES}(?:们|同志)?[，,]?(?:[您你]们?好)?|[您你]们?好)[：:！!，,]"
)
_SPEECH = re.compile(r"来宾|同志们|女士们|各位代表|各位委员|朋友们")
_SELF = re.compile(r"我(?:们)?是[^，。；]{0,16}?(?:政协委员|人大代表|委员|代表)(?P<name>[\u4e00-\u9fff·]{2,8})?[，,。]")
_SIGNED = re.compile(
    r"^(?:[^，。：:]{0,14}(?:政协委员|人大代表|委员|代表)|——|—)[：:\s\u3000]*(?P<name>[\u4e00-\u9fff·\s\u3000、]{2,30})$"
)
_ANSWERS = re.compile(r"收悉|答复如下|回复如下")
_NUMBER_LINE = re.compile(r"^(?:提案|建议|议案)?\s{0,4}[（(]?第\s{0,4}(\d{1,12})\s{0,4}号(?:提案|建议|议案)?[）)]?$")
_DATE = re.compile(r"(\d{4})\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})")


def parse_case(text: str, fields: tuple[Field, ...], references: tuple[Reference, ...]) -> Case | None:
    """The case a proposal file holds, or ``None`` where the text is no proposal.

    A form and a pasted text need a title (案由, or a line 关于…的提案), and a field of the form or an ask; a letter
    without one must address an office, or name a member or deputy, and ask for something.
    """
    values = {field.name: _value(text, field) for field in reversed(fields)}
    title = find_case_title(text, fields)
    if title is None and not _is_letter(text, values):
        return None
    start, end = _body(text, fields, title)
    suggestions = find_asks(text, fields, start, end)
    if not suggestions and (title is None or not any(name in values for name in _CASE_FIELDS)):
        return None
    item_kind = _item_kind(text, fields, text[:start] + (title.text if title else ""))
    session, wording = case_session(text, values.get("session", ""), item_kind)
    units = _units(text, fields)
    return Case(
        item_no=_item_no(values, title, [line.text for line in lines(text[:_HEAD_CHARS])], references),
        item_kind=item_kind,
        title=title.text if title else None,
        session=session,
        session_text=wording,
        proposers=_proposers(text, fields, title, start, item_kind),
        suggestions=suggestions,
        lead_units=units.lead,
        co_units=units.co,
        submitted=_day(values.get("submitted", "")),
        handling=values.get("handling") or None,
    )


def _is_letter(text: str, values: dict[str, str]) -> bool:
    if len(text) > _LONGEST_LETTER or _ANSWERS.search(text) or _SPEECH.search(text[:_HEAD_CHARS]):
        return False
    head = [unmarked(line.text) for line in lines(text[:_HEAD_CHARS])][:3]
    named = names_in(values.get("proposers", ""))
    if named and all(is_person(name) or collective(name) for name in named):
        return True
    return bool(_SELF.search(text[:_HEAD_CHARS])) or any(map(_GREETING.match, head))


def _value(text: str, field: Field) -> str:
    raw = text[field.value_start : field.end]
    if field.name in _ONE_LINE:
        raw = next((line.text for line in lines(raw)), "")
    return unmarked(raw)


def _units(text: str, fields: tuple[Field, ...]) -> Units:
    found, other = Units(), Units()
    for field in fields:
        if field.name in ("lead_units", "co_units"):
            found = joined(found, units_by_role(_value(text, field), co=field.name == "co_units"))
        elif field.name == "units":
            other = joined(other, units_by_role(_value(text, field)))
    return Units(found.lead or other.lead, found.co or other.co)


def _body(text: str, fields: tuple[Field, ...], title: CaseTitle | None) -> tuple[int, int]:
    """The span of the member's own words: after the head of the form (or the title), up to the replies or the tail."""
    replies = next((f.label_start for f in fields if f.name == "replies"), len(text))
    first = next((f for f in fields if f.name in ("body", "asks") and f.label_start < replies), None)
    limit = first.label_start if first else replies
    head = [f for f in fields if f.name in _ONE_LINE and f.label_start < limit and _in_head(text, f, first)]
    begin = 0
    if head:
        newline = text.find("\n", _value_at(text, head[-1]))
        begin = newline if newline >= 0 else (limit if first else 0)
    begin = min(max(begin, title.end if title and title.end < limit else 0), limit)
    if first and not text[begin : first.label_start].strip():
        begin = first.value_start if first.name == "body" else first.label_start
    after = [f.label_start for f in fields if begin < f.label_start < replies and f.name in _ONE_LINE]
    return begin, min(after, default=replies)


def _value_at(text: str, field: Field) -> int:
    """Where the field's one line begins; a value under its label counts."""
    return next((line.start for line in lines(text, field.value_start, field.end)), field.value_start)


def _in_head(text: str, field: Field, first: Field | None) -> bool:
    """Without a label for the body, only labels of the first lines are the form's head; later ones are its tail."""
    return first is not None or (field.label_start < _HEAD_CHARS and len(text[: field.label_start]) < len(text) / 2)


def find_asks(text: str, fields: tuple[Field, ...], start: int, end: int) -> tuple[Suggestion, ...]:
    """The asks between ``start`` and ``end``; labels of the form that open asks or their account come first."""
    inside = [field for field in fields if start <= field.label_start < end]
    labels = tuple(field.value_start for field in inside if field.name == "asks")
    stops = tuple(field.label_start for field in inside if field.name == "body")
    return find_suggestions(text, start, end, labels, stops)


def _item_no(
    values: dict[str, str], title: CaseTitle | None, head: list[str], references: tuple[Reference, ...]
) -> str | None:
    raw = values.get("item_no", "")
    if match := re.search(r"第\s{0,4}(\d{1,12})\s{0,4}号", raw):
        return match[1]
    if digits := re.findall(r"\d{1,12}", raw):
        return str(max(reversed(digits), key=len))
    if title and title.number:
        return title.number
    if match := next(filter(None, map(_NUMBER_LINE.match, head)), None):
        return match[1]
    return next((r.value for r in references if r.kind == "item_no"), None)


def _item_kind(text: str, fields: tuple[Field, ...], head: str) -> ItemKind:
    """提案 or 建议: by the labels of the form, the words of its head, the whole text, then the title's ending."""
    labels = " ".join(text[f.label_start : f.value_start] for f in fields if f.name in _ONE_LINE)
    labels = re.sub(r"[ \u3000\xa0\t]", "", labels)
    for member, deputy, scope in (
        (_MEMBER_LABELS, _DEPUTY_LABELS, labels), (_MEMBERS, _DEPUTIES, head), (_MEMBERS, _DEPUTIES, text),
    ):  # fmt: skip
        shows_member, shows_deputy = member.search(scope), deputy.search(scope)
        if shows_member and not shows_deputy:
            return "提案"
        if shows_deputy and not shows_member:
            return "建议"
    member_at, deputy_at = _MEMBERS.search(head), _DEPUTIES.search(head)
    if member_at and deputy_at:
        return "提案" if member_at.start() <= deputy_at.start() else "建议"
    return "建议" if head.endswith("建议") else "提案"


def _proposers(
    text: str, fields: tuple[Field, ...], title: CaseTitle | None, start: int, item_kind: ItemKind
) -> tuple[Proposer, ...]:
    """By the form's labels; in a letter by the brackets after its title, the line under it, or its signature."""
    lead = "、".join(_value(text, f) for f in fields if f.name == "proposers")
    others = "、".join(_value(text, f) for f in fields if f.name == "co_proposers")
    found = find_proposers(lead, others, item_kind)
    if found:
        return found
    if title and title.by:
        return find_proposers(title.by, "", item_kind)
    if title:
        under = next((line.text for line in lines(text, title.end, min(len(text), title.end + 200))), "")
        if named := _by_line(under, item_kind):
            return named
    if match := _SELF.search(text[: start + _HEAD_CHARS]):
        name = match["name"] or ""
        if is_person(name):
            return find_proposers(name, "", item_kind)
    for line in list(lines(text, max(0, len(text) - 400)))[-_TAIL_LINES:]:
        if (signed := _SIGNED.match(unmarked(line.text))) and (named := _by_line(signed["name"], item_kind)):
            return named
    return ()


def _by_line(line: str, item_kind: ItemKind) -> tuple[Proposer, ...]:
    """The proposers of a line that holds nothing else (王　军, 民盟澜州市委会)."""
    plain = unmarked(line).strip("（）()— ")
    if len(plain) > 40 or any(mark in plain for mark in "。；：:，"):
        return ()
    found = find_proposers(plain, "", item_kind)
    return found if found and all(collective(p.name) or is_person(p.name) for p in found) else ()


def _day(raw: str) -> str | None:
    match = _DATE.search(raw)
    return f"{int(match[1]):04d}-{int(match[2]):02d}-{int(match[3]):02d}" if match else None
