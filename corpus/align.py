"""Alignment of answers with suggestions, by shared words and by order. None is a valid answer."""

from dataclasses import replace

from corpus.document import Answer, Suggestion
from corpus.likeness import bigrams, likeness

# An answer belongs to a suggestion when they share this much (cosine of rare character pairs); found on the sample
# corpus and the page of several departments: aligned pairs lie above 0.2, others below 0.1.
_ENOUGH = 0.12
# A further suggestion is answered as well when it is nearly as like as the best.
_NEARLY = 0.85


def align(answers: tuple[Answer, ...], suggestions: tuple[Suggestion, ...]) -> tuple[Answer, ...]:
    """Answers with ``suggestions`` filled in.

    A letter with as many points as there are outermost asks answers them in order, when no point speaks against it.
    """
    tops = tuple(s for s in suggestions if s.parent is None)
    leaves = tuple(s for s in suggestions if not any(o.parent == s.id for o in suggestions))
    if not answers or not suggestions:
        return answers
    scores = likeness([bigrams(a.text) for a in answers], [bigrams(s.text) for s in leaves])
    chosen: list[Answer] = []
    for at, (answer, row) in enumerate(zip(answers, scores, strict=True)):
        best = max(row)
        ids = tuple(s.id for s, score in zip(leaves, row, strict=True) if score >= max(_ENOUGH, _NEARLY * best))
        if not ids and len(answers) == len(tops):
            ids = (tops[at].id,)
        chosen.append(replace(answer, suggestions=ids))
    return tuple(chosen)
