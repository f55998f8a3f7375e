"""Rules for an ask: the article or passage that speaks to it, and whether its rule stands on the day."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.rulebook.catalogue import Catalogue
from corpus.rulebook.rules import RuleOn, standing_on
from corpus.rulebook.standing import Standing
from retrieval.boosts import Preference
from retrieval.evidence import Evidence
from retrieval.filters import Filters, Reader, standings
from retrieval.library import Library
from retrieval.result import Options
from retrieval.search import search_many

_ALWAYS_RULES = ("law", "measures")
_KINDS = (*_ALWAYS_RULES, "notice", "plan")
_NO_TOPIC = Options(topical=False)


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A passage of a rule, with how the rule stands on the day and what that rests on (in Chinese).

    ``remarks`` are unconfirmed facts, ``successor`` the title of what took the rule's place.
    """

    evidence: Evidence
    standing: Standing
    why: str
    successor: str | None
    remarks: tuple[str, ...]

    @property
    def stands(self) -> bool:
        return self.standing == "有效"


def applicable(
    asks: Sequence[str],
    library: Library,
    on: str,
    top: int = 5,
    exclude: tuple[str, ...] = (),
    reader: Reader | None = None,
) -> list[tuple[RuleHit, ...]]:
    """For each ask at most ``top`` passages of rules, those in force on the ISO day ``on`` first.

    One that is not in force keeps its place behind them with the reason: it is neither hidden nor passed off as valid.
    """
    catalogue = library.catalogue
    preference = Preference(standing=standings(catalogue, on))
    found = search_many(asks, library, Filters(kind=_KINDS, exclude=exclude, reader=reader), top, preference, _NO_TOPIC)
    return [_ordered([told for hit in result.hits if (told := _rule_hit(hit, catalogue, on))]) for result in found]


def _ordered(hits: Sequence[RuleHit]) -> tuple[RuleHit, ...]:
    return tuple(sorted(hits, key=lambda hit: not hit.stands))


def _rule_hit(hit: Evidence, catalogue: Catalogue, on: str) -> RuleHit | None:
    """``None`` for a notice or plan that the catalogue does not count among the rules."""
    told: RuleOn = standing_on(catalogue, hit.document, on)
    if told.rule is None and hit.kind not in _ALWAYS_RULES:
        return None
    successor = told.successor.title if told.successor else None
    return RuleHit(hit, told.standing, told.why, successor, told.remarks)
