"""Searching as users do it: only what they may know of is found and counted."""

from dataclasses import replace

from api.services.office import Office
from api.workplace.permits import User, reader, require
from retrieval.filters import Filters
from retrieval.result import SearchResult


def found(office: Office, user: User, query: str, filters: Filters, top: int) -> SearchResult:
    """The search for the user, made for the own office: its papers and its place's weigh more."""
    require(user, "search")
    return office.workbench.search(query, replace(filters, reader=reader(user)), top, user.office)
