"""The facts of a document that search filters and counts by, each as one value."""

from functools import lru_cache

from corpus.offices.organs import parse_organ
from corpus.offices.regions import LEVELS, level_of
from index.row import Row

_ISSUERS_KEPT = 1 << 14


def fact(row: Row, name: str) -> str | None:
    """The value of the category ``name`` (see :data:`index.snapshot.CATEGORIES`) for the document of ``row``."""
    if name == "year":
        return row.date[:4] if row.date else None
    if name == "region":
        return row.region or (place_of(row.issuer) if row.issuer else None)
    value: str | None = getattr(row, "class_mark", None) if name == "class" else getattr(row, name)
    return value


@lru_cache(_ISSUERS_KEPT)
def place_of(issuer: str) -> str | None:
    """The place that an issuer's name tells (东海市财政局 → 东海市, of several issuers the first one's); ``None`` for
    国务院 and where only the level is named (市财政局)."""
    organ = parse_organ(issuer.partition("、")[0])
    place = organ.place if organ else ""
    return place if place and place not in LEVELS and level_of(place) else None
