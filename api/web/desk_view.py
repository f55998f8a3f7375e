"""A draft as the desk's page shows it: every sentence with its address, its role, its sources and what was found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise

from api.desk.desk import CLOSING, FIELDS, HEADING, OPENING
from api.desk.spots import FIELD, spot_at, spots
from api.services.desk_asks import AskView
from corpus.document import Suggestion
from drafting.checks.catalogue import rule_named
from drafting.draft import Draft, Paragraph, Sentence, Source
from drafting.finding import Finding
from drafting.keys import sentence_key
from drafting.placeholder import PLACEHOLDER

_ROLES = {"frame": "套语", "fact": "事实", "rule": "依据", "plan": "打算", "quote": "引用", "placeholder": "待核实"}
_RANK = {"": 0, "I": 1, "W": 2, "B": 3}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the page. ``id`` is its place in the page, ``name`` what a browser keeps an edit of it under,
    ``flag`` the gravest finding on it; ``was`` is what a sentence of the officer's took the place of."""

    id: str
    place: str
    n: str
    name: str
    text: str
    role: str
    own: bool
    sources: tuple[Source, ...] = ()
    flag: str = ""
    was: Source | None = None

    @property
    def groups(self) -> tuple[tuple[Source, ...], ...]:
        """The sources by document; what another quote of the same document holds already is left out."""
        by_document: dict[str, list[Source]] = {}
        for source in self.sources:
            held = by_document.setdefault(source.document, [])
            if not any(source.quote in other.quote for other in held):
                held.append(source)
        return tuple(tuple(some) for some in by_document.values())


@dataclass(frozen=True, slots=True)
class Answer:
    """``beside`` is the ask's panel, ``level`` that of the heading."""

    ask: str
    level: int
    heading: Said
    paragraphs: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with the rule's name and the id of the sentence it is about."""

    finding: Finding
    rule: str
    at: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """An open place of the letter and where it stands in the page."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class LetterView:
    fields: Mapping[str, Said]
    opening: tuple[tuple[Said, ...], ...]
    answers: tuple[Answer, ...]
    closing: tuple[tuple[Said, ...], ...]
    findings: tuple[Told, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class AskSegment:
    """A run of the proposal; ``ask`` is the id of the ask it belongs to, ``first`` says that the ask begins here."""

    text: str
    ask: str | None
    first: bool


@dataclass(slots=True)
class _Counter:
    """Numbers the sentences of each place from 1 in the order of the letter."""

    flags: Mapping[tuple[str, str], str]
    replaced: Mapping[tuple[str, str], Source]
    seen: dict[str, int] = field(default_factory=dict)

    def said(self, place: str, sentence: Sentence) -> Said:
        n = self.seen[place] = self.seen.get(place, 0) + 1
        key = sentence_key(sentence)
        return Said(
            f"s-{_id(place)}-{n}", place, str(n), kept_name(place, key), sentence.text, _role(sentence),
            sentence.by == "officer", tuple(dict.fromkeys(sentence.sources)), self.flags.get((place, key), ""),
            self.replaced.get((place, key)),
        )  # fmt: skip


def letter_view(draft: Draft, findings: Sequence[Finding], replaced: Mapping[tuple[str, str], Source]) -> LetterView:
    """``replaced`` gives, by place and key of a sentence of the officer's, what it took the place of."""
    every = spots(draft)
    flags: dict[tuple[str, str], str] = {}
    where: list[tuple[str, str] | None] = []
    for finding in findings:
        spot = spot_at(every, finding.start, finding.end) if finding.start is not None and finding.end else None
        where.append((spot.place, spot.key) if spot else None)
        if spot and _RANK[finding.severity] > _RANK[flags.get((spot.place, spot.key), "")]:
            flags[spot.place, spot.key] = finding.severity
    count = _Counter(flags, replaced)
    fields = {name: _field(name, draft, flags) for name in FIELDS}
    opening = _paragraphs(count, OPENING, draft.opening)
    answers = tuple(
        Answer(
            section.suggestion, section.level,
            Said(f"s-{_id(section.suggestion)}-heading", section.suggestion, HEADING,
                 kept_name(section.suggestion, HEADING), section.heading.text, "标题",
                 section.heading.by == "officer", (), flags.get((section.suggestion, HEADING), "")),
            _paragraphs(count, section.suggestion, section.paragraphs),
        )
        for section in draft.sections
    )  # fmt: skip
    view = LetterView(fields, opening, answers, _paragraphs(count, CLOSING, draft.closing))
    places = {(one.place, one.n): one.id for one in _all(view)}
    names = {key: one.id for one in _all(view) for key in [(one.place, one.name)]}
    told = tuple(
        Told(finding, rule_named(finding.rule).name, _at(spot, names, places))
        for finding, spot in zip(findings, where, strict=True)
    )
    gaps = tuple(Gap(found.group(), one.id) for one in _all(view) for found in PLACEHOLDER.finditer(one.text))
    return LetterView(view.fields, view.opening, view.answers, view.closing, told, gaps)


