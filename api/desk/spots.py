"""Where in the letter's text each sentence and each field stands, and corrections made there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.desk.desk import CLOSING, HEADING, OPENING, Desk, rewritten, with_field
from corpus.errors import UnusableInput
from drafting.checks.mend import apply
from drafting.draft import Draft, Paragraph
from drafting.finding import Mend
from drafting.keys import sentence_key

FIELD = "field"
_HEAD = ("issuer", "doc_number", "title", "addressee")
_TAIL = ("signature", "date", "contact", "disclosure", "copies")


@dataclass(frozen=True, slots=True)
class Spot:
    """``text[start:end]`` of the letter is the sentence ``key`` at ``place``, or, at ``field``, the field ``key``."""

    place: str
    key: str
    start: int
    end: int


def spots(draft: Draft) -> tuple[Spot, ...]:
    """All of them in the order of the letter's text; what is printed otherwise than it is kept is left out."""
    found, floor = [], 0
    for place, key, words in _parts(draft):
        at = draft.text.find(words, floor) if words else -1
        if at >= 0:
            floor = at + len(words)
            found.append(Spot(place, key, at, floor))
    return tuple(found)


def spot_at(all_: Iterable[Spot], start: int, end: int) -> Spot | None:
    """The spot that holds ``start`` to ``end``."""
    return next((one for one in all_ if one.start <= start and end <= one.end), None)


def mended(desk: Desk, draft: Draft, mends: Iterable[Mend]) -> Desk:
    """The desk with corrections made in the letter's text. Raises :class:`UnusableInput` where one lies between
    sentences, and none is made then."""
    every = spots(draft)
    groups: dict[Spot, list[Mend]] = {}
    for mend in mends:
        spot = spot_at(every, mend.start, mend.end)
        if spot is None:
            raise UnusableInput("这一处跨在两句之间，不能自动改，请直接修改句子。")
        groups.setdefault(spot, []).append(mend)
    for spot, some in groups.items():
        here = [Mend(one.start - spot.start, one.end - spot.start, one.replacement) for one in some]
        words = apply(draft.text[spot.start : spot.end], here)
        desk = (
            with_field(desk, spot.key, words) if spot.place == FIELD else rewritten(desk, spot.place, spot.key, words)
        )
    return desk


def _parts(draft: Draft) -> Iterator[tuple[str, str, str]]:
    yield from ((FIELD, name, getattr(draft, name)) for name in _HEAD)
    yield from _sentences(OPENING, draft.opening)
    for section in draft.sections:
        yield section.suggestion, HEADING, section.heading.text
        yield from _sentences(section.suggestion, section.paragraphs)
    yield from _sentences(CLOSING, draft.closing)
    yield from ((FIELD, name, getattr(draft, name)) for name in _TAIL)


def _sentences(place: str, paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, str, str]]:
    for paragraph in paragraphs:
        yield from ((place, sentence_key(one), one.text) for one in paragraph.sentences)
