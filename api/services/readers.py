"""What of the stored papers a user may know of."""

from api.services.office import Office
from api.workplace.permits import User, reader
from corpus.storage.listing import hidden_ids
from retrieval.filters import PROTECTED


def hidden_from(office: Office, user: User) -> tuple[str, ...]:
    """Ids of the documents that the user may not know of: protected ones of other offices, few as a rule."""
    one = reader(user)
    return () if one.entitled else hidden_ids(office.engine, PROTECTED, lambda issuer: one.sees("内部", issuer))
