"""Replies and opinions split by unit and by answer."""

import re
from dataclasses import replace

from corpus.document import Answer, Document, Suggestion, UnitReply
from corpus.align import align
from corpus.case_labels import find_fields
from corpus.lines import Line, lines
from corpus.markers import marker
from corpus.organs import find_organs

_SALUTATION = re.compile(r"^(?P<name>[^。；：:]{2,40}?)[：:]$")
_CLOSING = re.compile(r"^(?:专此|此复|特此|此函|以上意见|感谢|衷心感谢|再次感谢|（联系人|\(联系人|公开方式|抄送|附件)")
_OPENING = re.compile(r"收悉|(?:答复|回复|意见|函复)如下[：:。]?$")


def find_replies(document: Document) -> tuple[UnitReply, ...]:
    """What each unit wrote: the letter itself, or the parts of a page that collects several departments' answers.

    Answers carry the ids of the suggestions they answer where the document holds the case as well.
    """
    suggestions = document.case.suggestions if document.case else ()
    if document.kind in ("reply", "opinion"):
        unit = _letter(document.text, 0, len(document.text), document.issuer, document.kind)
        return (unit,) if unit.answers else ()
    if document.kind == "page":
        units = _page_units(document.text)
        return tuple(replace(unit, answers=align(unit.answers, suggestions)) for unit in units)
    return ()


def _page_units(text: str) -> tuple[UnitReply, ...]:
    labels = find_fields(text)
    begin = next((f.label_start for f in labels if f.name == "replies"), None)
    if begin is None:
        return ()
    end = next((f.label_start for f in labels if f.name == "units" and f.label_start > begin), len(text))
    heads = [line for line in lines(text, begin, end) if _is_unit_label(line)]
    heads = [line for at, line in enumerate(heads) if at == 0 or not _adjacent(text, heads[at - 1], line)]
    stops = [line.start for line in heads[1:]] + [end]
    return tuple(
        _letter(text, line.start, stop, line.text.rstrip("：:"), None)
        for line, stop in zip(heads, stops, strict=True)
    )


def _is_unit_label(line: Line) -> bool:
    match = _SALUTATION.match(line.text)
    mention = next(iter(find_organs(match["name"])), None) if match else None
    return mention is not None and match is not None and mention.start == 0 and mention.end == len(match["name"])


def _adjacent(text: str, before: Line, line: Line) -> bool:
    """A unit's name directly under another is the addressee of its opinion (财政局: / 市质监局:)."""
    return not text[before.end : line.start].strip()


def _letter(text: str, start: int, end: int, unit: str | None, kind: str | None) -> UnitReply:
    """The letter in ``text[start:end]``; on a page its first line is the label with the unit's name."""
    body = list(lines(text, start, end))[0 if kind else 1 :]
    salutation = next((line for line in body[:10] if _SALUTATION.match(line.text)), None)
    addressee = salutation.text.rstrip("：:").strip() if salutation else None
    opinion = kind == "opinion" or (kind is None and not (addressee or "").endswith(("委员", "代表")))
    first = next((at for at, line in enumerate(body) if _OPENING.search(line.text)), -1) + 1
    return UnitReply(
        unit, "opinion" if opinion else "reply", addressee, start, end, _answers(text, body[first:])
    )


def _answers(text: str, body: list[Line]) -> tuple[Answer, ...]:
    """Numbered points at the outermost level used; a letter without numbers is one answer."""
    stop = next((at for at, line in enumerate(body) if _CLOSING.match(line.text)), len(body))
    body = body[:stop]
    marks = [(at, mark) for at, line in enumerate(body) if (mark := marker(line.text))]
    levels = [mark.level for _, mark in marks]
    if not levels:
        return (_answer(text, None, body),) if body else ()
    heads = [(at, mark) for at, mark in marks if mark.level == min(levels)]
    stops = [at for at, _ in heads[1:]] + [len(body)]
    return tuple(
        _answer(text, mark.printed.rstrip("、.．"), body[at:until])
        for (at, mark), until in zip(heads, stops, strict=True)
    )


def _answer(text: str, number: str | None, body: list[Line]) -> Answer:
    start, end = body[0].start, body[-1].end
    return Answer(number, text[start:end], start, end)


def aligned(document: Document, suggestions: tuple[Suggestion, ...]) -> tuple[UnitReply, ...]:
    """The document's replies with their answers aligned to ``suggestions`` of the case they belong to."""
    return tuple(replace(unit, answers=align(unit.answers, suggestions)) for unit in document.replies)
