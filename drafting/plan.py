"""The plan of a letter: for each ask what may be said, from which sentences, and the stance they support."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.cases.likeness import bigrams, likeness
from corpus.document import Suggestion
from corpus.rulebook.standing import rule_name
from corpus.structure.lines import Line, sentences
from corpus.structure.markers import marker
from drafting.draft import Stance
from drafting.materials import RULE_KINDS, Material, Use, says
from drafting.matter import Matter, Opinion
from drafting.relevance import Relevance
from drafting.stance import Grounds, outside, speaks, stance_of
from drafting.topic import Topic, topic

# A sentence belongs to an ask from this relevance on (see relevance.py); what a higher level or another unit lays down
# must fit more closely than what the own unit or its government does. Tuned on the sample cases.
ENOUGH: dict[Use, float] = {"fact": 0.45, "plan": 0.5, "rule": 0.47}
ENOUGH_FROM_ELSEWHERE = 0.9
MOST: dict[Use, int] = {"fact": 3, "plan": 2, "rule": 2}
# Sentences the encoder is asked about at most: the best passages hold what matters, and a draft takes a second.
MOST_SENTENCES = 64
_SHORTEST_POINT = 12
_SAME = 0.5  # share of the shorter sentence's character pairs from which two say the same
_LONGEST_HEADING = 36
_NOT_MUCH_WEAKER = 0.6
_NEARLY_ALIKE = 0.9
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class OpinionPoint:
    """Sentences of a co-handler's opinion that speak to one ask."""

    opinion: Opinion
    sentences: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class AnswerPlan:
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


def make_plan(matter: Matter, usable: Sequence[Material], relevance: Relevance) -> tuple[AnswerPlan, ...]:
    """One plan an ask, in the member's order. Each sentence is used once, under the ask it fits best."""
    asks = matter.case.suggestions
    chosen = _assign(matter, usable[:MOST_SENTENCES], relevance)
    points = _assign_opinions(asks, matter.opinions)
    parents = {s.parent for s in asks if s.parent}
    plans = []
    for ask in asks:
        by_use = _by_use(chosen[ask.id], [s.text for p in points[ask.id] for s in p.sentences])
        grounds = Grounds(
            facts=tuple(m.text for m in by_use["fact"]),
            plans=tuple(m.text for m in by_use["plan"]),
            rules=tuple(m.text for m in by_use["rule"]),
            opinions=tuple(s.text for p in points[ask.id] for s in p.sentences),
        )
        stance, reason = stance_of(grounds)
        plans.append(
            AnswerPlan(
                suggestion=ask,
                topic=topic(ask),
                level=_level(ask, asks),
                parent=ask.id in parents,
                stance=stance,
                reason=reason,
                rules=by_use["rule"],
                facts=by_use["fact"],
                opinions=points[ask.id],
                plans=by_use["plan"],
            )
        )
    return tuple(plans)


def _level(ask: Suggestion, asks: Sequence[Suggestion]) -> int:
    """1 for an outermost ask, one more for each ask it stands under, 4 at most (GB/T 9704—2012 7.3.3)."""
    parents = {one.id: one.parent for one in asks}
    level, above = 1, ask.parent
    while above is not None and level < _DEEPEST:
        level, above = level + 1, parents.get(above)
    return level


def _assign(
    matter: Matter, usable: Sequence[Material], relevance: Relevance
) -> dict[str, list[tuple[float, Material]]]:
    """Each usable sentence under the ask it is most relevant to, when it is relevant enough for its use."""
    asks = matter.case.suggestions
    chosen: dict[str, list[tuple[float, Material]]] = {ask.id: [] for ask in asks}
    texts = [_in_context(m) for m in usable]
    table = relevance.score(texts, [ask.text for ask in asks], [topic(ask).text for ask in asks])
    for material, row in zip(usable, table, strict=True):
        at = int(row.argmax())
        enough = ENOUGH[material.use] if material.own or material.near else ENOUGH_FROM_ELSEWHERE
        if row[at] >= enough:
            chosen[asks[at].id].append((float(row[at]), material))
    return chosen


