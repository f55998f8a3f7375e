"""Letters for texts that are handed in and not kept: a draft to try, a letter to check."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.case_files import parsed_text
from api.check_files import settle_review_day
from api.services.documents import opened
from api.services.office import Office
from api.services.readers import hidden_from
from api.workplace.permits import User, require
from corpus.document import Document
from corpus.errors import UnusableInput
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.read_letter import read_letter, read_opinion
from drafting.checks.run import Review
from drafting.service import DraftRequest, DraftResult

_LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Handed:
    """What comes with the text; each may be left open. ``case`` is a proposal's text or the number of a stored one;
    ``opinions`` is ``None`` where nobody said whether there are any."""

    case: str | None = None
    opinions: Sequence[str] | None = None
    role: str | None = None
    issuer: str | None = None
    date: str | None = None


def drafted(office: Office, user: User, given: Handed) -> DraftResult:
    """The letter for a case, written from what the user may know of; nothing is kept.

    Raises :class:`UnusableInput` where the text is no case or asks for nothing.
    """
    issuer = given.issuer or user.office
    require(user, "draft.read", issuer)
    if not given.case:
        raise UnusableInput("请给出提案或建议的全文，或者已入库的案号。")
    opinions = tuple((f"会办意见{number}", parsed_text(text)) for number, text in enumerate(given.opinions or (), 1))
    request = DraftRequest(_case(office, user, given.case), opinions, given.role, issuer, given.date)
    return office.workbench.draft_document(request, hidden_from(office, user))


def checked(office: Office, user: User, text: str, given: Handed) -> tuple[Letter, Review]:
    """A letter under all checks, with what was handed in beside it."""
    require(user, "letter.check")
    case = _case(office, user, given.case) if given.case else None
    asked = case.case if case else None
    letter = read_letter(parsed_text(text), settle_review_day(given.date), asked, role=given.role)
    opinions = None
    if given.opinions is not None:
        read = enumerate(given.opinions, 1)
        opinions = tuple(read_opinion(number, f"会办意见{number}", parsed_text(one)) for number, one in read)
    dossier = Dossier(case, opinions, issuer=given.issuer, role=given.role)
    return letter, office.workbench.review(letter, dossier, hidden_from(office, user))


def _case(office: Office, user: User, given: str) -> Document:
    """The pasted case, or the stored one with this number; never a file of the machine."""
    name = given.strip()
    if name.isdigit() and len(name) <= _LONGEST_NUMBER:
        return opened(office, user, name).document
    return parsed_text(given)
