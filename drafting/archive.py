"""What drafting asks of a library: evidence for asks, documents by id, items by number, relevance, repealed rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.document import Document
from drafting.citations import Article
from drafting.relevance import Relevance
from retrieval.evidence import Evidence

# Finds evidence for each query: per query the hits, best first, scores in 0…1.
Finder = Callable[[Sequence[str]], Sequence[Sequence[Evidence]]]
# Gives a stored document by its id.
Lookup = Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class Archive:
    """The stored documents as drafting sees them. ``by_item`` gives ids of the documents that name an item number;
    ``article`` gives the stored article of a law; ``repealed`` holds normal document numbers and title keys that some
    stored document repeals."""

    find: Finder
    lookup: Lookup
    by_item: Callable[[str], Sequence[str]]
    relevance: Relevance
    article: Article
    repealed: frozenset[str] = frozenset()