def _in_context(material: Material) -> str:
    """The sentence under its headings; a rule also under its own name, which tells what it rules on."""
    document, headings = material.found.document, material.found.evidence.heading[1:]
    name = (rule_name(document.title or ""),) if document.kind in RULE_KINDS else ()
    return " ".join((*name, *headings, material.text))


def _by_use(scored: Sequence[tuple[float, Material]], told: Sequence[str]) -> dict[Use, tuple[Material, ...]]:
    """The best sentences of each use without saying anything twice; plans are chosen first, then rules, then facts.

    ``told`` is what co-handlers say under the same ask; a fact they report is not repeated.
    Facts and plans: the newest document first. Rules: the most relevant first, none much weaker than the best.
    """
    kept: dict[Use, tuple[Material, ...]] = {}
    said: list[str] = []
    for use in ("plan", "rule", "fact"):
        newest_first = sorted(
            (pair for pair in scored if pair[1].use == use),
            key=lambda pair: (0 if pair[1].use == "rule" else -(pair[1].year or 0), -pair[0]),
        )
        floor = _NOT_MUCH_WEAKER * max((score for score, _ in newest_first), default=0.0)
        taken: list[Material] = []
        for score, material in newest_first:
            repeats = any(_alike(material.text, s) for s in said)
            reported = use == "fact" and any(_reported(material.text, s) for s in told)
            if len(taken) < MOST[use] and score >= floor and not repeats and not reported:
                taken.append(material)
                said.append(material.text)
        kept[use] = tuple(sorted(taken, key=lambda m: (-(m.year or 0), m.found.evidence.document, m.start)))
    return kept


def _alike(one: str, other: str) -> bool:
    a, b = set(bigrams(one)), set(bigrams(other))
    return len(a & b) > _SAME * min(len(a), len(b))


def _reported(fact: str, told: str) -> bool:
    """Whether most of the fact stands in what a co-handler says; a short remark on its subject does not tell it."""
    own = set(bigrams(fact))
    return len(own & set(bigrams(told))) > _SAME * len(own)


def _assign_opinions(asks: Sequence[Suggestion], opinions: Sequence[Opinion]) -> dict[str, tuple[OpinionPoint, ...]]:
    """Each point of each opinion under the ask whose words it shares; a point that only says 与我局无关 is left out.

    Shared words decide better here than meaning: a co-handler takes up the terms of the ask. Of asks that fit nearly
    alike the first is taken, for opinions follow the order of the asks.
    """
    points: dict[str, list[OpinionPoint]] = {ask.id: [] for ask in asks}
    told = [(o, a) for o in opinions for a in o.reply.answers if not outside(a.text)]
    table = likeness([bigrams(answer.text) for _, answer in told], [bigrams(ask.text) for ask in asks])
    for (opinion, answer), row in zip(told, table, strict=True):
        at = next(i for i, score in enumerate(row) if score >= _NEARLY_ALIKE * max(row))
        spoken = _spoken(opinion.document.text, answer.start, answer.end)
        if spoken:
            points[asks[at].id].append(OpinionPoint(opinion, spoken))
    return {key: tuple(value) for key, value in points.items()}


def _spoken(text: str, start: int, end: int) -> tuple[Line, ...]:
    """Sentences of a point without its run-in heading (一、关于补助标准。).

    A subject further on (关于综合保险。) is joined to what is said of it.
    """
    found: list[Line] = []
    subject: Line | None = None
    for at, line in enumerate(sentences(text, start, end)):
        if _is_heading(line.text):
            subject = line if at > 0 and _unnumbered(line.text).startswith("关于") else None
        elif not says("formula", line.text):
            joined = f"{subject.text.rstrip('。')}，{line.text}" if subject else line.text
            found.append(Line(subject.start if subject else line.start, line.end, joined))
            subject = None
    return tuple(found)


def _is_heading(sentence: str) -> bool:
    """关于补助标准。 or 加强监督。: a subject without a statement about it."""
    body = _unnumbered(sentence)
    if any(c in "，,；;：:" or c.isdigit() for c in body) or speaks(body):
        return False
    return len(body) <= (_LONGEST_HEADING if body != sentence or body.startswith("关于") else _SHORTEST_POINT)


def _unnumbered(sentence: str) -> str:
    mark = marker(sentence)
    return sentence[mark.length :].lstrip() if mark else sentence
