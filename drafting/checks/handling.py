"""R21 and R22: the proposer was spoken to before the letter was signed, and the letter is in time."""

from collections.abc import Iterator
from datetime import date

from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Communication, Dossier
from drafting.checks.known import jurisdiction_of
from drafting.checks.letter import Letter
from drafting.checks.offence import Span, offence
from drafting.clock import AMBER_DAYS, due, reply_due, work_calendar
from drafting.lexicon import lexicon


def spoken_to(letter: Letter, dossier: Dossier) -> Offenders:
    """R21: at least one contact is on record before the letter's day; what the letter says of contacts is on record."""
    if letter.kind == "opinion":
        return
    claims = tuple(_claims(letter))
    told = dossier.record.communications if dossier.record else None
    if told is None:
        yield Unchecked("R21", "没有办理记录，不知道是否先与提出者沟通。")
        for span in claims:
            yield offence(letter, "R21", "I", "稿件写了与提出者沟通，请附沟通记录。", span)
        return
    before = [contact for contact in told if contact.day <= letter.day]
    if before:
        return
    for span in claims:
        yield offence(letter, "R21", "B", "稿件写了与提出者沟通，办理记录中却没有成文之前的沟通。", span)
    if not claims:
        yield offence(letter, "R21", "B", _without(told, letter.day))


def _without(told: tuple[Communication, ...], day: str) -> str:
    if told:
        return f"与提出者的沟通（{told[0].day}）晚于成文日期（{day}），应当先沟通后答复。"
    return "办理记录中没有与提出者的沟通，应当先沟通后答复。"


def _claims(letter: Letter) -> Iterator[Span]:
    words = lexicon("checks/handling")
    for statement in letter.statements:
        for match in words["told"].finditer(statement.text):
            before = statement.text[max(0, match.start() - 12) : match.start()]
            if not words["future"].search(before.rpartition("，")[2]):
                yield statement.start + match.start(), statement.start + match.end()


def in_time(letter: Letter, dossier: Dossier) -> Offenders:
    """R22: the letter's day against the day it was due; an extension has to be told to the proposer."""
    record = dossier.record
    found = _due(letter, dossier)
    if record is None or found is None:
        yield Unchecked("R22", "没有提供交办日期或者办理期限，未核对是否按时答复。")
        return
    last, source = found
    dates = tuple(letter.of_kind("date"))
    span = (dates[-1].start, dates[-1].end) if dates and letter.document.date else None
    left = (date.fromisoformat(last) - date.fromisoformat(letter.day)).days
    if left < 0:
        yield offence(letter, "R22", "B", f"超过办理期限（{last}）{-left}天。", span, expected=last, source=source)
    elif left <= AMBER_DAYS:
        yield offence(letter, "R22", "I", f"距办理期限（{last}）还有{left}天。", span, source=source)
    if record.extended_to is None:
        return
    if record.extension_told is False:
        yield offence(letter, "R22", "B", "延期没有告知提出者。")
    elif record.extension_told is None:
        yield Unchecked("R22", "办理记录没有写明是否已把延期告知提出者。")


def _due(letter: Letter, dossier: Dossier) -> tuple[str, str | None] | None:
    """The day the letter is due (ISO) and the rule it rests on: as on record, else by the rule of the place."""
    record = dossier.record
    if record is None:
        return None
    on_record = record.extended_to or record.due
    if on_record is not None:
        return on_record, None
    place = jurisdiction_of(letter, dossier)
    if record.assigned is None or place is None:
        return None
    assigned = date.fromisoformat(record.assigned)
    if letter.kind == "opinion":
        rule = place.deadline("opinion")
        found = due(assigned, rule, work_calendar()) if rule else None
    else:
        found = reply_due(assigned, place, work_calendar())
    return (found.day.isoformat(), found.rests_on) if found else None


CHECKS = (Check("R21", spoken_to), Check("R22", in_time))
