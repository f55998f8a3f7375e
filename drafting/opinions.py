"""Which ask each point of a co-handler's opinion speaks to."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.cases.align import named_in
from corpus.cases.likeness import bigrams, likeness
from corpus.document import Suggestion
from corpus.structure.lines import Line, sentences
from corpus.structure.markers import marker
from drafting.lexicon import lexicon
from drafting.materials import says
from drafting.matter import Opinion
from drafting.stance import outside, speaks

_SHORTEST_POINT = 12
_LONGEST_HEADING = 36
_NEARLY_ALIKE = 0.9


@dataclass(frozen=True, slots=True)
class OpinionPoint:
    """Sentences of a co-handler's opinion that speak to one ask."""

    opinion: Opinion
    sentences: tuple[Line, ...]


def assign_opinions(asks: Sequence[Suggestion], opinions: Sequence[Opinion]) -> dict[str, tuple[OpinionPoint, ...]]:
    """Each point of each opinion under the ask it names, else the ask whose words it shares.

    An opinion that says at its head which asks it speaks to (我局就建议三提出…) is kept to them. A point that only
    says 与我局无关 is left out. Shared words decide better here than meaning: a co-handler takes up the terms of the
    ask. Of asks that fit nearly alike the first is taken, for opinions follow the order of the asks.
    """
    points: dict[str, list[OpinionPoint]] = {ask.id: [] for ask in asks}
    for opinion in opinions:
        told = [answer for answer in opinion.reply.answers if not outside(answer.text)]
        allowed = _named_at_head(opinion, asks) or {ask.id for ask in asks}
        choice = [ask for ask in asks if ask.id in allowed]
        table = likeness([bigrams(answer.text) for answer in told], [bigrams(ask.text) for ask in choice])
        for answer, row in zip(told, table, strict=True):
            named = named_in(answer.text, tuple(choice))
            at = next(i for i, score in enumerate(row) if score >= _NEARLY_ALIKE * max(row))
            key = min(named, key=lambda id: [ask.id for ask in asks].index(id)) if named else choice[at].id
            spoken = _spoken(opinion.document.text, answer.start, answer.end)
            if spoken:
                points[key].append(OpinionPoint(opinion, spoken))
    return {key: tuple(value) for key, value in points.items()}


def _named_at_head(opinion: Opinion, asks: Sequence[Suggestion]) -> set[str]:
    """The asks that the opening of an opinion keeps it to; empty where it names none."""
    answers = opinion.reply.answers
    head = opinion.document.text[opinion.reply.start : answers[0].start] if answers else ""
    named: set[str] = set()
    for match in lexicon("stances")["scope"].finditer(head):
        named |= named_in(head[match.end() :], tuple(asks))
    return named


def _spoken(text: str, start: int, end: int) -> tuple[Line, ...]:
    """Sentences of a point without its run-in heading (一、关于补助标准。) and what is between the offices only.

    A subject further on (关于综合保险。) is joined to what is said of it.
    """
    found: list[Line] = []
    subject: Line | None = None
    for at, line in enumerate(sentences(text, start, end)):
        if _is_heading(line.text):
            subject = line if at > 0 and _unnumbered(line.text).startswith("关于") else None
        elif not says("formula", line.text) and not outside(line.text) and not _internal(line.text):
            joined = f"{subject.text.rstrip('。')}，{line.text}" if subject else line.text
            found.append(Line(subject.start if subject else line.start, line.end, joined))
            subject = None
    return tuple(found)


def _internal(sentence: str) -> bool:
    """Advice on how to handle the case, which is not for the proposer (建议贵局与提案人充分沟通)."""
    return bool(lexicon("stances")["internal"].search(sentence))


def _is_heading(sentence: str) -> bool:
    """关于补助标准。 or 加强监督。: a subject without a statement about it."""
    body = _unnumbered(sentence)
    if any(c in "，,；;：:" or c.isdigit() for c in body) or speaks(body):
        return False
    return len(body) <= (_LONGEST_HEADING if body != sentence or body.startswith("关于") else _SHORTEST_POINT)


def _unnumbered(sentence: str) -> str:
    mark = marker(sentence)
    return sentence[mark.length :].lstrip() if mark else sentence
