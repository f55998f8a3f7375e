"""What an empty workplace still needs before work can begin."""

from dataclasses import dataclass

import sqlalchemy as sa

from api.services.office import Office
from api.workplace.permits import User, may
from api.workplace.tables import cases, users
from corpus.storage.database import transaction
from corpus.storage.schema import documents


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, with the page where it is done; ``place`` is ``None`` where somebody else must do it."""

    text: str
    place: str | None


# (what is missing, who may do it, where, what to do; what one who may not is told)
_STEPS = (
    (
        "papers", "document.add", "/manage/documents",
        "导入资料：以往的答复、会办意见、本地规章和总结，检索和拟稿都靠它们。",
        "资料库还是空的，暂时检索不到内容，请联系管理员导入资料。",
    ),
    ("people", "user.edit", "/manage/users", "建立用户：给经办人、审核人各建一个账号，写明所在单位。", None),
    ("cases", "case.edit", "/cases", "导入台账：从 Excel 或 CSV 导入办理件，或者逐件登记。", None),
)  # fmt: skip


def missing(office: Office) -> frozenset[str]:
    """Which of ``papers``, ``people`` and ``cases`` the workplace lacks."""
    with transaction(office.engine) as connection:
        paper = connection.scalar(sa.select(documents.c.id).where(documents.c.origin == "ingested").limit(1))
        case = connection.scalar(sa.select(cases.c.id).limit(1))
        people = connection.scalars(sa.select(users.c.id).limit(2)).all()
    lacking = {"papers": paper is None, "cases": case is None, "people": len(people) < 2}
    return frozenset(name for name, is_so in lacking.items() if is_so)


def steps_for(user: User, lacking: frozenset[str]) -> tuple[Step, ...]:
    """What this user can do about it, in the order in which it is best done."""
    found: list[Step] = []
    for name, action, place, text, otherwise in _STEPS:
        if name not in lacking:
            continue
        if may(user, action):
            found.append(Step(text, place))
        elif otherwise:
            found.append(Step(otherwise, None))
    return tuple(found)
