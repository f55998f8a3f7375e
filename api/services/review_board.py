"""What lies before the reviewer: the letter by sentences, answers beside earlier ones, findings, remarks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.comparing import Compared
from api.desk.desk import CLOSING, FIELDS, HEADING, OPENING
from api.desk.spots import FIELD, Spot, spots
from api.services import checking, reviewing
from api.services.draft_results import matters
from api.services.drafting import Opened, history
from api.services.office import Office
from api.workplace.drafts import Comment
from api.workplace.permits import User
from corpus.document import Suggestion
from corpus.errors import NotFound
from drafting.checks.run import Review
from drafting.compare.comparison import Pair, Prior
from drafting.draft import Draft, Paragraph, Sentence, Source, Stance
from drafting.finding import Finding
from drafting.keys import sentence_key

_NAMES = {OPENING: "开头", CLOSING: "结尾"}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence; ``number`` counts those of the whole letter from 1."""

    number: int
    text: str
    role: str
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """An earlier answer to the same ask."""

    prior: Prior
    pair: Pair


@dataclass(frozen=True, slots=True)
class Block:
    """An answer, the opening or the closing. ``ask`` is what was asked, ``stance`` and ``reason`` how it is met."""

    place: str
    name: str
    ask: str
    stance: Stance | None
    reason: str
    heading: Line | None
    paragraphs: tuple[tuple[Line, ...], ...]
    beside: tuple[Beside, ...]

    def lines(self) -> Iterator[Line]:
        """Every sentence, the heading first."""
        yield from (self.heading,) if self.heading else ()
        for paragraph in self.paragraphs:
            yield from paragraph


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the number of the sentence or the name of the field it is about, where it has one."""

    finding: Finding
    line: int | None
    field: str


@dataclass(frozen=True, slots=True)
class Board:
    """``loose`` are remarks on the whole, on the letter's head or on sentences that are there no more. ``dropped`` are
    earlier answers that the letter does not take up; ``compared`` is ``None`` where nothing can be held against it."""

    opened: Opened
    blocks: tuple[Block, ...]
    review: Review
    findings: tuple[Placed, ...]
    loose: tuple[Comment, ...]
    compared: Compared | None
    dropped: tuple[Beside, ...]
    history: tuple[tuple[int, str, str, str], ...]

    def line(self, number: int) -> Line | None:
        """The sentence with this number."""
        return next((one for block in self.blocks for one in block.lines() if one.number == number), None)


def board(office: Office, user: User, id: int, number: int | None = None) -> Board:
    """The desk for a version, the newest where none is named, as far as the user may know of its sources."""
    held = checking.reviewed(office, user, id, number)
    one, review = held.opened, held.review
    try:
        asks = {ask.id: ask.text for ask in _asks(office, user, one)}
        found: Compared | None = checking.beside_earlier(office, user, one)
    except NotFound:  # the proposal was taken away meanwhile: the letter can still be read and decided on
        asks, found = {}, None
    remarks = reviewing.comments(office, user, id)
    placed = _Placing(one.draft, review.findings, remarks)
    blocks = tuple(_blocks(one.draft, placed, asks, found))
    return Board(
        opened=one,
        blocks=blocks,
        review=review,
        findings=tuple(placed.told()),
        loose=tuple(remark for remark in remarks if remark.id not in placed.shown),
        compared=found,
        dropped=tuple(earlier for earlier in _beside(found) if earlier.pair.draft is None),
        history=history(office, user, id),
    )


def _asks(office: Office, user: User, one: Opened) -> Sequence[Suggestion]:
    known = matters(office, user, one.case, one.desk.order).proposal.case
    return known.suggestions if known else ()


class _Placing:
    """Numbers the sentences as they come, and gives each the findings and remarks that are about it."""

    def __init__(self, draft: Draft, findings: Sequence[Finding], comments: Sequence[Comment]) -> None:
        self._spots = spots(draft)
        self._findings = findings
        self._comments = comments
        self._number = 0
        self._at: dict[Spot, int] = {}
        self._taken: set[Spot] = set()
        self.shown: set[int] = set()

    def line(self, place: str, sentence: Sentence, heading: bool = False) -> Line:
        self._number += 1
        key = HEADING if heading else sentence_key(sentence)
        spot = next((s for s in self._spots if (s.place, s.key) == (place, key) and s not in self._taken), None)
        if spot is not None:
            self._taken.add(spot)
            self._at[spot] = self._number
        findings = tuple(one for one in self._findings if spot is not None and self._spot_of(one) == spot)
        about = [one for one in self._comments if one.sentence == sentence.text and one.id not in self.shown]
        self.shown |= {one.id for one in about}
        return Line(self._number, sentence.text, sentence.role, sentence.sources, findings, tuple(about))

    def told(self) -> Iterator[Placed]:
        for finding in self._findings:
            spot = self._spot_of(finding)
            name = FIELDS.get(spot.key, "") if spot is not None and spot.place == FIELD else ""
            yield Placed(finding, self._at.get(spot) if spot is not None else None, name)

    def _spot_of(self, finding: Finding) -> Spot | None:
        """The sentence in which a finding begins; one about a whole answer begins at its heading."""
        if finding.start is None:
            return None
        return next((spot for spot in self._spots if spot.start <= finding.start < spot.end), None)


def _blocks(draft: Draft, placing: _Placing, asks: dict[str, str], found: Compared | None) -> Iterator[Block]:
    def paragraphs(place: str, some: Iterable[Paragraph]) -> tuple[tuple[Line, ...], ...]:
        return tuple(tuple(placing.line(place, one) for one in paragraph.sentences) for paragraph in some)

    yield Block(OPENING, _NAMES[OPENING], "", None, "", None, paragraphs(OPENING, draft.opening), ())
    for section in draft.sections:
        place = section.suggestion
        heading = placing.line(place, section.heading, heading=True) if section.heading.text else None
        earlier = tuple(one for one in _beside(found) if one.pair.suggestion == place and one.pair.draft is not None)
        yield Block(
            place, f"建议 {place}", asks.get(place, ""), section.stance, section.reason, heading,
            paragraphs(place, section.paragraphs), earlier,
        )  # fmt: skip
    yield Block(CLOSING, _NAMES[CLOSING], "", None, "", None, paragraphs(CLOSING, draft.closing), ())


def _beside(found: Compared | None) -> tuple[Beside, ...]:
    """Every earlier answer that is held against the letter."""
    if found is None:
        return ()
    told = found.comparison
    return tuple(Beside(told.prior(pair.prior_id), pair) for pair in told.pairs if pair.prior is not None)
