"""A letter against an earlier version: paragraphs matched, and within a pair the words that stayed, came and went."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "new", "old"]
# Paragraphs less alike than this are one gone and one come.
_ALIKE = 0.4
# Beyond so many pairs only equal paragraphs are matched.
_MOST_PAIRS = 250_000
# Words that stay between two changes and are no longer than this go with them: 的 alone is nothing to hold on to.
_ISLAND = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words. Those not ``old`` make up the new text, those not ``new`` the old one."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """``new`` and ``old`` are places in the two versions; ``None`` where a paragraph came or went."""

    new: int | None
    old: int | None
    pieces: tuple[Piece, ...]


def compared(new: Sequence[str], old: Sequence[str]) -> tuple[Pair, ...]:
    """Every paragraph of both versions once, in order; what went stands where it stood."""
    pairs, new_at, old_at = [], 0, 0
    for mine, theirs in (*_matched(new, old), (len(new), len(old))):
        pairs += [Pair(None, at, (Piece("old", old[at]),)) for at in range(old_at, theirs)]
        pairs += [Pair(at, None, (Piece("new", new[at]),)) for at in range(new_at, mine)]
        if mine < len(new) and theirs < len(old):
            pairs.append(Pair(mine, theirs, word_changes(new[mine], old[theirs])))
        new_at, old_at = mine + 1, theirs + 1
    return tuple(pairs)


def _matched(new: Sequence[str], old: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs in order with the greatest likeness in sum (alignment after Needleman and Wunsch, 1970)."""
    from rapidfuzz import fuzz

    if len(new) * len(old) > _MOST_PAIRS:
        blocks = SequenceMatcher(None, new, old, autojunk=False).get_matching_blocks()
        return [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]
    best = [[0.0] * (len(old) + 1) for _ in range(len(new) + 1)]
    gains = [[fuzz.ratio(mine, theirs) / 100 - _ALIKE for theirs in old] for mine in new]
    for i in reversed(range(len(new))):
        for j in reversed(range(len(old))):
            skip = max(best[i + 1][j], best[i][j + 1])
            best[i][j] = max(skip, best[i + 1][j + 1] + gains[i][j]) if gains[i][j] > 0 else skip
    found, i, j = [], 0, 0
    while i < len(new) and j < len(old):
        if gains[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + gains[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def word_changes(new: str, old: str) -> tuple[Piece, ...]:
    """The pieces of one pair; a deletion stands before what takes its place."""
    if new == old:
        return (Piece("same", new),) if new else ()
    mine, theirs = _words(new), _words(old)
    codes = SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()
    steps = [(tag == "equal", "".join(theirs[a:b]), "".join(mine[c:d])) for tag, a, b, c, d in codes]
    return tuple(_pieces(steps))


def _pieces(steps: Sequence[tuple[bool, str, str]]) -> Iterator[Piece]:
    gone = come = ""
    for at, (same, left, right) in enumerate(steps):
        between = 0 < at < len(steps) - 1
        if same and not (between and (gone or come) and len(left) <= _ISLAND):
            yield from _replaced(gone, come)
            gone = come = ""
            yield Piece("same", left)
        else:
            gone, come = gone + left, come + right
    yield from _replaced(gone, come)


def _replaced(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece("old", gone)
    if come:
        yield Piece("new", come)


def _words(text: str) -> list[str]:
    """``text`` cut into words; put together they are ``text``."""
    import jieba

    jieba.setLogLevel(60)
    return list(jieba.cut(text))
