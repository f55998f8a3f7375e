"""What belongs to a case: its proposal and the opinions of other units."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from api.services import case_papers
from api.web.v1.draft_models import CaseId, OpinionList, OpinionOut, PaperIn, PaperOut
from api.web.v1.shared import IdempotencyKey, once, problems
from api.web.visit import Asking, AtOffice
from corpus.errors import NotFound

router = APIRouter(prefix="/api/v1/cases/{id}", tags=["办理台账"])


@router.get("/proposal", responses=problems(404))
def read_proposal(visit: Asking, office: AtOffice, id: CaseId) -> PaperOut:
    """读取随本件提交的提案原文。"""
    given = case_papers.given_proposal(office, visit.user, id)
    if given is None:
        raise NotFound("这一件没有提交原文。")
    return PaperOut(name=given.name, text=given.text)


@router.put("/proposal", responses=problems(404))
def give_proposal(visit: Asking, office: AtOffice, id: CaseId, given: PaperIn) -> PaperOut:
    """提交提案原文，代替以前提交的。"""
    kept = case_papers.proposal_given(office, visit.user, id, given.name, given.text)
    return PaperOut(name=kept.name, text=kept.text)


@router.get("/opinions", responses=problems(404))
def list_opinions(visit: Asking, office: AtOffice, id: CaseId) -> OpinionList:
    """列出会办意见。"""
    found = case_papers.given_opinions(office, visit.user, id)
    return OpinionList(items=[OpinionOut(number=one.number, name=one.name, text=one.text) for one in found])


@router.post("/opinions", status_code=201, responses=problems(404), response_model=OpinionOut)
def give_opinion(
    request: Request, visit: Asking, office: AtOffice, id: CaseId, given: PaperIn, key: IdempotencyKey = None
) -> Response:
    """提交一份会办意见。"""

    def make() -> Response:
        kept = case_papers.opinion_given(office, visit.user, id, given.name, given.text)
        made = OpinionOut(number=kept.number, name=kept.name, text=kept.text)
        return JSONResponse(made.model_dump(mode="json"), 201)

    return once(office, visit.user, key, request, given, make)
