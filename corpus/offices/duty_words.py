"""The words by which duties are told (``duties.toml``), read once."""

import re
import tomllib
from functools import cache
from pathlib import Path

from corpus.offices.organs import is_organ_name, looks_like_unit
from corpus.offices.unit_lists import units_of

_GATHERED = re.compile(
    r"各.{1,12}|.{0,8}(?:有关|相关|成员)(?:单位|部门)|.{2,12}(?:单位|部门|处室|政府|办|街道|镇|学校|园区)"
)
_LONGEST_UNIT = 25
_SENTENCE = re.compile(
    r"^(?:经|[我本该贵])|支持|鼓励|引导|推动|发挥|[由为将对把使被应请可需在]|进行|加强|建立|实施|完善|按照|根据|负责|牵头"
)


@cache
def pattern(table: str, name: str) -> re.Pattern[str]:
    data = tomllib.loads(Path(__file__).with_name("duties.toml").read_text("utf-8"))
    return re.compile(data[table][name])


def units_in(text: str) -> tuple[str, ...]:
    """The units of a list, or nothing where any part of ``text`` is no name of a unit."""
    units = units_of(text.strip(" \t\u3000：:*"))
    return units if units and all(_is_unit(unit) for unit in units) else ()


def listed_units(text: str) -> tuple[str, ...]:
    """The units of a list behind a label that announces units: one known name vouches for the others."""
    units = units_of(text.strip(" \t\u3000：:*"))
    vouched = any(map(_is_unit, units)) and all(len(unit) <= _LONGEST_UNIT for unit in units)
    return units if vouched else ()


def _is_unit(text: str) -> bool:
    if is_organ_name(text):
        return True
    return not _SENTENCE.search(text) and (looks_like_unit(text) or _GATHERED.fullmatch(text) is not None)


def deadline_in(text: str) -> str | None:
    """A time by which something is to be done, as printed (2025年6月底前), or ``None``."""
    match = pattern("deadline", "pattern").search(text)
    return match.group() if match and any(map(str.isdigit, match.group())) else None
