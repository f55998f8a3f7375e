"""Cases in the ledger."""

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, File, Query, Request, Response, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StrictBool, StringConstraints

from api.services import cases as service
from api.web.row_id import RowId
from api.web.v1.shared import (
    PRINTS,
    IdempotencyKey,
    IfMatch,
    Model,
    Page,
    Size,
    once,
    problems,
    revision_in,
    tagged,
)
from api.web.visit import Asking, AtOffice
from api.workplace.case import CaseFields, LedgerCase, Light, days_left, light
from api.workplace.ledger import Wanted
from api.workplace.states import clock_runs
from corpus.document import ItemKind
from drafting.draft import HandlingRole

router = APIRouter(prefix="/api/v1/cases", tags=["办理台账"])
Text = Annotated[str, StringConstraints(max_length=500)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), Field(examples=["2026-06-02"])]
Names = Annotated[list[Text], Field(max_length=100)]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CaseIn(Model):
    """A case to register; what is not known yet stays out."""

    item_no: Annotated[str, StringConstraints(pattern=r"^\d{1,12}$"), Field(examples=["20260105"])]
    item_kind: ItemKind
    title: Annotated[Text, Field(min_length=1, pattern=PRINTS, examples=["关于完善老旧小区加装电梯后续管理的提案"])]
    office: Annotated[Text, Field(min_length=1, pattern=PRINTS, examples=["澜州市住房和城乡建设局"])]
    role: HandlingRole
    proposers: Names = Field(default_factory=list)
    co_handlers: Names = Field(default_factory=list)
    session: Text | None = None
    lead: Text | None = None
    section: Text | None = None
    owner: Text | None = None
    assigned: Day | None = None
    due: Day | None = None
    due_basis: Text | None = None
    extended_to: Day | None = None
    key_item: StrictBool = False
    class_mark: Annotated[str, StringConstraints(max_length=8)] | None = None
    rating: Literal["满意", "基本满意", "不满意"] | None = None
    demands: Text | None = None
    document: Text | None = None

    def fields_(self) -> CaseFields:
        """The case as the ledger keeps it."""
        values = self.model_dump()
        return CaseFields(**values | {name: tuple(values[name]) for name in ("proposers", "co_handlers")})


class CaseOut(CaseIn):
    """A case with its state and clock. ``days_left`` is negative when it is overdue."""

    id: int
    state: Text
    revision: int
    last_day: str | None
    days_left: int | None
    light: Light
    made: str
    changed: str


class CaseList(BaseModel):
    items: list[CaseOut]
    total: int
    page: int
    size: int


class StateIn(Model):
    state: Annotated[Text, Field(examples=["已签收"])]


class TalkIn(Model):
    """A contact with a proposer."""

    day: Day
    way: Annotated[Text, Field(examples=["电话"])]
    person: Annotated[Text, Field(min_length=1, pattern=PRINTS, examples=["周立群"])]
    note: Annotated[str, StringConstraints(max_length=2000)] = ""


class TalkOut(TalkIn):
    id: int
    login: str


class TalkList(BaseModel):
    items: list[TalkOut]


class WrongRowOut(BaseModel):
    line: int
    reason: str


class ImportOut(BaseModel):
    added: int
    updated: int
    unchanged: int
    failed: list[WrongRowOut]


def case_out(case: LedgerCase) -> CaseOut:
    """A case for programs, with its clock as of today."""
    runs, now = clock_runs(case.state), service.today()
    values = asdict(case.fields) | {"id": case.id, "state": case.state, "revision": case.revision}
    return CaseOut(
        **values,
        last_day=case.last_day,
        days_left=days_left(case.last_day, now) if runs else None,
        light=light(runs, case.last_day, now),
        made=case.made,
        changed=case.changed,
    )


@router.get("", responses=problems())
def list_cases(
    visit: Asking,
    office: AtOffice,
    state: Annotated[str | None, Query(max_length=20)] = None,
    role: HandlingRole | None = None,
    q: Annotated[str | None, Query(max_length=100, description="题目、案号或提案者中的字。")] = None,
    due_before: Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$")] = None,
    open_only: bool = False,
    page: Page = 1,
    size: Size = 50,
) -> CaseList:
    """列出办理件。最先到期的在前，办完的在后；经办人只看到本单位的。"""
    wanted = Wanted(state=state, role=role, words=q, due_before=due_before, open_only=open_only)
    found, total = service.listed(office, visit.user, wanted, page, size)
    return CaseList(items=[case_out(case) for case in found], total=total, page=page, size=size)


