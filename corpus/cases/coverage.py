"""Whether each ask of a case is answered, in part or not at all (domain brief §5 R01, 逐条回应)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.cases.align import plain
from corpus.cases.likeness import bigrams, held, rarity
from corpus.document import Answer, Case, Suggestion, UnitReply

CoverageStatus = Literal["答复", "部分答复", "未答复"]

# A clause of an ask is taken up where one answer holds this share of its rare character pairs.
_TAKEN_UP = 0.45
# An ask is answered when this share of its clauses is; one of fewer clauses asks for one thing.
_ANSWERED = 0.5
_SEVERAL = 3
_CLAUSE = re.compile(r"[^，,；;。：:！？()（）\n]+")
_FEWEST_PAIRS = 3
# A term of this length that no other ask has shows that an answer touches an ask it does not answer.
_TERM = 5
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer and the unit that gave it."""

    unit: str | None
    answer: Answer


@dataclass(frozen=True, slots=True)
class Coverage:
    """``score`` is the share of the ask's clauses that its answers take up, 0…1; ``answers`` may be empty."""

    suggestion: str
    status: CoverageStatus
    answers: tuple[Answering, ...]
    score: float


def coverage(case: Case, replies: Sequence[UnitReply]) -> tuple[Coverage, ...]:
    """For each ask of ``case`` in order, how far the aligned ``replies`` answer it.

    An ask with parts is as far answered as its parts are. An ask that no answer is aligned with but whose own term an
    answer holds is answered in part.
    """
    given = [Answering(unit.unit, answer) for unit in replies for answer in unit.answers]
    parents = {ask.parent for ask in case.suggestions}
    leaves = [ask for ask in case.suggestions if ask.id not in parents]
    weight = rarity([bigrams(plain(ask.text)) for ask in leaves]) if leaves else {}
    found = {ask.id: _of_leaf(ask, leaves, given, weight) for ask in leaves}
    for ask in reversed(case.suggestions):
        if ask.id in parents:
            found[ask.id] = _of_parent(ask, [found[p.id] for p in case.suggestions if p.parent == ask.id], given)
    return tuple(found[ask.id] for ask in case.suggestions)


def _of_leaf(
    ask: Suggestion, leaves: Sequence[Suggestion], given: Sequence[Answering], weight: dict[str, float]
) -> Coverage:
    answering = tuple(one for one in given if ask.id in one.answer.suggestions)
    if not answering:
        touching = _touching(ask, leaves, given)
        return Coverage(ask.id, "部分答复" if touching else "未答复", touching, 0.0)
    clauses = [pairs for m in _CLAUSE.finditer(ask.text) if len(pairs := bigrams(plain(m.group()))) >= _FEWEST_PAIRS]
    bags = [bigrams(plain(one.answer.text)) for one in answering]
    taken = sum(any(held(clause, bag, weight) >= _TAKEN_UP for bag in bags) for clause in clauses)
    score = taken / len(clauses) if clauses else 1.0
    answered = score >= _ANSWERED or len(clauses) < _SEVERAL
    return Coverage(ask.id, "答复" if answered else "部分答复", answering, score)


def _touching(ask: Suggestion, leaves: Sequence[Suggestion], given: Sequence[Answering]) -> tuple[Answering, ...]:
    """Answers that hold a term of the ask which no other ask has."""
    others = "\n".join(plain(one.text) for one in leaves if one.id != ask.id)
    terms = {run[at : at + _TERM] for run in _HAN.findall(plain(ask.text)) for at in range(len(run) - _TERM + 1)}
    own = {term for term in terms if term not in others}
    return tuple(one for one in given if any(term in one.answer.text for term in own))


def _of_parent(ask: Suggestion, parts: Sequence[Coverage], given: Sequence[Answering]) -> Coverage:
    score = sum(part.score for part in parts) / len(parts)
    answering = tuple(
        one for one in given if ask.id in one.answer.suggestions or any(one in part.answers for part in parts)
    )
    status: CoverageStatus = "部分答复"
    if all(part.status == "答复" for part in parts):
        status = "答复"
    elif all(part.status == "未答复" for part in parts):
        status = "未答复"
    return Coverage(ask.id, status, answering, score)
