"""The sentences of two texts matched by their words: equal ones first, then the likest, each once.

Pairs of characters lead from a sentence to those that may match it, so only sentences that share words are compared.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.structure.lines import sentences
from corpus.structure.markers import marker
from drafting.compare.comparison import Side

# Sentences match where they share this part of their pairs of characters (Dice 1945).
ALIKE = 0.42
_FEWEST = 2
_COMMON = 40  # a pair that so many sentences hold leads nowhere
_BLANK = re.compile(r"\s+")
_WIDTH = str.maketrans("，；：（）！？“”‘’〔〕［］【】", ",;:()!?\"\"''[][][]")


def sides(text: str, start: int, end: int) -> list[Side]:
    """The sentences within ``text[start:end]``."""
    return [Side(s.text, s.start, s.end) for s in sentences(text, start, end) if len(s.text) >= _FEWEST]


def matched(draft: Sequence[Side], prior: Sequence[Side]) -> list[tuple[int | None, int | None]]:
    """Pairs of places (in ``draft``, in ``prior``) in the order of the draft, what was dropped where it stood."""
    partner = _equal(draft, prior)
    partner |= _alike(draft, prior, partner)
    taken = set(partner.values())
    pairs: list[tuple[int | None, int | None]] = [(at, partner.get(at)) for at in range(len(draft))]
    return _with_dropped(pairs, [at for at in range(len(prior)) if at not in taken])


def folded(text: str) -> str:
    """Without number, blanks and the width of marks, which make no difference."""
    mark = marker(text)
    return _BLANK.sub("", text[mark.length :] if mark else text).translate(_WIDTH)


def grams(text: str) -> frozenset[str]:
    plain = folded(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """The shared part of two sets, 0…1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _equal(draft: Sequence[Side], prior: Sequence[Side]) -> dict[int, int]:
    places: dict[str, list[int]] = {}
    for at, side in enumerate(prior):
        places.setdefault(folded(side.text), []).append(at)
    found = {}
    for at, side in enumerate(draft):
        if free := places.get(folded(side.text)):
            found[at] = free.pop(0)
    return found


def _alike(draft: Sequence[Side], prior: Sequence[Side], known: dict[int, int]) -> dict[int, int]:
    taken = set(known.values())
    bags = {at: grams(side.text) for at, side in enumerate(prior) if at not in taken}
    holding: dict[str, list[int]] = {}
    for at, bag in bags.items():
        for gram in bag:
            holding.setdefault(gram, []).append(at)
    scored = []
    for at, side in enumerate(draft):
        if at in known:
            continue
        own = grams(side.text)
        shared: Counter[int] = Counter()
        for gram in own:
            if len(places := holding.get(gram, ())) <= _COMMON:
                shared.update(places)
        for other, count in shared.items():
            score = 2 * count / (len(own) + len(bags[other]))
            if score >= ALIKE:
                scored.append((-score, at, other))
    return _greedy(sorted(scored))


def _greedy(scored: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, other in scored:
        if at not in found and other not in taken:
            found[at] = other
            taken.add(other)
    return found


def _with_dropped(
    pairs: list[tuple[int | None, int | None]], dropped: Sequence[int]
) -> list[tuple[int | None, int | None]]:
    """Each dropped sentence behind the one that stood before it."""
    behind: dict[int, list[int]] = {}
    kept = {other for _, other in pairs if other is not None}
    last = -1
    top = max([*kept, *dropped], default=-1)
    lost = set(dropped)
    for at in range(top + 1):
        if at in kept:
            last = at
        elif at in lost:
            behind.setdefault(last, []).append(at)
    found: list[tuple[int | None, int | None]] = [(None, at) for at in behind.get(-1, ())]
    for pair in pairs:
        found.append(pair)
        if pair[1] is not None:
            found += [(None, at) for at in behind.get(pair[1], ())]
    return found
