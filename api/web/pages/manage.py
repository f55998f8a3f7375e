"""管理: users, taking papers in, the index, the trail."""

from typing import Annotated, Literal, get_args

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.services import documents, people, reference, settings
from api.services.documents import Upload
from api.services.office import Office
from api.web.problems import problem_of
from api.web.render import page
from api.web.row_id import LARGEST
from api.web.visit import Asking, AtOffice, Visit
from api.workplace.accounts import NewUser
from api.workplace.permits import may, require
from corpus.document import Body, Disclosure
from corpus.errors import DafuError
from corpus.ingest_report import Overrides
from corpus.read import SUPPORTED

router = APIRouter(prefix="/manage", include_in_schema=False)
Short = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=500)]
Roles = Annotated[list[str], Form()]


@router.get("")
def manage(visit: Asking) -> Response:
    require(visit.user, "document.add")
    return RedirectResponse("/manage/users" if may(visit.user, "user.edit") else "/manage/documents", 303)


@router.get("/users")
def users_page(visit: Asking, office: AtOffice) -> HTMLResponse:
    return _users(visit, office)


@router.post("/users")
def add_user(
    visit: Asking,
    office: AtOffice,
    login: Short = "",
    name: Short = "",
    unit: Short = "",
    password: Password = "",
    roles: Roles = [],  # noqa: B006
    entitled: Annotated[bool, Form()] = False,
) -> Response:
    typed = {"login": login, "name": name, "unit": unit, "roles": roles, "entitled": entitled}
    try:
        people.added(office, visit.user, NewUser(login, name, unit, tuple(roles), password, entitled))
    except DafuError as error:
        return _users(visit, office, error, typed)
    return RedirectResponse("/manage/users", 303)


@router.post("/users/{login}")
def change_user(
    visit: Asking,
    office: AtOffice,
    login: str,
    name: Short = "",
    unit: Short = "",
    roles: Roles = [],  # noqa: B006
    entitled: Annotated[bool, Form()] = False,
    active: Annotated[bool, Form()] = False,
    password: Password = "",
) -> Response:
    changes: dict[str, object] = {"name": name, "office": unit, "roles": roles, "entitled": entitled, "active": active}
    if password:
        changes["password"] = password
    try:
        people.changed(office, visit.user, login, **changes)
    except DafuError as error:
        return _users(visit, office, error)
    return RedirectResponse("/manage/users", 303)


@router.get("/documents")
def documents_page(visit: Asking, office: AtOffice) -> HTMLResponse:
    return _documents(visit, office)


@router.post("/documents")
async def add_documents(
    visit: Asking,
    office: AtOffice,
    files: Annotated[list[UploadFile], File()],
    issuer: Short = "",
    region: Short = "",
    disclosure: Short = "",
) -> Response:
    known: dict[str, Disclosure] = {value: value for value in get_args(Disclosure)}
    try:
        uploads = [Upload(file.filename or "未命名", await file.read()) for file in files if file.filename]
        overrides = Overrides(issuer or None, region or None, known.get(disclosure))
        documents.taken_in(office, visit.user, uploads, overrides)
    except DafuError as error:
        return _documents(visit, office, error)
    return RedirectResponse("/manage/documents", 303)


@router.post("/index")
def reindex(visit: Asking, office: AtOffice) -> Response:
    documents.reindexed(office, visit.user)
    return RedirectResponse("/manage/documents", 303)


@router.get("/places")
def places_page(
    visit: Asking,
    office: AtOffice,
    region: Annotated[str, Query(max_length=60)] = "",
    body: Literal["政协", "人大"] = "政协",
) -> HTMLResponse:
    return _places(visit, office, region, body)


@router.post("/places")
async def add_place(visit: Asking, office: AtOffice, file: Annotated[UploadFile, File()]) -> Response:
    try:
        odd = settings.place_file_kept(office, visit.user, Upload(file.filename or "", await file.read()))
    except DafuError as error:
        return _places(visit, office, "", "政协", problem_of(error).status, problem=error.message)
    return _places(visit, office, "", "政协", kept=file.filename or "", odd=list(odd))


@router.get("/organs")
def organs_page(visit: Asking, office: AtOffice, q: Annotated[str, Query(max_length=100)] = "") -> HTMLResponse:
    require(visit.user, "settings.edit")
    found = reference.organs(office, visit.user, q.strip() or None, None)
    return page("manage/organs", visit, organs=found[:200], total=len(found), query=q.strip())


@router.get("/audit")
def audit_page(
    visit: Asking,
    office: AtOffice,
    subject: Annotated[str, Query(max_length=300)] = "",
    login: Annotated[str, Query(max_length=64)] = "",
    before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
    check: bool = False,
) -> HTMLResponse:
    found = people.entries(office, visit.user, subject or None, login or None, before)
    verdict = people.verified(office, visit.user) if check else None
    chosen = {"subject": subject, "login": login}
    return page("manage/audit", visit, entries=found, verdict=verdict, chosen=chosen, full=len(found) == people.PAGE)


def _places(visit: Visit, office: Office, region: str, body: Body, status: int = 200, **told: object) -> HTMLResponse:
    found = settings.ways(office, visit.user, region, body) if region else None
    values = {"places": settings.places(office, visit.user), "region": region, "body": body, "found": found}
    return page("manage/places", visit, status, **values, **{"problem": None, "kept": "", "odd": []} | told)


def _users(
    visit: Visit, office: Office, error: DafuError | None = None, typed: dict[str, object] | None = None
) -> HTMLResponse:
    status = problem_of(error).status if error else 200
    form = typed or {"login": "", "name": "", "unit": visit.user.office, "roles": ["officer"], "entitled": False}
    everyone = people.everyone(office, visit.user)
    return page("manage/users", visit, status, users=everyone, form=form, problem=error.message if error else None)


def _documents(visit: Visit, office: Office, error: DafuError | None = None) -> HTMLResponse:
    require(visit.user, "document.add")
    status = problem_of(error).status if error else 200
    whole, passages = office.workbench.counts()
    values = {
        "jobs": documents.jobs_of(office, visit.user, 15),
        "whole": whole,
        "passages": passages,
        "supported": SUPPORTED,
    }
    values |= {"disclosures": get_args(Disclosure), "most": documents.MOST_FILES}
    return page("manage/documents", visit, status, **values, problem=error.message if error else None)
