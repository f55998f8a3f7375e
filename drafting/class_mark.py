"""The class mark (办理结果分类) of a reply from the stances of its answers and the scheme of the place."""

from collections.abc import Sequence

from drafting.draft import Stance
from drafting.jurisdiction_values import ClassScheme, Meaning

MEANINGS: dict[Stance, Meaning] = {
    "采纳": "solved",
    "部分采纳": "in_progress_or_planned",
    "正在办理": "in_progress_or_planned",
    "列入计划": "in_progress_or_planned",
    "暂不具备条件": "constrained",
    "不属职权": "constrained",
    "留作参考": "reference_only",
}


def meaning_of(stances: Sequence[Stance | None]) -> Meaning | None:
    """What the answers come to as a whole; ``None`` while one is open, and where the officer must weigh them.

    Solved only when every ask is (domain brief §5 R18); under way or planned when anything is; else held back by
    conditions when anything is. What is partly solved and partly for reference is the officer's to class.
    """
    meanings = {MEANINGS[stance] for stance in stances if stance is not None}
    if None in stances or not meanings:
        return None
    if len(meanings) == 1:
        return next(iter(meanings))
    if "in_progress_or_planned" in meanings:
        return "in_progress_or_planned"
    return "constrained" if "constrained" in meanings else None


def class_mark(stances: Sequence[Stance | None], scheme: ClassScheme | None) -> str | None:
    """The letter for ``stances`` under ``scheme``, or ``None`` where they or the scheme do not settle it."""
    meaning = meaning_of(stances)
    if scheme is None or meaning is None:
        return None
    entry = scheme.entry(meaning, [stance for stance in stances if stance is not None])
    return entry.mark if entry else None
