"""The stance (办理态度) that the evidence supports, and why; nothing found leaves it to the officer."""

from dataclasses import dataclass

from drafting.draft import Stance
from drafting.lexicon import lexicon
from drafting.materials import says


@dataclass(frozen=True, slots=True)
class Grounds:
    """Texts found for one ask, by what they are."""

    facts: tuple[str, ...]
    plans: tuple[str, ...]
    rules: tuple[str, ...]
    opinions: tuple[str, ...]


def refused(texts: tuple[str, ...]) -> bool:
    """Whether a co-handler's words decline the ask."""
    return any(lexicon("stances")["refused"].search(text) for text in texts)


def outside(text: str) -> bool:
    """Whether a point only says that the ask is not the unit's business."""
    return bool(lexicon("stances")["outside"].search(text))


def speaks(text: str) -> bool:
    """Whether a short sentence takes a stand (支持…, 暂不…) and is more than a heading."""
    return bool(lexicon("stances")["refused"].search(text) or lexicon("stances")["supported"].search(text))


def stance_of(grounds: Grounds) -> tuple[Stance | None, str]:
    """(stance, reason in Chinese for the officer). The order: refusal, completion, work under way, plan, nothing."""
    if refused(grounds.opinions):
        if grounds.facts or grounds.plans:
            return "部分采纳", "会办单位对部分内容提出不同意见，其余已有工作或计划"
        return "暂不具备条件", "会办单位表示不具备条件"
    finished = any(says("finished", text) for text in grounds.facts)
    if finished and not grounds.plans:
        return "采纳", "本单位材料显示有关工作已完成"
    if any(says("progress", text) and not says("lacking", text) for text in grounds.facts):
        return "正在办理", "本单位材料显示有关工作正在推进"
    if grounds.plans:
        return "列入计划", "已列入本单位或者上级的计划安排"
    return None, "没有检索到可以支持答复的材料，由承办人确定"
