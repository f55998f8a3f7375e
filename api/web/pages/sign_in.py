"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.web.problems import problem_of
from api.web.render import page
from api.web.visit import COOKIE, Asking, AtOffice, address_of
from api.workplace.accounts import has_administrator
from api.workplace.sign_in import LONGEST, NotSignedIn, TooManyAttempts, sign_in, sign_out

router = APIRouter(include_in_schema=False)


@router.get("/login")
def login_page(office: AtOffice, next: str = "/") -> HTMLResponse:
    return _page(office, "", next, None)


@router.post("/login")
def login(
    request: Request,
    office: AtOffice,
    login: Annotated[str, Form(max_length=64)] = "",
    password: Annotated[str, Form(max_length=500)] = "",
    next: Annotated[str, Form(max_length=500)] = "/",
) -> Response:
    try:
        session = sign_in(office.engine, login, password, address_of(request))
    except (NotSignedIn, TooManyAttempts) as error:
        return _page(office, login, next, error.message, problem_of(error).status)
    answer = RedirectResponse(_own(next), 303)
    answer.set_cookie(
        COOKIE, session.key, max_age=int(LONGEST.total_seconds()), httponly=True, samesite="strict",
        secure=request.app.state.https or request.url.scheme == "https", path="/",
    )  # fmt: skip
    return answer


@router.post("/logout")
def logout(visit: Asking, office: AtOffice) -> Response:
    if visit.session is not None:
        sign_out(office.engine, visit.session)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer


def _page(office: AtOffice, login: str, next: str, problem: str | None, status: int = 200) -> HTMLResponse:
    ready = has_administrator(office.engine)
    return page("login", None, status, login=login, next=_own(next), problem=problem, ready=ready)


def _own(place: str) -> str:
    """A place of this application; anything that could lead elsewhere leads to the first page."""
    safe = place.startswith("/") and not place.startswith(("//", "/\\")) and "\n" not in place and "\r" not in place
    return place if safe else "/"