def found_sentence(draft: Draft, place: str, n: str) -> str | None:
    """The key of the ``n``-th sentence at ``place`` as :func:`letter_view` counts."""
    if n == HEADING:
        return HEADING if any(section.suggestion == place for section in draft.sections) else None
    frame = {OPENING: draft.opening, CLOSING: draft.closing}
    sections = {section.suggestion: section.paragraphs for section in draft.sections}
    paragraphs = frame.get(place) or sections.get(place) or ()
    every = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    return sentence_key(every[int(n) - 1]) if n.isdigit() and 1 <= int(n) <= len(every) else None


def kept_name(place: str, key: str) -> str:
    """A short name for a sentence, the same as long as the sentence is."""
    return sha256(f"{place}|{key}".encode()).hexdigest()[:16]


def segments(text: str, asks: Iterable[AskView]) -> list[AskSegment]:
    """The proposal in runs; a run belongs to the innermost ask it lies in."""
    every: list[Suggestion] = [one.ask for one in asks if one.ask.start < one.ask.end <= len(text)]
    cuts = sorted({0, len(text), *(ask.start for ask in every), *(ask.end for ask in every)})
    found, begun = [], set()
    for start, end in pairwise(cuts):
        inside = [ask for ask in every if ask.start <= start and end <= ask.end]
        ask = min(inside, key=lambda one: one.end - one.start).id if inside else None
        found.append(AskSegment(text[start:end], ask, ask is not None and ask not in begun))
        begun.add(ask)
    return found


def _paragraphs(count: _Counter, place: str, paragraphs: Iterable[Paragraph]) -> tuple[tuple[Said, ...], ...]:
    return tuple(tuple(count.said(place, one) for one in paragraph.sentences) for paragraph in paragraphs)


def _field(name: str, draft: Draft, flags: Mapping[tuple[str, str], str]) -> Said:
    value = "\n".join(draft.attachments) if name == "attachments" else getattr(draft, name) or ""
    role = "待核实" if PLACEHOLDER.search(value) else FIELDS[name]
    return Said(f"f-{name}", FIELD, name, kept_name(FIELD, name), value, role, False, (), flags.get((FIELD, name), ""))


def _all(view: LetterView) -> Iterable[Said]:
    head = ("class_mark", "issuer", "doc_number", "title", "addressee")
    yield from (view.fields[name] for name in head)
    yield from (one for group in view.opening for one in group)
    for answer in view.answers:
        yield answer.heading
        yield from (one for group in answer.paragraphs for one in group)
    yield from (one for group in view.closing for one in group)
    yield from (said for name, said in view.fields.items() if name not in head)


def _at(
    spot: tuple[str, str] | None, names: Mapping[tuple[str, str], str], places: Mapping[tuple[str, str], str]
) -> str | None:
    if spot is None:
        return None
    return names.get((spot[0], kept_name(*spot))) or places.get(spot)


def _role(sentence: Sentence) -> str:
    return "自拟" if sentence.by == "officer" else _ROLES[sentence.role]


def _id(place: str) -> str:
    return place.replace(".", "_")
