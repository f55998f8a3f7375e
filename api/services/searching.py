"""Searching as users do it: only what they may know of is found and counted."""

from collections.abc import Sequence
from dataclasses import replace

from api.services.documents import opened
from api.services.office import Office
from api.services.readers import hidden_from
from api.work import AskedAndAnswered, AskPrecedents
from api.workplace.permits import User, reader, require
from retrieval.filters import Filters
from retrieval.precedents import Precedent
from retrieval.result import SearchResult


def found(office: Office, user: User, query: str, filters: Filters, top: int) -> SearchResult:
    """The search for the user, made for the own office: its papers and its place's weigh more."""
    require(user, "search")
    return office.workbench.search(query, replace(filters, reader=reader(user)), top, user.office)


def similar(office: Office, user: User, text: str, top: int = 4) -> Sequence[AskPrecedents]:
    """For each ask of a pasted case the earlier answers and the rules that bear on it.

    Raises :class:`UnusableInput` where the text asks for nothing.
    """
    require(user, "search")
    return office.workbench.precedents_for(text, top, user.office, reader(user))


def timeline(office: Office, user: User, topic: str, top: int = 15) -> Sequence[Precedent]:
    """How a topic was answered over the years, the earliest first; answers without a date come last."""
    require(user, "search")
    found = office.workbench.answers_on(topic, top, user.office, reader(user))
    letters = [one for one in found if one.evidence.kind in ("reply", "page")]
    return sorted(letters, key=lambda one: (one.evidence.date is None, one.evidence.date or ""))


def asked_and_answered(office: Office, user: User, id: str) -> AskedAndAnswered:
    """A letter beside the case it answers, as far as the user may know of both. Raises :class:`NotFound`."""
    opened(office, user, id)
    found = office.workbench.asked_and_answered(id)
    if found.behind is not None and found.behind in hidden_from(office, user):
        return replace(found, behind=None, case=None)
    return found
