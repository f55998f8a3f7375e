"""What the letter may say: sentences of stored documents that are allowed to support it, and in which role.

Facts and plans come from dated documents of the own unit or a higher level; rules from documents that stand on the
day; the words of other places and other years give no facts (domain brief §0.9, §6).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from corpus.document import Document, UnitReply
from corpus.offices.organs import parse_organ, same_organ
from corpus.offices.regions import is_above, main_region, region_in
from corpus.rulebook.dating import year_of
from corpus.rulebook.standing import standing
from corpus.structure.lines import Line, sentences
from corpus.structure.markers import marker
from drafting.lexicon import lexicon
from drafting.matter import Matter
from retrieval.evidence import Evidence

Use = Literal["fact", "plan", "rule"]

# Documents older than this many years before the item give no facts; plans and rules live by their own dates.
FACT_YEARS = 2
# A rule or plan without a last day is cited for this many years; older ones are for the officer to judge.
RULE_YEARS = 8
_SHORTEST = 14
_GOVERNMENT = ("人民政府", "人民政府办公室")
# Whether the rule in a document (its id, itself) applies on an ISO day.
Stands = Callable[[str, Document, str], bool]
RULE_KINDS = ("measures", "plan", "notice", "law")
_YEAR = re.compile(r"(20\d{2})\s*年")


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of evidence with the document it lies in."""

    evidence: Evidence
    document: Document


@dataclass(frozen=True, slots=True)
class Material:
    """One sentence that may be used; ``text`` is ``document.text[start:end]``.

    ``own``: written by the issuing unit; ``near``: issued by the government of its own place.
    """

    text: str
    start: int
    end: int
    use: Use
    year: int | None
    own: bool
    near: bool
    found: Found


def says(name: str, text: str) -> bool:
    """Whether ``text`` holds a pattern of the lexicon entry ``name`` (``materials.toml``)."""
    return bool(lexicon("materials")[name].search(text))


def stands_by_itself(id: str, document: Document, on: str) -> bool:
    """Whether a rule applies on the ISO day ``on`` as far as its own text tells."""
    return standing(document, on) == "有效"


def materials(found: Iterable[Found], matter: Matter, stands: Stands = stands_by_itself) -> tuple[Material, ...]:
    """Usable sentences of the evidence, each sentence of a document once, best evidence first.

    A rule that does not apply on the day of the letter gives nothing.
    """
    seen: set[tuple[str, int]] = set()
    usable: list[Material] = []
    for one in found:
        own, near = is_own(one, matter), _is_near(one, matter)
        if not (own or near or _binds(one, matter)):
            continue
        if one.document.kind in RULE_KINDS and not stands(one.evidence.document, one.document, matter.as_of):
            continue
        for sentence in sentences(one.document.text, one.evidence.start, one.evidence.end):
            key = (one.evidence.document, sentence.start)
            if key in seen:
                continue
            seen.add(key)
            use = _use(sentence, one, matter)
            if use is not None:
                usable.append(
                    Material(sentence.text, sentence.start, sentence.end, use, year_of(one.document), own, near, one)
                )
    return tuple(usable)


def unit_reply(found: Found) -> UnitReply | None:
    """On a page that collects several departments' answers, the part in which the evidence lies."""
    evidence = found.evidence
    return next((r for r in found.document.replies if r.start <= evidence.start < r.end), None)


def _issuer(found: Found) -> str | None:
    if found.document.kind != "page":
        return found.document.issuer
    reply = unit_reply(found)
    return reply.unit if reply else None


def is_own(found: Found, matter: Matter) -> bool:
    """Written by the issuing unit itself; what members proposed never counts."""
    issuer = _issuer(found)
    if issuer is None or matter.issuer is None or found.document.kind == "proposal":
        return False
    names = [part for part in re.split("[、，]", issuer) if same_organ(part, matter.issuer)]
    return any(_of_own_place(name, found.document, matter) for name in names)


def _of_own_place(name: str, document: Document, matter: Matter) -> bool:
    """Whether 市教育局 without a place is the own place's: the place the document speaks of decides.

    Without a place on our side either, only the very same name is taken.
    """
    organ = parse_organ(name)
    if organ is not None and organ.region is not None:
        return matter.region is not None or name == matter.issuer
    if matter.region is None:
        return name == matter.issuer
    return main_region(document.text, matter.region) in (None, matter.region)


def _is_near(found: Found, matter: Matter) -> bool:
    """A rule or plan of the government of the unit's own place."""
    if found.document.kind not in RULE_KINDS or matter.region is None or _place(found) != matter.region:
        return False
    organ = parse_organ(found.document.issuer or "")
    return organ is not None and organ.full in _GOVERNMENT


def _binds(found: Found, matter: Matter) -> bool:
    """A rule or plan of a level above, or of another unit of the own place."""
    place = _place(found)
    if found.document.kind == "law":
        return True
    if found.document.kind not in RULE_KINDS or matter.region is None or place is None:
        return False
    return place == matter.region or is_above(place, matter.region)


def _place(found: Found) -> str | None:
    return region_in(found.document.issuer or "") or region_in(found.document.title or "")


def _use(sentence: Line, found: Found, matter: Matter) -> Use | None:
    text, document = sentence.text, found.document
    mark = marker(text)
    body = text[mark.length :].strip() if mark else text
    if len(body) < _SHORTEST or not says("complete", body) or says("unusable", text) or says("formula", text):
        return None
    if document.kind in RULE_KINDS:
        return _rule_use(body, found, matter)
    year = year_of(document)
    if year is None or not matter.year - FACT_YEARS <= year <= matter.year + 1:
        return None
    if year != matter.year and (says("relative_time", text) or not _dated(text, document)):
        return None
    if _is_plan(text, found):
        return "plan" if _latest_year(text, found) >= matter.year else None
    return "fact" if says("done", text) or document.kind == "summary" else None


def _dated(text: str, document: Document) -> bool:
    """A sentence of another year must show its year, or stand in a document whose title does (2025年工作总结)."""
    return bool(_YEAR.search(text) or _YEAR.search(document.title or ""))


def _rule_use(text: str, found: Found, matter: Matter) -> Use | None:
    """Rule or plan of a document; a plan whose last year is past is neither."""
    year = year_of(found.document)
    if says("rule_frame", text):
        return None
    if found.document.kind != "law" and (year is None or matter.year - RULE_YEARS > year):
        return None
    years = [int(y) for y in _YEAR.findall(text)]
    if years and says("target", text):
        return "plan" if max(years) >= matter.year else None
    return "rule" if not years or max(years) >= matter.year - FACT_YEARS else None


def _is_plan(text: str, found: Found) -> bool:
    return says("future", text) or any(says("plan_heading", heading) for heading in found.evidence.heading)


def _latest_year(text: str, found: Found) -> int:
    """The last year a plan speaks of: printed in it or in its heading, else the document's own."""
    printed = [int(y) for part in (text, *found.evidence.heading[1:]) for y in _YEAR.findall(part)]
    return max([*printed, year_of(found.document) or 0])
