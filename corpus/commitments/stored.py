"""A promise as the store knows it: the record of the ledger (承诺事项台账, domain brief §1.5)."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["未启动", "进行中", "已完成", "变更", "无法落实"]
CLOSED: tuple[Status, ...] = ("已完成", "无法落实")


@dataclass(frozen=True, slots=True)
class CommitmentState:
    """What an officer set: never a machine. ``checked_at`` is ISO with the time."""

    status: Status
    evidence: str | None
    second_reply_docno: str | None
    checked_at: str


@dataclass(frozen=True, slots=True)
class StoredCommitment:
    """``start``/``end`` are offsets into the text of ``document`` (its id); ``issuer`` replied on ``reply_date``.

    ``state`` is ``None`` while nobody has looked at it: the promise is open.
    """

    id: str
    document: str
    case_no: str | None
    reply_docno: str | None
    reply_title: str | None
    reply_date: str | None
    issuer: str | None
    sentence: str
    start: int
    end: int
    suggestion_id: str | None
    measure: str
    deadline_text: str | None
    deadline_date: str | None
    responsible_unit: str | None
    vague: bool
    duty: bool
    state: CommitmentState | None = None

    @property
    def open(self) -> bool:
        return self.state is None or self.state.status not in CLOSED
