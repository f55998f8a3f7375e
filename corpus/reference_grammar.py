"""The grammar of references (``references.toml``), read once."""

import re
import tomllib
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
def patterns(kind: str, name: str = "patterns") -> tuple[re.Pattern[str], ...]:
    """The compiled patterns of one kind, in the order in which they are tried."""
    found = entry(kind)[name]
    return tuple(map(re.compile, found if isinstance(found, list) else [found]))
