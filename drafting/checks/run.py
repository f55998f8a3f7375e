"""All checks over one letter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafting.checks import (
    address,
    agreed,
    answered,
    attachments,
    cited_rules,
    classes,
    consulted,
    disclosed,
    document_kind,
    elements,
    elsewhere,
    figures,
    handling,
    item,
    numbers,
    organs_named,
    personal,
    prior,
    promises,
    punctuation,
    quoted_law,
    secret,
    sessions_dates,
    tone,
    wording,
)
from drafting.checks.check import Check, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.finding import Finding

CHECKS: tuple[Check, ...] = (
    # Form: what the letter itself, the case and the record decide.
    *item.CHECKS,
    *sessions_dates.CHECKS,
    *address.CHECKS,
    *numbers.CHECKS,
    *handling.CHECKS,
    *disclosed.CHECKS,
    *elements.CHECKS,
    *attachments.CHECKS,
    *classes.CHECKS,
    *wording.CHECKS,
    *punctuation.CHECKS,
    *organs_named.CHECKS,
    *tone.CHECKS,
    *personal.CHECKS,
    *document_kind.CHECKS,
    # Content: what opinions, rules, figures and earlier replies decide.
    *answered.CHECKS,
    *cited_rules.CHECKS,
    *quoted_law.CHECKS,
    *figures.CHECKS,
    *agreed.CHECKS,
    *consulted.CHECKS,
    *promises.CHECKS,
    *secret.CHECKS,
    *prior.CHECKS,
    *elsewhere.CHECKS,
)
"""Every check there is; a module a subject adds its own (``module.CHECKS``)."""

_RANKS = {"B": 0, "W": 1, "I": 2}


@dataclass(frozen=True, slots=True)
class Review:
    """``findings`` by their place in the letter, those without a place first; ``passed`` are the rules that were
    looked at in full and hold; ``unchecked`` says of which rules what could not be looked at."""

    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    unchecked: tuple[Unchecked, ...]

    @property
    def blocks(self) -> bool:
        """Whether anything found forbids signing."""
        return any(finding.severity == "B" for finding in self.findings)


def run_checks(letter: Letter, dossier: Dossier, checks: Sequence[Check] | None = None) -> Review:
    """What the checks find in ``letter``; ``checks`` are all of them unless given."""
    findings: dict[Finding, None] = {}
    unchecked: dict[Unchecked, None] = {}
    chosen = CHECKS if checks is None else checks
    for check in chosen:
        for one in check.run(letter, dossier):
            if isinstance(one, Unchecked):
                unchecked[one] = None
            else:
                findings[_exact(one, letter)] = None
    told = {finding.rule for finding in findings} | {one.rule for one in unchecked}
    passed = sorted({check.rule for check in chosen} - told)
    return Review(tuple(sorted(findings, key=_place)), tuple(passed), tuple(sorted(unchecked, key=lambda u: u.rule)))


def _exact(finding: Finding, letter: Letter) -> Finding:
    """The finding with the letter's own words between its offsets as the quote."""
    if finding.start is None or finding.end is None:
        return finding
    quote = letter.text[finding.start : finding.end]
    return finding if finding.quote == quote else replace(finding, quote=quote)


def _place(finding: Finding) -> tuple[int, int, str]:
    return (finding.start if finding.start is not None else -1, _RANKS[finding.severity], finding.rule)
