"""Alignment of answers with suggestions, by shared words and by order. None is a valid answer."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Answer, Suggestion
from corpus.likeness import bigrams, likeness

# An answer belongs to a suggestion when its opening words or the whole of it share this much with the suggestion
# (cosine of rare character pairs). On the sample corpus and on a portal page of three departments the right pairs
# reach 0.11 and more, an answer that speaks to no suggestion stays below 0.06.
_ENOUGH = 0.1
# A further suggestion is answered as well when it is nearly as like as the best.
_NEARLY = 0.85
_OPENING = 40
# Beyond this many pairs it is no letter, and comparing each with each would cost the square of its length.
_MOST_PAIRS = 40_000


def align(answers: tuple[Answer, ...], suggestions: tuple[Suggestion, ...]) -> tuple[Answer, ...]:
    """Answers with ``suggestions`` filled in.

    A letter with as many points as there are outermost asks answers them in order, when no point speaks against it.
    An ask with parts of its own is answered with the last of them.
    """
    if not answers or not suggestions or len(answers) * len(suggestions) > _MOST_PAIRS:
        return answers
    parents = {s.parent for s in suggestions}
    tops = tuple(s for s in suggestions if s.parent is None)
    leaves = tuple(s for s in suggestions if s.id not in parents)
    chosen: list[Answer] = []
    for at, (answer, row) in enumerate(zip(answers, _scores(answers, leaves), strict=True)):
        least = max(_ENOUGH, _NEARLY * max(row))
        ids = {s.id for s, score in zip(leaves, row, strict=True) if score >= least}
        if not ids and len(answers) == len(tops) > 1:
            ids = {tops[at].id}
        chosen.append(replace(answer, suggestions=_with_parents(ids, suggestions)))
    return tuple(chosen)


def _scores(answers: Sequence[Answer], leaves: Sequence[Suggestion]) -> list[list[float]]:
    """For each answer and each suggestion the higher likeness of the answer's opening words and of the whole."""
    asks = [bigrams(s.text) for s in leaves]
    whole = likeness([bigrams(a.text) for a in answers], asks)
    opening = likeness([bigrams(a.text.partition("\n")[0][:_OPENING]) for a in answers], asks)
    return [list(map(max, one, other)) for one, other in zip(whole, opening, strict=True)]


def _with_parents(ids: set[str], suggestions: tuple[Suggestion, ...]) -> tuple[str, ...]:
    """The ids in the order of the suggestions, with every parent whose parts are all among them."""
    parts: dict[str, list[str]] = {}
    for one in suggestions:
        if one.parent is not None:
            parts.setdefault(one.parent, []).append(one.id)
    for parent in reversed(parts):
        if all(part in ids for part in parts[parent]):
            ids = ids | {parent}
    return tuple(s.id for s in suggestions if s.id in ids)
