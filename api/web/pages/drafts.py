"""拟稿: the drafting desk."""

from collections.abc import Callable
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import StringConstraints

from api.desk.spots import FIELD
from api.services import checking, drafting, editing, exporting
from api.services.draft_results import past_answers
from api.services.drafting import Opened
from api.services.office import Office
from api.web.desk_page import desk_values, edit_values, stale_values
from api.web.problems import problem_of
from api.web.render import page
from api.web.v1.draft_models import Id, Number
from api.web.v1.drafts import attachment
from api.web.visit import Asking, AtOffice, Visit
from api.workplace.ledger import ChangedMeanwhile
from api.workplace.permits import require
from corpus.errors import DafuError, UnusableInput
from drafting.compare.comparison import CHANGE_NAMES, RELATION_NAMES
from drafting.draft import Stance
from drafting.export.copies import CopyName
from drafting.export.layout import LayoutName
from drafting.finding import Mend

router = APIRouter(prefix="/drafts", include_in_schema=False)
Base = Annotated[int, Form(ge=0, le=1_000_000)]
Short = Annotated[str, Form(max_length=200)]
Key = Annotated[str, Form(max_length=8000)]
Span = Annotated[str, StringConstraints(max_length=200)]


@router.get("/{id}")
def desk(visit: Asking, office: AtOffice, id: Id, version: Number = None) -> HTMLResponse:
    one = drafting.opened(office, visit.user, id, version)
    return page("drafts/draft", visit, 200, **desk_values(office, visit.user, one))


@router.get("/{id}/edit")
def edit_form(
    visit: Asking, office: AtOffice, id: Id, place: Annotated[str, Query(max_length=20)],
    n: Annotated[str, Query(max_length=20)], base: Annotated[int, Query(ge=1, le=1_000_000)],
    mode: Literal["write", "add"] = "write",
) -> HTMLResponse:  # fmt: skip
    """A sentence or a field as a form in its place."""
    one = drafting.opened(office, visit.user, id, base)
    require(visit.user, "draft.edit", one.case.fields.office)
    return page("drafts/edit", visit, 200, **edit_values(one, place, n, mode))


@router.get("/{id}/past")
def past(visit: Asking, office: AtOffice, id: Id, ask: Annotated[str, Query(max_length=20)]) -> HTMLResponse:
    """Earlier answers to like asks."""
    one = drafting.opened(office, visit.user, id)
    found = [each for each in past_answers(office, visit.user, one.case) if each.suggestion.id == ask]
    return page("drafts/past", visit, 200, found=found[0] if found else None)


@router.get("/{id}/compare")
def compare(visit: Asking, office: AtOffice, id: Id) -> HTMLResponse:
    """What differs from the unit's own earlier answers."""
    found = checking.compared(office, visit.user, id)
    return page("drafts/compared", visit, 200, compared=found, relations=RELATION_NAMES, changes=CHANGE_NAMES)


@router.get("/{id}/export")
def export(
    visit: Asking, office: AtOffice, id: Id, copy: CopyName = "working",
    form: Annotated[str, Query(max_length=5)] = "docx",
    layout: LayoutName | None = None, version: Number = None, against: Number = None,
) -> Response:  # fmt: skip
    try:
        made = exporting.exported(office, visit.user, id, copy, form, layout, version, against)
    except DafuError as error:
        return _whole(visit, office, id, error)
    return Response(made.data, media_type=made.media, headers=attachment(made.name))


@router.post("/{id}/stance")
def choose_stance(
    request: Request, visit: Asking, office: AtOffice, id: Id, base: Base, ask: Short, stance: Short = ""
) -> Response:
    def make() -> Opened:
        known: dict[str, Stance] = {name: name for name in get_args(Stance)}
        if stance and stance not in known:
            raise UnusableInput(f"态度“{stance}”无法识别，请用{'、'.join(known)}。")
        return editing.stance_chosen(office, visit.user, id, base, ask, known.get(stance))

    return _done(request, visit, office, id, make, f"beside-{ask}")


@router.post("/{id}/evidence")
def choose_evidence(
    request: Request, visit: Asking, office: AtOffice, id: Id, base: Base, ask: Short,
    use: Annotated[bool, Form()],
    passage: Short = "", key: Annotated[list[Span] | None, Form(max_length=100)] = None,
) -> Response:  # fmt: skip
    def make() -> Opened:
        if use:
            return editing.evidence_taken(office, visit.user, id, base, ask, passage)
        return editing.evidence_left(office, visit.user, id, base, passage or None, key or [])

    return _done(request, visit, office, id, make, f"beside-{ask}")


