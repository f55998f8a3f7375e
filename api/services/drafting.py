"""The drafting desk: letters begun, written, checked, compared and sent to review.

Every change names the version it was made on and makes a new one; where another came in between nothing is saved
(:class:`ChangedMeanwhile`, with the newest version's number). A change that was already saved is not saved twice: who
sends it again on the same base, because the answer was lost, gets the version it made.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from api.desk import desk as on_desk
from api.desk.desk import Desk, Order
from api.desk.desk_json import desk_record, read_desk
from api.desk.written import as_seen, letter_of, letter_record, sources_of
from api.services.draft_results import Matters, by_desk, matters
from api.services.office import Office
from api.services.readers import hidden_from
from api.workplace import drafts, ledger
from api.workplace.case import LedgerCase
from api.workplace.drafts import DraftRow, Version
from api.workplace.permits import User, require
from api.workplace.trail import entries
from corpus.errors import Refused
from drafting.draft import Draft
from drafting.frame import LETTER_NAMES
from retrieval.filters import PROTECTED

LETTERS = tuple(LETTER_NAMES)
_LOOKED_BACK = 400


@dataclass(frozen=True, slots=True)
class Opened:
    """A version of a draft as one user may see it. ``draft`` is its letter, ``desk`` what was settled for it."""

    row: DraftRow
    case: LedgerCase
    version: Version
    desk: Desk
    draft: Draft

    @property
    def newest(self) -> bool:
        """Whether nothing was saved after this version."""
        return self.version.number == self.row.version


@dataclass(frozen=True, slots=True)
class Base:
    """What a change is made on: the desk and the letter of a version, and the case as it is known now."""

    desk: Desk
    letter: Draft
    known: Matters


def listed(office: Office, user: User, case_id: int) -> tuple[DraftRow, ...]:
    """The drafts of a case, the newest first."""
    require(user, "draft.read", ledger.case_of(office.engine, case_id).fields.office)
    return drafts.drafts_of(office.engine, case_id)


def begun(
    office: Office, user: User, case_id: int, letter: str | None = None, role: str | None = None,
    day: str | None = None, part: str | None = None,
) -> Opened:  # fmt: skip
    """A new draft for a case from its proposal and its opinions. Without ``letter`` it is the one the role writes.

    Raises :class:`NotFound` where the proposal's text is not there yet, :class:`UnusableInput` for a kind of letter
    that the role does not write.
    """
    case = ledger.case_of(office.engine, case_id)
    require(user, "draft.edit", case.fields.office)
    held = role or case.fields.role
    order = Order(letter or ("会办意见" if held == "会办" else "答复"), held, day or None, part or None)
    desk = Desk(order)
    result = by_desk(matters(office, user, case, order), desk)
    row, _ = drafts.begin(office.engine, case, order.letter, user.login, letter_record(result.draft), desk_record(desk))
    return opened(office, user, row.id)


def opened(office: Office, user: User, id: int, number: int | None = None) -> Opened:
    """A draft in its newest version, or in version ``number``. What it cites of papers that the user may not know of
    is not shown; a look at protected papers it cites is written into the trail."""
    row = drafts.draft_of(office.engine, id)
    case = ledger.case_of(office.engine, row.case)
    require(user, "draft.read", case.fields.office)
    version = drafts.version_of(office.engine, id, number)
    whole = letter_of(version.letter)
    hidden = hidden_from(office, user)
    seen = as_seen(whole, hidden)
    protected = sorted(one.document for one in sources_of(seen).values() if one.disclosure in PROTECTED)
    if protected:
        office.note(user, "draft.read", f"draft:{id}", version=version.number, protected=protected)
    return Opened(row, case, version, on_desk.without(read_desk(version.choices), hidden), seen)


def history(office: Office, user: User, id: int) -> tuple[tuple[int, str, str, str], ...]:
    """(number, at, login, reason) of every version, the newest first."""
    row = drafts.draft_of(office.engine, id)
    require(user, "draft.read", ledger.case_of(office.engine, row.case).fields.office)
    return drafts.history(office.engine, id)


def returned_for(office: Office, user: User, id: int) -> str | None:
    """The reason the draft was last returned for, ``None`` where it never was."""
    row = drafts.draft_of(office.engine, id)
    require(user, "draft.read", ledger.case_of(office.engine, row.case).fields.office)
    for entry in entries(office.engine, f"draft:{id}", most=_LOOKED_BACK):
        if entry.action == "draft.退回":
            reason: str = json.loads(entry.detail).get("reason", "")
            return reason
    return None


def restored(office: Office, user: User, id: int, base: int, number: int) -> Opened:
    """Version ``number`` again, letter for letter, as a new version."""
    row, _ = _editable(office, user, id)
    earlier = drafts.version_of(office.engine, id, number)
    _require_known(office, user, letter_of(earlier.letter))
    if number != row.version:
        reason = f"恢复第 {number} 版"
        drafts.save(office.engine, id, base, user.login, reason, earlier.letter, earlier.choices)
    return opened(office, user, id)


def submitted(office: Office, user: User, id: int, base: int) -> Opened:
    """Version ``base`` sent to review."""
    row = drafts.draft_of(office.engine, id)
    require(user, "draft.submit", ledger.case_of(office.engine, row.case).fields.office)
    drafts.submit(office.engine, id, base, user.login)
    return opened(office, user, id)


def changed(
    office: Office, user: User, id: int, base: int, reason: str, change: Callable[[Base], Desk], always: bool = False
) -> Opened:
    """``change`` made on version ``base`` and saved as the next. What changes nothing makes no version unless
    ``always``."""
    row, case = _editable(office, user, id)
    if not 1 <= base <= row.version:
        drafts.require_newest(row, base)
    version = drafts.version_of(office.engine, id, base)
    letter = letter_of(version.letter)
    _require_known(office, user, letter)
    desk = read_desk(version.choices)
    known = matters(office, user, case, desk.order)
    new = change(Base(desk, letter, known))
    record = desk_record(new)
    if base < row.version:
        after = drafts.version_of(office.engine, id, base + 1)
        if (after.login, after.reason, after.choices) != (user.login, reason, record):
            drafts.require_newest(row, base)
        return opened(office, user, id)
    if new == desk and not always:
        return opened(office, user, id)
    known = known if new.order == desk.order else matters(office, user, case, new.order)
    written = letter_record(by_desk(known, new).draft)
    drafts.save(office.engine, id, base, user.login, reason, written, record)
    return opened(office, user, id)


def _editable(office: Office, user: User, id: int) -> tuple[DraftRow, LedgerCase]:
    row = drafts.draft_of(office.engine, id)
    case = ledger.case_of(office.engine, row.case)
    require(user, "draft.edit", case.fields.office)
    return row, case


def _require_known(office: Office, user: User, letter: Draft) -> None:
    """Who may not know of all that a letter rests on cannot change it: it would lose what he does not see."""
    hidden = hidden_from(office, user)
    if any(document in hidden for document in sources_of(letter)):
        raise Refused("这份稿子引用了您无权查看的资料，请由有权查看的同事修改。")
