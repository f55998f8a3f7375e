"""Replies and opinions split by unit and by answer."""

import re
from dataclasses import replace
from typing import Literal

from corpus.align import align
from corpus.case_labels import Field
from corpus.document import Answer, Document, Suggestion, UnitReply
from corpus.lines import Line, unmarked
from corpus.markers import marker
from corpus.organs import is_organ_name

_SALUTATION = re.compile(r"^(?P<name>[^。；：:]{2,60}?)[：:]$")
_CLOSING = re.compile(
    r"^(?:专此|此复|特此|此函|以上意见(?:供|，供|。)|感谢|衷心感谢|再次感谢|最后，?感谢|[（(]?联\s?系\s?人|公开方式|抄\s?送|附件[：:\d]|【)"
)
_OPENING = re.compile(r"收悉|(?:答复|回复|意见|函复|答复意见)(?:汇报|报告|说明)?如下[：:。]?$")
# What the opening sentence itself says, so that a letter of one paragraph keeps its answer.
_OPENING_WORDS = re.compile(r"^.*?(?:收悉[。，,；]|如下[：:。])(?:.{0,40}?如下[：:])?")
_SALUTATION_LINES = 10
_SHORTEST_ANSWER = 8


def find_replies(document: Document, all_lines: list[Line], labels: tuple[Field, ...]) -> tuple[UnitReply, ...]:
    """What each unit wrote: the letter itself, or the parts of a page that collects several departments' answers.

    Answers carry the ids of the suggestions they answer where the document holds the case as well.
    """
    if document.kind in ("reply", "opinion"):
        whole = (0, len(document.text))
        unit = _letter(document.text, all_lines, whole, document.issuer, _letter_kind(document.kind))
        return (unit,) if unit.answers else ()
    if document.kind == "page":
        suggestions = document.case.suggestions if document.case else ()
        units = _page_units(document.text, all_lines, labels)
        return tuple(replace(unit, answers=align(unit.answers, suggestions)) for unit in units)
    return ()


def _letter_kind(kind: str) -> Literal["reply", "opinion"]:
    return "opinion" if kind == "opinion" else "reply"


def _page_units(text: str, all_lines: list[Line], labels: tuple[Field, ...]) -> tuple[UnitReply, ...]:
    begin = next((label.label_start for label in labels if label.name == "replies"), None)
    if begin is None:
        return ()
    ends = (label.label_start for label in labels if label.name == "units" and label.label_start > begin)
    end = next(ends, len(text))
    page = [line for line in all_lines if begin <= line.start < end]
    labelled = {at for at, line in enumerate(page) if _is_unit_label(line)}
    # A unit's name directly under another is the addressee of its opinion (财政局: / 市质监局:).
    heads = [at for at in sorted(labelled) if at - 1 not in labelled]
    stops = [*heads[1:], len(page)][: len(heads)]
    return tuple(
        _letter(text, page[at + 1 : stop], (page[at].start, _end_of(page, stop, end)), _name_of(page[at]), None)
        for at, stop in zip(heads, stops, strict=True)
    )


def _end_of(page: list[Line], stop: int, end: int) -> int:
    return page[stop].start if stop < len(page) else end


def _name_of(label: Line) -> str:
    return unmarked(label.text).rstrip("：:").strip()


def _is_unit_label(line: Line) -> bool:
    match = _SALUTATION.match(unmarked(line.text))
    return match is not None and is_organ_name(match["name"].strip())


def _letter(
    text: str, body: list[Line], span: tuple[int, int], unit: str | None, kind: Literal["reply", "opinion"] | None
) -> UnitReply:
    """The letter of ``body``; without ``kind`` (on a page) its addressee tells a reply from an opinion."""
    at, addressee = _salutation(body)
    kind = kind or ("reply" if (addressee or "").endswith(("委员", "代表")) else "opinion")
    opening = next((n for n, line in enumerate(body) if n > at and _OPENING.search(line.text)), at)
    answers = _answers(text, body[opening + 1 :])
    if not answers and opening >= 0:
        answers = _rest_of_opening(text, body[opening])
    return UnitReply(unit, kind, addressee, *span, answers)


def _salutation(body: list[Line]) -> tuple[int, str | None]:
    for at, line in enumerate(body[:_SALUTATION_LINES]):
        if _SALUTATION.match(unmarked(line.text)):
            return at, _name_of(line)
    return -1, None


def _answers(text: str, body: list[Line]) -> tuple[Answer, ...]:
    """Numbered points at the outermost level used; a letter without numbers is one answer."""
    stop = next((at for at, line in enumerate(body) if _CLOSING.match(unmarked(line.text))), len(body))
    body = body[:stop]
    marks = [(at, mark) for at, line in enumerate(body) if (mark := marker(line.text))]
    if not marks:
        return (_answer(text, None, body),) if body else ()
    outermost = min(mark.level for _, mark in marks)
    heads = [(at, mark) for at, mark in marks if mark.level == outermost]
    stops = [at for at, _ in heads[1:]] + [len(body)]
    return tuple(
        _answer(text, mark.printed.lstrip("-*# ").rstrip("、.．"), body[at:until])
        for (at, mark), until in zip(heads, stops, strict=True)
    )


def _answer(text: str, number: str | None, body: list[Line]) -> Answer:
    start, end = body[0].start, body[-1].end
    return Answer(number, text[start:end], start, end)


def _rest_of_opening(text: str, line: Line) -> tuple[Answer, ...]:
    """A letter of one paragraph: what follows 收悉。 or 如下： in it."""
    match = _OPENING_WORDS.match(line.text)
    start = line.start + match.end() if match else line.end
    if line.end - start < _SHORTEST_ANSWER:
        return ()
    return (Answer(None, text[start : line.end], start, line.end),)


def aligned(document: Document, suggestions: tuple[Suggestion, ...]) -> tuple[UnitReply, ...]:
    """The document's replies with their answers aligned to ``suggestions`` of the case they belong to."""
    return tuple(replace(unit, answers=align(unit.answers, suggestions)) for unit in document.replies)
