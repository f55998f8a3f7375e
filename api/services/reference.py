"""What is looked up: the rules with their standing, the organs, and who has to do what."""

from datetime import date
from typing import Any

from api.duty_view import duties_in, duty_record
from api.organ_view import entries_with, entry_record, resolved_record, resolved_with
from api.rule_page import rule_page
from api.rule_view import Listed, Wanted, check_day, list_rules
from api.services.office import Office
from api.services.readers import hidden_from
from api.workplace.permits import User, require
from corpus.rulebook.catalogue import KnownFact
from corpus.rulebook.rules import decide

PAGE = 50


def rules(office: Office, user: User, wanted: Wanted, page: int = 1, size: int = PAGE) -> tuple[list[Listed], int]:
    """A page of the catalogue, and how many rules fit."""
    require(user, "rule.read")
    found = list_rules(office.workbench.catalogue, wanted)
    return found[(page - 1) * size : page * size], len(found)


def rule(office: Office, user: User, name: str, on: str | None = None, article: str | None = None) -> dict[str, Any]:
    """One rule: standing, versions, articles, facts and who cites it, as far as the user may know of them."""
    require(user, "rule.read")
    day = check_day(on or date.today().isoformat())
    found = rule_page(office.workbench.store, name, day, article, office.workbench.catalogue)
    hidden = frozenset(hidden_from(office, user))
    if hidden and found.get("document") in hidden:
        found |= {"text": None, "articles": []}
    if "cited_by" in found:
        found["cited_by"] = [one for one in found["cited_by"] if one["id"] not in hidden]
    return found


def organs(office: Office, user: User, words: str | None, kind: str | None) -> list[dict[str, Any]]:
    """Entries of the gazetteer."""
    require(user, "organ.read")
    return [entry_record(entry) for entry in entries_with(words, kind)]


def organ(office: Office, user: User, name: str, region: str | None, on: str | None) -> dict[str, Any]:
    """What a name means on a day: whether it is the right one, since when, and who took over."""
    require(user, "organ.read")
    return resolved_record(name, resolved_with(name, region, on))


def duties(office: Office, user: User, topic: str | None, unit: str | None, top: int) -> list[dict[str, Any]]:
    """Who leads and takes part in what, as stored documents lay it down."""
    require(user, "organ.read")
    hidden = frozenset(hidden_from(office, user))
    found = duties_in(office.workbench.store, topic, unit, top)
    return [duty_record(one) for one in found if one[0].id not in hidden]


def decided(office: Office, user: User, fact: str, accepted: bool) -> KnownFact:
    """Accept or reject what documents tell of a rule. Raises :class:`NotFound`."""
    require(user, "rule.edit")
    found = decide(office.workbench.store, fact, accepted)
    office.note(user, "rule.decide", f"fact:{fact}", accepted=accepted, title=found.title, number=found.number)
    return found
