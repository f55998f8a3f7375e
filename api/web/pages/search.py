"""检索: by topic with facets, and by a pasted case, ask by ask."""

from datetime import date
from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse

from api.document_view import KINDS
from api.hit_view import hit_reason
from api.http_models import LONGEST_QUERY, LONGEST_TEXT
from api.search_filters import search_filters
from api.services import searching as service
from api.services.office import Office
from api.web.marked import marked
from api.web.problems import problem_of
from api.web.render import page
from api.web.visit import Asking, AtOffice, Visit
from corpus.document import Disclosure
from corpus.errors import DafuError, UnusableInput
from retrieval.facets import facet_names

router = APIRouter(prefix="/search", include_in_schema=False)
_HITS = 20
_VALUES = 8
Value = Annotated[str, Query(max_length=200)]


@router.get("")
def search_page(
    visit: Asking,
    office: AtOffice,
    q: Annotated[str, Query(max_length=LONGEST_QUERY)] = "",
    kind: Value = "",
    issuer: Value = "",
    year: Value = "",
    region: Value = "",
    disclosure: Value = "",
    mark: Annotated[str, Query(alias="class", max_length=20)] = "",
) -> HTMLResponse:
    chosen = {
        "kind": kind, "issuer": issuer, "year": year, "region": region, "disclosure": disclosure, "class": mark
    }  # fmt: skip
    return _search(visit, office, q.strip(), chosen)


@router.get("/timeline")
def timeline(visit: Asking, office: AtOffice, q: Annotated[str, Query(max_length=LONGEST_QUERY)] = "") -> HTMLResponse:
    found = service.timeline(office, visit.user, q.strip()) if q.strip() else None
    return page("search/timeline", visit, query=q.strip(), found=found, longest=LONGEST_QUERY, **_words())


@router.get("/similar")
def similar_form(visit: Asking) -> HTMLResponse:
    return page("search/similar", visit, text="", found=None, problem=None, longest=LONGEST_TEXT, **_words())


@router.post("/similar")
def similar(visit: Asking, office: AtOffice, text: Annotated[str, Form(max_length=LONGEST_TEXT)] = "") -> HTMLResponse:
    known = {"text": text, "longest": LONGEST_TEXT, **_words()}
    try:
        found = service.similar(office, visit.user, text)
    except DafuError as error:
        return page("search/similar", visit, problem_of(error).status, found=None, problem=error.message, **known)
    return page("search/similar", visit, found=found, problem=None, **known)


def _search(visit: Visit, office: Office, query: str, chosen: dict[str, str]) -> HTMLResponse:
    values = {"query": query, "chosen": chosen, "longest": LONGEST_QUERY, "link": _link(query, chosen), **_words()}
    values |= {"disclosures": get_args(Disclosure), "facet_names": facet_names(), "most": _VALUES}
    if not query:
        return page("search/search", visit, found=None, problem=None, **values)
    try:
        filters = search_filters(
            chosen["kind"] or None, chosen["issuer"] or None, _year(chosen["year"]), chosen["disclosure"] or None,
            region=chosen["region"] or None, mark=chosen["class"] or None,
        )  # fmt: skip
        found = service.found(office, visit.user, query, filters, _HITS)
    except DafuError as error:
        return page("search/search", visit, problem_of(error).status, found=None, problem=error.message, **values)
    return page("search/search", visit, found=found, problem=None, **values)


def _words() -> dict[str, object]:
    return {"kinds": KINDS, "reason": hit_reason, "marked": marked, "today": date.today().isoformat()}


def _link(query: str, chosen: dict[str, str]) -> object:
    """Gives the address of this search with one fact changed; no value takes the fact away."""

    def link(name: str, value: str = "") -> str:
        kept = {"q": query} | {key: old for key, old in (chosen | {name: value}).items() if old}
        return f"/search?{urlencode(kept)}"

    return link


def _year(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise UnusableInput("年份请写成四位数字，如 2024。")
    return int(text)
