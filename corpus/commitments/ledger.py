"""The ledger of promises (承诺事项台账) over a store: listing, following, and what officers set."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from corpus.cases.replies import aligned
from corpus.commitments.follow import LaterPaper, Report, later_paper, reports
from corpus.commitments.records import item_answered, keep_state, later_documents, read_commitments
from corpus.commitments.stored import CommitmentState, Status, StoredCommitment
from corpus.document import Answer
from corpus.errors import NotFound
from corpus.offices.organs import same_organ
from corpus.storage.database import transaction
from corpus.storage.records import load, log
from corpus.storage.schema import commitments, documents
from corpus.storage.store import Store

_REPORTING = ("reply", "page", "summary")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which promises: of one ``issuer``, of one item, open ones only, due on or before an ISO day."""

    issuer: str | None = None
    case_no: str | None = None
    open_only: bool = False
    due_before: str | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A promise with what later papers say of it; ``proposed`` is what they speak for, never more than a proposal."""

    commitment: StoredCommitment
    reports: tuple[Report, ...]

    @property
    def proposed(self) -> Status | None:
        return self.reports[0].status if self.reports else None


def listed(store: Store, wanted: Wanted) -> list[StoredCommitment]:
    """The promises of the stored replies, in the order of their letters."""
    where = [documents.c.origin == "ingested"]
    if wanted.case_no is not None:
        where.append(commitments.c.case_no == wanted.case_no)
    if wanted.due_before is not None:
        where.append(commitments.c.deadline_date <= wanted.due_before)
    with transaction(store.engine) as connection:
        found = read_commitments(connection, *where)
    return [one for one in found if (one.open or not wanted.open_only) and _is_of(one.issuer, wanted.issuer)]


def found_by_id(store: Store, id: str) -> StoredCommitment:
    """The promise with this id; raises :class:`NotFound`."""
    with transaction(store.engine) as connection:
        found = read_commitments(connection, commitments.c.id == id)
    if not found:
        raise NotFound(f"没有编号为“{id}”的承诺事项。请用 dafu commitments list 查看编号。")
    return found[0]


def followed(store: Store, found: Iterable[StoredCommitment]) -> list[Followed]:
    """Each promise with what later replies and summaries of the same unit report on it; each paper is read once."""
    promises = list(found)
    papers: dict[int, LaterPaper] = {}
    by_issuer: dict[str | None, list[LaterPaper]] = {}
    earliest = min((one.reply_date or "" for one in promises), default="")
    with transaction(store.engine) as connection:
        later = later_documents(connection, earliest, _REPORTING)
        for issuer in {one.issuer for one in promises}:
            for place in [seq for seq, other, _ in later if issuer and other and same_organ(issuer, other)]:
                if place not in papers and (held := load(connection, documents.c.seq == place)) is not None:
                    papers[place] = later_paper(held[1].id, held[1].document, item_answered(held[1].document))
                by_issuer.setdefault(issuer, []).append(papers[place])
    return [Followed(one, reports(one, by_issuer.get(one.issuer, ()))) for one in promises]


def with_asks(store: Store, found: Sequence[StoredCommitment]) -> list[StoredCommitment]:
    """The promises with the ask that each answers, where the proposal is stored; each letter is aligned once."""
    answers: dict[str, tuple[Answer, ...]] = {}
    for one in found:
        if one.suggestion_id is None and one.document not in answers:
            answers[one.document] = _aligned(store, one)
    return [
        replace(one, suggestion_id=one.suggestion_id or _ask_at(answers.get(one.document, ()), one.start))
        for one in found
    ]


def _aligned(store: Store, one: StoredCommitment) -> tuple[Answer, ...]:
    """The answers of the promise's letter, aligned with the asks of its item; none where that is not stored."""
    reply = store.document(one.document)
    for id in store.by_item(one.case_no) if one.case_no and reply else ():
        held = store.document(id)
        case = held.document.case if held else None
        if reply is not None and case is not None and case.item_no == one.case_no and case.suggestions:
            return tuple(a for unit in aligned(reply.document, case.suggestions) for a in unit.answers)
    return ()


def _ask_at(answers: Sequence[Answer], at: int) -> str | None:
    return next((id for a in answers if a.start <= at < a.end for id in a.suggestions), None)


def set_state(
    store: Store, id: str, status: Status, evidence: str | None = None, second_reply: str | None = None
) -> StoredCommitment:
    """Keep what an officer says of a promise; raises :class:`NotFound`. Gives the promise as it then stands."""
    found_by_id(store, id)
    state = CommitmentState(status, evidence, second_reply, datetime.now(UTC).isoformat(timespec="seconds"))
    with transaction(store.engine, write=True) as connection:
        keep_state(connection, id, state)
        log(connection, "commitment", id, status)
    return found_by_id(store, id)


def _is_of(issuer: str | None, wanted: str | None) -> bool:
    return wanted is None or (issuer is not None and (wanted in issuer or same_organ(issuer, wanted)))
