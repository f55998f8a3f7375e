"""What several checks ask of a letter: the kind of item, the lines that name it, whether it is a whole letter."""

import re
from functools import lru_cache

from corpus.document import Body, Case, ItemKind, Reference
from corpus.grammar.sessions import SessionMention, find_sessions
from corpus.offices.organs import parse_organ
from corpus.rulebook.dating import item_year
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter, Piece
from drafting.jurisdiction import Jurisdiction
from drafting.jurisdiction_register import jurisdictions

NAMING = ("title", "opening")
"""The lines that name the item the letter answers."""

_BODIES: dict[ItemKind, Body] = {"提案": "政协", "建议": "人大"}
_NOUN = re.compile(r"号\s?[）)]?\s?(?:重点)?(?P<noun>提案|建议)|(?P<end>提案|建议)的?(?:答复|回复|会办|协办|汇办|办理)")
_FRAME = ("title", "number", "signature", "date", "disclosure", "copies", "contact", "class_mark")
_WHOLE = 3
_KEPT = 64


def case_of(dossier: Dossier) -> Case | None:
    """The item itself, where it was handed in."""
    return dossier.case.case if dossier.case else None


def item_kind(letter: Letter, dossier: Dossier) -> ItemKind | None:
    """提案 or 建议: what the case is, else what title and opening say, else the body of the session they name."""
    case = case_of(dossier)
    if case is not None:
        return case.item_kind
    for piece in letter.of_kind(*NAMING):
        if match := _NOUN.search(piece.text):
            return "提案" if (match["noun"] or match["end"]) == "提案" else "建议"
    session = next(iter(named_sessions(letter)), None)
    if session is None:
        return None
    return "提案" if session.session.body == "政协" else "建议"


def body_of(kind: ItemKind) -> Body:
    """政协 for 提案, 人大 for 建议."""
    return _BODIES[kind]


def jurisdiction_of(letter: Letter, dossier: Dossier) -> Jurisdiction | None:
    """The ways of the place whose item this is; ``None`` where the letter shows neither kind nor place."""
    kind = item_kind(letter, dossier)
    if kind is None:
        return None
    register = dossier.places or jurisdictions()
    region = region_of(letter, dossier)
    year = next((y for n in item_numbers(letter) if (y := item_year(n.value))), int(letter.day[:4]))
    return register.of(region, body_of(kind), year, dossier.issuer or letter.document.issuer)


def region_of(letter: Letter, dossier: Dossier) -> str | None:
    """The place of the item: of its session, else of who signs, else the first one that an organ in the letter has."""
    case = case_of(dossier)
    sessions = [case.session] if case and case.session else []
    named = next((s.region for s in (*sessions, *(m.session for m in named_sessions(letter))) if s.region), None)
    issuer = parse_organ(dossier.issuer or letter.document.issuer or "")
    return (
        named
        or (issuer.region if issuer else None)
        or next((m.organ.region for m in letter.organs if m.organ.region), None)
    )


@lru_cache(_KEPT)
def _sessions(text: str) -> tuple[SessionMention, ...]:
    return tuple(find_sessions(text))


def named_sessions(letter: Letter) -> tuple[SessionMention, ...]:
    """Sessions named in title and opening, spans in the letter."""
    return tuple(m for m in _sessions(letter.text) if names_item(letter, m.start))


def item_numbers(letter: Letter) -> tuple[Reference, ...]:
    """Item numbers in title and opening."""
    return tuple(r for r in letter.document.references if r.kind == "item_no" and names_item(letter, r.start))


def names_item(letter: Letter, at: int) -> bool:
    """Whether a place of the text lies in the title or the opening."""
    return any(piece.start <= at < piece.end for piece in letter.of_kind(*NAMING))


def is_whole(letter: Letter) -> bool:
    """Whether this is a letter with its frame and no fragment: a part of a web page has neither title nor date."""
    return len({piece.kind for piece in letter.of_kind(*_FRAME)}) >= _WHOLE


def first(letter: Letter, *kinds: str) -> Piece | None:
    """The first line that is one of ``kinds``."""
    return next((piece for piece in letter.pieces if piece.kind in kinds), None)
