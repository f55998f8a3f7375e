"""The lexicon of promises (``promises.toml``), read once."""

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def _entries() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(Path(__file__).with_name("promises.toml").read_text("utf-8"))
    return {name: re.compile("|".join(entry["patterns"])) for name, entry in data.items()}


def words(name: str) -> re.Pattern[str]:
    """The entry ``name`` as one pattern that matches where any of its patterns does."""
    return _entries()[name]
