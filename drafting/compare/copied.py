"""Runs of a letter that stand word for word in another place's letter (domain brief §5 R34)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from drafting.compare.comparison import Copied

LEAST = 30
"""Letters from which on a run is no coincidence."""

# Titles and quotations are the same wherever they are cited; formulas are the same in every letter.
_CITED = re.compile(r"《[^《》]*》|“[^“”]*”")
_FORMULA = re.compile(r"[^\n。]*(?:收悉|答复如下|感谢您?|专此|此复|欢迎继续)[^\n。]*[。：]?")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A text of another place, or a passage of one."""

    id: str
    title: str | None
    issuer: str | None
    text: str


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text without blanks; ``places[i]`` is where its ``i``-th letter stands in the text itself."""

    text: str
    places: tuple[int, ...]


def copied_runs(text: str, others: Iterable[Foreign], least: int = LEAST) -> tuple[Copied, ...]:
    """Runs of ``least`` letters or more, blanks aside, in the order of the letter; each place of it once.

    Time grows with the length of the texts, not with their product.
    """
    own = _plain(text)
    cited = _covered(text, own)
    starts = {own.text[at : at + least]: at for at in range(len(own.text) - least, -1, -1)}
    found: list[Copied] = []
    for other in others:
        found += _runs(text, own, cited, starts, other, least)
    return tuple(_each_place_once(sorted(found, key=lambda run: (run.start, -run.end))))


def _runs(
    text: str, own: _Plain, cited: frozenset[int], starts: dict[str, int], other: Foreign, least: int
) -> Iterator[Copied]:
    theirs = _plain(other.text).text
    at = 0
    while at <= len(theirs) - least:
        begin = starts.get(theirs[at : at + least])
        if begin is None:
            at += 1
            continue
        size = _same(own.text, begin, theirs, at)
        if sum(1 for place in range(begin, begin + size) if place not in cited) >= least:
            start, end = own.places[begin], own.places[begin + size - 1] + 1
            yield Copied(text[start:end], start, end, other.id, other.title, other.issuer)
        at += size - least + 1 if size > least else 1


def _same(one: str, at: int, other: str, there: int) -> int:
    size = 0
    while at + size < len(one) and there + size < len(other) and one[at + size] == other[there + size]:
        size += 1
    return size


def _plain(text: str) -> _Plain:
    places = tuple(at for at, char in enumerate(text) if not char.isspace())
    return _Plain("".join(text[at] for at in places), places)


def _covered(text: str, own: _Plain) -> frozenset[int]:
    """The letters of ``own`` that belong to what is cited and to formulas."""
    inside = bytearray(len(text) + 1)
    for pattern in (_CITED, _FORMULA):
        for match in pattern.finditer(text):
            inside[match.start() : match.end()] = b"\1" * len(match.group())
    return frozenset(at for at, place in enumerate(own.places) if inside[place])


def _each_place_once(runs: Iterable[Copied]) -> Iterator[Copied]:
    floor = 0
    for run in runs:
        if run.start >= floor:
            floor = run.end
            yield run
