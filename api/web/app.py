"""The application over an opened workplace."""

import time
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.routing import Route

from api.services.office import Office
from api.web.guard import guard
from api.web.pages import routers as page_routers
from api.web.problems import BY_STATUS, DEFECT, INVALID, problem_of, told, wants_page
from api.web.v1 import routers as api_routers
from api.workplace.ledger import ChangedMeanwhile
from api.workplace.sign_in import NotSignedIn
from corpus.errors import DafuError

_STATIC = Path(__file__).parent.parent / "static"
_LOCAL = ("127.0.0.1", "localhost", "[::1]", "testserver")
_DESCRIPTION = (
    "政协提案和人大代表建议答复的检索、起草和审核。登录页面后可直接使用；程序请用“访问令牌”，"
    "放在请求头 Authorization: Bearer 中。错误一律是 application/problem+json，code 供程序判断。"
)


def create_app(office: Office, hosts: tuple[str, ...] = (), https: bool = False) -> FastAPI:
    """Requests for other names than ``hosts`` and this machine's own are refused, so that a page elsewhere cannot
    reach it by a name that resolves here; ``*`` among them lets every name pass. With ``https`` cookies go over TLS
    only, and browsers are told to come that way."""
    app = FastAPI(
        title="dafu 答复", version="1", description=_DESCRIPTION, openapi_url="/api/v1/openapi.json",
        docs_url=None, redoc_url=None,
    )  # fmt: skip
    app.state.office = office
    app.state.started = time.time()
    app.state.https = https
    app.state.furnished = False
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["*"] if "*" in hosts else [*hosts, *_LOCAL])
    app.middleware("http")(guard(office.settings.error_log, https))
    app.exception_handler(DafuError)(_domain_error)
    app.exception_handler(RequestValidationError)(_bad_request)
    app.exception_handler(HTTPException)(_http_error)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    for router in (*api_routers(), *page_routers()):
        app.include_router(router)
    return app


def _domain_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, DafuError):
        raise error
    if isinstance(error, NotSignedIn) and wants_page(request):
        return _to_sign_in(request)
    newest = {"newest": error.newest} if isinstance(error, ChangedMeanwhile) and error.newest is not None else {}
    return told(request, problem_of(error), error.message, **newest)


def _to_sign_in(request: Request) -> Response:
    """To the sign-in page and back; a part of a page that was asked for (htmx) sends the whole page there."""
    target = request.url.path if request.method == "GET" else "/"
    place = f"/login?next={target}"
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Redirect": place})
    return RedirectResponse(place, 303)


def _bad_request(request: Request, error: Exception) -> Response:
    """Names the fields that do not fit; what was typed is not sent back."""
    if not isinstance(error, RequestValidationError):
        raise error
    fields = list(dict.fromkeys(".".join(str(part) for part in one["loc"][1:]) for one in error.errors()))
    detail = f"请求的内容不符合要求，请检查：{'、'.join(fields) or '格式'}。"
    return told(request, INVALID, detail, fields=fields)


def _http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 400:
        # What the framework calls a bad request is a body that cannot be read as what it says it is.
        return told(request, INVALID, "提交的内容读不出来，请检查格式。")
    problem = BY_STATUS.get(error.status_code, DEFECT)
    response = told(request, problem, problem.title + "。")
    response.status_code = error.status_code
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    if error.status_code == 405:
        response.headers["Allow"] = ", ".join(sorted(_methods(request.url.path)))
    return response


def _methods(path: str) -> set[str]:
    """Every method of an address: a router knows those of its first route only."""
    routes = (route for router in (*api_routers(), *page_routers()) for route in router.routes)
    fitting = (route for route in routes if isinstance(route, Route) and route.path_regex.match(path))
    return {method for route in fitting for method in route.methods or ()}
