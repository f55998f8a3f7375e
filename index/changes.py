"""What has changed in the corpus since a snapshot was made."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from index.row import Row
from index.snapshot import Snapshot

_FEWEST = 2000
_PART = 8


class Changes(Protocol):
    """The corpus by documents (:class:`corpus.storage.changes.StoredChanges` is one)."""

    def versions(self) -> Mapping[str, int]:
        """For every document the number of its last change; numbers rise over the whole corpus."""
        ...

    def rows(self, ids: Collection[str], /) -> Iterable[Row]:
        """The passages of these documents."""
        ...


@dataclass(frozen=True, slots=True)
class Difference:
    """``come`` are documents that the base lacks or holds in an older version, ``gone`` those of its documents that
    no longer stand as it holds them."""

    come: tuple[str, ...]
    gone: tuple[str, ...]


def compare(base: Snapshot, versions: Mapping[str, int]) -> Difference:
    """What a fresh snapshot beside ``base`` has to hold."""
    held = frozenset(base.documents)
    come = tuple(id for id, version in versions.items() if version > base.manifest.mark or id not in held)
    replaced = held.intersection(come)
    return Difference(come, tuple(sorted(replaced | {id for id in held if id not in versions})))


def is_small(rows: int, base: Snapshot) -> bool:
    """Whether so many fresh rows stand beside the base; more are merged with it, so that a change costs an eighth of
    a merge at most and searches look into two snapshots, not into many. A small base is made anew at once."""
    return base.size >= _FEWEST and rows <= max(_FEWEST, base.size // _PART)
