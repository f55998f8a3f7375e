"""One's own account: the password and the tokens."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.services.account import change_password
from api.web.problems import problem_of
from api.web.render import page
from api.web.row_id import RowId
from api.web.visit import Asking, AtOffice, Visit
from api.workplace.sign_in import drop_token, make_token, tokens_of
from corpus.errors import DafuError

router = APIRouter(prefix="/account", include_in_schema=False)


@router.get("")
def account(visit: Asking, office: AtOffice) -> HTMLResponse:
    return _page(visit, office)


@router.post("/password", response_model=None)
def password(
    visit: Asking,
    office: AtOffice,
    old: Annotated[str, Form(max_length=500)] = "",
    new: Annotated[str, Form(max_length=500)] = "",
    again: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    try:
        change_password(office, visit.user, old, new, again)
    except DafuError as error:
        return _page(visit, office, problem_of(error).status, error.message)
    return RedirectResponse("/login", 303)


@router.post("/tokens", response_model=None)
def add_token(
    visit: Asking,
    office: AtOffice,
    name: Annotated[str, Form(max_length=64)] = "",
    days: Annotated[int, Form(ge=1, le=366)] = 90,
    writes: Annotated[bool, Form()] = False,
) -> Response:
    try:
        key = make_token(office.engine, visit.user, name, days, reads_only=not writes)
    except DafuError as error:
        return _page(visit, office, problem_of(error).status, error.message)
    return _page(visit, office, key=key)


@router.post("/tokens/{id:int}/drop")
def remove_token(visit: Asking, office: AtOffice, id: RowId) -> Response:
    drop_token(office.engine, visit.user, id)
    return RedirectResponse("/account", 303)


def _page(visit: Visit, office: AtOffice, status: int = 200, problem: str | None = None, key: str = "") -> HTMLResponse:
    tokens = tokens_of(office.engine, visit.user)
    return page("account", visit, status, tokens=tokens, problem=problem, key=key)
