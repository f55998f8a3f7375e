"""政策法规: the catalogue, and one rule with its articles, versions, standing and who cites it."""

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.rule_view import Wanted, check_day
from api.services import reference as service
from api.web.problems import problem_of
from api.web.render import page
from api.web.visit import Asking, AtOffice
from corpus.errors import DafuError
from corpus.rulebook.rule_levels import LEVELS
from corpus.rulebook.standing import STANDINGS

router = APIRouter(prefix="/search/rules", include_in_schema=False)
Value = Annotated[str, Query(max_length=300)]


@router.get("")
def rules_page(
    visit: Asking,
    office: AtOffice,
    q: Value = "",
    status: Value = "",
    level: Value = "",
    on: Value = "",
    page_: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> HTMLResponse:
    chosen = {"q": q.strip(), "status": status, "level": level, "on": on}
    values = {"chosen": chosen, "statuses": STANDINGS, "levels": LEVELS, "number": page_, "size": service.PAGE}
    address = "/search/rules?" + "".join(f"{urlencode({k: v})}&" for k, v in chosen.items() if v)
    try:
        wanted = Wanted(
            check_day(on or date.today().isoformat()), chosen["q"] or None, status or None, level or None, None
        )
        found, total = service.rules(office, visit.user, wanted, page_)
    except DafuError as error:
        told = {"rules": [], "total": 0, "problem": error.message}
        return page("rules/list", visit, problem_of(error).status, **values, **told, address=address)
    return page("rules/list", visit, **values, rules=found, total=total, problem=None, address=address)


@router.get("/show")
def rule_page(
    visit: Asking, office: AtOffice, name: Annotated[str, Query(min_length=1, max_length=300)], on: Value = ""
) -> HTMLResponse:
    found = service.rule(office, visit.user, name, on or None)
    return page("rules/rule", visit, rule=found, name=name)


@router.post("/facts/{id}")
def decide(
    visit: Asking, office: AtOffice, id: str, accepted: Annotated[bool, Form()], name: Annotated[str, Form()]
) -> Response:
    service.decided(office, visit.user, id, accepted)
    return RedirectResponse(f"/search/rules/show?{urlencode({'name': name})}", 303)
