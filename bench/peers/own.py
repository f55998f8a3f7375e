"""dafu itself: what glue does (a query's terms and vector in, ten fused passages out), and its whole search."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from unittest.mock import patch

import numpy as np

from bench.latency import Replay, hybrid
from bench.peers.inputs import Asked, Vectors, load_ids, load_queries, load_ragged, load_settings
from index.dense import FlatIndex
from index.row import embedded_text
from index.snapshot import open_snapshot
from index.update import refresh
from index.words import Codes, Words, open_words
from retrieval.beir import BenchShelf, read_bench
from retrieval.filters import Filters
from retrieval.fuse import fusion
from retrieval.library import Library
from retrieval.query import Query
from retrieval.result import Options
from retrieval.search import search

_EVERY = Filters()
_UNFOLDED = Options(fold=False)


class SplitBefore(Words):
    """A splitter that knows its texts by heart: splitting is measured for no engine."""

    def __init__(self, known: dict[str, Codes]) -> None:
        self._known = known

    def codes(self, text: str) -> Codes:
        return self._known[text]


class Hybrid:
    """The legs and their fusion; queries are taken apart before."""

    def __init__(self, work: Path, folder: Path) -> None:
        self._keys = {f"{id}#0": row for row, id in enumerate(load_ids(work))}
        # Written by this run into its own temporary folder.
        self._analysed: list[Query] = pickle.loads((work / "analysed.pickle").read_bytes())
        encoder = _replay(work, {query.text: query.vector for query in load_queries(work)})
        self._library = Library(BenchShelf(()), open_snapshot(folder, encoder.fingerprint), None, encoder)

    def search(self, query: Asked, top: int) -> list[int]:
        return self._found(query, self._library, top)

    def exact(self, query: Asked) -> list[int]:
        """Every passage is a candidate, and every vector compared."""
        whole = replace(fusion(), by_words=self._library.own.size, by_vectors=self._library.own.size)
        with patch("retrieval.legs.fusion", lambda: whole):
            return self._found(query, self._flat, 10)

    def _found(self, query: Asked, library: Library, top: int) -> list[int]:
        return [self._keys[key] for key in hybrid(self._analysed[query.number], library, _EVERY, top)]

    @cached_property
    def _flat(self) -> Library:
        own = self._library.own
        assert own.dense is not None
        dense = FlatIndex(np.asarray(own.dense.vectors, np.float32), own.dense.rows, own.size)
        return replace(self._library, own=replace(own, dense=dense))


class Whole:
    """All of a search: the query taken apart, what it names looked up, boosts, the texts of the hits."""

    def __init__(self, work: Path, folder: Path) -> None:
        bench = read_bench(Path(load_settings(work)["folder"]))
        encoder = _replay(work, {query.text: query.vector for query in load_queries(work)})
        snapshot, cache = open_snapshot(folder, encoder.fingerprint), Path(load_settings(work)["cache"])
        self._rows = {document.key: row for row, document in enumerate(bench.documents)}
        self._library = Library(BenchShelf(bench.documents), snapshot, None, encoder, partial(open_words, cache))

    def search(self, query: Asked, top: int) -> list[int]:
        hits = search(query.text, self._library, top=top, options=_UNFOLDED).hits
        return [self._rows[hit.passage] for hit in hits]


def open_hybrid(work: Path, folder: Path, ranks: bool) -> Hybrid:
    return Hybrid(work, folder)


def open_plain(work: Path, folder: Path, ranks: bool) -> Hybrid:
    """Without the matrix that was learned for the encoder, as it is with any other encoder."""
    patch("retrieval.legs.open_adapter", lambda fingerprint: None).start()
    return Hybrid(work, folder)


def open_whole(work: Path, folder: Path, ranks: bool) -> Whole:
    return Whole(work, folder)


def build(work: Path) -> Callable[[Path], None]:
    bench = read_bench(Path(load_settings(work)["folder"]))
    texts, titles = load_ragged(work / "texts.npz"), load_ragged(work / "titles.npz")
    split = {document.text: texts[row] for row, document in enumerate(bench.documents)}
    split |= {document.title or "": titles[row] for row, document in enumerate(bench.documents)}
    vectors = np.load(work / "vectors.npy", allow_pickle=False)
    encoder = _replay(work, dict(zip(map(embedded_text, bench.documents), vectors, strict=True)))

    def write(folder: Path) -> None:
        refresh(bench.documents, folder, encoder, 1, words=lambda: SplitBefore(split))

    return write


def _replay(work: Path, known: dict[str, Vectors]) -> Replay:
    settings = load_settings(work)
    dimension = len(next(iter(known.values())))
    return Replay(settings["encoder"], settings["fingerprint"], dimension, settings["max_tokens"], known)
