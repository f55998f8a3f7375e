"""Organs (机关单位) named in text: full, short and former names, the place in front, and which level it is.

A name is a place or level (``东莞市``, ``市``) and a stem (``财政局``). Two names mean one organ when their stems
belong to the same entry of ``organs.toml`` and neither place contradicts the other.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.claims import Claims
from corpus.regions import LEVELS, level_of, region_names


@dataclass(frozen=True, slots=True)
class Organ:
    """``place`` is what stands in front (``东莞市``, ``市`` or empty), ``stem`` as printed, ``full`` its entry."""

    place: str
    stem: str
    full: str

    @property
    def name(self) -> str:
        return self.place + self.stem

    @property
    def region(self) -> str | None:
        """The named place, ``None`` where only a level or nothing is given."""
        return self.place if self.place and self.place not in LEVELS else None

    @property
    def level(self) -> str:
        return level_of(self.place)


@dataclass(frozen=True, slots=True)
class OrganMention:
    organ: Organ
    start: int
    end: int


@cache
def _stems() -> dict[str, str]:
    """Every stem, full, short or former, with the full name of its entry."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {
        stem: entry["full"]
        for entry in data["organ"]
        for stem in (entry["full"], *entry["short"], *entry.get("former", ()))
    }


@cache
def _pattern() -> re.Pattern[str]:
    stems = "|".join(sorted(map(re.escape, _stems()), key=len, reverse=True))
    places = "|".join(sorted((*region_names(), *LEVELS), key=len, reverse=True))
    return re.compile(rf"(?P<place>{places}|[\u4e00-\u9fff]{{2,3}}[市区县](?={stems}))?(?P<stem>{stems})")


def find_organs(text: str) -> Iterator[OrganMention]:
    """Organs named in ``text``, in order."""
    claims = Claims()
    for match in _pattern().finditer(text):
        if claims.take(match.span()):
            organ = Organ(_clean_place(match["place"] or ""), match["stem"], _stems()[match["stem"]])
            yield OrganMention(organ, match.end() - len(organ.name), match.end())


def _clean_place(place: str) -> str:
    """A guessed place that is no known region keeps only its level: the words before it belong to the sentence."""
    return place if place in region_names() or place in LEVELS else place[-1:]


def parse_organ(name: str) -> Organ | None:
    """The organ whose name ``name`` is, as a whole; ``None`` where the gazetteer does not know its stem."""
    for stem in sorted(_stems(), key=len, reverse=True):
        if name.endswith(stem):
            return Organ(name[: -len(stem)], stem, _stems()[stem])
    return None


def same_organ(one: str, other: str) -> bool:
    """Whether two names mean one organ; a missing place contradicts nothing, a level only another level."""
    if one == other:
        return True
    a, b = parse_organ(one), parse_organ(other)
    if a is None or b is None or a.full != b.full:
        return False
    if a.region and b.region:
        return a.region == b.region
    return not (a.level and b.level) or a.level == b.level
