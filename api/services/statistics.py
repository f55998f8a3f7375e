"""The state of the work in numbers: cases by state, class, office and month, what is due, what was promised."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.services.cases import listed, today
from api.services.office import Office
from api.services.readers import hidden_from
from api.workplace.case import LedgerCase, light
from api.workplace.ledger import Wanted
from api.workplace.permits import OWN, User, require, scope
from api.workplace.states import clock_runs, states
from corpus.commitments.ledger import Wanted as WantedPromises
from corpus.commitments.ledger import listed as promises
from corpus.commitments.stored import StoredCommitment

_MOST_CASES = 100_000
_MOST_DUE = 12
_MOST_PROMISES = 50
_OPEN_CLASS = "未定"


@dataclass(frozen=True, slots=True)
class Count:
    """A value with how many cases have it."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Overview:
    """``due`` are the next cases by their last day; ``promises`` the open ones, those with a day first."""

    total: int
    running: int
    late: int
    near: int
    by_state: tuple[Count, ...]
    by_class: tuple[Count, ...]
    by_office: tuple[Count, ...]
    by_month: tuple[Count, ...]
    by_rating: tuple[Count, ...]
    due: tuple[LedgerCase, ...]
    promises: tuple[StoredCommitment, ...]
    promised: int


def overview(office: Office, user: User) -> Overview:
    """Over all cases the user may see."""
    require(user, "statistics")
    own = scope(user, "statistics") == OWN
    cases, total = listed(office, user, Wanted(), 1, _MOST_CASES)
    lights = Counter(light(clock_runs(case.state), case.last_day, today()) for case in cases)
    running = [case for case in cases if clock_runs(case.state)]
    hidden = frozenset(hidden_from(office, user))
    wanted = WantedPromises(issuer=user.office if own else None, open_only=True)
    made = [one for one in promises(office.workbench.store, wanted) if one.document not in hidden]
    made.sort(key=lambda one: (one.deadline_date is None, one.deadline_date or "", one.reply_date or ""))
    return Overview(
        total=total,
        running=len(running),
        late=lights["超期"],
        near=lights["临近"],
        by_state=_in_order(states("case"), (case.state for case in cases)),
        by_class=_counted((case.fields.class_mark or _OPEN_CLASS for case in cases), by_name=True),
        by_office=_counted(case.fields.office for case in cases),
        by_month=_counted((case.fields.assigned[:7] for case in cases if case.fields.assigned), by_name=True),
        by_rating=_in_order(("满意", "基本满意", "不满意"), (c.fields.rating for c in cases if c.fields.rating)),
        due=tuple([case for case in running if case.last_day][:_MOST_DUE]),
        promises=tuple(made[:_MOST_PROMISES]),
        promised=len(made),
    )


def _in_order(names: Sequence[str], values: Iterable[str]) -> tuple[Count, ...]:
    counts = Counter(values)
    return tuple(Count(name, counts[name]) for name in names if counts[name])


def _counted(values: Iterable[str], by_name: bool = False) -> tuple[Count, ...]:
    counts = Counter(values)
    ordered = sorted(counts.items(), key=lambda one: one[0] if by_name else (-one[1], one[0]))
    return tuple(Count(name, number) for name, number in ordered)
