"""Failures as HTTP answers: problem details (RFC 9457) for programs, a page for people.

``code`` is for machines and never changes; ``title`` and ``detail`` are Chinese and for people.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from api.workplace.ledger import ChangedMeanwhile
from api.workplace.sign_in import NotSignedIn, TooManyAttempts
from corpus.errors import DafuError, DamagedIndex, NotFound, Refused, UnusableInput

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    status: int
    code: str
    title: str


# The first that fits: subclasses before their bases.
_KNOWN: tuple[tuple[type[DafuError], Problem], ...] = (
    (NotSignedIn, Problem(401, "not_signed_in", "需要登录")),
    (Refused, Problem(403, "refused", "没有权限")),
    (NotFound, Problem(404, "not_found", "没有找到")),
    (ChangedMeanwhile, Problem(412, "changed_meanwhile", "已被他人修改")),
    (TooManyAttempts, Problem(429, "too_many_attempts", "尝试次数过多")),
    (DamagedIndex, Problem(503, "index_rebuilding", "索引正在重建")),
    (UnusableInput, Problem(422, "unusable_input", "内容不符合要求")),
)
INVALID = Problem(422, "invalid_request", "请求不符合要求")
TOO_LARGE = Problem(413, "too_large", "提交的内容太大")
NO_SUCH_PLACE = Problem(404, "no_such_place", "没有这个地址")
WRONG_METHOD = Problem(405, "wrong_method", "这个地址不支持这种操作")
PRECONDITION = Problem(428, "precondition_required", "请注明所依据的版本")
UNSUPPORTED = Problem(415, "unsupported_type", "不支持这种内容类型")
DEFECT = Problem(500, "defect", "程序内部出错")
BY_STATUS: Mapping[int, Problem] = {
    problem.status: problem
    for problem in (TOO_LARGE, NO_SUCH_PLACE, WRONG_METHOD, PRECONDITION, UNSUPPORTED, *(p for _, p in _KNOWN), DEFECT)
} | {404: NO_SUCH_PLACE}


def problem_of(error: DafuError) -> Problem:
    """What kind of failure an error is; one that no other names is an unusable input."""
    return next((problem for kind, problem in _KNOWN if isinstance(error, kind)), _KNOWN[-1][1])


def problem_json(problem: Problem, detail: str, **more: object) -> JSONResponse:
    """Problem details; ``more`` are further members, such as the fields that do not fit."""
    body = {"type": "about:blank", "title": problem.title, "status": problem.status, "code": problem.code}
    return JSONResponse(body | {"detail": detail} | more, problem.status, media_type=MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Whether a person asked, not a program."""
    return not request.url.path.startswith("/api/")


def told(request: Request, problem: Problem, detail: str, **more: object) -> Response:
    """The failure in the form the asker understands."""
    if not wants_page(request):
        return problem_json(problem, detail, **more)
    from api.web.render import message_page

    return message_page(problem.title, detail, problem.status)
