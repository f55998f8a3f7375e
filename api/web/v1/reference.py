"""Rules, organs, and who has to do what."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, StrictBool

from api.rule_view import Wanted, check_day, fact_record, rule_record
from api.services import reference as service
from api.web.v1.shared import Model, Page, Size, problems
from api.web.visit import Asking, AtOffice

rules = APIRouter(prefix="/api/v1/rules", tags=["政策法规"])
organs = APIRouter(prefix="/api/v1/organs", tags=["机关单位"])
Words = Annotated[str | None, Query(max_length=200)]
Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="按这一天判断；默认今天。")]


class RuleOut(BaseModel):
    """A rule; ``standing`` is how it stands on the day asked for."""

    id: str
    title: str = Field(examples=["中华人民共和国政府采购法"])
    doc_number: str | None
    issuer: str | None
    level: str
    issued: str | None
    valid_from: str | None
    valid_to: str | None
    replaced_by: str | None
    document: str | None
    standing: str = Field(examples=["有效"])


class RuleList(BaseModel):
    items: list[RuleOut]
    total: int
    page: int
    size: int


class DecisionIn(Model):
    """Whether what documents tell of a rule is taken into the catalogue."""

    accepted: StrictBool


@rules.get("", responses=problems())
def list_rules(
    visit: Asking,
    office: AtOffice,
    q: Words = None,
    status: Words = None,
    level: Words = None,
    issuer: Words = None,
    on: Day = None,
    page: Page = 1,
    size: Size = 50,
) -> RuleList:
    """列出政策法规和它们的效力。"""
    wanted = Wanted(check_day(on or date.today().isoformat()), q, status, level, issuer)
    found, total = service.rules(office, visit.user, wanted, page, size)
    items = [RuleOut.model_validate(rule_record(one.rule, one.standing)) for one in found]
    return RuleList(items=items, total=total, page=page, size=size)


@rules.get("/show", responses=problems(404))
def read_rule(
    visit: Asking,
    office: AtOffice,
    name: Annotated[str, Query(min_length=1, max_length=300, description="全称、简称、文号或编号。")],
    article: Annotated[str | None, Query(max_length=40)] = None,
    on: Day = None,
) -> dict[str, Any]:
    """查看一件政策法规：效力、各个文本、条文、被哪些文件引用、文件中提到的效力线索。"""
    return service.rule(office, visit.user, name, on, article)


@rules.put("/facts/{id}", responses=problems(404))
def decide_fact(visit: Asking, office: AtOffice, id: str, given: DecisionIn) -> dict[str, Any]:
    """采纳或者不采纳一条效力线索。"""
    return fact_record(service.decided(office, visit.user, id, given.accepted))


@organs.get("", responses=problems())
def list_organs(
    visit: Asking, office: AtOffice, q: Words = None, kind: Words = None
) -> dict[str, list[dict[str, Any]]]:
    """列出机关单位：名称、简称、存续时间和承继机关。"""
    return {"items": service.organs(office, visit.user, q, kind)}


@organs.get("/show", responses=problems(404))
def read_organ(
    visit: Asking,
    office: AtOffice,
    name: Annotated[str, Query(min_length=1, max_length=100)],
    region: Words = None,
    on: Day = None,
) -> dict[str, Any]:
    """查看一个机关单位：名称是否规范、何时有效、现由谁承继。"""
    return service.organ(office, visit.user, name, region, on)


@organs.get("/duties", responses=problems())
def list_duties(
    visit: Asking,
    office: AtOffice,
    topic: Words = None,
    unit: Words = None,
    top: Annotated[int, Query(ge=1, le=100)] = 20,
) -> dict[str, list[dict[str, Any]]]:
    """查某件事由谁牵头、谁参与。"""
    return {"items": service.duties(office, visit.user, topic, unit, top)}
