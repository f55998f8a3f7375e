"""The reviewer's desk: what waits, remarks on sentences, approving and returning, versions side by side, the trail."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.desk.written import as_seen, letter_of, sources_of
from api.services.draft_results import checked
from api.services.drafting import Opened, opened
from api.services.office import Office
from api.services.readers import hidden_from
from api.workplace import drafts, ledger, trail, waiting
from api.workplace.case import LedgerCase
from api.workplace.drafts import Comment, Decision, DraftRow
from api.workplace.permits import User, require
from api.workplace.trail import Entry
from api.workplace.waiting import Step
from corpus.errors import Refused, UnusableInput
from drafting.export.changes import Pair, compared
from drafting.placeholder import PLACEHOLDER

_RECENT = 20
_WHOLE_TRAIL = 100_000
_UNSEEN = "（引自您无权查看的资料的一句）"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft with its case; ``step`` is its being sent, or what was decided."""

    row: DraftRow
    case: LedgerCase
    step: Step | None


@dataclass(frozen=True, slots=True)
class Redlined:
    """Version ``new`` against version ``old``: every line of both once."""

    new: Opened
    old: Opened
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class WholeTrail:
    """All that is known of how a draft came to be, the earliest first."""

    opened: Opened
    versions: tuple[tuple[int, str, str, str], ...]
    comments: tuple[Comment, ...]
    entries: tuple[Entry, ...]


def queue(office: Office, user: User) -> tuple[Waiting, ...]:
    """What waits for review, the longest waiting first."""
    require(user, "draft.decide")
    rows = drafts.queue(office.engine)
    found = _with_steps(office, rows, waiting.last_sent(office.engine, [row.id for row in rows]))
    return tuple(sorted(found, key=lambda one: one.step.at if one.step else ""))


def recent(office: Office, user: User) -> tuple[Waiting, ...]:
    """What was approved or returned of late, the latest first."""
    require(user, "draft.decide")
    rows = waiting.settled(office.engine, _RECENT)
    found = _with_steps(office, rows, waiting.last_decided(office.engine, [row.id for row in rows]))
    return tuple(sorted(found, key=lambda one: one.step.at if one.step else "", reverse=True))


def comments(office: Office, user: User, id: int) -> tuple[Comment, ...]:
    """The remarks on a draft. A sentence that the user may not see is not shown with its remark."""
    _require_case(office, user, id, "draft.read")
    found = drafts.comments_on(office.engine, id)
    hidden = hidden_from(office, user)
    texts: dict[int, str] = {}
    for number in {one.version for one in found} if hidden else ():
        texts[number] = as_seen(letter_of(drafts.version_of(office.engine, id, number).letter), hidden).text
    return tuple(
        one if one.version not in texts or one.sentence in texts[one.version] else replace(one, sentence=_UNSEEN)
        for one in found
    )


def commented(office: Office, user: User, id: int, number: int, sentence: str, text: str) -> Comment:
    """A remark on a sentence of version ``number``, or on the whole where ``sentence`` is empty.

    Raises :class:`UnusableInput` for a sentence that is not in the version.
    """
    _require_case(office, user, id, "draft.comment")
    if sentence and sentence not in opened(office, user, id, number).draft.text:
        raise UnusableInput("这一句不在这一版稿子里，请刷新后再写批注；您写的内容请先复制保存。")
    return drafts.add_comment(office.engine, id, number, sentence, text, user.login)


def comment_settled(office: Office, user: User, id: int, comment: int, settled: bool = True) -> None:
    """A remark marked as dealt with, or as open again. Raises :class:`NotFound`."""
    _require_case(office, user, id, "draft.comment")
    drafts.settle_comment(office.engine, id, comment, user.login, settled)


def obstacles(office: Office, user: User, one: Opened) -> tuple[str, ...]:
    """What speaks against approving the version: findings that forbid signing, and open places in the body."""
    _, review = checked(office, user, one.case, one.desk.order, one.draft)
    blocking = sum(finding.severity == "B" for finding in review.findings)
    gaps = sum(len(PLACEHOLDER.findall(paragraph.text)) for paragraph in one.draft.paragraphs())
    told = (blocking, f"{blocking} 条阻断意见没有处理"), (gaps, f"正文还有 {gaps} 处【待核实】")
    return tuple(text for number, text in told if number)


def decided(office: Office, user: User, id: int, base: int, decision: Decision, reason: str) -> DraftRow:
    """Version ``base`` approved or returned.

    Approving against what the checks forbid needs a reason, which stays in the trail. Raises :class:`Refused` for an
    author, and for one who may not see all that the letter rests on.
    """
    _require_case(office, user, id, "draft.decide")
    if decision == "审定":
        one = opened(office, user, id)
        whole, hidden = letter_of(one.version.letter), hidden_from(office, user)
        if any(document in hidden for document in sources_of(whole)):
            raise Refused("这份稿子引用了您无权查看的资料，请由有权查看的审核人审定。")
        against = obstacles(office, user, one) if one.newest and base == one.row.version else ()
        if against and not reason.strip():
            raise UnusableInput(f"{'，'.join(against)}。请退回修改；确需审定的，请写明理由。")
    return drafts.decide(office.engine, id, base, user.login, decision, reason)


def redlined(office: Office, user: User, id: int, number: int | None = None, against: int | None = None) -> Redlined:
    """A version beside an earlier one, the one before where none is named.

    Raises :class:`UnusableInput` where there is nothing to hold it against.
    """
    new = opened(office, user, id, number)
    before = against or new.version.number - 1
    if before < 1 or before == new.version.number:
        raise UnusableInput("没有可以对照的版本：请选择不同的两版。")
    old = opened(office, user, id, before)
    return Redlined(new, old, compared(_lines(new.draft.text), _lines(old.draft.text)))


def whole_trail(office: Office, user: User, id: int) -> WholeTrail:
    """The draft's versions, remarks and entries of the trail, with those of its case."""
    one = opened(office, user, id)
    found = [
        *trail.entries(office.engine, f"draft:{id}", most=_WHOLE_TRAIL),
        *trail.entries(office.engine, f"case:{one.case.id}", most=_WHOLE_TRAIL),
    ]
    versions = tuple(sorted(drafts.history(office.engine, id)))
    return WholeTrail(one, versions, comments(office, user, id), tuple(sorted(found, key=lambda entry: entry.seq)))


def _require_case(office: Office, user: User, id: int, action: str) -> None:
    require(user, action, ledger.case_of(office.engine, drafts.draft_of(office.engine, id).case).fields.office)


def _with_steps(office: Office, rows: Sequence[DraftRow], steps: dict[int, Step]) -> list[Waiting]:
    return [Waiting(row, ledger.case_of(office.engine, row.case), steps.get(row.id)) for row in rows]


def _lines(text: str) -> list[str]:
    return [line.strip(" \t\u3000") for line in text.splitlines() if line.strip()]
