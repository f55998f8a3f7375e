"""What a letter is checked against: the case, the opinions, the place's ways, the records, and what is stored."""

from dataclasses import dataclass

from corpus.document import Document
from drafting.archive import Archive
from drafting.jurisdiction_register import Jurisdictions
from drafting.matter import Opinion


@dataclass(frozen=True, slots=True)
class Communication:
    """One contact with a proposer before or after the reply was drafted (沟通记录); ``day`` is ISO."""

    day: str
    way: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What the ledger knows of the case; ``None`` where it says nothing. Days are ISO."""

    assigned: str | None = None
    due: str | None = None
    extended_to: str | None = None
    extension_told: bool | None = None
    communications: tuple[Communication, ...] | None = None
    disclosure_asked: bool | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Each part is ``None`` where it was not handed in; a check that needs it then says what it could not check.

    ``opinions`` is ``None`` where nobody said whether there are any, and empty where there are none. ``archive`` is
    the workspace. ``issuer`` and ``role`` are as the officer gave them, ``places`` the ways of places with the
    administrator's own (``None``: the program's).
    """

    case: Document | None = None
    opinions: tuple[Opinion, ...] | None = None
    archive: Archive | None = None
    record: Record | None = None
    issuer: str | None = None
    role: str | None = None
    places: Jurisdictions | None = None
