"""What the frame of a letter needs beside the case: the letter's kind, the ways of the place, the earlier reply."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.document import Body, Case, Document
from corpus.errors import UnusableInput
from corpus.offices.organs import parse_organ, same_organ
from corpus.offices.regions import height, level_of
from drafting.draft import HandlingRole, LetterKind, Source
from drafting.jurisdiction import Jurisdiction
from drafting.jurisdiction_register import Jurisdictions
from drafting.jurisdiction_values import NATION

LETTER_NAMES: dict[str, LetterKind] = {
    "答复": "reply",
    "会办意见": "opinion",
    "二次答复": "second_reply",
    "延期说明": "interim",
}
_LATER = re.compile(r"补充答复|再次答复|二次答复|延期")
_CODE = re.compile(r"(?P<code>.+?)〔\d{4}〕第?\d+号")


@dataclass(frozen=True, slots=True)
class FrameOrder:
    """What the officer settles of the frame: ``letter`` in Chinese (二次答复), the ``part`` that a 分办 unit answers as
    the letter is to name it (建议1、建议2), the ISO day on which the item was ``assigned`` (交办)."""

    letter: str | None = None
    part: str | None = None
    assigned: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierReply:
    """The first reply to the item as stored; number and day (ISO) where it bears them, with their spans."""

    number: str | None
    day: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SeenSeries:
    """The number series that an earlier letter of the issuer shows."""

    code: str
    source: Source


@dataclass(frozen=True, slots=True)
class Frame:
    letter: LetterKind
    ways: Jurisdiction
    earlier: EarlierReply | None = None
    series: SeenSeries | None = None
    part: str | None = None
    assigned: str | None = None


Stored = Iterable[tuple[str, Document]]


def settle_letter(name: str | None, role: HandlingRole) -> LetterKind:
    """The letter's kind as ordered, else by the role. Raises where the role writes no such letter."""
    if name is None:
        return "opinion" if role == "会办" else "reply"
    kind = LETTER_NAMES.get(name)
    if kind is None:
        raise UnusableInput(f"文种“{name}”无法识别，请用{'、'.join(LETTER_NAMES)}。")
    if role == "会办" and kind != "opinion":
        raise UnusableInput(f"会办单位只向主办单位提出会办意见，不向提出者作{name}；请改用 --role 主办、分办或独办。")
    if role != "会办" and kind == "opinion":
        raise UnusableInput(f"{role}单位向提出者答复，不写会办意见；本单位是会办单位的，请加 --role 会办。")
    return kind


def settle_assigned(day: str | None) -> str | None:
    """The day of 交办 in ISO form. Raises where it is none."""
    try:
        return date.fromisoformat(day).isoformat() if day else None
    except ValueError:
        raise UnusableInput(f"交办日期“{day}”无法识别，请写成 2026-03-02 的形式。") from None


def place_of(case: Case, issuer: str | None, places: Jurisdictions) -> str | None:
    """The place whose body the item comes from: named by its session, else the issuer's place or the place above it
    that stands at the session's level. ``None`` where neither is known."""
    organ = parse_organ(issuer) if issuer else None
    own = organ.region if organ else None
    session = case.session
    if session is None:
        return own
    if session.region is not None:
        return session.region
    if session.level in (NATION, "全国"):
        return NATION
    chain = places.chain(own)[:-1] if own else ()
    return next((place for place in chain if height(level_of(place)) == height(session.level)), None)


def settle_ways(case: Case, issuer: str | None, year: int, places: Jurisdictions) -> Jurisdiction:
    """What holds for letters on ``case`` in ``year``."""
    body: Body = "政协" if case.item_kind == "提案" else "人大"
    return places.of(place_of(case, issuer, places), body, year, issuer)


def earlier_reply(issuer: str | None, related: Stored, before: str) -> EarlierReply | None:
    """The issuer's first reply among the texts that name the item, given on or before the ISO day ``before``."""
    replies = [
        (key, document)
        for key, document in related
        if document.kind == "reply"
        and issuer is not None
        and document.issuer is not None
        and same_organ(issuer, document.issuer)
        and not _LATER.search(document.title or "")
        and (document.date or before) <= before
    ]
    if not replies:
        return None
    key, document = min(replies, key=lambda pair: (pair[1].date or "9999", pair[0]))
    number, day = _own_number(key, document), _own_day(key, document)
    return EarlierReply(
        document.doc_number if number else None,
        document.date if day else None,
        tuple(source for source in (number, day) if source),
    )


def seen_series(
    issuer: str | None, letter: LetterKind, ids: Sequence[str], lookup: Callable[[str], Document]
) -> SeenSeries | None:
    """The code before 〔年〕 of the issuer's newest stored letter of the same sort; ``ids`` come newest first."""
    wanted = "opinion" if letter == "opinion" else "reply"
    for key in ids:
        document = lookup(key)
        own = document.issuer is not None and issuer is not None and same_organ(issuer, document.issuer)
        number = _own_number(key, document) if own and document.kind == wanted else None
        match = _CODE.fullmatch(document.doc_number or "") if number else None
        if number is not None and match is not None and number.quote.startswith(match["code"]):
            return SeenSeries(match["code"], number)
    return None


def _own_number(key: str, document: Document) -> Source | None:
    found = (r for r in document.references if r.kind == "doc_number" and r.value == document.doc_number)
    own = next(found, None)
    return _source(key, document, own.start, own.end) if own else None


def _own_day(key: str, document: Document) -> Source | None:
    day = next((d for d in document.dates if d.role == "成文" and d.value == document.date), None)
    return _source(key, document, day.start, day.end) if day and len(day.value) == len("2026-01-01") else None


def _source(key: str, document: Document, start: int, end: int) -> Source:
    quote = document.text[start:end]
    return Source(key, None, start, end, quote, document.title, document.date, document.disclosure)
