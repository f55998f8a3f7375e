"""The engines that are compared."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from bench.peers.inputs import Asked


class Engine(Protocol):
    def search(self, query: Asked, top: int) -> list[int]:
        """Rows of the ``top`` best passages, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table. ``module`` holds ``build`` and ``open`` (names of functions); entries with the same
    ``index`` share what the first of them built. ``packages`` are looked up for their versions; ``own`` entries run
    in the project's environment, the others in that of the peers. ``ranks`` is handed to ``open``. ``learned`` ones
    hold a matrix that was learned from the benchmarks of :data:`STUDIED`."""

    name: str
    index: str
    module: str
    build: str
    open: str
    packages: tuple[str, ...]
    ranks: bool = False
    own: bool = False
    glue: bool = False
    learned: bool = False


STUDIED = frozenset({"replies", "regulations", "statutes"})
"""Benchmarks (folder names) whose queries and judgements ``retrieval/adapt.npz`` was learned from."""

ENTRIES = (
    Entry("dafu", "dafu", "own", "build", "open_hybrid", (), own=True, learned=True),
    Entry("dafu, whole search", "dafu", "own", "build", "open_whole", (), own=True, learned=True),
    Entry("dafu, without its matrix", "dafu", "own", "build", "open_plain", (), own=True),
    Entry("faiss + bm25s, z-scores", "bm25s", "glue", "build_bm25s", "open_bm25s", ("faiss-cpu", "bm25s"), glue=True),
    Entry("faiss + bm25s, RRF", "bm25s", "glue", "build_bm25s", "open_bm25s", ("faiss-cpu", "bm25s"), True, glue=True),
    Entry("faiss + tantivy, z-scores", "tantivy", "glue", "build_tantivy", "open_tantivy", ("faiss-cpu", "tantivy"),
          glue=True),
    Entry("faiss + tantivy, RRF", "tantivy", "glue", "build_tantivy", "open_tantivy", ("faiss-cpu", "tantivy"), True,
          glue=True),
    Entry("txtai", "txtai", "txtai_hybrid", "build", "open_index", ("txtai",)),
    Entry("LanceDB", "lance", "lance_hybrid", "build", "open_index", ("lancedb",)),
)  # fmt: skip


def entry(name: str) -> Entry:
    return next(one for one in ENTRIES if one.name == name)


Write = Callable[[Path], None]
Build = Callable[[Path], Write]
Open = Callable[[Path, Path, bool], Engine]


def builder(one: Entry) -> Build:
    """Reads the inputs and returns what writes the index to a folder."""
    made: Build = getattr(import_module(f"bench.peers.{one.module}"), one.build)
    return made


def opener(one: Entry) -> Open:
    made: Open = getattr(import_module(f"bench.peers.{one.module}"), one.open)
    return made
