"""A workplace to try things in: the sample corpus, its items in the ledger, a user of every role."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

from sqlalchemy.engine import Engine

from api.bootstrap import ingest_files, open_office, open_store
from api.case_files import parsed_file
from api.sample import Sample, SampleItem, read_sample
from api.services.cases import due_day, today
from api.services.office import Office
from api.settings import Settings
from api.workplace.accounts import NewUser, add, everyone
from api.workplace.case import CaseFields
from api.workplace.ledger import add_case, add_talk, change_case, find_case
from api.workplace.ledger_import import with_due
from api.workplace.opinions import add_opinion
from api.workplace.tables import lay
from corpus.document import ItemKind
from corpus.progress import Progress, silent
from corpus.storage.listing import Sought, list_documents
from drafting.draft import HandlingRole

_BY = "示例"
_HOUSING, _CITY = "澜州市住房和城乡建设局", "澜州市人民政府办公室"
# (login, name, office, role, whether it reads protected papers of other offices)
_USERS = (
    ("jingban", "示例经办人", _HOUSING, "officer", False),
    ("shenhe", "示例审核人", _CITY, "reviewer", True),
    ("chaxun", "示例查询员", _HOUSING, "searcher", False),
    ("guanli", "示例管理员", _CITY, "administrator", False),
)
# Days since the open items were assigned: one is late, two are near, the rest have time.
_ASSIGNED_AGO = (62, 85, 100, 40, 30, 84)
_FROM_PROPOSAL_TO_ASSIGNMENT = timedelta(days=12)
_TALKED = {"20260105": ("电话", "沈若兰委员", "委员希望说明既有住宅协商不成时由谁出面，关心维保费用由谁承担。")}
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class DemoUsers:
    """The users just made; the password of all of them is told once and stored only as a hash."""

    logins: tuple[tuple[str, str], ...]
    password: str


def may_be_furnished(settings: Settings) -> bool:
    """Whether the workspace has no users, and no papers but those of the sample."""
    ours = {str(path) for path in _files(read_sample())}
    store = open_store(settings)
    try:
        lay(store.engine)
        papers, total = list_documents(store.engine, Sought(), 1, len(ours) + 1)
        return not everyone(store.engine) and total <= len(ours) and {one.path for one in papers} <= ours
    finally:
        store.close()


def furnish(settings: Settings, progress: Progress = silent) -> tuple[Office, DemoUsers]:
    """The workspace with the sample in it, opened. What an interrupted run has registered already stays as it is."""
    sample = read_sample()
    ingest_files(settings, _files(sample), progress=progress)
    office = open_office(settings, progress)
    for item in (item for item in sample.items if not item.open):
        _register_past(office, item)
    for item, days in zip((item for item in sample.items if item.open), _ASSIGNED_AGO, strict=True):
        _register_open(office, item, days)
    return office, _make_users(office.engine)


def _files(sample: Sample) -> tuple[Path, ...]:
    return (*sample.past, *(item.case for item in sample.items if item.open))


def _make_users(engine: Engine) -> DemoUsers:
    from api.workplace.permits import role_names

    password = "-".join("".join(secrets.choice(_READABLE) for _ in range(5)) for _ in range(3))
    for login, name, unit, role, entitled in _USERS:
        add(engine, NewUser(login, name, unit, (role,), password, entitled), _BY)
    return DemoUsers(tuple((login, f"{role_names()[role]}，{unit}") for login, _, unit, role, _ in _USERS), password)


def _register_past(office: Office, item: SampleItem) -> None:
    """An answered item: of those that promise something the promise is still followed."""
    if find_case(office.engine, item.office, item.item_no) is not None:
        return
    assigned = date.fromisoformat(item.day) + _FROM_PROPOSAL_TO_ASSIGNMENT
    made = add_case(office.engine, _fields(office, item, assigned), _BY)
    revision = made.revision
    for state in ("已签收", "办理中", "已答复", "跟踪落实" if item.class_mark == "B" else "已办结"):
        revision = change_case(office.engine, made.id, revision, _BY, state=state).revision


def _register_open(office: Office, item: SampleItem, days: int) -> None:
    if find_case(office.engine, item.office, item.item_no) is not None:
        return
    assigned = max(date.fromisoformat(today()) - timedelta(days=days), date.fromisoformat(item.day))
    made = add_case(office.engine, _fields(office, item, assigned), _BY)
    for path in item.opinions:
        add_opinion(office.engine, made.id, path.name, parsed_file(path).text, _BY)
    if item.item_no in _TALKED:
        way, person, note = _TALKED[item.item_no]
        add_talk(office.engine, made.id, _BY, (assigned + timedelta(days=9)).isoformat(), way, person, note)


def _fields(office: Office, item: SampleItem, assigned: date) -> CaseFields:
    kinds: dict[str, ItemKind] = {kind: kind for kind in get_args(ItemKind)}
    role: HandlingRole = "分办" if item.several else "主办" if item.co_handlers else "独办"
    fields = CaseFields(
        item_no=item.item_no, item_kind=kinds[item.item_kind], title=item.title, office=item.office, role=role,
        proposers=item.proposers, co_handlers=item.co_handlers, session=item.session, assigned=assigned.isoformat(),
        class_mark=item.class_mark, document=_proposal(office, item.item_no),
    )  # fmt: skip
    return with_due(fields, lambda case: due_day(office, case))


def _proposal(office: Office, item_no: str) -> str | None:
    """The id of the stored proposal."""
    store = office.workbench.store
    stored = (store.document(id) for id in store.by_item(item_no))
    return next((one.id for one in stored if one is not None and one.document.kind == "proposal"), None)
