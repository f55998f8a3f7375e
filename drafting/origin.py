"""Whose words a piece of evidence is: the issuing unit's own, its government's, another's."""

import re
from dataclasses import dataclass

from corpus.document import Document, UnitReply
from corpus.offices.organs import parse_organ, same_organ
from corpus.offices.regions import is_above, main_region, region_in
from drafting.matter import Matter
from retrieval.evidence import Evidence

RULE_KINDS = ("measures", "plan", "notice", "law")
_GOVERNMENT = ("人民政府", "人民政府办公室")


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of evidence with the document it lies in."""

    evidence: Evidence
    document: Document


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


def is_near(found: Found, matter: Matter) -> bool:
    """A rule or plan of the government of the unit's own place."""
    if found.document.kind not in RULE_KINDS or matter.region is None or _place(found) != matter.region:
        return False
    organ = parse_organ(found.document.issuer or "")
    return organ is not None and organ.full in _GOVERNMENT


def binds(found: Found, matter: Matter) -> bool:
    """A rule or plan of a level above, or of another unit of the own place."""
    place = _place(found)
    if found.document.kind == "law":
        return True
    if found.document.kind not in RULE_KINDS or matter.region is None or place is None:
        return False
    return place == matter.region or is_above(place, matter.region)


def _place(found: Found) -> str | None:
    return region_in(found.document.issuer or "") or region_in(found.document.title or "")
