"""Users, one's own tokens, and the trail."""

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, SecretStr, StrictBool, StringConstraints

from api.services import people as service
from api.web.row_id import LARGEST, RowId
from api.web.v1.shared import PRINTS, IdempotencyKey, Model, once, problems
from api.web.visit import Asking, AtOffice
from api.workplace.accounts import NewUser
from api.workplace.permits import User, require
from api.workplace.sign_in import drop_token, make_token, tokens_of
from corpus.errors import Refused

me = APIRouter(prefix="/api/v1/me", tags=["我的账号"])
users = APIRouter(prefix="/api/v1/users", tags=["用户"])
audit = APIRouter(prefix="/api/v1/audit", tags=["审计日志"])
Role = Literal["officer", "searcher", "reviewer", "administrator"]
Name = Annotated[str, StringConstraints(min_length=1, pattern=PRINTS, max_length=64)]
Unit = Annotated[str, StringConstraints(min_length=1, pattern=PRINTS, max_length=200)]
Roles = Annotated[list[Role], Field(min_length=1, max_length=4)]


class UserOut(BaseModel):
    login: str = Field(examples=["zhang.wei"])
    name: str
    office: str = Field(examples=["澜州市住房和城乡建设局"])
    roles: list[str] = Field(examples=[["officer"]])
    entitled: bool
    active: bool


class UserList(BaseModel):
    items: list[UserOut]


class UserIn(Model):
    login: Name
    name: Name
    office: Unit
    roles: Roles
    password: SecretStr
    entitled: StrictBool = False


class UserChange(Model):
    """What is not named stays as it is."""

    name: Name | None = None
    office: Unit | None = None
    roles: Roles | None = None
    password: SecretStr | None = None
    entitled: StrictBool | None = None
    active: StrictBool | None = None


class TokenIn(Model):
    name: Name
    days: Annotated[int, Field(ge=1, le=366)] = 90
    reads_only: StrictBool = True


class TokenOut(BaseModel):
    id: int
    name: str
    reads_only: bool
    made: str
    until: str


class TokenList(BaseModel):
    items: list[TokenOut]


class TokenMade(BaseModel):
    """The key is shown this once."""

    key: str


class EntryOut(BaseModel):
    seq: int
    at: str
    login: str
    action: str
    subject: str
    detail: str
    hash: str


class EntryList(BaseModel):
    items: list[EntryOut]


class VerdictOut(BaseModel):
    """``broken`` is the number of the first entry that does not fit the chain."""

    entries: int
    broken: int | None


def user_out(user: User) -> UserOut:
    values = {name: getattr(user, name) for name in ("login", "name", "office", "entitled", "active")}
    return UserOut(**values, roles=sorted(user.roles))


@me.get("", responses=problems())
def read_me(visit: Asking) -> UserOut:
    """我是谁。"""
    return user_out(visit.user)


@me.get("/tokens", responses=problems())
def list_tokens(visit: Asking, office: AtOffice) -> TokenList:
    """列出自己的访问令牌，不含令牌本身。"""
    return TokenList(items=[TokenOut(**asdict(row)) for row in tokens_of(office.engine, visit.user)])


@me.post("/tokens", status_code=201, responses=problems())
def add_token(visit: Asking, office: AtOffice, given: TokenIn) -> TokenMade:
    """新建访问令牌。令牌只在这里显示一次；用令牌不能再建令牌。"""
    require(visit.user, "token.own")
    if visit.session is None:
        raise Refused("用令牌不能再建令牌。请登录网页，在“我的账号”里新建。")
    return TokenMade(key=make_token(office.engine, visit.user, given.name, given.days, given.reads_only))


@me.delete("/tokens/{id:int}", status_code=204, responses=problems(404))
def remove_token(visit: Asking, office: AtOffice, id: RowId) -> None:
    """收回一个令牌。"""
    require(visit.user, "token.own")
    drop_token(office.engine, visit.user, id)


@users.get("", responses=problems())
def list_users(visit: Asking, office: AtOffice) -> UserList:
    """列出用户。"""
    return UserList(items=[user_out(user) for user in service.everyone(office, visit.user)])


@users.post("", status_code=201, responses=problems(), response_model=UserOut)
def add_user(request: Request, visit: Asking, office: AtOffice, given: UserIn, key: IdempotencyKey = None) -> Response:
    """新建用户。"""

    def make() -> Response:
        values = given.model_dump() | {"roles": tuple(given.roles), "password": given.password.get_secret_value()}
        user = service.added(office, visit.user, NewUser(**values))
        headers = {"Location": f"/api/v1/users/{user.login}"}
        return JSONResponse(user_out(user).model_dump(mode="json"), 201, headers)

    return once(office, visit.user, key, request, given, make)


@users.patch("/{login}", responses=problems(404))
def change_user(visit: Asking, office: AtOffice, login: str, given: UserChange) -> UserOut:
    """修改用户：姓名、单位、角色、密码、可阅内部资料、启用或停用。"""
    values = {name: value for name, value in given.model_dump().items() if value is not None}
    if given.password is not None:
        values["password"] = given.password.get_secret_value()
    return user_out(service.changed(office, visit.user, login, **values))


@audit.get("", responses=problems())
def list_entries(
    visit: Asking,
    office: AtOffice,
    subject: Annotated[str | None, Query(max_length=300)] = None,
    login: Annotated[str | None, Query(max_length=64)] = None,
    before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> EntryList:
    """审计日志，新的在前；before 是上一页最后一条的序号。"""
    found = service.entries(office, visit.user, subject, login, before, size)
    return EntryList(items=[EntryOut(**asdict(entry)) for entry in found])


@audit.get("/verify", responses=problems())
def verify(visit: Asking, office: AtOffice) -> VerdictOut:
    """核对审计日志的链条：有没有被改动或删去的条目。"""
    return VerdictOut(**asdict(service.verified(office, visit.user)))
