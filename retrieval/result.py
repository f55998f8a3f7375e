"""What a search gives beside its hits, and what it may be asked to do."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from retrieval.evidence import Evidence
from retrieval.facets import Facets
from retrieval.topics import Charge


@dataclass(frozen=True, slots=True)
class Options:
    """What a search does beside ranking: ``fold`` hits of one text in several documents, count ``facets``, and answer
    a short query as a topic (``topical``, see :mod:`retrieval.topical`)."""

    fold: bool = True
    facets: bool = False
    topical: bool = True


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``incomplete`` says that vectors were missing, so that hits by meaning alone may be; ``weak`` that no hit is
    close enough to be called a match.

    ``facets`` are counted over all documents that match; ``charges`` answer a question for a unit (谁牵头…);
    ``remarks`` tell the reader that something else than what was typed is meant.
    """

    query: str
    incomplete: bool
    hits: tuple[Evidence, ...]
    weak: bool = False
    facets: Facets = field(default_factory=dict)
    charges: tuple[Charge, ...] = ()
    remarks: tuple[str, ...] = ()


@cache
def weak_settings() -> tuple[float, str]:
    """The score below which the best hit is weak, and the line that says so (``weak.toml``)."""
    data = tomllib.loads(Path(__file__).with_name("weak.toml").read_text("utf-8"))["weak"]
    return data["below"], data["line"]
