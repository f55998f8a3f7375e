"""The ledger as its users work with it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from api.services.office import Office
from api.workplace import ledger, snapshots
from api.workplace.case import CaseFields, LedgerCase, checked
from api.workplace.ledger import Talk, Wanted
from api.workplace.ledger_export import rows, to_csv, to_xlsx
from api.workplace.ledger_import import LedgerReport, import_ledger, with_due
from api.workplace.permits import OWN, User, at_home, require, scope
from api.workplace.snapshots import Snapshot
from corpus.document import Body
from corpus.errors import UnusableInput
from corpus.offices.organs import parse_organ
from corpus.rulebook.dating import item_year
from drafting.clock import due, reply_due

_MOST_EXPORTED = 100_000


def today() -> str:
    """The day of the workplace, ISO. Servers of one office stand in one time zone: that of the machine."""
    return datetime.now(UTC).astimezone().date().isoformat()


def listed(
    office: Office, user: User, wanted: Wanted, page: int = 1, size: int = ledger.PAGE
) -> tuple[list[LedgerCase], int]:
    """A page of the ledger and how many cases there are; an officer sees the own office's only."""
    return ledger.list_cases(office.engine, _within(office, user, wanted, "case.read"), page, size)


def opened(office: Office, user: User, id: int) -> tuple[LedgerCase, tuple[Talk, ...]]:
    """A case and its contacts. Raises :class:`NotFound`, :class:`Refused`."""
    case = ledger.case_of(office.engine, id)
    require(user, "case.read", case.fields.office)
    return case, ledger.talks(office.engine, id)


def registered(office: Office, user: User, given: CaseFields) -> LedgerCase:
    """A new case; its last day comes from the place's rule where none is given."""
    require(user, "case.edit", given.office)
    return ledger.add_case(office.engine, with_due(checked(given), lambda case: due_day(office, case)), user.login)


def edited(
    office: Office, user: User, id: int, revision: int, given: CaseFields | None = None, state: str | None = None
) -> LedgerCase:
    """The case with other fields or in another state. It does not leave the office for one that is not the user's."""
    case = ledger.case_of(office.engine, id)
    require(user, "case.edit", case.fields.office)
    if given is not None:
        require(user, "case.edit", given.office)
        given = with_due(checked(given), lambda fields: due_day(office, fields))
    return ledger.change_case(office.engine, id, revision, user.login, given, state)


def talked(office: Office, user: User, id: int, day: str, way: str, person: str, note: str) -> Talk:
    """A contact with a proposer, written down."""
    case = ledger.case_of(office.engine, id)
    require(user, "case.edit", case.fields.office)
    return ledger.add_talk(office.engine, id, user.login, day, way, person, note)


def imported(office: Office, user: User, data: bytes, name: str) -> LedgerReport:
    """Cases from a table; an officer's only those of the own office."""
    granted = scope(user, "case.edit")
    require(user, "case.edit", user.office)
    return import_ledger(
        office.engine, data, name, user.login, user.office, lambda case: due_day(office, case), granted == OWN
    )


def exported(office: Office, user: User, wanted: Wanted, form: str) -> bytes:
    """The ledger as ``xlsx`` or ``csv``."""
    within = _within(office, user, wanted, "case.export")
    cases, _ = ledger.list_cases(office.engine, within, 1, _MOST_EXPORTED)
    with office.recorded(user, "case.export", "ledger", cases=len(cases), form=form):
        if form == "csv":
            return to_csv(cases, today())
        if form != "xlsx":
            raise UnusableInput("台账可以导出为 xlsx 或 csv。")
        return to_xlsx(cases, today(), f"办理台账 {today()}")


def snapshot_taken(office: Office, user: User, month: str) -> Snapshot:
    """Keep the ledger as it stands for a month: the own office's, or all of it for who sees all."""
    require(user, "case.export")
    cases, _ = listed(office, user, Wanted(), 1, _MOST_EXPORTED)
    return snapshots.keep(office.engine, _snapshot_office(user), month, user.login, tuple(rows(cases, today())))


def snapshot(office: Office, user: User, month: str) -> Snapshot:
    """The ledger as it was kept for a month. Raises :class:`NotFound`."""
    require(user, "case.export")
    return snapshots.kept(office.engine, _snapshot_office(user), month)


def snapshot_months(office: Office, user: User) -> tuple[str, ...]:
    """The months for which the ledger was kept, the latest first."""
    require(user, "case.export")
    return snapshots.months(office.engine, _snapshot_office(user))


def _snapshot_office(user: User) -> str:
    return user.office if scope(user, "case.export") == OWN else ""


def due_day(office: Office, case: CaseFields) -> tuple[str, str] | None:
    """(last day, rule) by the ways of the place, ``None`` where they or the day of assignment are not known."""
    if case.assigned is None:
        return None
    organ = parse_organ(case.office)
    body: Body = "政协" if case.item_kind == "提案" else "人大"
    begun = date.fromisoformat(case.assigned)
    year = item_year(case.item_no) or begun.year
    ways = office.places.of(organ.region if organ else None, body, year)
    if case.role == "会办":
        rule = ways.deadline("opinion")
        found = due(begun, rule, office.places.calendar) if rule is not None else None
    else:
        found = reply_due(begun, ways, office.places.calendar)
    return (found.day.isoformat(), found.rests_on) if found is not None else None


def _within(office: Office, user: User, wanted: Wanted, action: str) -> Wanted:
    """What is wanted, narrowed to what the user may see."""
    granted = scope(user, action)
    require(user, action)
    if granted != OWN:
        return wanted
    own: Sequence[str] = [name for name in ledger.offices(office.engine) if at_home(user, name)]
    return replace(wanted, offices=tuple(own))
