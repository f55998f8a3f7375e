"""The plan of a letter: for each ask what may be said, from which sentences, and the stance they support."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.document import Suggestion
from drafting.citations import Article
from drafting.draft import Stance
from drafting.earlier import earlier_stances
from drafting.gather import Gathered
from drafting.limits import Limit, find_limit
from drafting.materials import Material
from drafting.matter import Matter
from drafting.opinions import OpinionPoint, assign_opinions
from drafting.relevance import Relevance
from drafting.select import assign_sentences, by_use, without_laws
from drafting.stance import Grounds, judge
from drafting.topic import Topic, topic

__all__ = ["AnswerPlan", "OpinionPoint", "make_plan"]

_DEEPEST = 4
_YEAR = re.compile(r"(20\d{2})\s*年")


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """``firm``: the stance rests on something found or chosen; else it is a proposal, and the letter does not print
    it. ``earlier`` are the stances of earlier answers to like asks."""

    suggestion: Suggestion
    topic: Topic
    level: int
    parent: bool
    stance: Stance | None
    reason: str
    rules: tuple[Material, ...]
    facts: tuple[Material, ...]
    opinions: tuple[OpinionPoint, ...]
    plans: tuple[Material, ...]
    limit: Limit | None = None
    firm: bool = True
    earlier: tuple[Stance, ...] = ()


def make_plan(
    matter: Matter, usable: Sequence[Material], relevance: Relevance, gathered: Gathered, article: Article
) -> tuple[AnswerPlan, ...]:
    """One plan an ask, in the member's order. Each sentence is used once, under the ask it fits best."""
    asks = matter.case.suggestions
    chosen = assign_sentences(matter, usable, relevance, gathered.scores)
    points = assign_opinions(asks, matter.opinions)
    parents = {s.parent for s in asks if s.parent}
    plans = []
    for ask in asks:
        subject = topic(ask)
        told = [s.text for p in points[ask.id] for s in p.sentences]
        limit = find_limit(ask, subject, article)
        best = by_use(without_laws(chosen[ask.id]) if limit else chosen[ask.id], told)
        plan = AnswerPlan(
            suggestion=ask,
            topic=subject,
            level=_level(ask, asks),
            parent=ask.id in parents,
            stance=None,
            reason="",
            rules=best["rule"],
            facts=best["fact"],
            opinions=points[ask.id],
            plans=best["plan"],
            limit=limit,
            earlier=earlier_stances(ask.id, gathered, matter),
        )
        plans.append(with_stance(plan, matter.year))
    return _with_titles(plans)


def _with_titles(plans: Sequence[AnswerPlan]) -> tuple[AnswerPlan, ...]:
    """An ask that is only the title of others stands as they do."""
    settled = {}
    for plan in plans:
        below = [one for one in plans if one.suggestion.parent == plan.suggestion.id]
        held = plan.rules or plan.facts or plan.plans or plan.opinions or (plan.limit and plan.limit.provision)
        stances = {one.stance for one in below}
        if below and not held:
            stance = stances.pop() if len(stances) == 1 else "正在办理" if "正在办理" in stances else None
            plan = replace(plan, stance=stance, reason="按所含各项建议的办理情况，由承办人确定", firm=False)
        settled[plan.suggestion.id] = plan
    return tuple(settled.values())


def with_stance(plan: AnswerPlan, year: int) -> AnswerPlan:
    """``plan`` with the stance that what it holds supports in ``year``, and the reason."""
    told = tuple(s.text for p in plan.opinions for s in p.sentences)
    judged = judge(
        Grounds(
            facts=tuple(m.text for m in plan.facts),
            plans=tuple(m.text for m in plan.plans),
            begun=any(_first_year(m) <= year for m in plan.plans),
            rules=tuple(m.text for m in plan.rules if m.near or m.own),
            opinions=told,
            limit=plan.limit,
            earlier=plan.earlier,
            ask=plan.suggestion.text,
        )
    )
    return replace(plan, stance=judged.stance, reason=judged.reason, firm=judged.firm)


def _first_year(plan: Material) -> int:
    """The first year a plan is for: printed in it, else in its headings, else its document's own."""
    for text in (plan.text, *plan.found.evidence.heading[1:]):
        if years := _YEAR.findall(text):
            return min(map(int, years))
    return plan.year or 0


def _level(ask: Suggestion, asks: Sequence[Suggestion]) -> int:
    """1 for an outermost ask, one more for each ask it stands under, 4 at most (GB/T 9704—2012 7.3.3)."""
    parents = {one.id: one.parent for one in asks}
    level, above = 1, ask.parent
    while above is not None and level < _DEEPEST:
        level, above = level + 1, parents.get(above)
    return level
