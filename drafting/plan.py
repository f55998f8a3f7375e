"""The plan of a letter: for each ask what may be said, from which sentences, and the stance they support."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Suggestion
from corpus.likeness import bigrams, likeness
from corpus.lines import Line, sentences
from corpus.markers import marker
from drafting.draft import Stance
from drafting.materials import Material, says
from drafting.matter import Matter, Opinion
from drafting.stance import Grounds, outside, stance_of
from drafting.topic import Topic, topic

# A sentence belongs to an ask when they share this much (0…1, cosine of rare character pairs times the passage's own
# retrieval score); tuned on the sample corpus so that no unrelated sentence enters.
ENOUGH = {"fact": 0.13, "plan": 0.13, "rule": 0.17}
MOST = {"fact": 3, "plan": 2, "rule": 2}
# Retrieval found the passage for another ask, not for this one: the words alone must carry it.
_NOT_RETRIEVED = 0.35
_SHORTEST_POINT = 10


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


def make_plan(
    matter: Matter, usable: Sequence[Material], scores: Mapping[tuple[str, str], float]
) -> tuple[AnswerPlan, ...]:
    """One plan an ask, in the member's order. ``scores`` gives the retrieval score (0…1) of (suggestion id, passage).

    Each sentence is used once, under the ask it fits best.
    """
    asks = matter.case.suggestions
    chosen = _assign(asks, usable, scores)
    points = _assign_opinions(asks, matter.opinions)
    parents = {s.parent for s in asks if s.parent}
    plans = []
    for ask in asks:
        by_use = {use: _best(chosen[ask.id], use) for use in ENOUGH}
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
                level=1 if ask.parent is None else 2,
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


def _assign(
    asks: Sequence[Suggestion], usable: Sequence[Material], scores: Mapping[tuple[str, str], float]
) -> dict[str, list[tuple[float, Material]]]:
    """Each usable sentence under the ask it is most like, when it is like enough for its use."""
    chosen: dict[str, list[tuple[float, Material]]] = {ask.id: [] for ask in asks}
    if not usable or not asks:
        return chosen
    rows = [bigrams(m.text + " " + " ".join(m.found.evidence.heading[1:])) for m in usable]
    table = likeness(rows, [bigrams(ask.text + " " + topic(ask).text) for ask in asks])
    for material, row in zip(usable, table, strict=True):
        passage = material.found.evidence.passage
        weighed = [
            (like * max(_NOT_RETRIEVED, scores.get((ask.id, passage), 0.0)), at)
            for at, (like, ask) in enumerate(zip(row, asks, strict=True))
        ]
        score, at = max(weighed, key=lambda pair: (pair[0], -pair[1]))
        if score >= ENOUGH[material.use]:
            chosen[asks[at].id].append((score, material))
    return chosen


def _best(scored: Sequence[tuple[float, Material]], use: str) -> tuple[Material, ...]:
    """The best sentences of one use without saying the same twice, newest document first, then as they stand."""
    kept: list[Material] = []
    ranked = sorted(
        (pair for pair in scored if pair[1].use == use), key=lambda pair: (-(pair[1].year or 0), -pair[0])
    )
    for _, material in ranked:
        if len(kept) == MOST[use]:
            break
        if not any(_alike(material.text, other.text) for other in kept):
            kept.append(material)
    return tuple(sorted(kept, key=lambda m: (-(m.year or 0), m.found.evidence.document, m.start)))


def _alike(one: str, other: str) -> bool:
    a, b = set(bigrams(one)), set(bigrams(other))
    return len(a & b) > 0.6 * min(len(a), len(b))


def _assign_opinions(
    asks: Sequence[Suggestion], opinions: Sequence[Opinion]
) -> dict[str, tuple[OpinionPoint, ...]]:
    """Each point of each opinion under the ask it is most like; a point that only says 与我局无关 is left out."""
    points: dict[str, list[OpinionPoint]] = {ask.id: [] for ask in asks}
    columns = [bigrams(ask.text) for ask in asks]
    for opinion in opinions:
        answers = [a for a in opinion.reply.answers if not outside(a.text)]
        table = likeness([bigrams(a.text) for a in answers], columns) if answers and asks else []
        for answer, row in zip(answers, table, strict=True):
            at = max(range(len(row)), key=lambda i: row[i])
            spoken = _spoken(opinion.document.text, answer.start, answer.end)
            if spoken:
                points[asks[at].id].append(OpinionPoint(opinion, spoken))
    return {key: tuple(value) for key, value in points.items()}


def _spoken(text: str, start: int, end: int) -> tuple[Line, ...]:
    """Sentences of a point without its run-in heading (一、关于补助标准。)."""
    found = list(sentences(text, start, end))
    if len(found) > 1 and _is_heading(found[0].text):
        found = found[1:]
    return tuple(line for line in found if len(line.text) >= _SHORTEST_POINT and not says("formula", line.text))


def _is_heading(sentence: str) -> bool:
    mark = marker(sentence)
    body = sentence[mark.length :] if mark else sentence
    return mark is not None and not any(c in body for c in "，,；;") and len(body) <= 36
