"""The kind of a document, by its title and the words of its head; the rules are data."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, cast

from corpus.document import Kind

HEAD_CHARS = 1500
"""How much of a text is its head."""


@cache
def _rules() -> tuple[dict[str, Any], ...]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return tuple(data["kind"])


def kind_of(title: str, text: str) -> Kind:
    """The kind of the first rule all of whose patterns match, ``other`` where none does."""
    scopes = {"title": title, "head": text[:HEAD_CHARS], "lines": text}
    for rule in _rules():
        if all(re.search(rule[scope], scopes[scope]) for scope in scopes if scope in rule):
            return cast(Kind, rule["kind"])
    return "other"
