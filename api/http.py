"""The HTTP interface and the web pages of ``dafu serve``."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import JSONResponse

from api.defects import record_defect
from api.draft_view import result_record
from api.hit_view import search_record
from api.http_errors import status_for
from api.http_models import LONGEST_QUERY, LONGEST_TEXT, NewDraft
from api.search_filters import MOST_HITS, search_filters
from api.web_pages import message_page, pages_router
from api.workbench import DraftOrder, Workbench
from corpus.errors import DafuError

# Text of a whole form in UTF-8, percent-encoded at worst, with room for several opinions.
LARGEST_BODY = 12 * LONGEST_TEXT
_LOCAL = ("127.0.0.1", "localhost", "[::1]", "testserver")
_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'"
)
Value = Annotated[str | None, Query(max_length=200)]
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def create_app(workbench: Workbench, error_log: Path, host: str = "127.0.0.1") -> FastAPI:
    """The application over an opened workbench; faults of the program go to ``error_log``.

    Requests for other host names than ``host`` and this machine's own are refused, so that a page elsewhere cannot
    reach it by a name that resolves here.
    """
    app = FastAPI(title="dafu", version="1", docs_url=None, redoc_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["*"] if host == "0.0.0.0" else [host, *_LOCAL])
    app.middleware("http")(partial(_guard, error_log))
    app.exception_handler(DafuError)(_domain_error)
    app.exception_handler(RequestValidationError)(_bad_request)
    app.include_router(pages_router(workbench))

    @app.get("/health")
    def health() -> dict[str, object]:
        documents, passages = workbench.counts()
        return {"status": "ok", "documents": documents, "passages": passages}

    @app.get("/api/v1/search")
    def search(
        q: Annotated[str, Query(min_length=1, max_length=LONGEST_QUERY)],
        kind: str | None = None,
        issuer: str | None = None,
        year: int | None = None,
        disclosure: str | None = None,
        region: Value = None,
        mark: Annotated[str | None, Query(alias="class", max_length=20)] = None,
        since: int | None = None,
        until: int | None = None,
        status: Value = None,
        on: Value = None,
        own: Annotated[str | None, Query(alias="for", max_length=200)] = None,
        top: Annotated[int, Query(ge=1, le=MOST_HITS)] = 10,
    ) -> JSONResponse:
        filters = search_filters(
            kind, issuer, year, disclosure, region=region, mark=mark, since=since, until=until, status=status, on=on
        )
        return JSONResponse(search_record(workbench.search(q, filters, top, own)))

    @app.post("/api/v1/drafts")
    def draft(new: NewDraft) -> JSONResponse:
        order = DraftOrder(new.role, new.issuer, new.date)
        return JSONResponse(result_record(workbench.draft_text(new.text, new.opinions, order)))

    return app


async def _guard(error_log: Path, request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuses bodies too large before they are read, logs faults, adds the security headers."""
    length = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers or not length.isdigit() or int(length) > LARGEST_BODY:
        return JSONResponse({"message": f"提交的内容太大，上限约 {LONGEST_TEXT} 字。"}, 413)
    try:
        response = await go_on(request)
    except Exception:
        response = _told(request, record_defect(error_log, f"{request.method} {request.url.path}"), 500)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    return response


def _domain_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, DafuError):
        raise error
    return _told(request, error.message, status_for(error))


def _bad_request(request: Request, error: Exception) -> Response:
    """Names the fields that do not fit; what was typed is not sent back."""
    if not isinstance(error, RequestValidationError):
        raise error
    fields = "、".join(dict.fromkeys(".".join(str(part) for part in one["loc"][1:]) for one in error.errors()))
    return _told(request, f"请求的内容不符合要求，请检查：{fields or '格式'}。", 422)


def _told(request: Request, message: str, status: int) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"message": message}, status)
    return message_page(message, status)
