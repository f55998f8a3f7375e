"""Corrections that are certain, applied to the text."""

from collections.abc import Iterable

from drafting.finding import Finding, Mend


def mends_of(findings: Iterable[Finding]) -> tuple[Mend, ...]:
    """The corrections of the findings in order, none that touches an earlier one."""
    kept: list[Mend] = []
    for mend in sorted({f.mend for f in findings if f.mend}, key=lambda m: (m.start, m.end)):
        if not kept or mend.start >= kept[-1].end:
            kept.append(mend)
    return tuple(kept)


def apply(text: str, mends: Iterable[Mend]) -> str:
    """``text`` with every correction made. Raises ``ValueError`` where two overlap or one lies outside the text."""
    pieces, done = [], 0
    for mend in sorted(mends, key=lambda m: (m.start, m.end)):
        if not done <= mend.start <= mend.end <= len(text):
            raise ValueError(f"correction at {mend.start}–{mend.end} overlaps another or lies outside the text")
        pieces += [text[done : mend.start], mend.replacement]
        done = mend.end
    return "".join((*pieces, text[done:]))
