"""Searching."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.hit_view import search_record
from api.http_models import LONGEST_QUERY
from api.search_filters import MOST_HITS, search_filters
from api.services import searching as service
from api.web.v1.shared import problems
from api.web.visit import Asking, AtOffice

router = APIRouter(prefix="/api/v1/search", tags=["检索"])
Value = Annotated[str | None, Query(max_length=200)]
Year = Annotated[int | None, Query(ge=1949, le=2200)]


class WhyOut(BaseModel):
    """Why a passage was found."""

    words: list[str]
    dense: float | None
    lexical: float | None
    boosts: dict[str, float]


class HitOut(BaseModel):
    """A passage; ``start`` and ``end`` are offsets into the document's text."""

    passage: str
    document: str
    title: str | None
    kind: str = Field(examples=["reply"])
    issuer: str | None
    date: str | None
    disclosure: str | None
    heading: list[str]
    text: str
    start: int
    end: int
    score: float
    why: WhyOut
    also: list[dict[str, Any]]


class CountOut(BaseModel):
    value: str
    count: int


class ChargeOut(BaseModel):
    """Who leads and takes part in a task, and where a document says so."""

    task: str
    leads: list[str]
    participants: list[str]
    deadline: str | None
    document: str
    title: str | None
    passage: str | None
    start: int
    end: int


class SearchOut(BaseModel):
    """``incomplete``: vectors are still being made. ``weak``: nothing is close enough to be called a match."""

    query: str
    incomplete: bool
    weak: bool
    remarks: list[str]
    hits: list[HitOut]
    facets: dict[str, list[CountOut]]
    charges: list[ChargeOut]


@router.get("", responses=problems(503))
def search(
    visit: Asking,
    office: AtOffice,
    q: Annotated[str, Query(min_length=1, max_length=LONGEST_QUERY, examples=["电动自行车充电收费"])],
    kind: Value = None,
    issuer: Value = None,
    year: Year = None,
    disclosure: Value = None,
    region: Value = None,
    mark: Annotated[str | None, Query(alias="class", max_length=20)] = None,
    since: Year = None,
    until: Year = None,
    status: Value = None,
    on: Value = None,
    top: Annotated[int, Query(ge=1, le=MOST_HITS)] = 10,
) -> SearchOut:
    """按主题、文号、标题检索，也可以粘贴整件提案；筛选先于排序，准确生效。"""
    filters = search_filters(
        kind, issuer, year, disclosure, region=region, mark=mark, since=since, until=until, status=status, on=on
    )
    return SearchOut.model_validate(search_record(service.found(office, visit.user, q, filters, top)))
