"""The answers of a letter paired with those of an earlier one: by the suggestion both answer, else by their words."""

from collections.abc import Sequence

from corpus.cases.likeness import bigrams, likeness
from corpus.document import Answer, Document
from drafting.checks.letter import Letter
from drafting.checks.read_letter import read_letter
from drafting.compare.comparison import Prior
from drafting.draft import LetterKind

# Answers of two letters on one topic are alike by this much; of letters on different matters they must be more so.
_LEAST, _LEAST_OTHER = 0.06, 0.1
_HEADING_WEIGHT = 3


def answers_in(letter: Letter) -> tuple[Answer, ...]:
    """The answers of a letter; of one without any form its body, or all of it, as one answer."""
    if letter.answers:
        return letter.answers
    start, end = letter.body if letter.body[0] < letter.body[1] else (0, len(letter.text))
    body = letter.text[start:end]
    start += len(body) - len(body.lstrip())
    return (Answer(None, body.strip(), start, start + len(body.strip())),) if body.strip() else ()


def answers_of(document: Document, kind: LetterKind) -> tuple[Answer, ...]:
    """The answers of an earlier letter, read as the letter itself is; of a page those of its replies (opinions, for an
    opinion)."""
    if document.kind == "page" and document.replies:
        units = [unit for unit in document.replies if unit.kind == kind] or list(document.replies)
        return tuple(answer for unit in units for answer in unit.answers)
    return answers_in(read_letter(document, document.date or ""))


def paired(
    draft: Sequence[Answer], prior: Sequence[Answer], earlier: Prior
) -> list[tuple[Answer | None, Answer | None]]:
    """Each answer of the letter with the earlier one to the same, each once, in the letter's order.

    What neither side has a partner for stands alone; of an earlier letter that is not ``whole`` such answers are left
    out.
    """
    partner = _by_suggestion(draft, prior)
    least = _LEAST if earlier.whole else _LEAST_OTHER
    left = [at for at in range(len(draft)) if at not in partner]
    free = [at for at in range(len(prior)) if at not in partner.values()]
    partner |= _by_words(draft, prior, left, free, least)
    taken = set(partner.values())
    found: list[tuple[Answer | None, Answer | None]] = [
        (answer, prior[partner[at]] if at in partner else None)
        for at, answer in enumerate(draft)
        if at in partner or earlier.whole
    ]
    if earlier.whole:
        found += [(None, answer) for at, answer in enumerate(prior) if at not in taken]
    return found


def _by_suggestion(draft: Sequence[Answer], prior: Sequence[Answer]) -> dict[int, int]:
    """Pairs of answers to the very same suggestions; what is answered twice is left to the words."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at, answer in enumerate(prior):
        places.setdefault(answer.suggestions, []).append(at)
    found: dict[int, int] = {}
    for at, answer in enumerate(draft):
        same = places.get(answer.suggestions, []) if answer.suggestions else []
        if len(same) == 1 and same[0] not in found.values():
            found[at] = same[0]
    return found


def _by_words(
    draft: Sequence[Answer], prior: Sequence[Answer], left: Sequence[int], free: Sequence[int], least: float
) -> dict[int, int]:
    if not left or not free:
        return {}
    rows = likeness([bigrams(_weighed(draft[at])) for at in left], [bigrams(_weighed(prior[at])) for at in free])
    scored = sorted(
        (-score, abs(at - other), at, other)
        for at, row in zip(left, rows, strict=True)
        for other, score in zip(free, row, strict=True)
        if score >= least
    )
    found: dict[int, int] = {}
    for _, _, at, other in scored:
        if at not in found and other not in found.values():
            found[at] = other
    return found


def _weighed(answer: Answer) -> str:
    """The text with its heading, which says what it is about, counted more than once."""
    heading = answer.text.split("\n", 1)[0]
    return "\n".join([heading] * _HEADING_WEIGHT + [answer.text])
