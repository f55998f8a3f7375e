"""The pages for people, a module a place."""

from collections.abc import Sequence

from fastapi import APIRouter


def routers() -> Sequence[APIRouter]:
    """The routers of all pages."""
    from api.web.pages import (
        account,
        case_letters,
        cases,
        documents,
        drafts,
        help,
        home,
        manage,
        review,
        rules,
        search,
        sign_in,
        statistics,
    )

    return (
        sign_in.router,
        home.router,
        cases.router,
        case_letters.router,
        drafts.router,
        review.router,
        rules.router,
        search.router,
        documents.router,
        statistics.router,
        manage.router,
        account.router,
        help.router,
    )
