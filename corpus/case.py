"""A registered proposal or suggestion read as a :class:`Case`: number, title, session, proposers, asks."""

import re

from corpus.case_labels import Field, cues, find_fields, proposer_kinds
from corpus.document import Case, ItemKind, Proposer, ProposerKind, Reference, Session, Suggestion
from corpus.lines import lines
from corpus.markers import marker
from corpus.sessions import find_sessions
from corpus.suggestions import find_suggestions

_NUMBER_BEFORE_TITLE = re.compile(r"^[（(]\s*第?\s*\d{1,12}\s*号?\s*[）)]\s*")
_TITLE_LINE = re.compile(r"^(?:关于|对).{4,80}(?:提案|建议|议案)$")
_SEPARATORS = re.compile(r"[、，,；;\s]+")
_HONORIFIC = re.compile(r"(?:委员|代表)$")
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_ONE_LINE = frozenset({"title", "item_no", "session", "proposers", "co_proposers", "delegation", "lead_units", "co_units", "units"})
_LONGEST_NAME = 30


def parse_case(text: str, references: tuple[Reference, ...]) -> Case | None:
    """The case a proposal file holds, or ``None`` where the text is no proposal.

    A labelled form needs a title or proposer and a body; a pasted text needs a title line 关于…的提案/建议 or asks.
    """
    fields = find_fields(text)
    values = {field.name: _value(text, field) for field in reversed(fields)}
    title = _title(text, values)
    start, end = _body(text, fields)
    labelled = title is not None and any(name in values for name in ("proposers", "asks", "body", "item_no"))
    suggestions = find_asks(text, fields, start, end)
    if not labelled and not (title and suggestions):
        return None
    item_kind = _item_kind(text[:start] + (title or ""), values)
    session, wording = _session(text, values)
    return Case(
        item_no=_item_no(values, references),
        item_kind=item_kind,
        title=title,
        session=session,
        session_text=wording,
        proposers=_proposers(values, item_kind),
        suggestions=suggestions,
        lead_units=_names(values.get("lead_units") or values.get("units", "")),
        co_units=_names(values.get("co_units", "")),
    )


def _value(text: str, field: Field) -> str:
    raw = text[field.value_start : field.end]
    if field.name in _ONE_LINE:
        raw = next((line.text for line in lines(raw)), "")
    return raw.strip()


def _title(text: str, values: dict[str, str]) -> str | None:
    if labelled := values.get("title"):
        return _NUMBER_BEFORE_TITLE.sub("", labelled) or None
    return next((line.text for line in lines(text[:600]) if _TITLE_LINE.match(line.text)), None)


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
    cue = _after_cue(text, start, end)
    if cue is not None and (found := find_suggestions(text, cue, end)):
        return found
    return find_suggestions(text, start, end)


def _after_cue(text: str, start: int, end: int) -> int | None:
    """Where the asks begin by a cue line (“为此，提出以下建议：”) or a heading such as 二、有关建议."""
    for line in lines(text, start, end):
        mark = marker(line.text)
        short = len(line.text) <= _LONGEST_NAME
        if mark and short and line.text.rstrip("：:").endswith(cues("ask_headings")):
            return line.end
        if any(cue in line.text[-_LONGEST_NAME:] for cue in cues("asks")) and line.text[-1] in "：:。，,":
            return line.end
    return None


def _item_no(values: dict[str, str], references: tuple[Reference, ...]) -> str | None:
    if match := re.search(r"\d{1,12}", values.get("item_no", "")):
        return match.group()
    return next((r.value for r in references if r.kind == "item_no"), None)


def _item_kind(head: str, values: dict[str, str]) -> ItemKind:
    """提案 or 建议: by the words of the form's head, then by the ending of the title."""
    if any(word in head for word in ("政协", "提案", "委员会第")) and "代表建议" not in head:
        return "提案"
    form = any(word in head for word in ("人民代表大会", "人大", "代表建议", "领衔代表", "附议代表"))
    return "建议" if form else "提案"


def _session(text: str, values: dict[str, str]) -> tuple[Session | None, str | None]:
    for scope in (values.get("session", ""), text):
        for mention in find_sessions(scope):
            return mention.session, mention.raw
    return None, None


def _names(raw: str) -> tuple[str, ...]:
    return tuple(name for name in _SEPARATORS.split(_NOTE.sub("", raw).rstrip("。")) if name)


def _proposers(values: dict[str, str], item_kind: ItemKind) -> tuple[Proposer, ...]:
    lead = _names(values.get("proposers", ""))
    others = _names(values.get("co_proposers", ""))
    single = len(lead) + len(others) == 1
    return tuple(
        Proposer(_HONORIFIC.sub("", name), _proposer_kind(name, item_kind), lead=at == 0 and not single)
        for at, name in enumerate(dict.fromkeys((*lead, *others)))
        if len(name) <= _LONGEST_NAME
    )


def _proposer_kind(name: str, item_kind: ItemKind) -> ProposerKind:
    plain = _HONORIFIC.sub("", name)
    for rule in proposer_kinds():
        if any((word in plain if rule.anywhere else plain.endswith(word)) for word in rule.words):
            return rule.kind
    return "委员" if item_kind == "提案" else "代表"
