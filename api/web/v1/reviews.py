"""Reviewing: the queue, remarks, decisions, versions side by side, the trail of a draft."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StrictBool, StringConstraints

from api.services import reviewing as service
from api.services.reviewing import Waiting
from api.web.row_id import RowId
from api.web.v1.shared import PRINTS, IdempotencyKey, IfMatch, Model, once, problems, revision_in, tagged
from api.web.visit import Asking, AtOffice
from api.workplace.drafts import Comment, Decision, DraftRow
from drafting.export.changes import Change

reviews = APIRouter(prefix="/api/v1/reviews", tags=["审核"])
of_draft = APIRouter(prefix="/api/v1/drafts/{id}", tags=["审核"])
Number = Annotated[int | None, Query(ge=1, le=1_000_000)]
Words = Annotated[str, StringConstraints(max_length=2000)]
_EDIT = problems(404, 412, 428)


class WaitingOut(BaseModel):
    """A draft that was sent to review, or decided on; ``at`` and ``login`` tell when and by whom."""

    id: int
    case: int
    item_no: str = Field(examples=["20260105"])
    title: str
    office: str
    letter: str = Field(examples=["答复"])
    state: str = Field(examples=["送审"])
    version: int
    at: str | None
    login: str | None
    reason: str
    last_day: str | None


class QueueOut(BaseModel):
    """``waiting``: the longest waiting first. ``recent``: what was decided of late."""

    waiting: list[WaitingOut]
    recent: list[WaitingOut]


class CommentIn(Model):
    """``sentence`` is a sentence of the version as it stands there; without it the remark is on the whole."""

    version: Annotated[int, Field(ge=1, le=1_000_000)]
    sentence: Annotated[str, StringConstraints(strip_whitespace=False, max_length=4000)] = ""
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=PRINTS)] = Field(
        examples=["请写明统计口径。"]
    )


class CommentOut(BaseModel):
    id: int
    version: int
    sentence: str
    text: str
    login: str
    at: str
    settled: bool


class CommentList(BaseModel):
    items: list[CommentOut]


class SettledIn(Model):
    settled: StrictBool


class DecisionIn(Model):
    """Returning needs a reason; approving needs one where the checks forbid signing."""

    decision: Decision
    reason: Words = ""


class DecidedOut(BaseModel):
    id: int
    case: int
    letter: str
    state: str
    version: int
    made: str


class PieceOut(BaseModel):
    change: Change
    text: str


class PairOut(BaseModel):
    """A line of either version; ``new`` or ``old`` is ``null`` where it went or came."""

    new: int | None
    old: int | None
    pieces: list[PieceOut]


class RedlineOut(BaseModel):
    version: int
    against: int
    pairs: list[PairOut]


class StepOut(BaseModel):
    seq: int
    at: str
    login: str
    action: str = Field(examples=["draft.送审"])
    subject: str
    detail: str
    hash: str


class TrailOut(BaseModel):
    """What was done with the draft and its case, the earliest first; ``hash`` chains each entry to all before."""

    items: list[StepOut]


def _waiting_out(one: Waiting) -> WaitingOut:
    row, fields, step = one.row, one.case.fields, one.step
    return WaitingOut(
        id=row.id, case=row.case, item_no=fields.item_no, title=fields.title, office=fields.office, letter=row.letter,
        state=row.state, version=row.version, at=step.at if step else None, login=step.login if step else None,
        reason=step.reason if step else "", last_day=one.case.last_day,
    )  # fmt: skip


def _comment_out(one: Comment) -> CommentOut:
    return CommentOut(**asdict(one))


def _decided_out(row: DraftRow) -> DecidedOut:
    return DecidedOut(**asdict(row))


@reviews.get("", responses=problems())
def list_reviews(visit: Asking, office: AtOffice) -> QueueOut:
    """列出等待审核的稿子和最近审过的。"""
    waiting, recent = service.queue(office, visit.user), service.recent(office, visit.user)
    return QueueOut(waiting=[_waiting_out(one) for one in waiting], recent=[_waiting_out(one) for one in recent])


@of_draft.get("/comments", responses=problems(404))
def list_comments(visit: Asking, office: AtOffice, id: RowId) -> CommentList:
    """列出稿子上的批注。"""
    return CommentList(items=[_comment_out(one) for one in service.comments(office, visit.user, id)])


@of_draft.post("/comments", status_code=201, responses=problems(404), response_model=CommentOut)
def add_comment(
    request: Request, visit: Asking, office: AtOffice, id: RowId, given: CommentIn, key: IdempotencyKey = None
) -> Response:
    """对某一版的一句话或全文写批注。"""

    def make() -> Response:
        one = service.commented(office, visit.user, id, given.version, given.sentence, given.text)
        return JSONResponse(_comment_out(one).model_dump(mode="json"), 201)

    return once(office, visit.user, key, request, given, make)


@of_draft.put("/comments/{comment}", status_code=204, responses=problems(404))
def settle_comment(visit: Asking, office: AtOffice, id: RowId, comment: RowId, given: SettledIn) -> None:
    """把批注标为已处理，或者重新打开。"""
    service.comment_settled(office, visit.user, id, comment, given.settled)


@of_draft.post("/decision", responses=_EDIT, response_model=DecidedOut)
def decide(visit: Asking, office: AtOffice, id: RowId, given: DecisionIn, if_match: IfMatch = None) -> Response:
    """审定或者退回。If-Match 写所看的版本；自己参与拟写的稿子不能审定。"""
    base = revision_in(if_match)
    if isinstance(base, Response):
        return base
    row = service.decided(office, visit.user, id, base, given.decision, given.reason)
    return tagged(_decided_out(row), row.version)


@of_draft.get("/redline", responses=problems(404))
def redline(visit: Asking, office: AtOffice, id: RowId, version: Number = None, against: Number = None) -> RedlineOut:
    """对照两版，逐段标出增删；不写 against 时对照上一版。"""
    found = service.redlined(office, visit.user, id, version, against)
    pairs = [PairOut(new=pair.new, old=pair.old, pieces=[PieceOut(**asdict(one)) for one in pair.pieces])
             for pair in found.pairs]  # fmt: skip
    return RedlineOut(version=found.new.version.number, against=found.old.version.number, pairs=pairs)


@of_draft.get("/trail", responses=problems(404))
def read_trail(visit: Asking, office: AtOffice, id: RowId) -> TrailOut:
    """读取一份稿子和所属办理件的全部记录。"""
    return TrailOut(items=[StepOut(**asdict(entry)) for entry in service.whole_trail(office, visit.user, id).entries])