@router.post("/{id}/sentences")
def edit_sentence(
    request: Request, visit: Asking, office: AtOffice, id: Id, base: Base, place: Short, key: Key = "",
    do: Short = "write", text: Key = "", kept: Short = "",
) -> Response:  # fmt: skip
    def make() -> Opened:
        if do == "add":
            return editing.sentence_added(office, visit.user, id, base, place, key or None, text)
        if do == "remove":
            return editing.sentence_removed(office, visit.user, id, base, place, key)
        if do == "restore":
            return editing.sentence_restored(office, visit.user, id, base, place, key)
        return editing.sentence_written(office, visit.user, id, base, place, key, text)

    return _done(request, visit, office, id, make, f"answer-{place}", kept, (place, key, do, text))


@router.post("/{id}/fields")
def write_field(
    request: Request, visit: Asking, office: AtOffice, id: Id, base: Base, key: Short, do: Short = "write",
    text: Key = "", day: Short = "", kept: Short = "",
) -> Response:  # fmt: skip
    def make() -> Opened:
        if key == "date" and do == "write":
            return editing.renewed(office, visit.user, id, base, day or None)
        return editing.field_written(office, visit.user, id, base, key, None if do == "restore" else text)

    return _done(request, visit, office, id, make, f"f-{key}", kept, (FIELD, key, do, text))


@router.post("/{id}/mends")
def make_mends(
    request: Request, visit: Asking, office: AtOffice, id: Id, base: Base, start: Annotated[int, Form(ge=-1)] = -1,
    end: Annotated[int, Form(ge=-1)] = -1, replacement: Key = "",
) -> Response:  # fmt: skip
    mend = Mend(start, end, replacement) if start >= 0 else None
    make = lambda: checking.mend_made(office, visit.user, id, base, mend)  # noqa: E731
    return _done(request, visit, office, id, make, "findings")


@router.post("/{id}/renew")
def renew(request: Request, visit: Asking, office: AtOffice, id: Id, base: Base) -> Response:
    return _done(request, visit, office, id, lambda: editing.renewed(office, visit.user, id, base))


@router.post("/{id}/restore")
def restore(request: Request, visit: Asking, office: AtOffice, id: Id, base: Base, version: Base) -> Response:
    return _done(request, visit, office, id, lambda: drafting.restored(office, visit.user, id, base, version))


@router.post("/{id}/submit")
def submit(request: Request, visit: Asking, office: AtOffice, id: Id, base: Base) -> Response:
    return _done(request, visit, office, id, lambda: drafting.submitted(office, visit.user, id, base))


def _done(
    request: Request, visit: Visit, office: Office, id: int, make: Callable[[], Opened], anchor: str = "",
    kept: str = "", typed: tuple[str, str, str, str] | None = None,
) -> Response:  # fmt: skip
    """What came of a change: the desk anew, or what went wrong beside what was typed. ``kept`` is the name under which
    a browser keeps the edit until it is saved."""
    part = request.headers.get("hx-request") is not None
    try:
        one = make()
    except ChangedMeanwhile as error:
        if not part:
            return _whole(visit, office, id, error)
        newest = drafting.opened(office, visit.user, id)
        values = stale_values(office, newest, error.message, typed) | {"name": kept}
        return _told(page("drafts/stale", visit, 412, **values))
    except DafuError as error:
        if not part:
            return _whole(visit, office, id, error)
        return _told(page("drafts/told", visit, problem_of(error).status, problem=error.message))
    if not part:
        return RedirectResponse(f"/drafts/{id}#{anchor}", 303)
    return page("drafts/desk", visit, 200, **desk_values(office, visit.user, one) | {"saved": kept})


def _told(answer: HTMLResponse) -> HTMLResponse:
    """Shown above the desk, which stays as it is."""
    answer.headers["HX-Retarget"] = "#told"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer


def _whole(visit: Visit, office: Office, id: int, error: DafuError) -> HTMLResponse:
    values = desk_values(office, visit.user, drafting.opened(office, visit.user, id)) | {"problem": error.message}
    return page("drafts/draft", visit, problem_of(error).status, **values)
