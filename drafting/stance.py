"""The stance (办理态度) that the evidence supports, and why; what is only likely is marked as a proposal."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.structure.lines import sentences
from drafting.draft import Stance
from drafting.lexicon import lexicon
from drafting.limits import Limit
from drafting.materials import says

# How a reason begins that rests on likelihood only: the officer decides, and the letter says nothing of it.
PROPOSED = "建议"


@dataclass(frozen=True, slots=True)
class Grounds:
    """Texts found for one ask, by what they are. ``begun``: a plan among them is for this year. ``rules`` are those of
    the own place; ``limit`` is what the ask meets beyond the unit's power; ``earlier`` the stances of earlier answers
    to like asks, the likest first."""

    facts: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    begun: bool = False
    rules: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    limit: Limit | None = None
    earlier: tuple[Stance, ...] = ()
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """``firm``: something found says so; otherwise the stance is a proposal that the letter does not print."""

    stance: Stance | None
    reason: str
    firm: bool = True


def refused(texts: Sequence[str]) -> bool:
    """Whether a co-handler's words decline the ask."""
    return any(_matches("refused", text) for text in texts)


def outside(text: str) -> bool:
    """Whether a point only says that the ask is not the unit's business."""
    return _matches("outside", text)


def speaks(text: str) -> bool:
    """Whether a short sentence takes a stand (支持…, 暂不…) and is more than a heading."""
    return _matches("refused", text) or _matches("supported", text)


def judge(grounds: Grounds) -> Judgement:
    """The stance with its reason in Chinese for the officer.

    The order: a limit of power, what co-handlers say, completion, work under way, a plan, a rule of the own place that
    is being carried out; then what is only likely: earlier answers to like asks, the everyday kind of the ask.
    """
    return _limited(grounds) or _told(grounds) or _found(grounds) or _likely(grounds)


def _limited(grounds: Grounds) -> Judgement | None:
    limit = grounds.limit
    if limit is None:
        return None
    basis = f"《{limit.law}》{limit.article}" if limit.provision else limit.advice
    if limit.provision is None:
        agreed = any(_matches("agreed", text) for text in grounds.opinions)
        heard = bool(grounds.opinions or grounds.plans)
        return None if agreed or heard else Judgement(limit.stance, f"{PROPOSED}：{basis}，由承办人核定", False)
    declined = refused(grounds.opinions)
    if limit.whole:
        return Judgement(limit.stance, f"“{limit.asked}”涉及{limit.name}（{basis}），请核定", declined)
    return Judgement("部分采纳", f"其中“{limit.asked}”涉及{limit.name}（{basis}），其余内容可以办理，请核定", declined)


def _told(grounds: Grounds) -> Judgement | None:
    """What the co-handlers' words support."""
    opinions = grounds.opinions
    if not opinions:
        return None
    work = grounds.facts or grounds.plans
    if refused(opinions):
        if work or any(_offers(text) for text in opinions):
            return Judgement("部分采纳", "会办单位对部分内容提出不同意见，其余已有工作、计划或者替代安排")
        return Judgement("暂不具备条件", "会办单位表示不具备条件")
    if any(_matches("agreed", text) for text in opinions) and not work:
        return Judgement("采纳", "会办单位同意该项建议")
    if any(says("progress", text) or says("future", text) for text in opinions):
        return Judgement("正在办理", "会办单位反馈有关工作已经开展")
    return None


def _offers(opinion: str) -> bool:
    """A co-handler's sentence that says what is or will be done, besides what it declines."""
    if _matches("refused", opinion):
        return False
    return says("future", opinion) or says("progress", opinion) or _matches("supported", opinion)


def _found(grounds: Grounds) -> Judgement | None:
    finished = any(says("finished", text) for text in grounds.facts)
    if finished and not grounds.plans:
        return Judgement("采纳", "本单位材料显示有关工作已完成")
    if any(says("progress", text) and not says("lacking", text) for text in grounds.facts):
        return Judgement("正在办理", "本单位材料显示有关工作正在推进")
    if grounds.plans and grounds.begun:
        return Judgement("正在办理", "已列入本单位或者上级的计划安排，正在组织实施")
    if grounds.plans:
        return Judgement("列入计划", "已列入本单位或者上级今后的计划安排")
    if grounds.rules:
        return Judgement("正在办理", "现行制度已有规定，正在按规定落实；落实情况请承办人补充")
    return None


def _likely(grounds: Grounds) -> Judgement:
    """A proposal for the officer; the letter leaves the answer open."""
    if grounds.earlier:
        counted = Counter(grounds.earlier)
        stance = max(counted, key=lambda one: (counted[one], -grounds.earlier.index(one)))
        told = "、".join(dict.fromkeys(grounds.earlier))
        reason = f"没有检索到本单位当前材料；往年同类建议的办理情况为{told}，由承办人确定"
        return Judgement(stance, f"{PROPOSED}：{reason}", False)
    if _matches("routine", grounds.ask):
        reason = "没有检索到可以支持答复的材料；该项属日常工作事项，暂按正在办理拟稿，由承办人确定"
        return Judgement("正在办理", f"{PROPOSED}：{reason}", False)
    return Judgement(None, "没有检索到可以支持答复的材料，由承办人确定", False)


def read_stance(answer: str) -> Stance | None:
    """What an earlier answer says of its ask, by its words; ``None`` where they show nothing."""
    said = [line.text for line in sentences(answer)]
    kept = [text for text in said if not _matches("refused", text)]
    declined = len(kept) < len(said)
    to_come = any(says("future", text) or _matches("to_come", text) for text in kept)
    work = to_come or any(_matches("begun", text) for text in kept)
    if _matches("reference", answer) and (declined or not work):
        return "留作参考"
    if _matches("powerless", answer):
        return "部分采纳" if _matches("adopted", answer) else "不属职权"
    if declined:
        return "部分采纳" if work else "暂不具备条件"
    if _matches("adopted", answer) and not to_come:
        return "采纳"
    if any(_matches("begun", text) for text in kept):
        return "正在办理"
    return "列入计划" if to_come else None


def _matches(name: str, text: str) -> bool:
    return bool(lexicon("stances")[name].search(text))
