"""A letter under review, read from any parsed document or from a draft."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.cases.align import Similar, align
from corpus.cases.replies import find_replies
from corpus.document import Answer, Case, Document, Suggestion, UnitReply
from corpus.offices.organs import find_organs
from corpus.structure.lines import lines, sentences
from drafting.checks.letter import Letter, Piece, Statement
from drafting.checks.pieces import gaps_of, pieces_of
from drafting.draft import AnswerSection, Draft, LetterKind
from drafting.matter import Opinion, opinion_unit

_BODY = ("opening", "heading", "body", "thanks", "ending")
_FULL_DAY = 10
_OPINION_CUES = re.compile(
    r"(?:会办|协办|汇办)意见|贵(?:局|委|办|厅|单位)|(?:你|贵)(?:局|委|办|厅|单位)转来|供(?:你|贵)(?:局|委|办|厅|单位)|供参考。?$",
    re.MULTILINE,
)
_HEAD = 400
_SECOND = re.compile(r"(?:补充|再次|二次|第二次|跟踪|重新|后续)(?:办理)?(?:答复|回复)")
_INTERIM = re.compile(r"延期|延长(?:办理|答复)")


def read_letter(
    document: Document,
    day: str,
    case: Case | None = None,
    *,
    role: str | None = None,
    draft: Draft | None = None,
    similar: Similar | None = None,
) -> Letter:
    """``document`` as a letter: its lines, sentences and answers, the answers aligned with the asks of ``case``.

    Total: a fragment without title, salutation or signature is a letter with fewer pieces. ``day`` (ISO) stands in
    where it bears no full date. ``role`` settles whether it is a reply or an opinion where its words leave that open.
    ``draft`` gives roles, sources and stances of what dafu wrote. ``similar`` is that of :func:`corpus.cases.align`.
    """
    pieces = pieces_of(document)
    kind = draft.kind if draft else letter_kind(document, pieces, role)
    body = _body(pieces, len(document.text))
    answers = _drafted_answers(draft, document.text) if draft else _answers(document, kind, case, similar)
    plain = _written(document.text, pieces)
    written = _with_edited(_drafted(draft, document.text), plain) if draft else plain
    own = document.date if document.date and len(document.date) == _FULL_DAY else None
    return Letter(
        document=document,
        kind=kind,
        day=own or day,
        body=body,
        statements=_placed(written, answers),
        answers=answers,
        draft=draft,
        pieces=pieces,
        organs=tuple(find_organs(document.text)),
        gaps=gaps_of(document.text),
    )


def read_opinion(at: int, name: str, document: Document) -> Opinion:
    """The ``at``-th opinion (from 1) as handed in under ``name``; a fragment without any form counts as one."""
    found = document.replies or _replies(document, "opinion")
    reply = found[0] if found else _whole(document)
    return Opinion(f"opinion:{at}", opinion_unit(document, reply, name), document, reply, document.title)


def _whole(document: Document) -> UnitReply:
    text = document.text.strip()
    start = document.text.find(text)
    answers = (Answer(None, text, start, start + len(text)),) if text else ()
    return UnitReply(document.issuer, "opinion", None, 0, len(document.text), answers)


def letter_kind(document: Document, pieces: Sequence[Piece], role: str | None) -> LetterKind:
    """By its title, its addressee, its own words, then the role of who wrote it."""
    title = "".join(piece.text for piece in pieces if piece.kind == "title")
    if re.search(r"[会协汇]办意见", title):
        return "opinion"
    if _SECOND.search(title):
        return "second_reply"
    if _INTERIM.search(title):
        return "interim"
    addressee = next((piece.text.rstrip("：:") for piece in pieces if piece.kind == "addressee"), "")
    if addressee.endswith(("委员", "代表")) or "答复" in title:
        return "reply"
    if role is not None:
        return "opinion" if role == "会办" else "reply"
    if document.kind in ("reply", "opinion"):
        return "opinion" if document.kind == "opinion" else "reply"
    return "opinion" if _OPINION_CUES.search(document.text[:_HEAD]) else "reply"


def _body(pieces: Sequence[Piece], size: int) -> tuple[int, int]:
    held = [piece for piece in pieces if piece.kind in _BODY]
    return (held[0].start, held[-1].end) if held else (size, size)


def _replies(document: Document, kind: LetterKind) -> tuple[UnitReply, ...]:
    return find_replies(
        replace(document, kind="opinion" if kind == "opinion" else "reply"), list(lines(document.text)), ()
    )


def _answers(document: Document, kind: LetterKind, case: Case | None, similar: Similar | None) -> tuple[Answer, ...]:
    replies = document.replies if document.kind == kind else _replies(document, kind)
    answers = tuple(answer for reply in replies for answer in reply.answers)
    suggestions: tuple[Suggestion, ...] = case.suggestions if case else ()
    return align(answers, suggestions, similar) if suggestions else answers


def _written(text: str, pieces: Iterable[Piece]) -> Iterator[Statement]:
    for piece in pieces:
        if piece.kind in _BODY:
            yield from (Statement(s.text, s.start, s.end) for s in sentences(text, piece.start, piece.end))


def _drafted(draft: Draft, text: str) -> Iterator[Statement]:
    """The draft's sentences where they stand in the text; one that is not found was edited meanwhile."""
    floor = 0
    for paragraph in draft.paragraphs():
        for sentence in paragraph.sentences:
            at = text.find(sentence.text, floor)
            if sentence.text and at >= 0:
                floor = at + len(sentence.text)
                yield Statement(sentence.text, at, floor, None, sentence.role, sentence.sources)


def _with_edited(drafted: Iterable[Statement], written: Iterable[Statement]) -> list[Statement]:
    """The draft's sentences, and what else stands in the letter, as somebody wrote it: nothing goes unread."""
    known = list(drafted)
    others = [one for one in written if not any(d.start < one.end and one.start < d.end for d in known)]
    return sorted((*known, *others), key=lambda one: one.start)


def _drafted_answers(draft: Draft, text: str) -> tuple[Answer, ...]:
    found, floor = [], 0
    for section in draft.sections:
        span = _span(section, text, floor)
        if span is not None:
            floor = span[1]
            found.append(Answer(None, text[slice(*span)], *span, (section.suggestion,)))
    return tuple(found)


def _span(section: AnswerSection, text: str, floor: int) -> tuple[int, int] | None:
    begin = None
    for sentence in section.sentences():
        at = text.find(sentence.text, floor) if sentence.text else -1
        if at >= 0:
            begin = at if begin is None else begin
            floor = at + len(sentence.text)
    return (begin, floor) if begin is not None else None


def _placed(statements: Iterable[Statement], answers: Sequence[Answer]) -> tuple[Statement, ...]:
    """The statements with the answer each stands in; both are in order."""
    placed, at = [], 0
    for statement in statements:
        while at < len(answers) and answers[at].end <= statement.start:
            at += 1
        inside = at < len(answers) and answers[at].start <= statement.start < answers[at].end
        placed.append(replace(statement, answer=at) if inside else statement)
    return tuple(placed)
