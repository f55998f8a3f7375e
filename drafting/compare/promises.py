"""The promises of two answers: kept up, moved to another time, given up or made anew."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.cases.likeness import bigrams, held, rarity
from corpus.commitments.commitment import Commitment
from corpus.commitments.find import find_commitments
from corpus.commitments.stored import StoredCommitment
from corpus.document import Document
from drafting.compare.comparison import Change, Side, Unmentioned
from drafting.compare.sentence_pairs import dice, grams

# Two promises are of one measure where they share this part of their pairs; a letter speaks of a promise where one of
# its sentences holds this share, by weight, of the promise's pairs.
_SAME_MEASURE, _SPOKEN_OF = 0.45, 0.34


@dataclass(frozen=True, slots=True)
class Promised:
    """The promises of two letters, and the day (ISO) of the later one."""

    draft: Sequence[Commitment]
    prior: Sequence[Commitment]
    day: str


def promised_by(document: Document, undated: str | None = None) -> tuple[Commitment, ...]:
    """Every promise in an earlier letter, whatever its kind; its times as of the ISO day ``undated`` where it bears
    no date."""
    return find_commitments(document.text, document.date or undated, document.issuer)


def promise_changes(draft: Side, prior: Side, promised: Promised) -> Iterator[Change]:
    """Of two answers: times that were moved, promises no longer spoken of, promises made anew.

    A time that is still to come on the day of the letter and reads otherwise cannot hold beside the other.
    """
    mine, theirs = _within(promised.draft, draft), _within(promised.prior, prior)
    free = list(theirs)
    for one in mine:
        other = _nearest(one, free)
        if other is None:
            yield Change("commitment", one.sentence, None)
            continue
        free.remove(other)
        if _limit(one) != _limit(other) and (one.deadline_text or other.deadline_text):
            still_open = other.deadline_date is None or other.deadline_date >= promised.day
            yield Change("deadline", one.deadline_text, other.deadline_text, contradicts=still_open)
    said = SpokenOf(draft.text)
    for other in free:
        if not said.of(other.sentence):
            yield Change("commitment", None, other.sentence)


class SpokenOf:
    """Whether a text speaks of a promise; its sentences are cut once."""

    def __init__(self, text: str) -> None:
        self._bags = [frozenset(bigrams(part)) for part in text.replace("；", "。").split("。")]
        self._weight = rarity(self._bags)

    def of(self, promise: str) -> bool:
        wanted = frozenset(bigrams(promise))
        return any(held(wanted, bag, self._weight) >= _SPOKEN_OF for bag in self._bags)


def unmentioned(stored: Sequence[StoredCommitment], text: str, day: str) -> list[Unmentioned]:
    """Of stored promises those that are open and that ``text`` does not speak of, the soonest due first.

    ``day`` (ISO) decides what is overdue.
    """
    said = SpokenOf(text)
    found = [
        Unmentioned(
            one.document, one.reply_date, one.sentence, one.measure, one.responsible_unit, one.deadline_text,
            one.deadline_date, bool(one.deadline_date and one.deadline_date < day), one.id,
        )
        for one in stored
        if one.open and not one.duty and not said.of(one.sentence)
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.deadline_date or "9999")


def _within(promises: Sequence[Commitment], side: Side) -> list[Commitment]:
    return [one for one in promises if side.start <= one.start < side.end]


def _nearest(one: Commitment, others: Sequence[Commitment]) -> Commitment | None:
    own = grams(one.measure)
    best = max(others, key=lambda other: dice(own, grams(other.measure)), default=None)
    return best if best is not None and dice(own, grams(best.measure)) >= _SAME_MEASURE else None


def _limit(one: Commitment) -> str | None:
    return one.deadline_date or one.deadline_text
