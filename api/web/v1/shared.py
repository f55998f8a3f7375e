"""What the resources of the interface share: problems in the documentation, pages, versions, repeated creations."""

import hashlib
import json
from collections.abc import Callable
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Header, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from api.services.office import Office
from api.web.problems import BY_STATUS, MEDIA_TYPE, PRECONDITION, problem_json
from api.workplace.permits import User
from api.workplace.tables import answers
from api.workplace.trail import now
from corpus.errors import UnusableInput
from corpus.storage.database import transaction

MOST_A_PAGE = 200
_LONGEST_KEY = 128
# Blanks around a text are dropped before its length is looked at: something must be left.
PRINTS = r"\S"


class Model(BaseModel):
    """What comes in: nothing that is not asked for."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ProblemOut(BaseModel):
    """Problem details (RFC 9457). ``code`` is for programs."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["没有找到"])
    status: int = Field(examples=[404])
    code: str = Field(examples=["not_found"])
    detail: str = Field(examples=["台账中没有这一件。"])
    fields: list[str] | None = None
    newest: int | None = Field(None, description="别人已经改过时，现在最新的版本号。")


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The failures of an operation for its documentation; 401, 403 and 422 can happen everywhere."""
    return {
        status: {"description": BY_STATUS[status].title, "model": ProblemOut, "content": {MEDIA_TYPE: {}}}
        for status in sorted({401, 403, 413, 422, *statuses})
    }


Page = Annotated[int, Query(ge=1, le=100_000, description="第几页，从 1 起。")]
Size = Annotated[int, Query(ge=1, le=MOST_A_PAGE, description="每页多少条。")]
IdempotencyKey = Annotated[
    str | None,
    Header(alias="Idempotency-Key", min_length=1, max_length=_LONGEST_KEY, pattern=r"^[\x21-\x7e]+$",
           description="同一个键重复提交只办一次，再次提交得到第一次的结果。"),
]  # fmt: skip
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=64, description="所依据的版本（上次得到的 ETag）；不写则拒绝。")
]


def etag(revision: int) -> str:
    return f'"{revision}"'


def revision_in(if_match: str | None) -> int | Response:
    """The revision an edit was made on, or the answer for one that names none."""
    if if_match is None:
        return problem_json(PRECONDITION, "请在 If-Match 中注明所依据的版本，避免覆盖他人的修改。")
    plain = if_match.strip().removeprefix("W/").strip('"')
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        raise UnusableInput("If-Match 应当是上次得到的 ETag。")
    return int(plain)


def tagged(value: BaseModel, revision: int, status: int = 200, location: str | None = None) -> JSONResponse:
    """The value with its version, and where it is to be found once it was created."""
    headers = {"ETag": etag(revision)} | ({"Location": location} if location else {})
    return JSONResponse(value.model_dump(mode="json"), status, headers)


def once(
    office: Office,
    user: User,
    key: str | None,
    request: Request,
    given: BaseModel | bytes,
    make: Callable[[], Response],
) -> Response:
    """Do ``make`` once for each key. The same key with another request is refused; failures are not remembered."""
    if key is None:
        return make()
    body = given if isinstance(given, bytes) else given.model_dump_json().encode()
    asked = hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + body).hexdigest()
    where = (answers.c.key == key, answers.c.login == user.login)
    with transaction(office.engine) as connection:
        row = connection.execute(sa.select(answers).where(*where)).first()
    if row is not None:
        if row.request != asked:
            raise UnusableInput("这个 Idempotency-Key 已经用于另一个请求，请换一个。")
        held = json.loads(row.body)
        return JSONResponse(held["body"], row.status, held["headers"] | {"Idempotent-Replayed": "true"})
    response = make()
    kept = {"body": json.loads(bytes(response.body)), "headers": _kept_headers(response)}
    with transaction(office.engine, write=True) as connection:
        if connection.scalar(sa.select(answers.c.status).where(*where)) is None:
            values = {"key": key, "login": user.login, "request": asked, "status": response.status_code, "at": now()}
            connection.execute(sa.insert(answers).values(**values, body=json.dumps(kept, ensure_ascii=False)))
    return response


def _kept_headers(response: Response) -> dict[str, str]:
    return {name: response.headers[name] for name in ("etag", "location") if name in response.headers}
