"""For each sentence of a letter the sentences it may have been taken from, with what was changed on the way."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafting.checks.aligned import Edit, EditKind, Match, aligned
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter, Statement
from drafting.checks.once import once
from drafting.checks.sources import Told, told_by

_GRAM = 3
_DIGITS = str.maketrans("0123456789", "##########")
_MOST = 5
# A source sentence is aligned when it shares this part of the shorter one's runs of three letters.
_ALIKE = 0.45
_ALIKE_NEAR = 0.3
_FEWEST = 5
# A gram that this many source sentences hold says nothing.
_COMMON = 60
# What is less alike than both, once aligned, is another sentence.
_SHARE, _RUN, _NEARLY = 0.3, 8, 0.8
# Words put in or left out beyond this length are something said besides, not something changed.
_MORE = 6
# The formulas of a letter are alike in all of them: only another version of the letter tells what they should be.
_FORMULAS = ("opening", "thanks", "ending")
_FORMULA = re.compile("收悉|如下|感谢|专此|特此|此复|供参考")
_TAKEN = 18
_ENOUGH = 10


@dataclass(frozen=True, slots=True)
class Change:
    """A place of the letter (``start:end`` of its text) that reads otherwise in ``match``'s sentence; no other source
    has it as written."""

    kind: EditKind
    start: int
    end: int
    written: str
    told: str
    match: Match
    edit: Edit


@dataclass(frozen=True, slots=True)
class Traced:
    """A statement with its matches, the nearest first, and what was changed, as far as the words around show its place:
    each place once, a whole thing (a figure, an organ) before a stretch of words, then by the nearest match."""

    statement: Statement
    matches: tuple[Match, ...]
    changes: tuple[Change, ...]

    def holds(self, start: int, end: int) -> bool:
        """Whether some source has ``start:end`` (offsets into the statement) as written, in the same place."""
        return any(match.agrees(start, end) for match in self.matches)


def _changes(statement: Statement, matches: Sequence[Match]) -> Iterator[Change]:
    seen: list[tuple[int, int]] = []
    at = statement.start
    for match, edit in sorted(_edits(matches), key=lambda pair: pair[1].kind == "words"):
        if any(a < edit.end and edit.start < b for a, b in seen):
            continue
        seen.append((edit.start, max(edit.end, edit.start + 1)))
        yield Change(edit.kind, at + edit.start, at + edit.end, edit.written, edit.told, match, edit)


def _edits(matches: Sequence[Match]) -> Iterator[tuple[Match, Edit]]:
    for match in matches:
        for edit in match.edits:
            held = edit.kind != "words" and any(_bears_out(other, edit) for other in matches)
            if edit.witnessed and not held and not (edit.kind == "words" and _besides(edit)):
                yield match, edit


def _bears_out(other: Match, edit: Edit) -> bool:
    """Whether another source has what is written in the same place: with as much around it as the one that has not,
    or enough to be no chance (比2022年提高 stands in many sentences)."""
    return other.agrees(edit.start, edit.end) and (
        other.context(edit.start, edit.end) >= min(_ENOUGH, (edit.left + edit.right) // 2)
    )


def _besides(edit: Edit) -> bool:
    """Whether one of the two only says more than the other."""
    return (not edit.told and len(edit.written) > _MORE) or (not edit.written and len(edit.told) > _MORE)


@dataclass(frozen=True, slots=True)
class Tracing:
    """``complete`` is false where no stored document could be looked at."""

    traced: tuple[Traced, ...]
    complete: bool

    def of(self, statement: Statement) -> Traced:
        """The trace of one statement of the letter."""
        return next(one for one in self.traced if one.statement is statement)


@once
def tracing(letter: Letter, dossier: Dossier) -> Tracing:
    """The sources of every sentence of ``letter`` among what ``dossier`` holds."""
    pool = _Pool(told_by(letter, dossier))
    formulas = [(piece.start, piece.end) for piece in letter.of_kind(*_FORMULAS)]

    def traced(one: Statement) -> Traced:
        found = pool.matches(one)
        if any(a <= one.start < b for a, b in formulas):
            own = tuple(match for match in found if match.told.near and match.told.origin != "case")
            closed = tuple(match for match in found if match not in own and _of_closed_paper(match))
            return Traced(one, (*own, *closed), tuple(_changes(one, own)))
        return Traced(one, found, tuple(_changes(one, found)))

    return Tracing(tuple(map(traced, letter.statements)), dossier.archive is not None)


def _of_closed_paper(match: Match) -> bool:
    """Whether the words are those of a paper that is not public, and no formula of letters themselves."""
    told = match.told
    return told.disclosure not in (None, "主动公开") and match.longest >= _TAKEN and not _FORMULA.search(told.text)


class _Pool:
    """Source sentences by their runs of three letters; digits count as one, so that a changed one is still found."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = list(dict.fromkeys(told))
        self._sizes: list[int] = []
        self._holding: dict[str, list[int]] = {}
        for at, one in enumerate(self._told):
            grams = _grams(one.text)
            self._sizes.append(len(grams))
            for gram in grams:
                self._holding.setdefault(gram, []).append(at)

    def matches(self, statement: Statement) -> tuple[Match, ...]:
        if statement.role == "placeholder":
            return ()
        own = _grams(statement.text)
        counts: Counter[int] = Counter()
        for gram in own:
            holding = self._holding.get(gram, ())
            if len(holding) <= _COMMON:
                counts.update(holding)
        near = [
            (shared / max(1, min(len(own), self._sizes[at])), shared, at)
            for at, shared in counts.most_common(4 * _MOST)
            if shared >= max(_FEWEST, self._least(at) * min(len(own), self._sizes[at]))
        ]
        near.sort(key=lambda one: (-one[1], -one[0], one[2]))
        found = [aligned(statement.text, self._told[at]) for _, _, at in near[:_MOST]]
        kept = [m for m in found if m.close >= (_SHARE if m.longest >= _RUN else _NEARLY)]
        return tuple(sorted(kept, key=lambda match: (-match.share, not match.told.near)))

    def _least(self, at: int) -> float:
        return _ALIKE_NEAR if self._told[at].near else _ALIKE


def _grams(text: str) -> set[str]:
    plain = "".join(text.split()).translate(_DIGITS)
    return {plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1)}
