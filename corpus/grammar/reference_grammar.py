"""The grammar of references (``references.toml``), read once, and the stretches of a text worth trying it on."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _grammar() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("references.toml").read_text("utf-8"))


def entry(kind: str) -> dict[str, Any]:
    """The table of one kind of reference: its patterns and its word lists."""
    table: dict[str, Any] = _grammar()[kind]
    return table


@cache
def words(kind: str, name: str) -> tuple[str, ...]:
    """A list of words of one kind, the longest first."""
    return tuple(sorted(entry(kind)[name], key=len, reverse=True))


@cache
def any_of(kind: str, name: str) -> str:
    """The words of a list as one alternation, the longest first, for use inside a pattern."""
    return "|".join(map(re.escape, words(kind, name)))


@cache
def patterns(kind: str, name: str = "patterns") -> tuple[re.Pattern[str], ...]:
    """The compiled patterns of one kind, in the order in which they are tried; ``{parts}`` of the table filled in."""
    table = entry(kind)
    found = table[name]
    fragments = {f"{{{key}}}": value for key, value in table.items() if isinstance(value, str) and key != name}

    def filled(pattern: str) -> str:
        for placeholder, fragment in fragments.items():
            pattern = pattern.replace(placeholder, fragment)
        return pattern

    return tuple(re.compile(filled(p)) for p in (found if isinstance(found, list) else [found]))


def pattern(kind: str, name: str) -> re.Pattern[str]:
    """The one compiled pattern of that name."""
    return patterns(kind, name)[0]


def stretches(text: str, candidate: re.Pattern[str], before: int, after: int) -> Iterator[tuple[int, int]]:
    """The parts of ``text`` that lie within ``before`` and ``after`` characters of a candidate, joined where they meet.

    Dearer patterns are tried there alone, so that a text without candidates costs one pass.
    """
    start, end = 0, -1
    for match in candidate.finditer(text):
        left, right = max(0, match.start() - before), min(len(text), match.end() + after)
        if end >= 0 and left <= end:
            end = right
            continue
        if end >= 0:
            yield start, end
        start, end = left, right
    if end >= 0:
        yield start, end
