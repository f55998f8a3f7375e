"""Whether a change of words turns a statement round: a negation dropped or put in, a word for its opposite."""

from drafting.checks.lexicon import pairs, words
from drafting.checks.traced import Change

_LONGEST = 8
_NEAR = 4


def turned(change: Change, statement: str) -> bool:
    """Whether ``change`` makes of its source's sentence the contrary; ``statement`` is the sentence it stands in."""
    if change.kind != "words" or max(len(change.written), len(change.told)) > _LONGEST:
        return False
    if _without(change.written, change.told) or _without(change.told, change.written):
        return True
    at = change.edit.start
    ahead, behind = statement[max(0, at - _NEAR) : at], statement[change.edit.end : change.edit.end + _NEAR]
    mine, its = f"{ahead}{change.written}{behind}", f"{ahead}{change.told}{behind}"
    return any(_swapped(mine, its, one, other) for one, other in pairs("polarity", "opposites"))


def _without(longer: str, shorter: str) -> bool:
    """Whether ``shorter`` is ``longer`` with one negation taken out (不得 of 不得收取; 没 of 没有)."""
    found = words("polarity", "negation").finditer(longer)
    spans = [match.span() for match in found] + [(at, at + 1) for at, char in enumerate(longer) if char in "不未没无非"]
    return any(longer[:start] + longer[end:] == shorter for start, end in spans)


def _swapped(mine: str, its: str, one: str, other: str) -> bool:
    """Whether one of the opposites put for the other makes ``mine`` of ``its``; they may share letters with what
    stands around (不少于 → 不超过: 少于 → 超过)."""
    for here, there in ((one, other), (other, one)):
        if here in mine and there in its and there not in mine and here not in its:
            return mine.replace(here, there, 1) == its
    return False
