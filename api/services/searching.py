"""Searching as users do it: only what they may know of is found and counted."""

from collections.abc import Sequence
from dataclasses import replace

from api.services.office import Office
from api.workbench import AskPrecedents
from api.workplace.permits import User, reader, require
from retrieval.filters import Filters
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
