"""What drafting asks of a library: evidence for asks, documents by id or item, relevance, standing of rules."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from corpus.commitments.stored import StoredCommitment
from corpus.document import Document
from corpus.rulebook.catalogue import Catalogue
from corpus.storage.stored import PassageRow
from drafting.citations import Article
from drafting.jurisdiction_register import Jurisdictions, jurisdictions
from drafting.materials import Stands, stands_by_itself
from drafting.relevance import Relevance
from retrieval.evidence import Evidence

# Finds evidence for each query: per query the hits, best first, scores in 0…1.
Finder = Callable[[Sequence[str]], Sequence[Sequence[Evidence]]]
# Passages that any of the sentences may have been taken from, those of the documents named last left out.
Alike = Callable[[Sequence[str], Collection[str]], Sequence[PassageRow]]
# The open promises of a unit's stored replies.
Promises = Callable[[str], Sequence[StoredCommitment]]
# Gives a stored document by its id.
Lookup = Callable[[str], Document]


def _no_letters(issuer: str) -> Sequence[str]:
    return ()


def _nothing_alike(sentences: Sequence[str], exclude: Collection[str]) -> Sequence[PassageRow]:
    return ()


def _no_promises(issuer: str) -> Sequence[StoredCommitment]:
    return ()


@dataclass(frozen=True, slots=True)
class Archive:
    """The stored documents as drafting sees them. ``by_item`` gives ids of the documents that name an item number;
    ``article`` gives the stored article of a law; ``stands`` tells whether a rule's text applies on a day;
    ``catalogue`` knows the rules by name; ``alike`` finds where sentences may have been taken from;
    ``promises`` gives an issuer's open promises; ``places`` are the ways of the places; ``letters`` gives ids of an
    issuer's stored letters, the newest first."""

    find: Finder
    lookup: Lookup
    by_item: Callable[[str], Sequence[str]]
    relevance: Relevance
    article: Article
    stands: Stands = stands_by_itself
    catalogue: Catalogue = field(default=Catalogue((), ()))
    alike: Alike = _nothing_alike
    places: Jurisdictions = field(default_factory=jurisdictions)
    letters: Callable[[str], Sequence[str]] = _no_letters
    promises: Promises = _no_promises


# Passages a finder should look at for each ask: enough for every kind of support to be among them, few enough to read
# in time. Laws are many and general: only the first few of them take places.
DEPTH = 44
_MOST_LAWS = 4
_MOST_OTHERS = 36


def mixed(hits: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The hits of one ask without the laws and the passages beyond what a letter can use, in their order."""
    laws = {e.passage for e in [e for e in hits if e.kind == "law"][:_MOST_LAWS]}
    others = {e.passage for e in [e for e in hits if e.kind != "law"][:_MOST_OTHERS]}
    return tuple(e for e in hits if e.passage in laws or e.passage in others)
