"""The papers and the letters of one case: the proposal and the opinions handed in, drafts begun."""

from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.responses import RedirectResponse, Response

from api.services import drafting
from api.services.case_papers import opinion_given, proposal_given, read_paper
from api.web.pages.cases import shown_case
from api.web.v1.draft_models import CaseId
from api.web.visit import Asking, AtOffice
from corpus.errors import DafuError

router = APIRouter(prefix="/cases/{id}", include_in_schema=False)
Text = Annotated[str, Form(max_length=400_000)]
Short = Annotated[str, Form(max_length=200)]
_PASTED = "粘贴的文字"


@router.post("/proposal")
async def give_proposal(
    visit: Asking, office: AtOffice, id: CaseId, text: Text = "", file: Annotated[UploadFile | None, File()] = None
) -> Response:
    try:
        name, words = await _paper(text, file)
        proposal_given(office, visit.user, id, name, words)
    except DafuError as error:
        return shown_case(visit, office, id, error, proposal=text)
    return RedirectResponse(f"/cases/{id}#letters", 303)


@router.post("/opinions")
async def give_opinion(
    visit: Asking, office: AtOffice, id: CaseId, text: Text = "", unit: Short = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:  # fmt: skip
    try:
        name, words = await _paper(text, file)
        opinion_given(office, visit.user, id, unit.strip() or name, words)
    except DafuError as error:
        return shown_case(visit, office, id, error, opinion=text)
    return RedirectResponse(f"/cases/{id}#letters", 303)


@router.post("/drafts")
def begin(
    visit: Asking, office: AtOffice, id: CaseId, letter: Short = "", date: Short = "", part: Short = ""
) -> Response:
    try:
        one = drafting.begun(office, visit.user, id, letter or None, None, date or None, part or None)
    except DafuError as error:
        return shown_case(visit, office, id, error)
    return RedirectResponse(f"/drafts/{one.row.id}", 303)


async def _paper(text: str, file: UploadFile | None) -> tuple[str, str]:
    """(name, text) of what was handed in: the file where there is one, else what was pasted."""
    if file is not None and file.filename:
        return file.filename, read_paper(file.filename, await file.read())
    return _PASTED, text
