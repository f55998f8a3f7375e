"""Which documents changed, and when, by the numbers of the audit log."""

from collections.abc import Collection, Iterator, Mapping

import sqlalchemy as sa

from corpus.storage import records
from corpus.storage.database import transaction
from corpus.storage.schema import audit, documents, passages
from corpus.storage.store import Store
from corpus.storage.stored import Origin, PassageRow

_AT_A_TIME = 64


class StoredChanges:
    """The documents of one origin. Every change of a document is noted in the log within its own transaction."""

    def __init__(self, store: Store, origin: Origin = "ingested") -> None:
        self._store, self._origin = store, origin

    def versions(self) -> Mapping[str, int]:
        """For every document, in order of arrival, the number of its last entry in the log."""
        with transaction(self._store.engine) as connection:
            latest = sa.select(audit.c.subject, sa.func.max(audit.c.seq).label("last")).group_by(audit.c.subject)
            noted = {row.subject: row.last for row in connection.execute(latest)}
            held = sa.select(documents.c.id).where(documents.c.origin == self._origin).order_by(documents.c.seq)
            return {id: noted.get(id, 0) for id in connection.scalars(held)}

    def rows(self, ids: Collection[str]) -> Iterator[PassageRow]:
        """The passages of these documents, in their order."""
        wanted = list(ids)
        spans = (passages.c.document, passages.c.ordinal, passages.c.start, passages.c.end, passages.c.heading)
        for at in range(0, len(wanted), _AT_A_TIME):
            few = wanted[at : at + _AT_A_TIME]
            with transaction(self._store.engine) as connection:
                whole = sa.select(*records.FACTS, documents.c.text).where(documents.c.id.in_(few))
                facts = {row.seq: row for row in connection.execute(whole)}
                cut = sa.select(*spans).where(passages.c.document.in_(list(facts))).order_by(passages.c.id)
                found = connection.execute(cut).all()
            for row in found:
                of_it = facts[row.document]
                yield records.passage_row(of_it, row, of_it.text[row.start : row.end])
