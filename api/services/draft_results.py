"""What drafting comes to for a case and a user. It can always be computed again: the versions are what is kept."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from api.case_files import parsed_text
from api.desk.desk import Desk, Order
from api.desk.desk_json import desk_record
from api.desk.written import written
from api.services.case_papers import opinion_documents, proposal_document
from api.services.cases import today
from api.services.office import Office
from api.services.readers import hidden_from
from api.work import AskPrecedents
from api.workplace.case import LedgerCase
from api.workplace.ledger import talks
from api.workplace.opinions import opinions_of
from api.workplace.permits import User, reader
from api.workplace.proposals import proposal_of
from corpus.document import Document
from corpus.errors import NotFound
from drafting.checks.dossier import Communication, Dossier, Record
from drafting.checks.letter import Letter
from drafting.checks.read_letter import read_letter
from drafting.checks.run import Review
from drafting.draft import Draft
from drafting.frame import FrameOrder
from drafting.origin import Found
from drafting.service import DraftRequest, DraftResult

_PRECEDENTS = 3


@dataclass(frozen=True, slots=True)
class Matters:
    """A case with its papers and what the search brought up for them; ``stored`` is the proposal's id, if it has one.

    ``result`` holds the letter without any choice of the officer's.
    """

    stored: str | None
    proposal: Document
    result: DraftResult
    found: Callable[[str], Found | None]


def matters(office: Office, user: User, case: LedgerCase, order: Order) -> Matters:
    """The case drafted for ``user`` without choices. Raises :class:`NotFound` where it has no proposal yet."""
    key = ("draft", *_state(office, user, case), order)
    return office.results.get(key, lambda: _drafted(office, user, case, order))


def by_desk(known: Matters, desk: Desk) -> DraftResult:
    """The letter by what the officer settled."""
    return written(known.result, desk, known.found)


def text_now(office: Office, user: User, case: LedgerCase, desk: Desk) -> str:
    """The text of the letter by what the officer settled and the papers as they are now."""
    key = ("now", *_state(office, user, case), json.dumps(desk_record(desk), sort_keys=True))
    return office.checks.get(key, lambda: by_desk(matters(office, user, case, desk.order), desk).draft.text)


def checked(office: Office, user: User, case: LedgerCase, order: Order, draft: Draft) -> tuple[Letter, Review]:
    """The letter under all checks, held against the case, its opinions, the ledger and what the user may know of."""
    key = ("check", *_state(office, user, case), order, draft.text, case.revision, talks(office.engine, case.id))
    return office.checks.get(key, lambda: _reviewed(office, user, case, order, draft))


def past_answers(office: Office, user: User, case: LedgerCase) -> tuple[AskPrecedents, ...]:
    """For each ask how such asks were answered before, whoever answered: to read, not to copy."""

    def look() -> tuple[AskPrecedents, ...]:
        _, proposal = proposal_document(office, user, case)
        return office.workbench.precedents_of(proposal, _PRECEDENTS, case.fields.office, reader(user))

    return office.checks.get(("past", *_state(office, user, case)), look)


def _state(office: Office, user: User, case: LedgerCase) -> tuple[object, ...]:
    """Whatever a result depends on beside the order: the papers of the case, what is stored, what the user may know."""
    given = proposal_of(office.engine, case.id)
    opinions = tuple((one.number, one.name, one.text) for one in opinions_of(office.engine, case.id))
    revision = office.workbench.store.revision()
    fields = case.fields
    return case.id, fields, given, opinions, revision, hidden_from(office, user), today(), reader(user)


def _drafted(office: Office, user: User, case: LedgerCase, order: Order) -> Matters:
    stored, proposal = proposal_document(office, user, case)
    frame = FrameOrder(order.letter, order.part, case.fields.assigned)
    request = DraftRequest(proposal, opinion_documents(office, case), order.role, case.fields.office, order.date, frame)
    result = office.workbench.draft_document(request, hidden_from(office, user))
    near = {one.evidence.passage: one for one in result.gathered.found}
    hits = {hit.passage: hit for some in result.gathered.hits.values() for hit in some}

    def found(passage: str) -> Found | None:
        if passage in near:
            return near[passage]
        hit = hits.get(passage)
        document = office.workbench.store.document(hit.document) if hit is not None else None
        return Found(hit, document.document) if hit is not None and document is not None else None

    return Matters(stored, proposal, result, found)


def _reviewed(office: Office, user: User, case: LedgerCase, order: Order, draft: Draft) -> tuple[Letter, Review]:
    fields = case.fields
    try:
        known = matters(office, user, case, order)
        proposal, opinions = known.proposal, known.result.matter.opinions
    except NotFound:  # the proposal was taken away meanwhile: what can be checked without it still is
        proposal, opinions = None, None
    asked = proposal.case if proposal is not None else None
    letter = read_letter(parsed_text(draft.text), today(), asked, role=order.role, draft=draft)
    contacts = tuple(Communication(talk.day, talk.way, talk.person) for talk in talks(office.engine, case.id))
    record = Record(fields.assigned, fields.due, fields.extended_to, None, contacts)
    dossier = Dossier(proposal, opinions, None, record, fields.office, order.role)
    return letter, office.workbench.review(letter, dossier, hidden_from(office, user))
