"""Organs (机关单位) named in text: full, short and former names, the place in front, and which level it is.

A name is a place or level (``东莞市``, ``市``) and a stem (``财政局``) that the gazetteer holds. Two names mean one
organ when the one stem's entry is the other's or took it over, and neither place contradicts the other.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from corpus.offices.gazetteer import NATION, Entry, Gazetteer, gazetteer
from corpus.offices.regions import LEVELS, LONGEST_NAME, height, level_of, region_names, short_region

_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{1,10}(?:省|市|区|县|州|旗|盟|镇|乡|街道)){0,3}")
# Words of a sentence before a name, which no name of a place holds (会同县 does).
_NO_PLACE = re.compile(r"[我贵各局厅委由经据请]|会同(?!县)")
_LONGEST_STEM = 30
_NATIONAL = ("国家", "全国")
_UNIT = re.compile(r"[\u4e00-\u9fff（）()·]{2,30}")
_KNOWN = 20_000  # names parsed before are kept: a search compares every issuer with one


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
        if not self.place or self.place in LEVELS:
            return None
        return short_region(self.place) or known_region_at_end(self.place) or self.place

    @property
    def level(self) -> str:
        """``国家`` for a national organ, else the level of its place; empty where none is given."""
        if not self.place and self.stem in gazetteer().national:
            return NATION
        return level_of(self.region or self.place)


@dataclass(frozen=True, slots=True)
class OrganMention:
    organ: Organ
    start: int
    end: int


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def _stems(known: Gazetteer) -> re.Pattern[str]:
    return re.compile(_trie(known.names))


@cache
def _not_before() -> tuple[tuple[str, re.Pattern[str]], ...]:
    guards: dict[str, str] = _data()["not_before"]
    return tuple((ending, re.compile(guards[ending])) for ending in sorted(guards, key=len, reverse=True))


def _trie(names: Iterable[str]) -> str:
    """A pattern for any of ``names``, the longest first, that looks at each character once."""
    tails: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        tails.setdefault(name[:1], []).append(name[1:])
    optional = tails.pop("", None) is not None
    body = "|".join(re.escape(first) + (_trie(rest) if rest != [""] else "") for first, rest in sorted(tails.items()))
    return f"(?:{body}){'?' if optional else ''}" if body else ""


def find_organs(text: str) -> Iterator[OrganMention]:
    """Organs named in ``text``, in order."""
    known, floor = gazetteer(), 0
    for match in _stems(known).finditer(text):
        stem = _stem_at(text, match, known)
        place = _place_before(text, floor, match.start()) if stem else ""
        if not stem or (not place and stem in known.placed):
            continue
        start = match.start() - len(place)
        if stem in known.placed and (place in _NATIONAL or (place in LEVELS and _part_of_a_word(text, start))):
            continue
        floor = match.start() + len(stem)
        yield OrganMention(Organ(place, stem, known.names[stem][0].name), start, floor)


def _part_of_a_word(text: str, start: int) -> bool:
    """Whether the level at ``start`` is the end of a word (全市, 社区) and no place."""
    return start > 0 and text[start - 1] in _data()["no_place_before"]


def _stem_at(text: str, match: re.Match[str], known: Gazetteer) -> str:
    """The longest name at the match that ends where it seems to (市政府 of 市政府办理), or nothing."""
    longest = match.group()
    shorter = (longest[:size] for size in range(len(longest), 0, -1) if longest[:size] in known.names)
    return next((stem for stem in shorter if _ends_here(text, stem, match.start() + len(stem))), "")


def _ends_here(text: str, stem: str, end: int) -> bool:
    """Whether the name ends at ``end``: 教育部 of 教育部门 and 政府办 of 政府办理 do not."""
    guard = next((pattern for ending, pattern in _not_before() if stem.endswith(ending)), None)
    return guard is None or guard.match(text, end) is None


def _place_before(text: str, floor: int, end: int) -> str:
    """The known region that ends at ``end`` (广东省, 广东), else the level there (市), else nothing."""
    for length in range(min(LONGEST_NAME, end - floor), 0, -1):
        place = text[end - length : end]
        if place in region_names() or short_region(place) or place in LEVELS:
            return place
    return ""


def known_region_at_end(place: str) -> str | None:
    """The known region a chain of places ends with (云江省澜州市 → 澜州市, 国家税务总局东莞市 → 东莞市)."""
    return next((place[at:] for at in range(len(place)) if place[at:] in region_names()), None)


@lru_cache(maxsize=_KNOWN)
def _parsed(name: str, known: Gazetteer) -> Organ | None:
    for at in range(max(0, len(name) - _LONGEST_STEM), len(name)):
        stem, place = name[at:], name[:at]
        if stem in known.names and (stem not in known.placed or _is_place(place)):
            return Organ(place, stem, known.names[stem][0].name)
    return None


def _is_place(place: str) -> bool:
    return level_of(place) != "" or short_region(place) is not None


def parse_organ(name: str) -> Organ | None:
    """The organ whose name ``name`` is, as a whole; ``None`` where the gazetteer does not know its stem."""
    return _parsed(name, gazetteer())


def entries_of(organ: Organ) -> tuple[Entry, ...]:
    """The gazetteer's entries that bear the organ's stem, the likeliest first."""
    return gazetteer().names.get(organ.stem, ())


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


@cache
def _inner() -> re.Pattern[str]:
    return re.compile(_data()["inner"]["pattern"])


def inner_office(text: str, end: int) -> str | None:
    """The inner office (办公室, 质量科, 基础教育处) named right behind an organ that ends at ``end``, or ``None``."""
    match = _inner().match(text, end)
    return match.group() if match else None


def same_organ(one: str, other: str) -> bool:
    """Whether two names mean one organ, today's or a former one of it; a missing place contradicts nothing, a level
    only another level. Two organs that were merged into a third are not the same."""
    if one == other:
        return True
    a, b = parse_organ(one), parse_organ(other)
    if a is None or b is None or not _one_line(a, b):
        return False
    if a.region and b.region:
        return a.region == b.region
    return _levels_agree(a, b)


def _one_line(a: Organ, b: Organ) -> bool:
    known = gazetteer()
    pairs = ((x, y) for x in entries_of(a) for y in entries_of(b))
    return any(known.descends(x, y) or known.descends(y, x) for x, y in pairs)


def _levels_agree(a: Organ, b: Organ) -> bool:
    if a.level and b.level:
        return a.level == b.level
    one, other = (height(organ.level) or height(_level_in_stem(organ)) for organ in (a, b))
    return not (one and other) or one == other


def _level_in_stem(organ: Organ) -> str:
    """省 for a name that only provinces use (教育厅), else nothing."""
    return "省" if organ.stem.endswith("厅") and not organ.stem.endswith("办公厅") else ""
