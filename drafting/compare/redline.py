"""Two sentences held against each other: what to show struck out and put in, and which things took others' places.

Figures, dates, titles, numbers and organs are aligned whole, other words letter by letter (Levenshtein 1966).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from drafting.checks.tokens import Token, TokenKind, tokens
from drafting.compare.comparison import Segment

_TOKENS_KEPT = 4096
_LONGEST = 1200  # letters; of a longer sentence the rest is shown as one replacement


@dataclass(frozen=True, slots=True)
class Edit:
    """``draft`` stands where the earlier text has ``prior``; offsets into either sentence. ``kinds`` are those of the
    tokens on both sides."""

    draft: str
    prior: str
    draft_start: int
    prior_start: int
    kinds: frozenset[TokenKind]


@dataclass(frozen=True, slots=True)
class Redline:
    """``share`` is the part of the longer sentence's letters that both hold, figures and names for one another's."""

    segments: tuple[Segment, ...]
    edits: tuple[Edit, ...]
    share: float


@lru_cache(_TOKENS_KEPT)
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(tokens(text))


def redline(draft: str, prior: str) -> Redline:
    """How ``draft`` differs from ``prior``; blanks and the width of marks make no difference."""
    from rapidfuzz.distance import Levenshtein

    mine, theirs = _tokens(draft[:_LONGEST]), _tokens(prior[:_LONGEST])
    codes = Levenshtein.opcodes([t.key for t in theirs], [t.key for t in mine])
    segments: list[Segment] = []
    edits: list[Edit] = []
    agree = 0
    for code in codes:
        own, other = mine[code.dest_start : code.dest_end], theirs[code.src_start : code.src_end]
        new, old = _text(draft, own), _text(prior, other)
        if code.tag == "equal":
            agree += len(new)
            segments.append(Segment("equal", new))
            continue
        if _swap(own, other):
            agree += len(new)
        segments += [Segment("delete", old)] if old else []
        segments += [Segment("insert", new)] if new else []
        edits.append(
            Edit(new, old, _start(own, draft), _start(other, prior), frozenset(t.kind for t in (*own, *other)))
        )
    return Redline(_joined(segments), _together(edits, draft, prior), agree / max(1, len(draft), len(prior)))


def _text(text: str, some: Sequence[Token]) -> str:
    return text[some[0].start : some[-1].end] if some else ""


def _swap(own: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether a figure, a date or a name took the place of another: the statement is still the same one."""
    kinds = [token.kind for token in own]
    return bool(kinds) and "letter" not in kinds and kinds == [token.kind for token in other]


def _start(some: Sequence[Token], text: str) -> int:
    return some[0].start if some else len(text)


def _joined(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Neighbouring edits as one deletion and one insertion."""
    found: list[Segment] = []
    old = new = ""
    for segment in (*segments, Segment("equal", "")):
        if segment.operation == "delete":
            old += segment.text
        elif segment.operation == "insert":
            new += segment.text
        else:
            found += [Segment("delete", old)] if old else []
            found += [Segment("insert", new)] if new else []
            found += [segment] if segment.text else []
            old = new = ""
    return tuple(found)


def _together(edits: Sequence[Edit], draft: str, prior: str) -> tuple[Edit, ...]:
    """Edits that touch on either side as one."""
    found: list[Edit] = []
    for edit in edits:
        last = found[-1] if found else None
        if (
            last
            and _touch(last.draft, last.draft_start, edit.draft_start, edit.draft)
            and _touch(last.prior, last.prior_start, edit.prior_start, edit.prior)
        ):
            found[-1] = Edit(
                last.draft + edit.draft, last.prior + edit.prior,
                min(last.draft_start, edit.draft_start), min(last.prior_start, edit.prior_start),
                last.kinds | edit.kinds,
            )  # fmt: skip
        else:
            found.append(edit)
    return tuple(found)


def _touch(before: str, start: int, next_start: int, after: str) -> bool:
    return not before or not after or start + len(before) == next_start
