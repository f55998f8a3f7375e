"""Documents and passages as the store knows them."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from corpus.document import Document

Origin = Literal["ingested", "pack"]
Outcome = Literal["added", "updated", "unchanged"]

_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document with where it came from.

    ``id`` is :func:`document_id` of its text, or ``law-…`` for one of the rules pack; ``path`` the original as it
    was handed in; ``sha256`` that of the original's bytes.
    """

    id: str
    document: Document
    origin: Origin
    path: str | None
    sha256: str
    region: str | None


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage, letter for letter: ``text == document.text[start:end]``. ``key`` is ``{document}#{ordinal}``."""

    key: str
    document: str
    ordinal: int
    start: int
    end: int
    heading: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage with the facts of its document that search filters and shows."""

    key: str
    document: str
    heading: tuple[str, ...]
    text: str
    title: str | None
    kind: str
    issuer: str | None
    date: str | None
    disclosure: str | None
    doc_number: str | None
    region: str | None
    origin: str
    start: int
    end: int
    class_mark: str | None = None


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A document that names something, as far as a list shows it."""

    id: str
    title: str | None
    kind: str
    date: str | None


def document_id(text: str) -> str:
    """The name of a document: the first 12 hex digits of the SHA-256 of its reading text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]


def passage_key(document: str, ordinal: int) -> str:
    return f"{document}#{ordinal}"


def split_key(key: str) -> tuple[str, int] | None:
    """Document and ordinal of a passage key, or ``None`` where ``key`` is none."""
    document, _, ordinal = key.rpartition("#")
    return (document, int(ordinal)) if document and ordinal.isascii() and ordinal.isdigit() else None
