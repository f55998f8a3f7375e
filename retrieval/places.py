"""The places that a query names beside its topic: 国际标准 粤, 深圳 电动自行车, 东莞市 加装电梯."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.offices.regions import is_above, region_names, short_region


@dataclass(frozen=True, slots=True)
class Placed:
    """A query with the one-letter names of places written out, the places it names, and what the reader is told."""

    text: str
    places: tuple[str, ...]
    remarks: tuple[str, ...]


@cache
def _settings() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def placed(text: str) -> Placed:
    """What of ``text`` is the name of a place; without any, ``text`` stays as it is."""
    letters: dict[str, str] = _settings()["letters"]
    parts = re.split(r"(\s+)", text)
    if sum(bool(part.strip()) for part in parts) < 2:
        return Placed(text, _names(text), ())  # a letter by itself is what is looked for
    written = "".join(letters.get(part, part) for part in parts)
    line = _settings()["remark"]["line"]
    used = dict.fromkeys(part for part in parts if part in letters)
    told = tuple(line.format(letter=letter, place=letters[letter]) for letter in used)
    return Placed(written, _names(written), told)


def lies_in(place: str, region: str) -> bool:
    """Whether ``region`` is ``place`` or a part of it."""
    return place == region or is_above(place, region)


def _names(text: str) -> tuple[str, ...]:
    whole = (match.group() for match in _whole_names().finditer(text))
    alone = (name for token in text.split() if (name := short_region(token)) is not None)
    return tuple(dict.fromkeys([*whole, *alone, *_leading(text)]))


def _leading(text: str) -> tuple[str, ...]:
    """The place whose short name the query begins with, unless that begins the name of a street."""
    settings = _settings()["names"]
    for end in (4, 3, 2):
        name, rest = short_region(text[:end]), text[end:]
        if name is not None and len(rest) > settings["more"]:
            return () if re.match(settings["streets"], rest) else (name,)
    return ()


@cache
def _whole_names() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, region_names()), key=len, reverse=True)))
