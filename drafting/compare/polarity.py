"""Which way an answer goes, and what turns it round."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drafting.compare.comparison import Change, Side
from drafting.compare.redline import Edit

# Words so short that an edit of them is a negation put in or taken out, and no other sentence.
_LONGEST_TURN = 8


@dataclass(frozen=True, slots=True)
class Answers:
    """The sentences of two answers; ``added`` and ``lost`` are those that the other does not hold, ``copied`` where
    most of one stands in the other."""

    draft: Sequence[Side]
    prior: Sequence[Side]
    added: Sequence[Side]
    lost: Sequence[Side]
    copied: bool


@cache
def words(name: str) -> re.Pattern[str]:
    """An entry of ``polarity.toml`` as one pattern."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return re.compile("|".join(data[name]["patterns"]))


def polarity(sentence: str) -> int:
    """-1 where the sentence declines, 1 where it takes up, 0 where it says neither."""
    if words("declined").search(sentence):
        return -1
    return 1 if words("taken_up").search(sentence) else 0


def turned(draft: Side, prior: Side, edits: Sequence[Edit]) -> bool:
    """Whether two sentences that are otherwise alike go opposite ways."""
    if polarity(draft.text) * polarity(prior.text) < 0:
        return True
    return any(_turns(edit, draft.text, prior.text) for edit in edits)


def _turns(edit: Edit, draft: str, prior: str) -> bool:
    """A short edit that puts in or takes out a negation."""
    if max(len(edit.draft), len(edit.prior)) > _LONGEST_TURN or edit.kinds - {"letter"}:
        return False
    negation = words("negation")
    return (len(negation.findall(edit.draft)) + len(negation.findall(edit.prior))) % 2 == 1


def stance_change(answers: Answers) -> Change | None:
    """A refusal that only one of two answers holds, where the other takes the ask up.

    Between letters that were written apart a plan tells nothing of what was refused: only plain assent does.
    """
    no_draft, no_prior = _declining(answers.added), _declining(answers.lost)
    if answers.copied and no_draft and (given_up := _first(answers.lost, "taken_up")):
        return Change("stance", no_draft[0].text, given_up, contradicts=True)
    if no_draft and not _declining(answers.prior):
        yes = _first(answers.prior, "taken_up" if answers.copied else "assent")
        return Change("stance", no_draft[0].text, yes, contradicts=True) if yes else None
    if no_prior and not _declining(answers.draft):
        yes = _first(answers.added, "taken_up" if answers.copied else "assent")
        return Change("stance", yes, no_prior[0].text, contradicts=True) if yes else None
    return None


def _declining(some: Sequence[Side]) -> list[Side]:
    return [side for side in some if polarity(side.text) < 0]


def _first(some: Sequence[Side], entry: str) -> str | None:
    return next((side.text for side in some if polarity(side.text) > 0 and words(entry).search(side.text)), None)
