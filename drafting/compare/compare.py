"""A letter compared with earlier letters: pairs of answers, open promises, copied runs."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.commitments.stored import StoredCommitment
from corpus.document import Answer
from drafting.checks.letter import Letter
from drafting.commitments import Commitment, commitments
from drafting.compare.answer_pair import Letters, compare_answers
from drafting.compare.comparison import Change, Comparison, Pair, Prior, Side
from drafting.compare.copied import Foreign, copied_runs
from drafting.compare.pairing import answers_in, answers_of, paired
from drafting.compare.promises import Promised, promised_by, unmentioned


def compare(
    letter: Letter,
    priors: Sequence[Prior],
    stored: Sequence[StoredCommitment] = (),
    foreign: Iterable[Foreign] = (),
) -> Comparison:
    """``letter`` beside each of ``priors``, answer by answer.

    ``stored`` are the promises of earlier letters on the topic that may still be open, ``foreign`` texts of other
    places from which a run may have been copied, besides the foreign ``priors``.
    """
    own = commitments(letter)
    pairs = tuple(pair for prior in priors for pair in _with_prior(letter, prior, own))
    body = letter.text[slice(*letter.body)]
    others = [*foreign, *(_foreign(prior) for prior in priors if prior.foreign)]
    copied = tuple(
        replace(run, start=run.start + letter.body[0], end=run.end + letter.body[0])
        for run in copied_runs(body, others)
    )
    return Comparison(tuple(priors), pairs, tuple(unmentioned(stored, body, letter.day)), copied)


def _with_prior(letter: Letter, prior: Prior, own: Sequence[Commitment]) -> list[Pair]:
    draft = answers_in(letter)
    undated = letter.day if letter.document.date is None else None  # two letters without a date are read alike
    promised = Promised(own, promised_by(prior.document, undated), letter.day)
    letters = Letters(letter.document, prior.document, promised)
    found = [
        _pair(one, other, prior, letters)
        for one, other in paired(draft, answers_of(prior.document, letter.kind), prior)
    ]
    mark = _class_change(letter, prior)
    if mark is not None and found:
        found[0] = replace(found[0], changes=(mark, *found[0].changes))
    return found


def _pair(one: Answer | None, other: Answer | None, prior: Prior, letters: Letters) -> Pair:
    ids = (one.suggestions if one else ()) or (other.suggestions if other else ())
    number = (one.number if one else None) or (other.number if other else None)
    suggestion = ids[0] if ids else number
    draft, earlier = _side(one, letters.draft.text), _side(other, letters.prior.text)
    if draft is None or earlier is None:
        return Pair(suggestion, prior.id, draft, earlier, "new" if earlier is None else "dropped")
    told = compare_answers(draft, earlier, letters)
    return Pair(suggestion, prior.id, draft, earlier, told.relation, told.changes, told.sentences)


def _side(answer: Answer | None, text: str) -> Side | None:
    return Side(text[answer.start : answer.end], answer.start, answer.end) if answer else None


def _class_change(letter: Letter, prior: Prior) -> Change | None:
    mine, theirs = letter.document.class_mark, prior.document.class_mark
    return Change("class", mine, theirs) if mine and theirs and mine != theirs else None


def _foreign(prior: Prior) -> Foreign:
    return Foreign(prior.id, prior.document.title, prior.document.issuer, prior.document.text)