@router.post("", status_code=201, responses=problems(), response_model=CaseOut)
def add_case(request: Request, visit: Asking, office: AtOffice, given: CaseIn, key: IdempotencyKey = None) -> Response:
    """登记一件。没有写办理时限的，按所在地规则计算。"""

    def make() -> Response:
        case = service.registered(office, visit.user, given.fields_())
        return tagged(case_out(case), case.revision, 201, f"/api/v1/cases/{case.id}")

    return once(office, visit.user, key, request, given, make)


@router.post("/import", responses=problems())
async def import_cases(
    visit: Asking, office: AtOffice, file: Annotated[UploadFile, File(description=".xlsx 或 .csv 台账。")]
) -> ImportOut:
    """导入台账。已有的补充更新，不能识别的行逐行说明，不影响其他行。"""
    report = service.imported(office, visit.user, await file.read(), file.filename or "台账")
    failed = [WrongRowOut(line=row.line, reason=row.reason) for row in report.failed]
    return ImportOut(added=report.added, updated=report.updated, unchanged=report.unchanged, failed=failed)


@router.get("/export", responses=problems() | {200: {"content": {_XLSX: {}, "text/csv": {}}}}, response_class=Response)
def export_cases(
    visit: Asking, office: AtOffice, form: Literal["xlsx", "csv"] = "xlsx", open_only: bool = False
) -> Response:
    """导出台账。单元格一律是文字，不会成为公式。"""
    data = service.exported(office, visit.user, Wanted(open_only=open_only), form)
    media = _XLSX if form == "xlsx" else "text/csv; charset=utf-8"
    name = f"ledger-{service.today()}.{form}"
    return Response(data, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/{id:int}", responses=problems(404), response_model=CaseOut)
def read_case(visit: Asking, office: AtOffice, id: RowId) -> JSONResponse:
    """读取一件，ETag 是它的版本。"""
    case, _ = service.opened(office, visit.user, id)
    return tagged(case_out(case), case.revision)


@router.put("/{id:int}", responses=problems(404, 412, 428), response_model=CaseOut)
def change_case(visit: Asking, office: AtOffice, id: RowId, given: CaseIn, if_match: IfMatch = None) -> Response:
    """修改一件。别人已经改过的，不会覆盖。"""
    revision = revision_in(if_match)
    if isinstance(revision, Response):
        return revision
    case = service.edited(office, visit.user, id, revision, given.fields_())
    return tagged(case_out(case), case.revision)


@router.put("/{id:int}/state", responses=problems(404, 412, 428), response_model=CaseOut)
def move_case(visit: Asking, office: AtOffice, id: RowId, given: StateIn, if_match: IfMatch = None) -> Response:
    """转到下一个状态。"""
    revision = revision_in(if_match)
    if isinstance(revision, Response):
        return revision
    case = service.edited(office, visit.user, id, revision, state=given.state)
    return tagged(case_out(case), case.revision)


@router.get("/{id:int}/talks", responses=problems(404))
def list_talks(visit: Asking, office: AtOffice, id: RowId) -> TalkList:
    """列出沟通记录。"""
    _, found = service.opened(office, visit.user, id)
    return TalkList(items=[TalkOut(**asdict(talk)) for talk in found])


@router.post("/{id:int}/talks", status_code=201, responses=problems(404), response_model=TalkOut)
def add_talk(
    request: Request, visit: Asking, office: AtOffice, id: RowId, given: TalkIn, key: IdempotencyKey = None
) -> Response:
    """记下一次沟通。"""

    def make() -> Response:
        talk = service.talked(office, visit.user, id, given.day, given.way, given.person, given.note)
        return JSONResponse(TalkOut(**asdict(talk)).model_dump(mode="json"), 201)

    return once(office, visit.user, key, request, given, make)
