"""The values of the desk's page and of its parts."""

from datetime import datetime
from typing import get_args

from api.desk.desk import CLOSING, FIELDS, HEADING, OPENING, own_key
from api.desk.spots import FIELD
from api.services.desk_asks import Beside, beside
from api.services.draft_results import checked
from api.services.drafting import Opened, history, returned_for
from api.services.office import Office
from api.services.reviewing import comments
from api.web.desk_view import found_sentence, kept_name, letter_view, segments
from api.workplace.accounts import find
from api.workplace.permits import User, may
from corpus.errors import NotFound
from drafting.checks.mend import mends_of
from drafting.draft import Draft, Source, Stance
from drafting.export.copies import COPY_NAMES
from drafting.finding import SEVERITY_NAMES
from drafting.keys import sentence_key
from drafting.placeholder import placeholder_runs

_MOST_VERSIONS = 60
_COPIES = {
    "working": ("docx", "html", "md", "txt", "pdf"),
    "final": ("docx", "html", "md", "txt", "pdf"),
    "annotated": ("docx", "html", "md", "pdf"),
    "publication": ("docx", "html", "md", "txt", "pdf"),
    "tracked": ("docx", "pdf"),
}
Values = dict[str, object]


def desk_values(office: Office, user: User, one: Opened) -> Values:
    """Everything that the desk shows of a version."""
    lost: str | None = None
    try:
        near: Beside | None = beside(office, user, one)
    except NotFound as error:
        near, lost = None, error.message
    _, review = checked(office, user, one.case, one.desk.order, one.draft)
    view = letter_view(one.draft, review.findings, _replaced(one, near))
    own = may(user, "draft.edit", one.case.fields.office)
    return {
        "one": one, "case": one.case, "row": one.row, "version": one.version, "view": view, "near": near,
        "segments": segments(near.text, near.asks) if near else [], "review": review, "problem": lost, "saved": "",
        "editable": own and one.newest and one.row.state != "审定", "own": own, "stances": get_args(Stance),
        "mends": len(mends_of(review.findings)), "severities": SEVERITY_NAMES, "runs": placeholder_runs,
        "versions": history(office, user, one.row.id)[:_MOST_VERSIONS], "who": lambda login: _name(office, login),
        "when": when, "copies": {name: (value, _COPIES[value]) for name, value in COPY_NAMES.items()},
        "comments": [each for each in comments(office, user, one.row.id) if not each.settled],
        "returned": returned_for(office, user, one.row.id) if one.row.state == "退回" else None, "labels": FIELDS,
    }  # fmt: skip


def edit_values(one: Opened, place: str, n: str, mode: str) -> Values:
    """A sentence or a field as a form. Raises :class:`NotFound`."""
    values: Values = {"id": one.row.id, "base": one.version.number, "place": place, "n": n, "mode": mode}
    if place == FIELD:
        if n not in FIELDS:
            raise NotFound("没有这一项。")
        held = "\n".join(one.draft.attachments) if n == "attachments" else getattr(one.draft, n) or ""
        more = {"key": n, "text": held, "own": n in one.desk.fields, "label": FIELDS[n], "day": one.desk.order.date}
        return values | more | {"name": kept_name(FIELD, n)}
    key = found_sentence(one.draft, place, n)
    if key is None:
        raise NotFound("这一句已经不在稿子里，请刷新页面。")
    text = _text(one.draft, place, key) or ""
    own = place in one.desk.headings if key == HEADING else any(own_key(o) == key for o in one.desk.own(place))
    shown = "" if mode == "add" else text
    name = kept_name(place, key if mode == "write" else f"+{key}")
    return values | {"key": key, "text": shown, "own": own, "label": "", "day": None, "name": name}


def stale_values(office: Office, newest: Opened, message: str, typed: tuple[str, str, str, str] | None) -> Values:
    """What somebody else saved meanwhile, beside what was typed; ``now`` is the sentence as it stands now."""
    place, key, do, text = typed or ("", "", "", "")
    now = None
    if typed and place == FIELD:
        now = "\n".join(newest.draft.attachments) if key == "attachments" else getattr(newest.draft, key, None)
    elif typed:
        now = _text(newest.draft, place, key)
        theirs = next((one for one in newest.desk.own(place) if one.replaces == key), None) if now is None else None
        if theirs is not None:
            now, key = theirs.text, own_key(theirs)
    values: Values = {"id": newest.row.id, "newest": newest.version, "message": message, "typed": typed, "now": now}
    who = _name(office, newest.version.login)
    return values | {"place": place, "key": key, "do": do, "text": text, "who": who, "when": when, "field": FIELD}


def when(at: str) -> str:
    """An instant (ISO, UTC) by the clock of the machine."""
    return datetime.fromisoformat(at).astimezone().strftime("%m月%d日 %H:%M")


def _name(office: Office, login: str) -> str:
    found = find(office.engine, login)
    return found.name if found is not None else login


def _replaced(one: Opened, near: Beside | None) -> dict[tuple[str, str], Source]:
    if near is None:
        return {}
    places = (OPENING, CLOSING, *(section.suggestion for section in one.draft.sections))
    own = [(place, each) for place in places for each in one.desk.own(place)]
    return {
        (place, own_key(each)): near.originals[each.replaces]
        for place, each in own
        if each.replaces and each.replaces in near.originals
    }


def _text(draft: Draft, place: str, key: str) -> str | None:
    section = next((each for each in draft.sections if each.suggestion == place), None)
    if key == HEADING:
        return section.heading.text if section else None
    paragraphs = {OPENING: draft.opening, CLOSING: draft.closing}.get(place) or (section.paragraphs if section else ())
    every = (sentence for paragraph in paragraphs for sentence in paragraph.sentences)
    return next((sentence.text for sentence in every if sentence_key(sentence) == key), None)
