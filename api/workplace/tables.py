"""The tables of the workplace, in the workspace's database beside the documents.

All instants are ISO in UTC with seconds, all days ISO. Texts that users give are stored as they came.
"""

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint
from sqlalchemy.engine import Engine

from corpus.errors import UnusableInput
from corpus.storage.database import transaction
from corpus.storage.schema import meta

VERSION = 1
"""Raised with every change of these tables."""

_MARK = "workplace_version"

metadata = MetaData()

users = Table(
    "wp_users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", String(64), nullable=False),
    Column("office", Text, nullable=False),
    Column("roles", String(64), nullable=False),
    Column("entitled", Boolean, nullable=False),
    Column("password", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("made", String(32), nullable=False),
)

sessions = Table(
    "wp_sessions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("user", ForeignKey("wp_users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("seen", String(32), nullable=False),
    Column("until", String(32), nullable=False),
)

tokens = Table(
    "wp_tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("user", ForeignKey("wp_users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(64), nullable=False),
    Column("reads_only", Boolean, nullable=False),
    Column("made", String(32), nullable=False),
    Column("until", String(32), nullable=False),
)

# Failed attempts to sign in, by login and by address, for the throttle.
attempts = Table(
    "wp_attempts",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("who", String(128), nullable=False),
    Column("at", String(32), nullable=False),
    Index("wp_attempts_who", "who", "at"),
)

# ``hash`` covers the entry and the hash before it: see ``trail``.
trail = Table(
    "wp_trail",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("login", String(64), nullable=False),
    Column("action", String(48), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Index("wp_trail_subject", "subject"),
)

cases = Table(
    "wp_cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item_no", String(32), nullable=False),
    Column("item_kind", String(8), nullable=False),
    Column("title", Text, nullable=False),
    Column("session", Text),
    Column("proposers", Text, nullable=False),
    Column("role", String(8), nullable=False),
    Column("office", Text, nullable=False),
    Column("lead", Text),
    Column("co_handlers", Text, nullable=False),
    Column("section", Text),
    Column("owner", String(64)),
    Column("assigned", String(10)),
    Column("due", String(10)),
    Column("due_basis", Text),
    Column("extended_to", String(10)),
    Column("key_item", Boolean, nullable=False),
    Column("class_mark", String(8)),
    Column("rating", String(16)),
    Column("demands", Text),
    Column("document", String(64)),
    Column("state", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("made", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    UniqueConstraint("office", "item_kind", "item_no"),
)

communications = Table(
    "wp_communications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey("wp_cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("day", String(10), nullable=False),
    Column("way", String(16), nullable=False),
    Column("person", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("login", String(64), nullable=False),
)

# The opinions handed in for a case, as parsed documents; ``number`` is the N of ``opinion:N``.
opinions = Table(
    "wp_opinions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey("wp_cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("case", "number"),
)

# The text of a case's proposal where it was handed in for the case and is not among the stored documents.
proposals = Table(
    "wp_proposals",
    metadata,
    Column("case", ForeignKey("wp_cases.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("login", String(64), nullable=False),
)

# A draft is its case's letter; what it says stands in its versions, none of which is ever changed.
drafts = Table(
    "wp_drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case", ForeignKey("wp_cases.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("letter", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("made", String(32), nullable=False),
)

versions = Table(
    "wp_versions",
    metadata,
    Column("draft", ForeignKey("wp_drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("login", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("choices", Text, nullable=False),
    Column("letter", Text, nullable=False),
)

comments = Table(
    "wp_comments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("draft", ForeignKey("wp_drafts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("login", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("settled", Boolean, nullable=False),
)

# Answers to creations that bore an Idempotency-Key, so that a repeated one makes nothing twice.
answers = Table(
    "wp_answers",
    metadata,
    Column("key", String(128), primary_key=True),
    Column("login", String(64), primary_key=True),
    Column("request", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", String(32), nullable=False),
)


# Long work done for somebody: taking in files, making the index anew. ``report`` is JSON once it ended.
jobs = Table(
    "wp_jobs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("login", String(64), nullable=False),
    Column("state", String(8), nullable=False),
    Column("report", Text, nullable=False),
    Column("began", String(32), nullable=False),
    Column("ended", String(32)),
)

# The ledger as it stood at the end of a month.
snapshots = Table(
    "wp_snapshots",
    metadata,
    Column("office", Text, primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("login", String(64), nullable=False),
    Column("cases", Text, nullable=False),
)


def lay(engine: Engine) -> None:
    """Make the tables where they are missing; raises :class:`UnusableInput` for those of a newer program."""
    with transaction(engine, write=True) as connection:
        held = connection.scalar(sa.select(meta.c.value).where(meta.c.name == _MARK))
        if held is not None and int(held) > VERSION:
            raise UnusableInput("工作区由更新版本的程序使用过，请先升级本程序。")
        metadata.create_all(connection)
        if held is None:
            connection.execute(sa.insert(meta).values(name=_MARK, value=str(VERSION)))
