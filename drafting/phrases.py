"""The answers' own phrases (``phrases.toml``), rendered with Jinja2; wordings that mean the same take turns."""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template

from drafting.formulas import environment


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _compiled(source: str) -> Template:
    return environment().from_string(source)


class Phrases:
    """The phrases of one letter: of several wordings each is used in its turn. ``values`` are known throughout."""

    def __init__(self, **values: str) -> None:
        self._values = values
        self._turns: Counter[tuple[str, ...]] = Counter()

    def say(self, *key: str, **values: str) -> str:
        """The phrase at ``key`` filled with ``values``; empty where the data holds no wording for it."""
        entry: Any = _data()
        for part in key:
            entry = entry[part]
        wordings: list[str] = [entry] if isinstance(entry, str) else entry
        if not wordings:
            return ""
        turn = self._turns[key]
        self._turns[key] += 1
        return _compiled(wordings[turn % len(wordings)]).render(self._values | values)
