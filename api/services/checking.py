"""A draft held against the catalogue of checks and against the unit's own earlier answers; certain mends made."""

from dataclasses import dataclass

from api.comparing import Compared
from api.desk.desk import Desk
from api.desk.spots import mended
from api.services.draft_results import checked, matters
from api.services.drafting import Base, Opened, changed, opened
from api.services.office import Office
from api.services.readers import hidden_from
from api.workplace.permits import User
from corpus.errors import UnusableInput
from drafting.checks.mend import mends_of
from drafting.checks.run import Review
from drafting.finding import Mend


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A version and what the checks say of it; offsets are into ``opened.draft.text``."""

    opened: Opened
    review: Review


def reviewed(office: Office, user: User, id: int, number: int | None = None) -> Reviewed:
    """The checks over a version, as far as the user may know of its sources."""
    one = opened(office, user, id, number)
    _, review = checked(office, user, one.case, one.desk.order, one.draft)
    return Reviewed(one, review)


def compared(office: Office, user: User, id: int, number: int | None = None) -> Compared:
    """A version beside the unit's earlier answers on the same item and topics.

    Raises :class:`NotFound` where the proposal's text is gone.
    """
    return beside_earlier(office, user, opened(office, user, id, number))


def beside_earlier(office: Office, user: User, one: Opened) -> Compared:
    """As :func:`compared`, for a version that was opened already."""
    hidden = hidden_from(office, user)
    known = matters(office, user, one.case, one.desk.order)
    key = ("compare", one.draft.text, known.result.matter.case, office.workbench.store.revision(), hidden)
    return office.checks.get(key, lambda: office.workbench.compare_draft(one.draft, known.result.matter.case, hidden))


def mend_made(office: Office, user: User, id: int, base: int, mend: Mend | None) -> Opened:
    """One certain correction made, or all of them. Raises :class:`UnusableInput` where the checks of the version do
    not propose it."""

    def change(at: Base) -> Desk:
        one = opened(office, user, id, base)
        _, review = checked(office, user, one.case, at.desk.order, at.letter)
        proposed = mends_of(review.findings)
        if mend is not None and not any(finding.mend == mend for finding in review.findings):
            raise UnusableInput("这条修改已经不适用，请重新检查。")
        if not proposed:
            raise UnusableInput("没有可以自动改正的问题。")
        return mended(at.desk, at.letter, [mend] if mend is not None else proposed)

    return changed(office, user, id, base, "改正一处" if mend is not None else "改正全部", change)
