"""A stored paper at its passages, and the list of all papers."""

from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.document_view import KINDS
from api.services import documents as service
from api.services import searching
from api.web.marked import marked
from api.web.pieces import pieces
from api.web.render import page
from api.web.visit import Asking, AtOffice
from corpus.document import Disclosure
from corpus.storage.listing import Sought

router = APIRouter(prefix="/documents", include_in_schema=False)


@router.get("")
def documents_page(
    visit: Asking,
    office: AtOffice,
    q: Annotated[str, Query(max_length=200)] = "",
    kind: Annotated[str, Query(max_length=20)] = "",
    disclosure: Annotated[str, Query(max_length=20)] = "",
    page_: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> HTMLResponse:
    found, total = service.listed(
        office, visit.user, Sought(kind or None, None, disclosure or None, q.strip() or None), page_
    )
    kept = {"q": q, "kind": kind, "disclosure": disclosure}
    address = "/documents?" + "".join(f"{urlencode({k: v})}&" for k, v in kept.items() if v)
    values = {"documents": found, "total": total, "number": page_, "size": service.PAGE, "address": address}
    return page("documents/list", visit, **values, chosen=kept, kinds=KINDS, disclosures=get_args(Disclosure))


@router.get("/{id}/answers")
def answers_page(visit: Asking, office: AtOffice, id: str) -> HTMLResponse:
    found = searching.asked_and_answered(office, visit.user, id)
    return page("documents/answers", visit, found=found, document=found.stored.document, stored=found.stored)


@router.get("/{id}")
def document_page(
    visit: Asking,
    office: AtOffice,
    id: str,
    q: Annotated[str, Query(max_length=2000)] = "",
    at: Annotated[str, Query(pattern=r"^\d{1,8}-\d{1,8}$")] = "0-0",
) -> HTMLResponse:
    stored = service.opened(office, visit.user, id)
    words = [word for word in q.split() if len(word) > 1]
    first, _, last = at.partition("-")
    shown = pieces(stored.document, (int(first), int(last)))
    values = {"stored": stored, "document": stored.document, "pieces": shown, "words": words}
    return page("documents/document", visit, **values, kinds=KINDS, marked=marked)
