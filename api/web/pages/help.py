"""帮助: how each user works here."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.web.render import page
from api.web.visit import Asking

router = APIRouter(prefix="/help", include_in_schema=False)


@router.get("")
def help_page(visit: Asking) -> HTMLResponse:
    return page("help", visit)
