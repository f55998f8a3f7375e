"""Who is asking: the session behind the cookie or the user behind a token, and the check against forged forms."""

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer

from api.services.first_steps import Step, missing, steps_for
from api.services.office import Office
from api.workplace.permits import User
from api.workplace.sign_in import NotSignedIn, Session, behind_token, signed_in
from corpus.errors import Refused

COOKIE = "dafu_session"
CSRF_FIELD = "csrf"
CSRF_HEADER = "x-csrf-token"
_SAFE = ("GET", "HEAD", "OPTIONS")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Visit:
    """``session`` is ``None`` for one who came with a token; ``steps`` are what an empty workplace still needs."""

    user: User
    session: Session | None
    address: str
    steps: tuple[Step, ...] = ()

    @property
    def csrf(self) -> str:
        return self.session.csrf if self.session else ""


def office_of(request: Request) -> Office:
    """The workplace the application was made over."""
    office: Office = request.app.state.office
    return office


def address_of(request: Request) -> str:
    return request.client.host if request.client else "-"


# What the interface's description says of signing in; what it carries is read in ``visit``.
_BEARER = HTTPBearer(scheme_name="token", description="访问令牌，在“我的账号”里新建。", auto_error=False)
_COOKIE = APIKeyCookie(
    name=COOKIE, scheme_name="session", description="登录页面后的会话；修改还要带 X-CSRF-Token。", auto_error=False
)
_Token = Annotated[object, Depends(_BEARER)]
_Cookie = Annotated[object, Depends(_COOKIE)]


async def visit(request: Request, _token: _Token = None, _cookie: _Cookie = None) -> Visit:
    """Raises :class:`NotSignedIn`, and :class:`Refused` for a change that a page elsewhere may have sent."""
    office = office_of(request)
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and key:
        return Visit(behind_token(office.engine, key.strip()), None, address_of(request))
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        raise NotSignedIn("请先登录。")
    session = signed_in(office.engine, cookie)
    if request.method not in _SAFE:
        await _require_own_form(request, session)
    return Visit(session.user, session, address_of(request), _first_steps(request, session.user))


def _first_steps(request: Request, user: User) -> tuple[Step, ...]:
    """Looked up for pages only, and never again once the workplace lacks nothing."""
    if request.method != "GET" or request.url.path.startswith("/api/") or request.app.state.furnished:
        return ()
    lacking = missing(office_of(request))
    request.app.state.furnished = not lacking
    return steps_for(user, lacking)


async def _require_own_form(request: Request, session: Session) -> None:
    given = request.headers.get(CSRF_HEADER, "")
    if not given and request.headers.get("content-type", "").partition(";")[0].strip() in _FORMS:
        value = (await request.form()).get(CSRF_FIELD)
        given = value if isinstance(value, str) else ""
    if not hmac.compare_digest(given.encode(), session.csrf.encode()):
        raise Refused("页面已经过期，请刷新后再提交；您填写的内容请先复制保存。")


Asking = Annotated[Visit, Depends(visit)]
AtOffice = Annotated[Office, Depends(office_of)]
