"""Replies and opinions split by unit and by answer."""

import re
from dataclasses import replace
from typing import Literal

from corpus.cases.align import Similar, align
from corpus.cases.case_labels import Field
from corpus.cases.reply_parts import answers_of, rest_of_opening
from corpus.document import Document, Suggestion, UnitReply
from corpus.offices.organs import is_organ_name
from corpus.structure.lines import Line, unmarked

_SALUTATION = re.compile(r"^(?:尊敬的)?(?P<name>[^。；：:]{2,60}?)(?:[，,]?(?:您|你们?)好)?[：:！!]$")
_UNIT_LABEL = re.compile(
    r"^[【\[]?(?P<name>[\u4e00-\u9fff（）()]{2,30}?)(?:[（(](?:主办|会办|协办|分办|独办|汇办|承办)(?:单位)?[）)])?(?:的)?(?:答复|回复|会办|协办|汇办|办理)?(?:意见|情况|内容|函)?(?:如下)?[】\]]?[：:]?$"
)
_OPENING = re.compile(
    r"收悉|(?:答复|回复|意见|函复|答复意见|办复|情况)(?:意见)?(?:汇报|报告|说明|函告|反馈|回复|答复|告知|通报)?如下[：:。]?$"
)
# What the opening sentence itself says, so that a letter of one paragraph keeps its answer.
_OPENING_WORDS = re.compile(r"^.*?(?:收悉[。，,；]|如下[：:。])(?:.{0,60}?如下[：:])?")
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
    """The name on the label of a unit, without what it says of the role and the kind of letter."""
    plain = unmarked(label.text)
    match = _UNIT_LABEL.match(plain)
    if match is not None and is_organ_name(match["name"].strip()):
        return match["name"].strip()
    return plain.rstrip("：:").strip()


def _is_unit_label(line: Line) -> bool:
    plain = unmarked(line.text)
    match = _UNIT_LABEL.match(plain) if plain.endswith(("：", ":", "】", "]")) else None
    return match is not None and is_organ_name(match["name"].strip())


def _letter(
    text: str, body: list[Line], span: tuple[int, int], unit: str | None, kind: Literal["reply", "opinion"] | None
) -> UnitReply:
    """The letter of ``body``; without ``kind`` (on a page) its addressee tells a reply from an opinion."""
    at, addressee = _salutation(body)
    kind = kind or ("reply" if (addressee or "").endswith(("委员", "代表")) else "opinion")
    opening = next((n for n, line in enumerate(body) if n > at and _OPENING.search(line.text)), at)
    answers = answers_of(text, body[opening + 1 :])
    if not answers and opening >= 0:
        match = _OPENING_WORDS.match(body[opening].text)
        offset = match.end() if match else len(body[opening].text)
        if len(body[opening].text) - offset >= _SHORTEST_ANSWER:
            answers = rest_of_opening(text, body[opening], offset)
    return UnitReply(unit, kind, addressee, *span, answers)


def _salutation(body: list[Line]) -> tuple[int, str | None]:
    for at, line in enumerate(body[:_SALUTATION_LINES]):
        if match := _SALUTATION.match(unmarked(line.text)):
            return at, match["name"].strip()
    return -1, None


def aligned(
    document: Document, suggestions: tuple[Suggestion, ...], similar: Similar | None = None
) -> tuple[UnitReply, ...]:
    """The document's replies with their answers aligned to ``suggestions`` of the case they belong to; ``similar``
    is that of :func:`corpus.cases.align.align`."""
    return tuple(replace(unit, answers=align(unit.answers, suggestions, similar)) for unit in document.replies)
