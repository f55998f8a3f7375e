"""The promises of a letter under review (承诺事项), with the ask that each of them answers."""

from dataclasses import replace

from corpus.commitments.commitment import Commitment
from corpus.commitments.find import find_commitments
from corpus.commitments.letters import asked
from drafting.checks.letter import Letter
from drafting.draft import Role

__all__ = ["Commitment", "commitments"]

# What a drafted sentence of these roles says is the words of somebody else, or nothing yet.
_NOT_OWN: tuple[Role | None, ...] = ("frame", "rule", "quote", "placeholder")


def commitments(letter: Letter) -> tuple[Commitment, ...]:
    """The promises in the body of ``letter``, in order; offsets are into ``letter.text``.

    Times are reckoned from ``letter.day``. ``suggestion`` is the first ask of the answer that a promise stands in.
    """
    foreign = [(s.start, s.end) for s in letter.statements if s.role in _NOT_OWN]
    found = find_commitments(letter.text, letter.day, letter.document.issuer, letter.body)
    own = (one for one in found if not any(start <= one.start < end for start, end in foreign))
    return tuple(replace(one, suggestion=asked(one, letter.answers)) for one in own)
