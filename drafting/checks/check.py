"""What a check is: a rule of the review catalogue and the function that looks for its offenders."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.finding import Finding


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A part of a rule that could not be looked at, and why, in Chinese (未提供会办意见)."""

    rule: str
    reason: str


Offenders = Iterable[Finding | Unchecked]


@dataclass(frozen=True, slots=True)
class Check:
    """``rule`` is the id in ``rules.toml``; ``run`` gives every offence of the letter and what it could not check."""

    rule: str
    run: Callable[[Letter, Dossier], Offenders]
