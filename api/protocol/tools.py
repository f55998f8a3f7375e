"""The tools: what each takes, and what it gives as plain values. All of them only read.

They call the services, so that an assistant sees what its user sees and no more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from api.check_view import review_record
from api.draft_view import result_record
from api.hit_view import search_record
from api.http_models import LONGEST_QUERY, LONGEST_TEXT
from api.precedent_view import ask_record
from api.search_filters import search_filters
from api.services import pasted, reference, searching
from api.services.office import Office
from api.services.pasted import Handed
from api.workplace.permits import User

Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
Short = Annotated[str, Field(min_length=1, max_length=200)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="日期，如 2026-05-20。")]
_MOST_OPINIONS = 30


class _Arguments(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SearchArguments(_Arguments):
    query: Annotated[str, Field(min_length=1, max_length=LONGEST_QUERY, description="主题、文号、标题或一段话。")]
    kind: Short | None = Field(
        None, description="只找这一种：reply 答复、opinion 会办意见、proposal 提案、notice、plan、law 等。"
    )
    issuer: Short | None = Field(None, description="只找这个发文机关的。")
    year: int | None = Field(None, ge=1949, le=2200, description="只找这一年的。")
    disclosure: Short | None = Field(None, description="只找这种公开方式的，如 主动公开。")
    top: int = Field(8, ge=1, le=20, description="最多几条。")


class PrecedentArguments(_Arguments):
    text: Text = Field(description="提案或建议的全文。")
    top: int = Field(3, ge=1, le=8, description="每条建议最多几个先例、几条规定。")


class RuleArguments(_Arguments):
    name: Short = Field(description="法规或文件的全称、简称或文号。")
    article: Short | None = Field(None, description="只看这一条，如 第五条。")
    on: Day | None = Field(None, description="按这一天判断效力，如 2026-05-20；默认今天。")


class DraftArguments(_Arguments):
    case: Text = Field(description="提案或建议的全文，或者已入库的案号。")
    opinions: list[Text] | None = Field(None, max_length=_MOST_OPINIONS, description="会办意见的全文，按收到的顺序。")
    role: Short | None = Field(None, description="办理角色：主办、会办、分办或独办。")
    issuer: Short | None = Field(None, description="发文机关全称；默认是用户所在单位。")
    date: Day | None = None


class CheckArguments(_Arguments):
    letter: Text = Field(description="要检查的答复或会办意见全文。")
    case: Text | None = Field(None, description="所答复的提案全文，或者已入库的案号。")
    opinions: list[Text] | None = Field(None, max_length=_MOST_OPINIONS, description="收到的会办意见；没有收到写空表。")
    role: Short | None = None
    issuer: Short | None = None
    date: Day | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """``call`` gets the arguments as ``arguments`` read them."""

    name: str
    title: str
    description: str
    arguments: type[_Arguments]
    call: Callable[[Office, User, Any], dict[str, Any]]


def _search(office: Office, user: User, given: SearchArguments) -> dict[str, Any]:
    filters = search_filters(given.kind, given.issuer, given.year, given.disclosure)
    return search_record(searching.found(office, user, given.query, filters, given.top))


def _precedents(office: Office, user: User, given: PrecedentArguments) -> dict[str, Any]:
    found = searching.similar(office, user, given.text, given.top)
    return {"suggestions": [ask_record(one) for one in found]}


def _rule(office: Office, user: User, given: RuleArguments) -> dict[str, Any]:
    found = reference.rule(office, user, given.name, given.on, given.article)
    # A whole law would drown the answer; its articles are asked for one by one.
    return found if given.article else {key: value for key, value in found.items() if key not in ("text", "articles")}


def _draft(office: Office, user: User, given: DraftArguments) -> dict[str, Any]:
    handed = Handed(given.case, given.opinions, given.role, given.issuer, given.date)
    found = result_record(pasted.drafted(office, user, handed))
    return {key: value for key, value in found.items() if key not in ("precedents", "rules", "seconds")}


def _check(office: Office, user: User, given: CheckArguments) -> dict[str, Any]:
    handed = Handed(given.case, given.opinions, given.role, given.issuer, given.date)
    letter, review = pasted.checked(office, user, given.letter, handed)
    gaps = dict.fromkeys(letter.text[start:end] for start, end in letter.gaps)
    return review_record(review, tuple(gaps))


TOOLS: tuple[Tool, ...] = (
    Tool(
        "search", "检索资料",
        "检索已入库的答复、会办意见、提案、规章和总结。每条结果给出原文段落、出处、日期、公开方式和命中原因。",
        SearchArguments, _search,
    ),
    Tool(
        "precedents", "查先例",
        "按提案的每条建议，查以往怎样答复同类建议、有哪些规定适用。先例只供参考写法，其中的事实可能已经过时。",
        PrecedentArguments, _precedents,
    ),
    Tool(
        "check_rule", "查规定的效力",
        "查一件法规或文件在某一天是否有效、被什么替代、被哪些文件引用；写明条号时给出条文。",
        RuleArguments, _rule,
    ),
    Tool(
        "draft", "起草答复",
        "为提案或建议起草答复或会办意见的初稿，每句话附出处，没有依据的写成【待核实：…】。不保存；须由经办人核对。",
        DraftArguments, _draft,
    ),
    Tool(
        "check", "检查稿子",
        "用全部审核规则检查一份答复或会办意见：逐条回应、法规效力、数据、公开方式、格式等，给出问题的位置和改法。",
        CheckArguments, _check,
    ),
)  # fmt: skip
