"""The stored letters (答复, 会办意见) of one unit."""

import sqlalchemy as sa

from corpus.storage.database import transaction
from corpus.storage.schema import documents
from corpus.storage.store import Store

_KINDS = ("reply", "opinion")
_MOST = 12


def letters_of(store: Store, issuer: str, most: int = _MOST) -> list[str]:
    """Ids of the letters that ``issuer`` (full name) issued under a number, the newest first, at most ``most``."""
    wanted = (
        documents.c.origin == "ingested",
        documents.c.issuer == issuer,
        documents.c.kind.in_(_KINDS),
        documents.c.doc_number.is_not(None),
    )
    newest = (documents.c.date.is_(None), documents.c.date.desc(), documents.c.seq.desc())
    with transaction(store.engine) as connection:
        return list(connection.scalars(sa.select(documents.c.id).where(*wanted).order_by(*newest).limit(most)))
