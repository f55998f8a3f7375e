"""What lies beside the letter for each ask: its stance with the reason, what it rests on, what else was found."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.desk.desk import Desk
from api.desk.written import UNSEEN
from api.hit_view import hit_reason
from api.services.draft_results import Matters, matters, text_now
from api.services.drafting import Opened
from api.services.office import Office
from api.workplace.permits import User
from corpus.document import Suggestion
from drafting.choices import CHOSEN
from drafting.draft import AnswerSection, Draft, Source, Stance
from drafting.keys import source_key
from drafting.origin import Found, binds, is_near, is_own
from retrieval.evidence import Evidence

_OFFERED = 6


@dataclass(frozen=True, slots=True)
class Card:
    """A piece of evidence. ``passage`` is ``None`` for an opinion; ``start`` is where it begins in its document;
    ``keys`` name the spans that the letter takes from it, none where it is only offered; ``why`` says what it was
    found by. ``theirs`` marks the words of another unit: to read, not to copy."""

    passage: str | None
    document: str
    title: str
    issuer: str | None
    date: str | None
    disclosure: str | None
    start: int
    text: str
    why: str
    keys: tuple[str, ...]
    left_out: bool
    theirs: bool

    @property
    def used(self) -> bool:
        return bool(self.keys)


@dataclass(frozen=True, slots=True)
class AskView:
    """``proposed`` is the stance that the evidence supports, ``chosen`` the officer's own."""

    ask: Suggestion
    level: int
    stance: Stance | None
    reason: str
    chosen: bool
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The proposal with its asks, and what lies beside each. ``stored`` is the id of the stored proposal;
    ``behind`` says that the papers tell more or other things than this version of the letter was written from."""

    stored: str | None
    text: str
    asks: tuple[AskView, ...]
    originals: dict[str, Source]
    behind: bool


def beside(office: Office, user: User, one: Opened) -> Beside:
    """What the user may know of. Raises :class:`NotFound` where the proposal's text is gone."""
    known = matters(office, user, one.case, one.desk.order)
    sections = {section.suggestion: section for section in one.draft.sections}
    asks = tuple(
        _ask(plan.suggestion, plan.level, sections.get(plan.suggestion.id), known, one) for plan in known.result.plans
    )
    # One who does not see the whole letter cannot be told how it would read now.
    whole = one.newest and UNSEEN not in one.draft.text
    behind = whole and text_now(office, user, one.case, one.desk) != one.draft.text
    return Beside(known.stored, known.proposal.text, asks, _originals(known.result.draft), behind)


def _originals(draft: Draft) -> dict[str, Source]:
    """The source of each drafted sentence by its key: what a sentence that was rewritten rested on."""
    some = [source for p in draft.paragraphs() for sentence in p.sentences for source in sentence.sources[:1]]
    return {source_key(source.document, source.start, source.end): source for source in some}


def _ask(ask: Suggestion, level: int, section: AnswerSection | None, known: Matters, one: Opened) -> AskView:
    stance, reason = (section.stance, section.reason) if section else (None, "")
    used = list(_used(section, known, ask.id)) if section else []
    taken = {card.passage for card in used}
    hits = [hit for hit in known.result.gathered.hits.get(ask.id, ()) if _fits(hit, taken)]
    left = [hit for hit in hits if _is_left(hit, one.desk)]
    others = [hit for hit in hits if hit not in left][:_OFFERED]
    offered = [_offered(hit, known, hit in left) for hit in (*left, *others)]
    return AskView(ask, level, stance, reason, reason == CHOSEN, (*used, *offered))


def _fits(hit: Evidence, taken: set[str | None]) -> bool:
    return hit.passage not in taken and hit.kind != "proposal"


def _used(section: AnswerSection, known: Matters, ask: str) -> Iterator[Card]:
    groups: dict[tuple[str, str | None], list[Source]] = {}
    every = [source for sentence in section.sentences() for source in sentence.sources if source.document != "case"]
    within = {source.document for source in every if source.passage}
    for source in every:
        # A year or a title that a sentence borrows from elsewhere in its document is no evidence by itself.
        if source.passage or source.document not in within:
            groups.setdefault((source.document, source.passage), []).append(source)
    hits = {hit.passage: hit for hit in known.result.gathered.hits.get(ask, ())}
    for (document, passage), sources in groups.items():
        first = sources[0]
        hit = hits.get(passage) if passage else None
        yield Card(
            passage, document, first.title or ("会办意见" if document.startswith("opinion:") else document),
            hit.issuer if hit else _unit(document, known), first.date, first.disclosure, first.start,
            "……".join(dict.fromkeys(source.quote for source in sources)),
            hit_reason(hit) if hit else _given(document),
            tuple(dict.fromkeys(source_key(s.document, s.start, s.end) for s in sources)), False, False,
        )  # fmt: skip


def _given(document: str) -> str:
    return "会办单位提供的意见" if document.startswith("opinion:") else "文中引用"


def _unit(document: str, known: Matters) -> str | None:
    return next((one.unit for one in known.result.matter.opinions if one.reference == document), None)


def _is_left(hit: Evidence, desk: Desk) -> bool:
    """Whether the officer put something of the passage out."""
    return any(key == hit.document or _within(key, hit) for key in desk.choices.out)


def _offered(hit: Evidence, known: Matters, left: bool) -> Card:
    found = known.found(hit.passage)
    return Card(
        hit.passage, hit.document, hit.title or hit.document, hit.issuer, hit.date, hit.disclosure, hit.start,
        hit.text, hit_reason(hit), (), left, found is not None and not _ours(found, known),
    )  # fmt: skip


def _ours(found: Found, known: Matters) -> bool:
    """Whether it may support the letter by itself: the own unit's words, or what binds it."""
    matter = known.result.matter
    return is_own(found, matter) or is_near(found, matter) or binds(found, matter)


def _within(key: str, hit: Evidence) -> bool:
    document, _, span = key.rpartition(":")
    start = span.partition("-")[0]
    return document == hit.document and start.isdigit() and hit.start <= int(start) < hit.end
