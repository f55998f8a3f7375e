"""The letter's formulas, rendered from ``formulas.toml`` with Jinja2; an unknown variable is an error."""

import tomllib
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template


@cache
def environment() -> Environment:
    """Strict, and without HTML escaping: what is rendered is plain text, escaped where it is shown."""
    return Environment(undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _compiled(source: str) -> Template:
    return environment().from_string(source)


def formula(key: str, conditions: AbstractSet[str], /, **values: str) -> str:
    """The first formula ``key`` whose conditions all hold, filled with ``values``."""
    entry = next(e for e in _data()[key] if set(e["when"]) <= conditions)
    return _compiled(entry["text"]).render(values)


def phrase(group: str, key: str, /, **values: str) -> str:
    """The phrase ``key`` of ``group`` (``lead`` or ``placeholder``), filled with ``values``."""
    return _compiled(_data()[group][key]).render(values)


@cache
def pronouns() -> dict[str, str]:
    """How an organisation is spoken to, by the ending of its name, in the order to try."""
    found: dict[str, str] = _data()["pronoun"]
    return found
