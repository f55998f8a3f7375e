"""The promises of a letter: each with a time and an owner, none beyond what the unit decides."""

import re
from collections.abc import Iterator, Sequence

from corpus.commitments.commitment import Commitment
from corpus.offices.organs import same_organ
from drafting.checks.check import Check, Offenders
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.lexicon import words
from drafting.checks.once import once
from drafting.checks.traced import Traced, tracing
from drafting.commitments import commitments
from drafting.finding import Finding

_HELD = 0.5
# A time that is set elsewhere: the plan, the agreed term.
_TIMED = re.compile("按(?:照)?(?:时限|时间节点|期限|进度|计划)|按期|如期|定期|及时")


@once
def _promises(letter: Letter) -> tuple[Commitment, ...]:
    return commitments(letter)


def with_time(letter: Letter, dossier: Dossier) -> Offenders:
    """R17: a promise has a time and an owner; in a letter of class B, which is a promise, it must."""
    found = _promises(letter)
    grave = (letter.document.class_mark or "").upper().startswith("B") and letter.kind == "reply"
    for one in found:
        if one.deadline_text is not None or one.duty or letter.is_open(one.start, one.end):
            continue
        vague = "，只有“尽快”“积极”一类的话" if one.vague else ""
        owner = "和责任单位" if one.unit is None else ""
        blocks = grave and one.vague and not _dated_beside(one, found, letter)
        yield Finding(
            "R17", "B" if blocks else "W" if letter.kind == "reply" else "I",
            f"承诺没有写明完成时间{owner}{vague}，请补充。", one.start, one.end, one.sentence,
        )  # fmt: skip


def _dated_beside(one: Commitment, found: Sequence[Commitment], letter: Letter) -> bool:
    """Whether the answer that the promise stands in has another with its time, or the promise stands in none."""
    answer = next((a for a in letter.answers if a.start <= one.start < a.end), None)
    if answer is None:
        return True
    timed = any(other.deadline_text is not None and answer.start <= other.start < answer.end for other in found)
    return timed or _TIMED.search(one.sentence) is not None


def within_powers(letter: Letter, dossier: Dossier) -> Offenders:
    """R20: no promise of another unit's deeds, nor of money, posts or law that others decide."""
    for one in _promises(letter):
        if letter.is_open(one.start, one.end) or words("promises", "asked_for").search(one.sentence):
            continue
        means = words("promises", "means").search(one.sentence)
        if means is not None and not _told(one, letter, dossier):
            yield Finding(
                "R20", "W", f"“{means.group()}”涉及资金、编制或者立法，请先经财政、编制、法规等主管单位同意。",
                one.start + means.start(), one.start + means.end(), means.group(),
            )  # fmt: skip
        elif (unit := _other(one, letter, dossier)) and not _told(one, letter, dossier):
            yield Finding("R20", "W", f"这是{unit}的事项，由本单位作出承诺前请先征得其同意。", one.start, one.end,
                          one.sentence)  # fmt: skip


def _other(one: Commitment, letter: Letter, dossier: Dossier) -> str | None:
    """The unit that is to do it, where it is neither the issuer nor one that gave an opinion or handles the item."""
    issuer = dossier.issuer or letter.document.issuer
    if one.unit is None or issuer is None or one.unit.startswith(("我", "本")):
        return None
    case = dossier.case.case if dossier.case else None
    party = [issuer, *(o.unit for o in dossier.opinions or () if o.unit)]
    party += [*case.co_units, *case.lead_units] if case else []
    return None if any(same_organ(one.unit, other) for other in party) else one.unit


def _told(one: Commitment, letter: Letter, dossier: Dossier) -> bool:
    """Whether a source says the same: a plan in force, an opinion."""
    for traced in _around(one, letter, dossier):
        at, end = one.start - traced.statement.start, one.end - traced.statement.start
        for match in traced.matches:
            agreeing = sum(max(0, min(b, end) - max(a, at)) for a, b in match.equal)
            if agreeing >= _HELD * (end - at):
                return True
    return False


def _around(one: Commitment, letter: Letter, dossier: Dossier) -> Iterator[Traced]:
    return (t for t in tracing(letter, dossier).traced if t.statement.start <= one.start < t.statement.end)


CHECKS = (Check("R17", with_time), Check("R20", within_powers))
