"""A sentence held against one that it may have been taken from: what stands alike, and what was changed.

Tokens are aligned by their edit distance (Levenshtein 1966), so a figure, a date, a title or an organ is changed as a
whole, with the words before and behind it as witnesses that it is the same place of the same sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from drafting.checks.sources import Told
from drafting.checks.tokens import Token, TokenKind, tokens

EditKind = Literal["number", "date", "title", "doc_number", "article", "organ", "words"]

# What stands at the edge of both sentences is as good a witness as this many letters.
_EDGE = 4
_TOKENS_KEPT = 4096
# A source sentence of this many letters is told by holding all of it, whatever the statement says besides.
_WHOLE = 12
# A few letters (一、, 其中) may open the source sentence before the thing that was changed.
_OPENER = 3
# This many letters that agree on one side show the place alone.
_SURE = 10


@dataclass(frozen=True, slots=True)
class Edit:
    """``written`` at ``start:end`` of the statement's text stands where the source has ``told`` (either may be empty).

    ``left`` and ``right`` are how many letters agree before and behind it.
    """

    kind: EditKind
    start: int
    end: int
    written: str
    told: str
    left: int
    right: int

    @property
    def witnessed(self) -> bool:
        """Whether the words around show that it is the same place of the same sentence."""
        return self.left + self.right >= 9 and min(self.left, self.right) >= 2


@dataclass(frozen=True, slots=True)
class Match:
    """``share`` of the statement's letters stand in the source sentence, which are the share ``held`` of its own.

    ``equal`` are the spans of the statement that agree, ``edits`` what differs between and around them.
    """

    told: Told
    share: float
    held: float
    equal: tuple[tuple[int, int], ...]
    edits: tuple[Edit, ...]

    def agrees(self, start: int, end: int) -> bool:
        """Whether ``start:end`` of the statement lies in a run that agrees and shows its place by its words."""
        return any(a <= start and end <= b and b - a - (end - start) >= 4 for a, b in self.equal)

    def context(self, start: int, end: int) -> int:
        """How many letters agree around ``start:end`` of the statement, where that lies in a run that agrees."""
        return next((b - a - (end - start) for a, b in self.equal if a <= start and end <= b), 0)

    @property
    def close(self) -> float:
        """How near the two are: the statement may hold more than the source sentence, or less of it."""
        return max(self.share, self.held) if len(self.told.text) >= _WHOLE else self.share

    @property
    def longest(self) -> int:
        """Letters of the longest run that agrees."""
        return max((b - a for a, b in self.equal), default=0)


@lru_cache(_TOKENS_KEPT)
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(tokens(text))


def aligned(statement: str, told: Told) -> Match:
    """``statement`` against the sentence of a source; spans are offsets into ``statement``."""
    from rapidfuzz.distance import Levenshtein

    mine, theirs = _tokens(statement), _tokens(told.text)
    codes = Levenshtein.opcodes([t.key for t in mine], [t.key for t in theirs])
    runs = [(c.tag == "equal", c.src_start, c.src_end, c.dest_start, c.dest_end) for c in codes]
    merged = _merged(runs)
    equal = tuple((mine[a].start, mine[b - 1].end) for same, a, b, _, _ in merged if same)
    agree = sum(_size(mine[a:b]) for same, a, b, _, _ in merged if same)
    edits = tuple(_edits(statement, told.text, mine, theirs, merged))
    agree += sum(
        len(edit.written) for edit in edits if edit.kind != "words"
    )  # the place is there, what fills it is not
    return Match(told, agree / max(1, _size(mine)), agree / max(1, _size(theirs)), equal, edits)


Run = tuple[bool, int, int, int, int]


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Neighbouring edits as one."""
    found: list[Run] = []
    for run in runs:
        if found and not run[0] and not found[-1][0]:
            last = found.pop()
            run = (False, last[1], run[2], last[3], run[4])
        found.append(run)
    return found


def _edits(
    text: str, source: str, mine: Sequence[Token], theirs: Sequence[Token], runs: Sequence[Run]
) -> Iterator[Edit]:
    for at, (same, a, b, c, d) in enumerate(runs):
        if same:
            continue
        left = _EDGE if a == c == 0 else _witness(mine, runs, at - 1)
        right = _EDGE if b == len(mine) and d == len(theirs) else _witness(mine, runs, at + 1)
        place = mine[a].start if a < len(mine) else len(text)
        edge = _at_edge(text, source, mine[a:b], theirs[c:d], c == 0, d == len(theirs), (left, right))
        if edge is not None:
            yield edge
        else:
            yield from _split(text, source, mine[a:b], theirs[c:d], left, right, place)


def _at_edge(
    text: str,
    source: str,
    own: Sequence[Token],
    other: Sequence[Token],
    opens: bool,
    closes: bool,
    sides: tuple[int, int],
) -> Edit | None:
    """The thing at the very beginning or end of the source sentence, where the statement says more before or behind."""
    if not own or not other or len(own) <= len(other):
        return None
    size = len(other)
    if opens and size <= _OPENER + 1 and all(t.kind == "letter" for t in (*other, *own[-size:])):
        start, end = own[-size].start, own[-1].end
        return Edit("words", start, end, text[start:end], source[other[0].start : other[-1].end], _EDGE, sides[1])
    ends = (opens or sides[1] >= _SURE, closes or sides[0] >= _SURE)
    for ahead, side in ((True, ends[0]), (False, ends[1])):
        one, its = (own[-1], other[-1]) if ahead else (own[0], other[0])
        if side and one.kind == its.kind != "letter" and size <= _OPENER + 1 and one.key != its.key:
            witness = (_EDGE, sides[1]) if ahead else (sides[0], _EDGE)
            written, told = text[one.start : one.end], source[its.start : its.end]
            return Edit(_kind(one.kind), one.start, one.end, written, told, *witness)
    return None


def _witness(mine: Sequence[Token], runs: Sequence[Run], beside: int) -> int:
    """How many letters agree in the run ``beside`` an edit; more where they reach the edge of both sentences."""
    if not 0 <= beside < len(runs):
        return 0
    _, start, end, _, _ = runs[beside]
    return _size(mine[start:end]) + (_EDGE if beside in (0, len(runs) - 1) else 0)


def _split(
    text: str, source: str, own: Sequence[Token], other: Sequence[Token], left: int, right: int, place: int
) -> Iterator[Edit]:
    """The whole things that take one another's place, pair by pair; else the words as they stand."""
    mine, theirs = [t for t in own if t.kind != "letter"], [t for t in other if t.kind != "letter"]
    pairs = list(zip(mine, theirs, strict=False)) if [t.kind for t in mine] == [t.kind for t in theirs] else []
    near = max(len(own) - len(mine), len(other) - len(theirs)) <= 2
    for one, its in pairs if near else ():
        if one.key != its.key:
            yield Edit(
                _kind(one.kind), one.start, one.end, text[one.start : one.end], source[its.start : its.end], left, right
            )
    loose = [t for t in own if t.kind == "letter"] != [] or [t for t in other if t.kind == "letter"] != []
    if not pairs or not near or loose:
        start, end = (own[0].start, own[-1].end) if own else (place, place)
        told = source[other[0].start : other[-1].end] if other else ""
        yield Edit("words", start, end, text[start:end], told, left, right)


def _kind(kind: TokenKind) -> EditKind:
    return "words" if kind == "letter" else kind


def _size(some: Sequence[Token]) -> int:
    return sum(token.end - token.start for token in some)
