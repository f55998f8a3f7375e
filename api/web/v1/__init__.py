"""The interface for programs, a module a noun. All of it lies under ``/api/v1``."""

from collections.abc import Sequence

from fastapi import APIRouter


def routers() -> Sequence[APIRouter]:
    """The routers of the whole interface."""
    from api.web.v1 import case_papers, cases, documents, drafts, jobs, people, reference, reviews, search

    return (
        people.me,
        cases.router,
        case_papers.router,
        drafts.of_case,
        drafts.router,
        reviews.reviews,
        reviews.of_draft,
        documents.router,
        search.router,
        reference.rules,
        reference.organs,
        jobs.router,
        people.users,
        people.audit,
    )
