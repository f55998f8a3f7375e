"""Who may do what: every operation of the interface and every page, for every kind of user."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from starlette.routing import Route

from api.web.pages import routers as page_routers
from api.workplace.permits import User, actions, may
from api.workplace.sign_in import make_token
from corpus.storage.listing import Sought, list_documents
from tests.api.conftest import PROPOSAL
from tests.api.web.conftest import FINANCE, HOUSING, Place, place_in

# Columns of the tables below. "own" and "other" are officers: of the office the case belongs to and of another one;
# "reads" is the first's own token for reading.
WHO = ("own", "other", "searcher", "reviewer", "admin", "reads")
_LOGIN = {"own": "officer"}
_NEW = {"item_kind": "提案", "title": "关于路灯的提案", "office": HOUSING, "role": "主办"}
_CASE = {"item_no": "20240118", "item_kind": "提案", "title": "关于充电设施的提案", "office": HOUSING, "role": "主办"}
_TALK = {"day": "2026-06-02", "way": "电话", "person": "周立群"}
_PAPER = {"name": "原文.txt", "text": PROPOSAL}
_USER = {"name": "王", "office": FINANCE, "roles": ["officer"], "password": "east-Lake-2026"}
_FILE = {"files": ("新.txt", "关于绿化的答复\n　　绿化带补种完成。".encode())}
_LEDGER = {"file": ("台账.csv", "案号,类别,题目,承办单位,角色\n20260199,提案,关于公园的提案,,主办\n".encode())}
# operation: (action, whose case it is about or "-" where it is about none, who may, what is sent).
# +: may; .: may not; ?: is told that there is nothing of the kind.
Row = tuple[str, str, str, Any]
OPERATIONS: dict[str, Row] = {
    "GET /me": ("", "-", "++++++", None),
    "GET /me/tokens": ("", "-", "++++++", None),
    "POST /me/tokens": ("token.own", "-", "......", {"name": "程序"}),
    "DELETE /me/tokens/{id}": ("token.own", "-", "+++++.", None),
    "GET /cases": ("case.read", "-", "++.+++", None),
    "POST /cases": ("case.edit", "own", "+...+.", _NEW),
    "POST /cases/import": ("case.edit", "-", "++..+.", _LEDGER),
    "GET /cases/export": ("case.export", "-", "++.++.", None),
    "GET /cases/{id}": ("case.read", "own", "+..+++", None),
    "PUT /cases/{id}": ("case.edit", "own", "+...+.", _CASE),
    "PUT /cases/{id}/state": ("case.edit", "own", "+...+.", {"state": "已签收"}),
    "GET /cases/{id}/talks": ("case.read", "own", "+..+++", None),
    "POST /cases/{id}/talks": ("case.edit", "own", "+...+.", _TALK),
    "GET /cases/{id}/proposal": ("case.read", "own", "+..+++", None),
    "PUT /cases/{id}/proposal": ("case.edit", "own", "+...+.", _PAPER),
    "GET /cases/{id}/opinions": ("case.read", "own", "+..+++", None),
    "POST /cases/{id}/opinions": ("case.edit", "own", "+...+.", _PAPER),
    "GET /cases/{id}/drafts": ("draft.read", "own", "+..+++", None),
    "POST /cases/{id}/drafts": ("draft.edit", "own", "+.....", {"letter": "答复"}),
    "GET /drafts/{id}": ("draft.read", "own", "+..+++", None),
    "GET /drafts/{id}/versions": ("draft.read", "own", "+..+++", None),
    "GET /drafts/{id}/asks": ("draft.read", "own", "+..+++", None),
    "GET /drafts/{id}/precedents": ("draft.read", "own", "+..+++", None),
    "GET /drafts/{id}/check": ("draft.read", "own", "+..+++", None),
    "GET /drafts/{id}/compare": ("draft.read", "own", "+..+++", None),
    "PUT /drafts/{id}/stances/{ask}": ("draft.edit", "own", "+.....", {"stance": "列入计划"}),
    "POST /drafts/{id}/evidence": ("draft.edit", "own", "+.....", {"use": False, "keys": ["x"]}),
    "POST /drafts/{id}/sentences": ("draft.edit", "own", "+.....", {"do": "add", "place": "opening", "text": "已阅。"}),
    "PUT /drafts/{id}/fields/{name}": ("draft.edit", "own", "+.....", {"value": "关于充电设施提案的答复"}),
    "POST /drafts/{id}/renew": ("draft.edit", "own", "+.....", {}),
    "POST /drafts/{id}/restore": ("draft.edit", "own", "+.....", {"version": 1}),
    "POST /drafts/{id}/mends": ("draft.edit", "own", "+.....", {}),
    "POST /drafts/{id}/submit": ("draft.submit", "own", "+.....", None),
    "GET /drafts/{id}/export": ("draft.export", "own", "+..+..", None),
    "GET /reviews": ("draft.decide", "-", "...+..", None),
    "GET /drafts/{id}/comments": ("draft.read", "own", "+..+++", None),
    "POST /drafts/{id}/comments": ("draft.comment", "own", "+..+..", {"version": 1, "text": "请写明口径。"}),
    "PUT /drafts/{id}/comments/{comment}": ("draft.comment", "own", "+..+..", {"settled": True}),
    "POST /drafts/{id}/decision": ("draft.decide", "own", "...+..", {"decision": "退回", "reason": "请补充。"}),
    "GET /drafts/{id}/redline": ("draft.read", "own", "+..+++", None),
    "GET /drafts/{id}/trail": ("draft.read", "own", "+..+++", None),
    "GET /documents": ("document.read", "-", "++++++", None),
    "POST /documents": ("document.add", "-", "++..+.", _FILE),
    "GET /documents/{id}": ("document.read", "-", "++++++", None),
    "DELETE /documents/{id}": ("document.remove", "-", "....+.", None),
    "GET /search": ("search", "-", "++++++", None),
    "GET /rules": ("rule.read", "-", "++++++", None),
    "GET /rules/show": ("rule.read", "-", "++++++", None),
    "PUT /rules/facts/{id}": ("rule.edit", "-", "....+.", {"accepted": True}),
    "GET /organs": ("organ.read", "-", "++++++", None),
    "GET /organs/show": ("organ.read", "-", "++++++", None),
    "GET /organs/duties": ("organ.read", "-", "++++++", None),
    "GET /jobs": ("document.add", "-", "++..+.", None),
    "GET /jobs/{id}": ("document.add", "-", "+?..+.", None),
    "GET /jobs/{id}/events": ("document.add", "-", "+?..+.", None),
    "GET /users": ("user.edit", "-", "....+.", None),
    "POST /users": ("user.edit", "-", "....+.", _USER),
    "PATCH /users/{login}": ("user.edit", "-", "....+.", {"name": "查询员"}),
    "GET /audit": ("audit.read", "-", "....+.", None),
    "GET /audit/verify": ("audit.read", "-", "....+.", None),
}
# What no table of permits grants: a token makes no tokens, although its user may on the page.
_BEYOND_PERMITS = {"POST /me/tokens"}
_QUERY = {
    "GET /search": {"q": "充电"},
    "GET /rules/show": {"name": "没有的办法"},
    "GET /organs/show": {"name": "财政局"},
}
# Pages by address; tokens are not for pages.
PAGES: dict[str, str] = {
    "/": "+++++",
    "/account": "+++++",
    "/help": "+++++",
    "/cases": "++.++",
    "/cases/new": "++..+",
    "/cases/export": "++.++",
    "/cases/months": "++.++",
    "/cases/{id}": "+..++",
    "/cases/{id}/edit": "+...+",
    "/drafts/{id}": "+..++",
    "/drafts/{id}/edit": "+....",
    "/drafts/{id}/past": "+..++",
    "/drafts/{id}/compare": "+..++",
    "/drafts/{id}/export": "+..+.",
    "/drafts/{id}/trail": "+..++",
    "/review": "...+.",
    "/review/{id}": "+..++",
    "/review/{id}/note": "+..+.",
    "/review/{id}/versions": "+..++",
    "/search": "+++++",
    "/search/similar": "+++++",
    "/search/timeline": "+++++",
    "/search/rules": "+++++",
    "/search/rules/show": "+++++",
    "/documents": "+++++",
    "/documents/{id}": "+++++",
    "/documents/{id}/answers": "+++++",
    "/statistics": "++.++",
    "/manage": "++..+",
    "/manage/users": "....+",
    "/manage/documents": "++..+",
    "/manage/places": "....+",
    "/manage/organs": "....+",
    "/manage/audit": "....+",
}
_OPEN_TO_ALL = {"/login", "/health"}
_PAGE_QUERY = {
    "/search/rules/show": {"name": "没有的办法"},
    "/drafts/{id}/edit": {"place": "opening", "n": "0", "base": "1"},
    "/drafts/{id}/past": {"ask": "1"},
}


@dataclass(frozen=True, slots=True)
class Matrix:
    """A workplace with a case, a draft, a paper and a job, and a client for everybody."""

    place: Place
    ids: dict[str, str]
    programs: dict[str, TestClient]
    people: dict[str, TestClient]

    def path(self, template: str) -> str:
        """The address with the numbers of what there is."""
        noun = template.strip("/").split("/")[0]
        return template.replace("{id}", self.ids.get(noun, "1"))


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Matrix]:
    with ExitStack() as stack:
        place = stack.enter_context(place_in(tmp_path_factory.mktemp("roles"), prepared))
        programs = {who: place.program(_LOGIN.get(who, who)) for who in WHO if who != "reads"}
        programs["reads"] = place.program("officer")
        key = make_token(place.office.engine, place.user("officer"), "只读", 1)
        programs["reads"].headers["Authorization"] = f"Bearer {key}"
        people = {who: place.client(_LOGIN.get(who, who)) for who in WHO if who != "reads"}
        yield Matrix(place, _made(place, programs["own"]), programs, people)


def _made(place: Place, own: TestClient) -> dict[str, str]:
    """The numbers of a case, its draft, a paper and a job of the first officer."""
    case = str(own.post("/api/v1/cases", json=_CASE).json()["id"])
    assert own.put(f"/api/v1/cases/{case}/proposal", json=_PAPER).status_code == 200
    draft = own.post(f"/api/v1/cases/{case}/drafts", json={})
    assert draft.status_code == 201, draft.text
    job = own.post("/api/v1/documents", files=_FILE).json()["id"]
    papers, _ = list_documents(place.office.engine, Sought(disclosure="主动公开"), 1, 10)
    ids = {"cases": case, "drafts": str(draft.json()["id"]), "documents": papers[0].id, "jobs": str(job)}
    return ids | {"review": ids["drafts"], "me": "999999"}


def _ask(client: TestClient, matrix: Matrix, operation: str) -> Response:
    method, _, template = operation.partition(" ")
    path = (
        matrix.path(template)
        .replace("{ask}", "1")
        .replace("{comment}", "1")
        .replace("{name}", "title")
        .replace("{login}", "searcher")
    )
    body = OPERATIONS[operation][3]
    sent: dict[str, Any] = {"headers": {"If-Match": '"1"'}, "params": _QUERY.get(operation)}
    if operation == "POST /users":
        body = body | {"login": f"new{id(client)}"}
    if operation == "POST /cases":
        body = body | {"item_no": str(20260300 + id(client) % 9000)}
    sent |= {"files": body} if body in (_FILE, _LEDGER) else {} if body is None else {"json": body}
    return client.request(method, f"/api/v1{path}", **sent)


def _outcome(answer: Response) -> str:
    assert answer.status_code < 500, answer.text
    told = answer.headers.get("content-type", "").startswith("application/problem+json")
    code = answer.json()["code"] if told else ""
    assert code not in ("not_signed_in", "invalid_request"), answer.text
    return "?" if code == "not_found" else "." if answer.status_code == 403 else "+"


def test_every_operation_has_its_row(matrix: Matrix) -> None:
    paths = matrix.place.nobody.get("/api/v1/openapi.json").json()["paths"]
    there = {f"{method.upper()} {path.removeprefix('/api/v1')}" for path, found in paths.items() for method in found}
    assert there == set(OPERATIONS)


def test_every_page_has_its_row() -> None:
    routes = [route for router in page_routers() for route in router.routes if isinstance(route, Route)]
    there = {route.path.replace(":int}", "}") for route in routes if "GET" in (route.methods or ())}
    assert there == set(PAGES) | _OPEN_TO_ALL


# Those that change what others look at come last.
_LAST = ("POST /drafts/{id}/submit", "DELETE /documents/{id}")


@pytest.mark.parametrize("operation", sorted(OPERATIONS, key=lambda one: (one in _LAST, one)))
def test_operations_are_for_those_who_may(matrix: Matrix, operation: str) -> None:
    answers = {who: _ask(matrix.programs[who], matrix, operation) for who in WHO}
    expected = dict(zip(WHO, OPERATIONS[operation][2], strict=True))
    got = {who: _outcome(answer) for who, answer in answers.items()}
    # A program that may and asks for what is not there is told so.
    assert {who: "+" if mark == "?" and expected[who] == "+" else mark for who, mark in got.items()} == expected
    nobody = _ask(matrix.place.nobody, matrix, operation)
    assert (nobody.status_code, nobody.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("operation", sorted(set(OPERATIONS) - _BEYOND_PERMITS))
def test_the_table_of_permits_agrees(matrix: Matrix, operation: str) -> None:
    action, whose, marks, _ = OPERATIONS[operation]
    if not action:
        assert marks == "+" * len(WHO)
        return
    office = HOUSING if whose == "own" else None
    users = {who: matrix.place.user(_LOGIN.get(who, who)) for who in WHO if who != "reads"}
    users["reads"] = _reading(matrix.place.user("officer"))
    granted = "".join("+" if may(users[who], action, office) else "." for who in WHO)
    assert granted == marks.replace("?", "+")


def test_every_action_is_asked_for_somewhere() -> None:
    asked = {row[0] for row in OPERATIONS.values()}
    # On pages only: checking a letter brought along, the state of the work, settings.
    on_pages = {"letter.check", "statistics", "settings.edit"}
    assert set(actions()) - asked == on_pages


@pytest.mark.parametrize("address", sorted(PAGES))
def test_pages_are_for_those_who_may(matrix: Matrix, address: str) -> None:
    there = matrix.path(address)
    got = ""
    for who in WHO[:-1]:
        answer = matrix.people[who].get(there, params=_PAGE_QUERY.get(address))
        assert answer.status_code < 500 and answer.status_code != 422, answer.text
        assert not answer.headers.get("location", "").startswith("/login")
        got += "." if answer.status_code == 403 else "+"
    assert got == PAGES[address]
    nobody = matrix.place.nobody.get(there, params=_PAGE_QUERY.get(address))
    assert (nobody.status_code, nobody.headers["location"][:7]) == (303, "/login?")


@pytest.mark.parametrize("address", sorted(_OPEN_TO_ALL))
def test_some_addresses_are_open_to_all(matrix: Matrix, address: str) -> None:
    assert matrix.place.nobody.get(address).status_code == 200


def _reading(user: User) -> User:
    from dataclasses import replace

    return replace(user, reads_only=True)
