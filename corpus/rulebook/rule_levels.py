"""What rank a rule has (位阶), whether it is only planned, and whether a document is a rule at all (``*.toml``)."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from corpus.rulebook.rule_names import cited_name

Level = Literal[
    "宪法", "法律", "行政法规", "监察法规", "司法解释", "地方性法规", "部门规章", "地方政府规章", "党内法规",
    "规范性文件", "标准",
]  # fmt: skip
Stage = Literal["拟制定", "征求意见稿", "草案"]

LEVELS: tuple[Level, ...] = Level.__args__  # type: ignore[attr-defined]
STAGES: tuple[Stage, ...] = Stage.__args__  # type: ignore[attr-defined]


def rule_level(title: str, number: str | None = None, issuer: str | None = None) -> Level:
    """The rank of a rule, from its name, its number and who made it; 规范性文件 where nothing higher fits.

    Source: 立法法 (2023) arts. 10, 72, 80, 91, 93; each entry of ``rule_levels.toml`` names its own.
    """
    facts = {"title": cited_name(title), "number": number or "", "issuer": issuer or ""}
    for entry in _entries("level"):
        if entry.get("unnumbered") and number:
            continue
        if all(pattern.search(facts[name]) for name, pattern in entry["patterns"]):
            return cast(Level, entry["level"])
    return "规范性文件"


def rule_stage(title: str) -> Stage | None:
    """What a document is that is not yet a rule (征求意见稿, 草案), as its title says."""
    return next((cast(Stage, e["stage"]) for e in _entries("stage") if e["patterns"][0][1].search(title)), None)


def is_rule(kind: str, title: str | None, number: str | None) -> bool:
    """Whether a document of this kind is a rule: a notice only with a number, and none of the day's business."""
    told = _data()["documents"]
    if kind not in told["kinds"] or not title:
        return False
    return kind in told["always"] or (number is not None and not re.search(told["daily"], title))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _entries(table: str) -> tuple[dict[str, Any], ...]:
    """The entries of a table with their patterns compiled, in order."""
    return tuple(
        entry
        | {"patterns": [(name, re.compile(entry[name])) for name in ("title", "number", "issuer") if name in entry]}
        for entry in _data()[table]
    )
