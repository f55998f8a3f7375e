"""Everything a search looks into, as one value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.rulebook.catalogue import Catalogue
from corpus.storage.stored import PassageRow, StoredDocument, StoredPassage
from index.encoder import Encoder
from index.snapshot import Snapshot
from index.words import Words, open_words


class Shelf(Protocol):
    """Where passages are read from and things with a name are looked up (as in :class:`corpus.storage.store.Store`)."""

    def passage_rows(self, keys: Sequence[str]) -> list[PassageRow]: ...
    def find(self, name: str) -> StoredDocument | None: ...
    def by_item(self, item_no: str) -> list[str]: ...
    def law(self, title: str) -> StoredDocument | None: ...
    def article(self, id: str, anchor: str) -> StoredPassage | None: ...
    def document(self, id: str) -> StoredDocument | None: ...
    def document_passages(self, id: str) -> list[StoredPassage]: ...


def no_rules() -> Catalogue:
    """A catalogue that knows nothing."""
    return Catalogue((), ())


@dataclass(frozen=True, slots=True)
class Library:
    """``own`` is the workspace's index, ``pack`` that of the rules pack; without an ``encoder`` search goes by words.

    ``words`` gives the splitter, when a search first needs it; ``rules`` the catalogue as it stands now.
    """

    store: Shelf
    own: Snapshot
    pack: Snapshot | None = None
    encoder: Encoder | None = None
    words: Callable[[], Words] = open_words
    rules: Callable[[], Catalogue] = no_rules

    @property
    def catalogue(self) -> Catalogue:
        return self.rules()

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """The indexes that hold anything, each with what came to it since it was made."""
        indexes = [index for index in (self.own, self.pack) if index is not None]
        return tuple(segment for index in indexes for segment in index.segments if segment.size)
