"""Organs (机关单位) named in text: full, short and former names, the place in front, and which level it is.

A name is a place or level (``东莞市``, ``市``) and a stem (``财政局``). Two names mean one organ when their stems
belong to the same entry of ``organs.toml`` and neither place contradicts the other.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.regions import LEVELS, LONGEST_NAME, level_of, region_names, short_region

_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{1,10}(?:省|市|区|县|州|旗|盟|镇|乡|街道)){0,3}")
# Words of a sentence before a name, which no name of a place holds (会同县 does).
_NO_PLACE = re.compile(r"[我贵各局厅委由经据请]|会同(?!县)")
_LONGEST_STEM = 30
_UNIT = re.compile(r"[\u4e00-\u9fff（）()·]{2,30}")


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
        """The named place (``广东`` as 广东省), ``None`` where only a level or nothing is given."""
        return (short_region(self.place) or self.place) if self.place and self.place not in LEVELS else None

    @property
    def level(self) -> str:
        return level_of(self.region or self.place)


@dataclass(frozen=True, slots=True)
class OrganMention:
    organ: Organ
    start: int
    end: int


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _stems() -> dict[str, str]:
    """Every stem, full, short or former, with the full name of its entry."""
    return {
        stem: entry["full"]
        for entry in _data()["organ"]
        for stem in (entry["full"], *entry["short"], *entry.get("former", ()))
    }


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_trie(_stems()))


def _trie(names: Iterable[str]) -> str:
    """A pattern for any of ``names``, the longest first, that looks at each character once."""
    tails: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        tails.setdefault(name[:1], []).append(name[1:])
    optional = tails.pop("", None) is not None
    body = "|".join(re.escape(first) + (_trie(rest) if rest != [""] else "") for first, rest in sorted(tails.items()))
    return f"(?:{body}){'?' if optional else ''}" if body else ""


def find_organs(text: str) -> Iterator[OrganMention]:
    """Organs named in ``text``, in order."""
    floor = 0
    for match in _pattern().finditer(text):
        place = _place_before(text, floor, match.start())
        floor = match.end()
        organ = Organ(place, match.group(), _stems()[match.group()])
        yield OrganMention(organ, match.start() - len(place), match.end())


def _place_before(text: str, floor: int, end: int) -> str:
    """The known region that ends at ``end`` (广东省, 广东), else the level there (市), else nothing."""
    for length in range(min(LONGEST_NAME, end - floor), 0, -1):
        place = text[end - length : end]
        if place in region_names() or short_region(place) or place in LEVELS:
            return place
    return ""


def parse_organ(name: str) -> Organ | None:
    """The organ whose name ``name`` is, as a whole; ``None`` where the gazetteer does not know its stem."""
    for at in range(max(0, len(name) - _LONGEST_STEM), len(name)):
        if (stem := name[at:]) in _stems():
            return Organ(name[:at], stem, _stems()[stem])
    return None


def is_organ_name(text: str) -> bool:
    """Whether ``text`` as a whole is the name of an organ: one of the gazetteer, behind any place or none."""
    organ = parse_organ(text)
    if organ is None:
        return False
    if organ.place in LEVELS or short_region(organ.place) is not None:
        return True
    return bool(_PLACE.fullmatch(organ.place)) and not _NO_PLACE.search(organ.place)


def looks_like_unit(text: str) -> bool:
    """Whether ``text`` may be the name of a unit that no gazetteer holds: short, unbroken, ending as units do."""
    return bool(_UNIT.fullmatch(text)) and text.endswith(tuple(_data()["endings"]))


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
