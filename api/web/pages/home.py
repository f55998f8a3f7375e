"""The first page: what waits for the one who opened it."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from api.web.visit import Asking
from api.workplace.permits import may

router = APIRouter(include_in_schema=False)
# Where each kind of user works, the first that is allowed.
_DESKS = (("draft.decide", "/review"), ("case.read", "/cases"), ("search", "/search"))


@router.get("/")
def home(visit: Asking) -> Response:
    place = next(place for action, place in _DESKS if may(visit.user, action))
    return RedirectResponse(place, 303)


@router.get("/health")
def health() -> dict[str, str]:
    """For whoever watches over the server; tells nothing of what it holds."""
    return {"status": "ok"}
