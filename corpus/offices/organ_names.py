"""Which organ a printed name means on a given day: resolved against the gazetteer, with what is odd about it said."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from corpus.offices.gazetteer import NATION, Entry, Gazetteer, gazetteer
from corpus.offices.organs import Organ, entries_of, parse_organ
from corpus.offices.regions import LEVELS, LONGEST_NAME, level_of, region_names, short_region

How = Literal["full", "short", "typo"]
_FEWEST = 4  # characters of a name in which one wrong character is still told from another name
_KNOWN = 5_000


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a printed name means.

    ``organ`` is the organ with its place; ``how`` says whether the stem is a full or a short name, or lies one edit
    (``typo``) from the one given in ``organ``. ``former`` is set where no organ of the name stood on the day asked;
    ``current`` are then the full names of those that came after it, with the place, the chief one first.
    """

    organ: Organ
    entry: Entry
    how: How
    former: bool
    current: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name as it ought to be printed: the given form, with a wrong character put right."""
        return self.organ.name


def resolve(name: str, region: str | None = None, on: str | None = None) -> Resolved | None:
    """The organ that ``name`` means, ``None`` where no name of the gazetteer is it or more than one may be.

    ``region`` (澜州市) takes the place of a mere level or of nothing (市财政局, 财政局). ``on`` is an ISO date; of
    several organs that bore one short name, the one that stood then is taken, and ``former`` is judged by it.
    """
    exact = parse_organ(name)
    organ = exact or _mistyped(name, gazetteer())
    if organ is None:
        return None
    level = organ.level
    entry = _entry(organ, on, level)
    former = on is not None and not entry.holds(on, level)
    if region and not organ.region and level != NATION and organ.place in ("", level_of(region)):
        organ = replace(organ, place=region)
    organ = replace(organ, full=entry.name)
    full = organ.stem in (entry.name, *entry.province, *entry.national[:1])
    how: How = "typo" if exact is None else "full" if full else "short"
    ends = gazetteer().ends(entry) if former else ()
    return Resolved(organ, entry, how, former, tuple(_named(e, organ.place, level) for e in ends if e != entry))


def successor(name: str, on: str | None = None) -> str | None:
    """The full name, with the place, of the chief organ that had taken ``name`` over by ``on`` (by today where
    ``None``); ``None`` where the organ still stood, or is not known."""
    organ = parse_organ(name)
    if organ is None:
        return None
    entry, level, known = _entry(organ, on, organ.level), organ.level, gazetteer()
    if not entry.into or (on is not None and entry.holds(on, level)):
        return None
    found = known.entries[entry.into[0]]
    while found.into and not (on is not None and found.holds(on, level)):
        found = known.entries[found.into[0]]
    return _named(found, organ.place, level)


def valid_on(name: str, on: str) -> bool | None:
    """Whether an organ of this name stood on ``on`` (ISO, any precision); ``None`` where the name is not known."""
    organ = parse_organ(name)
    return None if organ is None else any(entry.holds(on, organ.level) for entry in entries_of(organ))


def _entry(organ: Organ, on: str | None, level: str) -> Entry:
    entries = entries_of(organ)
    return next((entry for entry in entries if on is not None and entry.holds(on, level)), entries[0])


def _named(entry: Entry, place: str, level: str) -> str:
    """The full name of ``entry`` at ``level``: 财政厅 in a province, 财政局 in a city."""
    if level == NATION and entry.national:
        return entry.national[0]
    if entry.province and (level in ("省", "自治区") or level_of(place) in ("省", "自治区")):
        return place + entry.province[0]
    return place + entry.name


@lru_cache(maxsize=_KNOWN)
def _mistyped(name: str, known: Gazetteer) -> Organ | None:
    """The only organ of the gazetteer whose name lies one edit from ``name`` behind its place."""
    place = leading_place(name)
    stem = name[len(place) :]
    if len(stem) < _FEWEST:
        return None
    near = [other for other in known.names if other not in known.placed and one_edit(stem, other)]
    if place:
        near = [other for other in near if other not in known.national]
    if len({known.names[other][0].name for other in near}) != 1:
        return None
    best = min(near, key=lambda other: (len(other) != len(stem), not _fits_level(other, place), -len(other), other))
    return Organ(place, best, known.names[best][0].name)


def _fits_level(stem: str, place: str) -> bool:
    """厅 in a province, 局 below: which of two names as near is meant."""
    in_province = level_of(short_region(place) or place) in ("省", "自治区")
    return stem.endswith("厅") == in_province


def leading_place(name: str) -> str:
    """The known region or the level that ``name`` begins with, else nothing; ``name`` never is all of it."""
    return next(_leading_places(name), "")


def _leading_places(name: str) -> Iterator[str]:
    for length in range(min(LONGEST_NAME, len(name) - 1), 0, -1):
        place = name[:length]
        if place in region_names() or place in LEVELS or short_region(place):
            yield place


def one_edit(one: str, other: str) -> bool:
    """Whether one character put in, left out, changed, or two neighbours swapped make ``one`` into ``other``."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if a[1:] == b or a == b[1:] or a[1:] == b[1:]:
        return True
    return len(a) == len(b) and a[:2] == b[1::-1] and a[2:] == b[2:]
