"""统计: the state of the work on one page."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.services import statistics as service
from api.services.cases import today
from api.web.charts import bars
from api.web.pages.cases import clock
from api.web.render import page
from api.web.visit import Asking, AtOffice

router = APIRouter(prefix="/statistics", include_in_schema=False)


@router.get("")
def statistics_page(visit: Asking, office: AtOffice) -> HTMLResponse:
    found = service.overview(office, visit.user)
    return page("statistics/overview", visit, seen=found, bars=bars, clock=clock, today=today())
