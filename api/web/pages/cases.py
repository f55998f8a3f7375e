"""办理台账: the ledger, one case, importing and exporting."""

from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.services import cases as service
from api.services.case_papers import papers
from api.services.drafting import LETTERS
from api.services.office import Office
from api.web.forms import CaseForm, case_form
from api.web.problems import problem_of
from api.web.render import page
from api.web.row_id import RowId
from api.web.visit import Asking, AtOffice, Visit
from api.workplace.case import LedgerCase, days_left, light
from api.workplace.ledger import PAGE, WAYS, Wanted
from api.workplace.ledger_export import COLUMNS
from api.workplace.permits import require
from api.workplace.states import clock_runs, following, states
from corpus.document import ItemKind
from corpus.errors import DafuError
from drafting.draft import HandlingRole

router = APIRouter(prefix="/cases", include_in_schema=False)
Short = Annotated[str, Form(max_length=500)]


@router.get("")
def ledger(
    visit: Asking,
    office: AtOffice,
    state: Annotated[str, Query(max_length=20)] = "",
    role: Annotated[str, Query(max_length=10)] = "",
    q: Annotated[str, Query(max_length=100)] = "",
    all: bool = False,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> HTMLResponse:
    return _ledger(visit, office, {"state": state, "role": role, "q": q, "all": all}, page)


@router.post("/import")
async def import_ledger(visit: Asking, office: AtOffice, file: Annotated[UploadFile, File()]) -> HTMLResponse:
    try:
        report = service.imported(office, visit.user, await file.read(), file.filename or "台账")
    except DafuError as error:
        return _ledger(visit, office, {}, problem=error.message, status=problem_of(error).status)
    return _ledger(visit, office, {}, report=report)


@router.get("/export")
def export_ledger(visit: Asking, office: AtOffice, form: str = "xlsx") -> Response:
    data = service.exported(office, visit.user, Wanted(), form)
    headers = {"Content-Disposition": f'attachment; filename="ledger-{service.today()}.{form}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


@router.get("/months")
def months_page(visit: Asking, office: AtOffice, month: Annotated[str, Query(max_length=7)] = "") -> HTMLResponse:
    kept = service.snapshot(office, visit.user, month) if month else None
    months = service.snapshot_months(office, visit.user)
    return page("cases/months", visit, months=months, kept=kept, columns=COLUMNS, now=service.today()[:7], problem=None)


@router.post("/months")
def keep_month(visit: Asking, office: AtOffice, month: Short = "") -> Response:
    try:
        service.snapshot_taken(office, visit.user, month)
    except DafuError as error:
        values = {"months": service.snapshot_months(office, visit.user), "kept": None, "columns": COLUMNS}
        return page("cases/months", visit, problem_of(error).status, **values, now=month, problem=error.message)
    return RedirectResponse(f"/cases/months?month={month}", 303)


@router.get("/new")
def new_case(visit: Asking) -> HTMLResponse:
    require(visit.user, "case.edit")
    return _edit(visit, None, CaseForm(office=visit.user.office))


@router.post("/new")
def add_case(visit: Asking, office: AtOffice, form: Annotated[CaseForm, Form()]) -> Response:
    try:
        case = service.registered(office, visit.user, form.fields_())
    except DafuError as error:
        return _edit(visit, None, form, error)
    return RedirectResponse(f"/cases/{case.id}", 303)


@router.get("/{id:int}")
def case_page(visit: Asking, office: AtOffice, id: RowId) -> HTMLResponse:
    return _case(visit, office, id)


@router.get("/{id:int}/edit")
def edit_page(visit: Asking, office: AtOffice, id: RowId) -> HTMLResponse:
    case, _ = service.opened(office, visit.user, id)
    require(visit.user, "case.edit", case.fields.office)
    return _edit(visit, case, case_form(case.fields, case.revision))


@router.post("/{id:int}/edit")
def edit_case(visit: Asking, office: AtOffice, id: RowId, form: Annotated[CaseForm, Form()]) -> Response:
    case, _ = service.opened(office, visit.user, id)
    basis = case.fields.due_basis if form.due == (case.fields.due or "") else None
    try:
        service.edited(office, visit.user, id, form.revision, form.fields_(basis, case.fields.document))
    except DafuError as error:
        return _edit(visit, case, form, error)
    return RedirectResponse(f"/cases/{id}", 303)


@router.post("/{id:int}/state")
def move_case(visit: Asking, office: AtOffice, id: RowId, state: Short, revision: Annotated[int, Form()]) -> Response:
    try:
        service.edited(office, visit.user, id, revision, state=state)
    except DafuError as error:
        return _case(visit, office, id, error)
    return RedirectResponse(f"/cases/{id}", 303)


@router.post("/{id:int}/talks")
def add_talk(
    visit: Asking, office: AtOffice, id: RowId, day: Short = "", way: Short = "", person: Short = "",
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:  # fmt: skip
    try:
        service.talked(office, visit.user, id, day, way, person, note)
    except DafuError as error:
        return _case(visit, office, id, error, {"day": day, "way": way, "person": person, "note": note})
    return RedirectResponse(f"/cases/{id}#talks", 303)


def _ledger(
    visit: Visit, office: Office, chosen: dict[str, object], number: int = 1, status: int = 200, **told: object
) -> HTMLResponse:
    kept = {"state": "", "role": "", "q": "", "all": False} | chosen
    wanted = Wanted(
        state=str(kept["state"]) or None, role=str(kept["role"]) or None, words=str(kept["q"]) or None,
        open_only=not kept["all"] and not kept["state"],
    )  # fmt: skip
    found, total = service.listed(office, visit.user, wanted, number)
    address = "/cases?" + "".join(f"{urlencode({k: v})}&" for k, v in kept.items() if v)
    values = {"cases": found, "total": total, "number": number, "size": PAGE, "address": address, "chosen": kept}
    values |= {"states": states("case"), "handling": get_args(HandlingRole), "clock": clock}
    return page("cases/ledger", visit, status, **values, **{"problem": None, "report": None} | told)


def shown_case(visit: Visit, office: Office, id: int, error: DafuError, **typed: str) -> HTMLResponse:
    """The case with what went wrong; ``typed`` is what was pasted as ``proposal`` or ``opinion``."""
    return _case(visit, office, id, error, typed=typed)


def _case(
    visit: Visit,
    office: Office,
    id: int,
    error: DafuError | None = None,
    talk: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
) -> HTMLResponse:
    case, talks = service.opened(office, visit.user, id)
    told = talk or {"day": service.today(), "way": "电话", "person": "", "note": ""}
    values = {"case": case, "talks": talks, "talk": told, "ways": WAYS, "next_states": following("case", case.state)}
    values |= {"papers": papers(office, visit.user, case), "letters": _letters(case)}
    values |= {"typed": {"proposal": "", "opinion": ""} | (typed or {})}
    status = problem_of(error).status if error else 200
    return page("cases/case", visit, status, **values, clock=clock, problem=error.message if error else None)


def _edit(visit: Visit, case: LedgerCase | None, form: CaseForm, error: DafuError | None = None) -> HTMLResponse:
    status = problem_of(error).status if error else 200
    kinds = {"kinds": get_args(ItemKind), "handling": get_args(HandlingRole)}
    return page("cases/edit", visit, status, case=case, form=form, problem=error.message if error else None, **kinds)


def _letters(case: LedgerCase) -> tuple[str, ...]:
    """The kinds of letter that the case's role writes, the usual one first."""
    return ("会办意见",) if case.fields.role == "会办" else tuple(name for name in LETTERS if name != "会办意见")


def clock(case: LedgerCase) -> dict[str, object]:
    """The last day, the days left and the light of a case, as of today."""
    runs, now = clock_runs(case.state), service.today()
    left = days_left(case.last_day, now) if runs else None
    return {"day": case.last_day, "left": left, "light": light(runs, case.last_day, now)}
