"""Lexicons of the drafter: named lists of patterns, kept as data beside the modules that ask for them."""

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def lexicon(name: str) -> dict[str, re.Pattern[str]]:
    """The entries of ``drafting/{name}.toml``, each as one pattern that matches where any of its patterns does."""
    data = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))
    return {entry: re.compile("|".join(values["patterns"])) for entry, values in data.items()}
