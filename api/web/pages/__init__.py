"""The pages for people, a module a place."""

from collections.abc import Sequence

from fastapi import APIRouter


def routers() -> Sequence[APIRouter]:
    """The routers of all pages."""
    from api.web.pages import account, cases, documents, help, home, manage, rules, search, sign_in, statistics

    return (
        sign_in.router,
        home.router,
        cases.router,
        rules.router,
        search.router,
        documents.router,
        statistics.router,
        manage.router,
        account.router,
        help.router,
    )
