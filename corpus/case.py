"""A registered proposal or suggestion read as a :class:`Case`: number, title, session, proposers, asks."""

import re

from corpus.case_labels import Field, cues, patterns
from corpus.document import Case, ItemKind, Reference, Session, Suggestion
from corpus.lines import Line, lines, unmarked
from corpus.markers import marker
from corpus.proposers import find_proposers
from corpus.sessions import find_sessions
from corpus.suggestions import find_suggestions
from corpus.unit_lists import units_of

_NUMBER_BEFORE_TITLE = re.compile(r"^[（(]\s{0,6}第?\s{0,6}\d{1,12}\s{0,6}号?\s{0,6}[）)]\s*")
_TITLE_LINE = re.compile(r"^(?:关于|对).{2,80}(?:提案|建议|议案)$")
_TITLE_END = ("提案", "建议", "议案")
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_UNITS = ("lead_units", "co_units", "units")
_ONE_LINE = frozenset({"title", "item_no", "session", "proposers", "co_proposers", "delegation", "form", *_UNITS})
_CASE_FIELDS = ("proposers", "asks", "body", "item_no")
_LONGEST_HEADING = 30
_HEAD_CHARS = 600
# What shows the kind of item, the plainest first: words of the form's head, then of the whole text.
_DEPUTIES = re.compile(r"人民代表大会|人大|代表建议|领衔代表|附议代表|代表团|\d号建议")
_MEMBERS = re.compile(r"政协|提案|委员会第")


def labelled_title(text: str, fields: tuple[Field, ...]) -> str | None:
    """The registered 案由 of a form, or the first line 关于…的提案/建议 of a pasted text."""
    label = next((field for field in fields if field.name == "title"), None)
    if label is not None and (value := _label_title(text, label)):
        return _NUMBER_BEFORE_TITLE.sub("", value) or None
    head = (unmarked(line.text) for line in lines(text[:_HEAD_CHARS]))
    return next((line for line in head if _TITLE_LINE.match(line)), None)


def _label_title(text: str, label: Field) -> str:
    """The value of 案由, joined where it runs on over a second line."""
    found = [unmarked(line.text.split("\t")[0]) for line in lines(text, label.value_start, label.end)][:2]
    broken = len(found) > 1 and not found[0].endswith(_TITLE_END) and found[1].endswith(_TITLE_END)
    return "".join(found) if broken else "".join(found[:1])


def parse_case(text: str, fields: tuple[Field, ...], references: tuple[Reference, ...]) -> Case | None:
    """The case a proposal file holds, or ``None`` where the text is no proposal.

    A form and a pasted text both need a title (案由, or a line 关于…的提案), and a field of the form or an ask.
    """
    values = {field.name: _value(text, field) for field in reversed(fields)}
    title = labelled_title(text, fields)
    if title is None:
        return None
    start, end = _body(text, fields)
    suggestions = find_asks(text, fields, start, end)
    if not suggestions and not any(name in values for name in _CASE_FIELDS):
        return None
    item_kind = _item_kind(text, text[:start] + title)
    session, wording = _session(text, values)
    return Case(
        item_no=_item_no(values, references),
        item_kind=item_kind,
        title=title,
        session=session,
        session_text=wording,
        proposers=find_proposers(values.get("proposers", ""), values.get("co_proposers", ""), item_kind),
        suggestions=suggestions,
        lead_units=_units(values.get("lead_units") or values.get("units", "")),
        co_units=_units(values.get("co_units", "")),
    )


def _value(text: str, field: Field) -> str:
    raw = text[field.value_start : field.end]
    if field.name in _ONE_LINE:
        raw = next((line.text for line in lines(raw)), "")
    return unmarked(raw)


def _units(raw: str) -> tuple[str, ...]:
    return units_of(_NOTE.sub("", raw))


def _body(text: str, fields: tuple[Field, ...]) -> tuple[int, int]:
    """The span of the member's own words: from 内容 (or the first line after the form) to the replies."""
    replies = next((f.label_start for f in fields if f.name == "replies"), len(text))
    body = next((f for f in fields if f.name in ("body", "asks") and f.label_start < replies), None)
    if body is not None:
        start = body.value_start if body.name == "body" else body.label_start
    else:
        one_line = [f for f in fields if f.name in _ONE_LINE and f.label_start < replies]
        newline = text.find("\n", one_line[-1].value_start) if one_line else -1
        start = newline if newline >= 0 else 0
    after = [f.label_start for f in fields if start < f.label_start < replies and f.name in _ONE_LINE]
    return start, min(after, default=replies)


def find_asks(text: str, fields: tuple[Field, ...], start: int, end: int) -> tuple[Suggestion, ...]:
    """The asks between ``start`` and ``end``: under the label 建议, after a cue line, under a heading, or anywhere."""
    label = next((f for f in fields if f.name == "asks" and start <= f.label_start < end), None)
    if label is not None and (found := find_suggestions(text, label.value_start, min(label.end, end))):
        return found
    cue = _after_cue(list(lines(text, start, end)), end)
    if cue is not None and (found := find_suggestions(text, *cue)):
        return found
    return find_suggestions(text, start, end)


def _after_cue(body: list[Line], end: int) -> tuple[int, int] | None:
    """Where the asks stand by a heading such as 二、有关建议 (to the next of its level) or by the last line that leads
    up to them (“为此，提出以下建议：”)."""
    for at, line in enumerate(body):
        mark = marker(line.text)
        if mark and len(line.text) <= _LONGEST_HEADING and line.text.rstrip("：:").endswith(cues("ask_headings")):
            following = (b.start for b in body[at + 1 :] if (m := marker(b.text)) and m.style == mark.style)
            return line.end, next(following, end)
    for line in body:
        if patterns("asks").search(line.text[-_LONGEST_HEADING:]) and not marker(line.text):
            return line.end, end
    return None


def _item_no(values: dict[str, str], references: tuple[Reference, ...]) -> str | None:
    if match := re.search(r"\d{1,12}", values.get("item_no", "")):
        return match.group()
    return next((r.value for r in references if r.kind == "item_no"), None)


def _item_kind(text: str, head: str) -> ItemKind:
    """提案 or 建议: by the words of the form's head, then by those of the whole text, then by the title's ending."""
    for scope in (head, text):
        member, deputy = _MEMBERS.search(scope), _DEPUTIES.search(scope)
        if member and not deputy:
            return "提案"
        if deputy and not member:
            return "建议"
    member, deputy = _MEMBERS.search(head), _DEPUTIES.search(head)
    if member and deputy:
        return "提案" if member.start() <= deputy.start() else "建议"
    return "建议" if head.endswith("建议") else "提案"


def _session(text: str, values: dict[str, str]) -> tuple[Session | None, str | None]:
    for scope in (values.get("session", ""), text):
        for mention in find_sessions(scope):
            return mention.session, mention.raw
    return None, None
