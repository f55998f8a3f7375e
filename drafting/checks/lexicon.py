"""Lexicons of the checks: named lists of patterns, kept as data beside the checks that read them."""

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def words(name: str, entry: str) -> re.Pattern[str]:
    """The entry of ``{name}.toml`` beside this module as one pattern that matches where any of its patterns does."""
    data = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))
    return re.compile("|".join(f"(?:{pattern})" for pattern in data[entry]["patterns"]))


@cache
def pairs(name: str, entry: str) -> tuple[tuple[str, str], ...]:
    """The pairs of an entry, in order."""
    data = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))
    return tuple((one, other) for one, other in data[entry]["pairs"])
