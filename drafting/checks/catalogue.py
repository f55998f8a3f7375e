"""The review catalogue: what each rule R01…R35 demands, why, how grave it is and what it needs (``rules.toml``)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drafting.finding import Severity


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule of the catalogue; every text is Chinese and ready to show. ``needs`` is what it is decided from."""

    id: str
    name: str
    text: str
    rationale: str
    severity: Severity
    source: str
    needs: str


@cache
def rule_texts() -> tuple[RuleText, ...]:
    """Every rule, by id."""
    data = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
    return tuple(RuleText(id=id, **entry) for id, entry in sorted(data.items()))


def rule_named(id: str) -> RuleText:
    """The rule with this id. Raises ``KeyError`` where the catalogue has none."""
    return _by_id()[id]


@cache
def _by_id() -> dict[str, RuleText]:
    return {rule.id: rule for rule in rule_texts()}
