"""Brings a database of an older version up to the tables of this one, in one transaction: all of it or nothing.

The new tables hold nothing that the documents do not tell, so they are filled from the documents.
"""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.commitments.records import insert_commitments
from corpus.document import Passage
from corpus.rulebook.rule_records import insert_rules
from corpus.storage import schema
from corpus.storage.document_json import unpack
from corpus.storage.records import note
from corpus.storage.schema import documents, meta, passages
from corpus.storage.stored import StoredDocument

OLDEST = 1
"""The oldest version that can be brought up to date."""


def migrate(connection: Connection, version: int) -> None:
    """Bring the tables from ``version`` to :data:`schema.VERSION`; the caller's transaction is the unit."""
    _add_missing(connection)
    if version < 2:
        _fill_catalogue(connection)
    if version < 3:
        _fill_classes(connection)
    if version < 4:
        _fill_commitments(connection)
    connection.execute(sa.update(meta).where(meta.c.name == "schema_version").values(value=str(schema.VERSION)))


def _add_missing(connection: Connection) -> None:
    """New tables, and new columns of old tables (these are nullable, or have a default in the database)."""
    look = sa.inspect(connection)
    present = set(look.get_table_names())
    held = {name: {column["name"] for column in look.get_columns(name)} for name in present}
    schema.metadata.create_all(connection)
    quote = connection.dialect.identifier_preparer
    for table in schema.metadata.sorted_tables:
        for column in table.columns if table.name in present else ():
            if column.name not in held[table.name]:
                definition = sa.schema.CreateColumn(column).compile(dialect=connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {quote.format_table(table)} ADD COLUMN {definition}")


def _fill_catalogue(connection: Connection) -> None:
    """Version 2: rules, their short names and the facts on them, from every document stored."""
    kinds = sa.select(documents.c.seq).order_by(documents.c.seq)
    for seq in connection.scalars(kinds).all():
        row = connection.execute(sa.select(documents).where(documents.c.seq == seq)).one()
        last = sa.select(passages.c.start, passages.c.end).where(passages.c.document == seq)
        cut = connection.execute(last.order_by(passages.c.id)).all()
        spans = tuple(Passage(start, end) for start, end in cut)
        document = unpack(row.body, row.text, spans)
        insert_rules(connection, StoredDocument(row.id, document, row.origin, row.path, row.sha256, row.region), seq)


def _fill_commitments(connection: Connection) -> None:
    """Version 4: the promises of every reply stored."""
    replies = sa.select(documents).where(documents.c.kind.in_(("reply", "page"))).order_by(documents.c.seq)
    for row in connection.execute(replies).all():
        document = unpack(row.body, row.text, ())
        insert_commitments(
            connection, StoredDocument(row.id, document, row.origin, row.path, row.sha256, row.region), row.seq
        )


def _fill_classes(connection: Connection) -> None:
    """Version 3: the class that a reply bears (A, B, C …) as a column, to filter and count by."""
    replies = sa.select(documents.c.seq, documents.c.body).where(documents.c.kind.in_(("reply", "page", "other")))
    for row in connection.execute(replies).all():
        mark = unpack(row.body, "", ()).class_mark
        if mark is not None:
            connection.execute(sa.update(documents).where(documents.c.seq == row.seq).values(class_mark=mark))
    note(connection, "migrated", "documents", "class_mark")  # the search index takes the new fact in
