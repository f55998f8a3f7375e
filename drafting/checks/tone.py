"""R31 and R35: what is said in a way it should not be said."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

from drafting.checks.check import Check, Offenders, Unchecked
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter, Statement
from drafting.checks.offence import offence
from drafting.finding import Finding, Severity

# The next sentence tells who is responsible where it goes on about the same thing.
_GOES_ON = re.compile(r"(?:该|此|上述|这|前述|相关(?:事项|工作)|按照|根据|依据|依照|依法|其)")
_NEXT = 60


@cache
def _entries(name: str) -> tuple[dict[str, Any], ...]:
    """The phrases of ``name``.toml with their patterns compiled."""
    data = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))
    return tuple(
        entry | {"pattern": re.compile(entry["pattern"]), "unless": re.compile(entry.get("unless", r"(?!)"))}
        for entry in data["phrase"]
    )


def right_tone(letter: Letter, _dossier: Dossier) -> Offenders:
    """R31: pushing away without naming who is responsible, empty phrases, promises nobody can keep."""
    for at, statement in enumerate(letter.statements):
        following = letter.statements[at + 1] if at + 1 < len(letter.statements) else None
        for entry in _entries("tone"):
            yield from _said(letter, statement, following, entry)


def _said(
    letter: Letter, statement: Statement, following: Statement | None, entry: dict[str, Any]
) -> Iterator[Finding]:
    for match in entry["pattern"].finditer(statement.text):
        goes_on = following and entry["kind"] == "推诿" and _GOES_ON.match(following.text)
        behind = following.text[:_NEXT] if following and goes_on else ""
        span = (statement.start + match.start(), statement.start + match.end())
        taken_back = entry["unless"].search(statement.text) or (behind and entry["unless"].search(behind))
        if not taken_back and not letter.is_open(*span):
            severity = cast(Severity, entry["severity"])
            yield offence(letter, "R31", severity, f"{entry['kind']}：{entry['message']}", span)


def right_phrases(letter: Letter, _dossier: Dossier) -> Offenders:
    """R35: what the lexicon knows; the order of leaders and what is new are for a person to see to."""
    for entry in _entries("phrases"):
        for match in entry["pattern"].finditer(letter.text):
            if letter.is_open(*match.span()):
                continue
            right = entry["right"].format(**match.groupdict()) if match.groupdict() else entry["right"]
            yield offence(
                letter, "R35", cast(Severity, entry.get("severity", "W")), f"{entry['message']}（{entry['source']}）",
                match.span(), expected=right, replacement=right if entry.get("certain") else None,
            )  # fmt: skip
    yield Unchecked("R35", "领导职务、排序和最新提法请人工核对。")


CHECKS = (Check("R31", right_tone), Check("R35", right_phrases))
