"""What an ingestion is told beforehand and what it reports in the end."""

from dataclasses import dataclass

from corpus.document import Disclosure


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the officer says of all files handed in; it takes the place of what the parser found."""

    issuer: str | None = None
    region: str | None = None
    disclosure: Disclosure | None = None

    def __bool__(self) -> bool:
        return any((self.issuer, self.region, self.disclosure))


NOTHING_SAID = Overrides()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in, as it was handed in, and why (Chinese, ready to show)."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What the officer should know of the reading of a file that was taken in (Chinese, ready to show)."""

    file: str
    notice: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one run did. ``documents`` and ``passages`` count all that was ever ingested into the workspace."""

    added: int
    updated: int
    unchanged: int
    failed: tuple[Failure, ...]
    documents: int
    passages: int
    seconds: float
    notices: tuple[Notice, ...] = ()
