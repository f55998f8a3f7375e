"""Findings made in one way: the words they are about are always those of the letter."""

from drafting.checks.letter import Letter
from drafting.finding import Finding, Mend, Severity

Span = tuple[int, int]


def offence(
    letter: Letter,
    rule: str,
    severity: Severity,
    message: str,
    span: Span | None = None,
    *,
    expected: str | None = None,
    source: str | None = None,
    replacement: str | None = None,
) -> Finding:
    """A finding on ``span`` of the letter; ``replacement`` (empty to take the words out) makes it one with a mend."""
    if span is None:
        return Finding(rule, severity, message, expected=expected, source=source)
    start, end = span
    mend = None if replacement is None else Mend(start, end, replacement)
    shown = replacement if expected is None and replacement else expected
    return Finding(rule, severity, message, start, end, letter.text[start:end], shown, source, mend)
