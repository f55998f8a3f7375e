"""The tables of ``dafu.db``. The text of a document is stored once; passages are spans of it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

VERSION = 4
"""Raised with every change of the tables; an older database is brought up to it (``migrations``), a newer refused."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

# ``seq`` keeps the order of arrival and is the short key of the passages; ``id`` is the name others use.
documents = Table(
    "documents",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("origin", String(16), nullable=False),
    Column("path", Text),
    Column("sha256", String(64), nullable=False),
    Column("region", Text),
    Column("kind", String(16), nullable=False),
    Column("title", Text),
    Column("title_key", Text),
    Column("law_key", Text),
    Column("doc_number", Text),
    Column("number_key", Text),
    Column("issuer", Text),
    Column("date", String(10)),
    Column("disclosure", String(16)),
    Column("class_mark", String(16)),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Column("text", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("documents_title_key", "title_key"),
    Index("documents_law_key", "law_key"),
    Index("documents_number_key", "number_key"),
    Index("documents_origin", "origin"),
)

_PLACES = 1 << 20  # more passages than any document has


def passage_id(document: int, ordinal: int) -> int:
    """One number for a passage: databases look up a list of numbers by their index, a list of pairs they do not."""
    return document * _PLACES + ordinal


# ``anchor`` is the article of a law that the passage begins (``5``, ``120-1``)
passages = Table(
    "passages",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("document", ForeignKey("documents.seq", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("heading", Text, nullable=False),
    Column("anchor", String(32)),
    Index("passages_anchor", "document", "anchor"),
)

# ``own`` marks the document that is the item itself, not one that mentions it
items = Table(
    "items",
    metadata,
    Column("item_no", String(32), primary_key=True),
    Column("document", ForeignKey("documents.seq", ondelete="CASCADE"), primary_key=True, index=True),
    Column("own", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

# What a document says it repeals (同时废止): a normal document number, or a title key where no number is given.
repeals = Table(
    "repeals",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("document", ForeignKey("documents.seq", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# The catalogue of rules: one row for every stored document that is a rule, gone with it, and one for every entry that
# an administrator brought in (``document`` is null). Keys: see ``rule_names.law_key`` and ``normal_doc_number``.
rules = Table(
    "rules",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("law_key", Text, nullable=False),
    Column("doc_number", Text),
    Column("number_key", Text),
    Column("issuer", Text),
    Column("level", String(16), nullable=False),
    Column("stage", String(16)),
    Column("issued", String(10)),
    Column("valid_from", String(10)),
    Column("valid_to", String(10)),
    Column("status", String(16)),
    Column("replaced_by", Text),
    Column("source", Text, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("document", ForeignKey("documents.seq", ondelete="CASCADE"), index=True),
)

# Names that titles do not give away: from 以下简称《…》 in a document, or from an administrator. ``rule`` is a number
# key or a law key.
rule_aliases = Table(
    "rule_aliases",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("alias", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("document", ForeignKey("documents.seq", ondelete="CASCADE"), index=True),
)

# What documents say of rules. ``fact`` is the same for the same statement in several documents; ``own`` marks what a
# rule itself repeals.
rule_facts = Table(
    "rule_facts",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("fact", String(16), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("rule", Text, nullable=False),
    Column("title", Text),
    Column("number", Text),
    Column("day", String(10)),
    Column("value", Text),
    Column("own", Boolean, nullable=False),
    Column("document", ForeignKey("documents.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
)

# What the administrator decided on a fact; ``body`` keeps the fact and its sources, should their documents go.
rule_decisions = Table(
    "rule_decisions",
    metadata,
    Column("fact", String(16), primary_key=True),
    Column("accepted", Boolean, nullable=False),
    Column("at", String(32), nullable=False),
    Column("body", Text, nullable=False),
)

# What stored replies promise, gone with them. ``id`` is the same for the same words of the same text.
commitments = Table(
    "commitments",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(16), nullable=False, index=True),
    Column("document", ForeignKey("documents.seq", ondelete="CASCADE"), nullable=False, index=True),
    Column("case_no", String(32), index=True),
    Column("sentence", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("suggestion", String(32)),
    Column("measure", Text, nullable=False),
    Column("deadline_text", Text),
    Column("deadline_date", String(10), index=True),
    Column("unit", Text),
    Column("vague", Boolean, nullable=False),
    Column("duty", Boolean, nullable=False),
)

# How an officer says a promise stands. Kept apart: it outlives a new reading of the reply.
commitment_states = Table(
    "commitment_states",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("evidence", Text),
    Column("reply_docno", Text),
    Column("at", String(32), nullable=False),
)

# Every file that was handed in, by the name it had then; several files may hold the same text.
originals = Table(
    "originals",
    metadata,
    Column("path", Text, primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("document", ForeignKey("documents.seq", ondelete="CASCADE"), nullable=False, index=True),
)

# How each of these files was read: by which version of readers and parser, and what the officer said of it then
# (issuer, region, disclosure as JSON), so that a later reading does not lose it.
readings = Table(
    "readings",
    metadata,
    Column("path", Text, primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("parser", Integer, nullable=False),
    Column("said", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
)
