"""One answer of a letter held against one earlier answer: sentence by sentence, then as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.document import Document
from drafting.compare.comparison import Change, Relation, SentencePair, Side
from drafting.compare.figures import date_changes, figure_changes, metric_changes
from drafting.compare.polarity import Answers, stance_change, turned
from drafting.compare.promises import Promised, promise_changes
from drafting.compare.redline import redline
from drafting.compare.rules import rule_changes
from drafting.compare.sentence_pairs import folded, matched, sides

# Below this share of matched sentences the answers were written apart: what either says alone is no news by itself.
_REWRITTEN = 0.5
# Sentences that share this part of their letters state one thing; those that share less may tell of two.
_ONE_STATEMENT = 0.6


@dataclass(frozen=True, slots=True)
class Letters:
    """The two letters and their promises."""

    draft: Document
    prior: Document
    promised: Promised

    @property
    def both(self) -> tuple[Document, Document]:
        return self.draft, self.prior


@dataclass(frozen=True, slots=True)
class Compared:
    relation: Relation
    changes: tuple[Change, ...]
    sentences: tuple[SentencePair, ...]


def compare_answers(draft: Side, prior: Side, letters: Letters) -> Compared:
    """What became of an earlier answer in the letter's."""
    mine, theirs = sides(letters.draft.text, draft.start, draft.end), sides(letters.prior.text, prior.start, prior.end)
    pairs: list[SentencePair] = []
    changes: list[Change] = []
    for at, other in matched(mine, theirs):
        one = _sentence_pair(
            mine[at] if at is not None else None, theirs[other] if other is not None else None, letters
        )
        pairs.append(one[0])
        changes += one[1]
    both = sum(1 for pair in pairs if pair.draft and pair.prior)
    copied = both >= _REWRITTEN * max(1, min(len(mine), len(theirs)))
    added = [pair.draft for pair in pairs if pair.draft and pair.relation == "new"]
    lost = [pair.prior for pair in pairs if pair.prior and pair.relation == "dropped"]
    changes += _of_the_whole(draft, prior, Answers(mine, theirs, added, lost, copied), letters, changes)
    changes += [Change("wording", one.text, other.text) for one, other in _unexplained(pairs, changes)]
    if copied:
        changes += _one_sided(pairs, changes)
    relation = _relation(pairs, changes)
    return Compared(relation, tuple(dict.fromkeys(changes)), tuple(pairs))


def _sentence_pair(draft: Side | None, prior: Side | None, letters: Letters) -> tuple[SentencePair, list[Change]]:
    if draft is None or prior is None:
        return SentencePair(draft, prior, "new" if prior is None else "dropped"), []
    if folded(draft.text) == folded(prior.text):
        return SentencePair(draft, prior, "same"), []
    line = redline(draft.text, prior.text)
    near = line.share >= _ONE_STATEMENT
    changes = list(figure_changes(draft, prior, line.edits, letters.both))
    promised = any(
        side.start < one.end and one.start < side.end
        for side, ones in ((draft, letters.promised.draft), (prior, letters.promised.prior))
        for one in ones
    )
    if not promised:  # the time of a promise is told as its deadline
        changes += date_changes(draft, prior, line.edits)
    changes += rule_changes(draft, prior, letters.both, matched=True)
    changes = [one if near else replace(one, contradicts=False) for one in changes]
    if turned(draft, prior, line.edits):
        changes.append(Change("stance", draft.text, prior.text, contradicts=True))
    relation: Relation = "contradicted" if any(change.contradicts for change in changes) else "reworded"
    return SentencePair(draft, prior, relation, line.segments), changes


def _of_the_whole(
    draft: Side, prior: Side, answers: Answers, letters: Letters, told: Sequence[Change]
) -> Iterator[Change]:
    yield from promise_changes(draft, prior, letters.promised)
    if not any(change.kind == "stance" for change in told):
        stance = stance_change(answers)
        if stance is not None:
            yield stance
    yield from metric_changes(draft, prior, letters.both, [c for c in told if c.kind == "figure"])
    known = {side for change in told if change.kind == "rule" for side in (change.draft, change.prior)}
    for change in rule_changes(draft, prior, letters.both, matched=False):
        if not {change.draft, change.prior} & (known - {None}):
            yield change


def _unexplained(pairs: Sequence[SentencePair], told: Sequence[Change]) -> Iterator[tuple[Side, Side]]:
    """Reworded sentences of which no change speaks."""
    for pair in pairs:
        one, other = pair.draft, pair.prior
        if pair.relation != "reworded" or one is None or other is None:
            continue
        if not any((c.draft and c.draft in one.text) or (c.prior and c.prior in other.text) for c in told):
            yield one, other


def _one_sided(pairs: Sequence[SentencePair], told: Sequence[Change]) -> Iterator[Change]:
    """Sentences that only one side has and that no other change speaks of."""
    known = folded("\n".join(text for change in told for text in (change.draft, change.prior) if text))
    for pair in pairs:
        alone = pair.draft if pair.prior is None else pair.prior if pair.draft is None else None
        if alone is not None and folded(alone.text).rstrip("。;!") not in known:
            yield Change("wording", *((alone.text, None) if pair.draft else (None, alone.text)))


def _relation(pairs: Sequence[SentencePair], changes: Sequence[Change]) -> Relation:
    if any(change.contradicts for change in changes):
        return "contradicted"
    relations = {pair.relation for pair in pairs}
    if relations <= {"same"}:
        return "same"
    if relations <= {"same", "dropped"} and "same" in relations:
        return "dropped"
    if relations <= {"same", "new"} and "same" in relations:
        return "new"
    return "reworded"
