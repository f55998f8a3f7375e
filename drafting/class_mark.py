"""The class mark (办理结果分类) of a reply from the stances of its answers and the scheme of the place."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from drafting.draft import Stance
from drafting.matter import Matter

_MEANING: dict[Stance, str] = {
    "采纳": "solved",
    "部分采纳": "in_progress_or_planned",
    "正在办理": "in_progress_or_planned",
    "列入计划": "in_progress_or_planned",
    "暂不具备条件": "constrained",
    "不属职权": "constrained",
    "留作参考": "reference_only",
}


@cache
def _schemes() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(Path(__file__).with_name("classes.toml").read_text("utf-8"))["scheme"])


def class_mark(stances: Sequence[Stance | None], matter: Matter) -> str | None:
    """The letter, or ``None`` where an answer is still open or the place has no scheme on record.

    A only when every ask is solved; B when anything is under way or planned; else C, and D when all is for reference.
    """
    body = "政协" if matter.case.item_kind == "提案" else "人大"
    scheme = next((s for s in _schemes() if s["region"] in (matter.region, "*") and body in s["body"]), None)
    if scheme is None or not stances or None in stances:
        return None
    meanings = {_MEANING[stance] for stance in stances if stance is not None}
    for meaning in ("in_progress_or_planned", "constrained", "reference_only", "solved"):
        whole = meaning in ("solved", "reference_only")
        if (meanings == {meaning}) if whole else (meaning in meanings):
            letter: str = scheme[meaning]
            return letter
    return str(scheme["in_progress_or_planned"])
