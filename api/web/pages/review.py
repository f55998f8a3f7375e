"""审核: the queue, a draft beside earlier answers, remarks, decisions, versions side by side, the whole trail."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.services import review_board, reviewing
from api.services.office import Office
from api.services.review_board import Board
from api.web.entry_words import entry_name, entry_words, folded
from api.web.pages.cases import clock
from api.web.problems import problem_of
from api.web.render import page
from api.web.row_id import RowId
from api.web.visit import Asking, AtOffice, Visit
from api.workplace.accounts import everyone
from api.workplace.drafts import Decision
from api.workplace.permits import may, require
from corpus.errors import DafuError, NotFound
from drafting.checks.catalogue import rule_named
from drafting.compare.comparison import CHANGE_NAMES, RELATION_NAMES
from drafting.finding import SEVERITY_NAMES

router = APIRouter(include_in_schema=False)
Number = Annotated[int | None, Query(ge=1, le=1_000_000)]
Version = Annotated[int, Form(ge=1, le=1_000_000)]
Text = Annotated[str, Form(max_length=4000)]
_SHOWN = {"relations": RELATION_NAMES, "changes": CHANGE_NAMES, "severities": SEVERITY_NAMES, "rule_named": rule_named}


@router.get("/review")
def queue(visit: Asking, office: AtOffice, done: Number = None) -> HTMLResponse:
    waiting, recent = reviewing.queue(office, visit.user), reviewing.recent(office, visit.user)
    return page("review/queue", visit, waiting=waiting, recent=recent, clock=clock, done=done, who=_who(office))


@router.get("/review/{id:int}")
def review(
    visit: Asking, office: AtOffice, id: RowId, version: Number = None, on: Number = None,
    saved: Annotated[int | None, Query(ge=0, le=1_000_000)] = None,
) -> HTMLResponse:  # fmt: skip
    return _review(visit, office, id, version, on, saved=saved)


@router.get("/review/{id:int}/note")
def note(visit: Asking, office: AtOffice, id: RowId, on: Number = None, version: Number = None) -> HTMLResponse:
    """The form for a remark on one sentence, to be put below it."""
    found = review_board.board(office, visit.user, id, version)
    require(visit.user, "draft.comment", found.opened.case.fields.office)
    line = found.line(on or 0)
    if line is None:
        raise NotFound("这一句已经不在稿子里，请刷新页面。")
    return page("review/note", visit, board=found, line=line, typed="", who=_who(office))


@router.post("/review/{id:int}/comments")
def comment(
    visit: Asking, office: AtOffice, id: RowId, version: Version, text: Text = "", sentence: Text = "",
    on: Annotated[int, Form(ge=0)] = 0,
) -> Response:  # fmt: skip
    try:
        reviewing.commented(office, visit.user, id, version, sentence, text)
    except DafuError as error:
        return _review(visit, office, id, version, on or None, error, {"text": text})
    return RedirectResponse(f"/review/{id}?version={version}&saved={on}#{f's{on}' if on else 'remarks'}", 303)


@router.post("/review/{id:int}/comments/{comment:int}")
def settle(
    visit: Asking, office: AtOffice, id: RowId, comment: RowId, settled: Annotated[bool, Form()] = True,
    on: Annotated[int, Form(ge=0)] = 0,
) -> Response:  # fmt: skip
    try:
        reviewing.comment_settled(office, visit.user, id, comment, settled)
    except DafuError as error:
        return _review(visit, office, id, None, None, error)
    return RedirectResponse(f"/review/{id}#s{on}" if on else f"/review/{id}#remarks", 303)


@router.post("/review/{id:int}/decision")
def decide(
    visit: Asking, office: AtOffice, id: RowId, version: Version, decision: Annotated[Decision, Form()],
    reason: Text = "",
) -> Response:  # fmt: skip
    try:
        reviewing.decided(office, visit.user, id, version, decision, reason)
    except DafuError as error:
        return _review(visit, office, id, None, None, error, {"reason": reason})
    return RedirectResponse(f"/review?done={id}", 303)


@router.get("/review/{id:int}/versions")
def versions(
    visit: Asking, office: AtOffice, id: RowId, version: Number = None, against: Number = None
) -> HTMLResponse:
    found, problem = None, None
    try:
        found = reviewing.redlined(office, visit.user, id, version, against)
    except NotFound:
        raise
    except DafuError as error:
        problem = error
    board = review_board.board(office, visit.user, id)
    status = problem_of(problem).status if problem and version else 200
    told = problem.message if problem else None
    return page("review/versions", visit, status, board=board, found=found, problem=told, who=_who(office))


@router.get("/drafts/{id:int}/trail")
def whole_trail(visit: Asking, office: AtOffice, id: RowId) -> HTMLResponse:
    found = reviewing.whole_trail(office, visit.user, id)
    words = {"entry_name": entry_name, "entry_words": entry_words, "folded": folded}
    return page("review/trail", visit, found=found, clock=clock, who=_who(office), **words)


def _review(
    visit: Visit, office: Office, id: int, version: int | None, on: int | None, error: DafuError | None = None,
    typed: dict[str, str] | None = None, saved: int | None = None,
) -> HTMLResponse:  # fmt: skip
    board = review_board.board(office, visit.user, id, version)
    status = problem_of(error).status if error else 200
    kept = {"text": "", "reason": ""} | (typed or {})
    values: dict[str, object] = {"board": board, "on": on, "typed": kept, "problem": error.message if error else None}
    values |= {"clock": clock, "saved": saved, "who": _who(office)}
    values |= _SHOWN | {"deciding": _deciding(visit, board), "against": _against(visit, office, board)}
    return page("review/review", visit, status, **values)


def _deciding(visit: Visit, board: Board) -> bool:
    """Whether this visitor can decide on this version now."""
    one = board.opened
    waits = one.row.state == "送审" and one.newest
    return waits and may(visit.user, "draft.decide", one.case.fields.office)


def _against(visit: Visit, office: Office, board: Board) -> tuple[str, ...]:
    return reviewing.obstacles(office, visit.user, board.opened) if _deciding(visit, board) else ()


def _who(office: Office) -> Callable[[str], str]:
    """Gives people's names for their logins."""
    names = {user.login: user.name for user in everyone(office.engine)}
    return lambda login: names.get(login, login)
