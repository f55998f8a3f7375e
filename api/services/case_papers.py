"""What belongs to a case: the proposal it answers and the opinions of other units."""

from dataclasses import dataclass, replace

from api.case_files import parsed_text
from api.services.office import Office
from api.services.readers import hidden_from
from api.workplace import ledger
from api.workplace.case import LedgerCase
from api.workplace.drafts import DraftRow, drafts_of
from api.workplace.opinions import MOST, OpinionRow, add_opinion, opinions_of
from api.workplace.permits import User, may, require
from api.workplace.proposals import Proposal, keep_proposal, proposal_of
from corpus.document import Document
from corpus.errors import NotFound, UnusableInput
from corpus.read import read_bytes
from drafting.checks.read_letter import read_opinion

LONGEST = 300_000
_NOT_GIVEN = "还没有这一件的提案原文。请先在办理件页面粘贴或上传原文，或把它导入资料库。"


@dataclass(frozen=True, slots=True)
class Papers:
    """``proposal`` was handed in for the case, ``stored`` is the id of the stored one where none was."""

    proposal: Proposal | None
    stored: str | None
    opinions: tuple[OpinionRow, ...]
    drafts: tuple[DraftRow, ...]


def read_paper(name: str, data: bytes) -> str:
    """The text of a file as it was sent. Raises :class:`UnusableInput`."""
    if not data:
        raise UnusableInput("请选择文件，或者粘贴文字。")
    return read_bytes(data, name).text


def proposal_given(office: Office, user: User, case_id: int, name: str, text: str) -> Proposal:
    """The proposal's text kept with the case. Raises :class:`UnusableInput` where it asks for nothing."""
    case = ledger.case_of(office.engine, case_id)
    require(user, "case.edit", case.fields.office)
    name, text = _storable(name), _checked(text)
    known = _completed(text, case).case
    if known is None or not known.suggestions:
        raise UnusableInput("没有在文字中找到建议事项。请确认是提案、建议的全文，各项建议用“1.”“一、”等标明。")
    return keep_proposal(office.engine, case_id, name, text, user.login)


def opinion_given(office: Office, user: User, case_id: int, name: str, text: str) -> OpinionRow:
    """A co-handler's opinion kept with the case."""
    case = ledger.case_of(office.engine, case_id)
    require(user, "case.edit", case.fields.office)
    name, text = _storable(name), _checked(text)
    if len(opinions_of(office.engine, case_id)) >= MOST:
        raise UnusableInput(f"一件最多登记 {MOST} 份会办意见。")
    return add_opinion(office.engine, case_id, name, text, user.login)


def given_proposal(office: Office, user: User, case_id: int) -> Proposal | None:
    """The text that was handed in for the case, if any."""
    require(user, "case.read", ledger.case_of(office.engine, case_id).fields.office)
    return proposal_of(office.engine, case_id)


def given_opinions(office: Office, user: User, case_id: int) -> tuple[OpinionRow, ...]:
    """The opinions handed in for the case, in order."""
    require(user, "case.read", ledger.case_of(office.engine, case_id).fields.office)
    return opinions_of(office.engine, case_id)


def papers(office: Office, user: User, case: LedgerCase) -> Papers:
    """What a case that was opened has of papers and letters; its drafts for those who may read them."""
    hidden = hidden_from(office, user)
    given = proposal_of(office.engine, case.id)
    stored = next((id for id in _stored(office, case) if id not in hidden), None) if given is None else None
    rows = drafts_of(office.engine, case.id) if may(user, "draft.read", case.fields.office) else ()
    return Papers(given, stored, opinions_of(office.engine, case.id), rows)


def proposal_document(office: Office, user: User, case: LedgerCase) -> tuple[str | None, Document]:
    """(id of the stored document or ``None``, the proposal): what was handed in for the case, else the document that
    is registered with it, else the stored one with its number. Raises :class:`NotFound`."""
    given = proposal_of(office.engine, case.id)
    if given is not None:
        return None, _completed(given.text, case)
    hidden = hidden_from(office, user)
    for id in _stored(office, case):
        stored = office.workbench.store.document(id)
        if stored is not None and stored.document.case is not None and id not in hidden:
            return id, stored.document
    raise NotFound(_NOT_GIVEN)


def opinion_documents(office: Office, case: LedgerCase) -> tuple[tuple[str, Document], ...]:
    """(name, opinion) of every opinion handed in, in order; a text without any form of a letter is one point."""
    return tuple((one.name, _as_opinion(one)) for one in opinions_of(office.engine, case.id))


def _stored(office: Office, case: LedgerCase) -> list[str]:
    """Ids of stored proposals that are this case's, the one it was registered with first."""
    named = [case.fields.document] if case.fields.document else []
    by_number = [
        id
        for id in office.workbench.store.by_item(case.fields.item_no)
        if (stored := office.workbench.store.document(id)) is not None
        and stored.document.case is not None
        and stored.document.case.item_no == case.fields.item_no
    ]
    return [*named, *by_number]


def _as_opinion(given: OpinionRow) -> Document:
    document = parsed_text(given.text)
    if document.replies:
        return document
    return replace(document, replies=(read_opinion(given.number, given.name, document).reply,))


def _completed(text: str, case: LedgerCase) -> Document:
    """The proposal; what its text does not say of itself stands above it as the ledger has it."""
    document = parsed_text(text)
    known, given = document.case, case.fields
    if known is not None and known.item_no and known.title and known.proposers:
        return document
    head = (
        ("案号", "" if known and known.item_no else given.item_no),
        ("案由", "" if known and known.title else given.title),
        ("会议", "" if known and known.session_text else given.session),
        ("提案者" if given.item_kind == "提案" else "领衔代表", "、".join(given.proposers)),
    )
    lines = [f"{name}：{value}" for name, value in head if value]
    completed = parsed_text("\n".join((*lines, text)))
    return completed if completed.case is not None and completed.case.suggestions else document


def _checked(text: str) -> str:
    if not text.strip():
        raise UnusableInput("请粘贴文字，或者选择文件。")
    if len(text) > LONGEST:
        raise UnusableInput(f"文字太长（超过 {LONGEST} 字），请只提交这一件的原文。")
    return _storable(text)


def _storable(text: str) -> str:
    """Without what no database takes: zero bytes and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
