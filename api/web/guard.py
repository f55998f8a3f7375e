"""What every request passes: its size, the headers of every answer, and the last resort for faults."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import Request, Response

from api.defects import record_defect
from api.web.problems import DEFECT, TOO_LARGE, told

# A whole form of text in UTF-8, percent-encoded at worst; and what may be uploaded at once.
LARGEST_FORM = 6 * 1024 * 1024
LARGEST_UPLOAD = 200 * 1024 * 1024
_UPLOADS = ("/api/v1/documents", "/api/v1/cases/import", "/api/v1/checks", "/manage/documents", "/cases/import")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_TLS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
Go = Callable[[Request], Awaitable[Response]]


def guard(error_log: Path, https: bool = False) -> Callable[[Request, Go], Awaitable[Response]]:
    """The middleware. A body is refused by its announced size before it is read; one without a size is refused."""
    headers = _HEADERS | (_TLS_ONLY if https else {})

    async def pass_(request: Request, go_on: Go) -> Response:
        limit = LARGEST_UPLOAD if request.url.path.startswith(_UPLOADS) else LARGEST_FORM
        length = request.headers.get("content-length", "0")
        if "transfer-encoding" in request.headers or not length.isdigit() or int(length) > limit:
            response = told(request, TOO_LARGE, f"提交的内容太大，上限是 {limit // 2**20} MB。")
        else:
            try:
                response = await go_on(request)
            except Exception:
                doing = f"{request.method} {request.url.path}"
                response = told(request, DEFECT, record_defect(error_log, doing))
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    return pass_
