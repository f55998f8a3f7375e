"""The stacks a user would write: FAISS flat beside bm25s or tantivy, fused by a few lines (:mod:`bench.peers.blend`).

Packages of the peers are imported by name: they are not in the project's environment, where types are checked.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bench.peers.blend import DEPTH, Rows, Scores, by_rank, by_score
from bench.peers.inputs import Asked, load_passages, load_settings

_VECTORS = "flat.faiss"


class WordIndex(Protocol):
    """Rows that hold any of the tokens with their BM25, best first."""

    def search(self, tokens: list[str], top: int) -> tuple[Rows, Scores]: ...


class Glue:
    """``ranks`` fuses by ranks, else by z-scores."""

    def __init__(self, vectors: Any, words: WordIndex, ranks: bool) -> None:
        self._vectors, self._words, self._ranks = vectors, words, ranks

    def search(self, query: Asked, top: int) -> list[int]:
        return self._fused(query, min(max(DEPTH, top), self._vectors.ntotal), top)

    def exact(self, query: Asked) -> list[int]:
        """The same fusion over every passage."""
        return self._fused(query, self._vectors.ntotal, 10)

    def _fused(self, query: Asked, depth: int, top: int) -> list[int]:
        cosines, rows = self._vectors.search(query.vector[None], depth)
        by_words, bm25 = self._words.search(query.tokens, depth)
        if self._ranks:
            return by_rank(rows[0], by_words, top)
        return by_score(rows[0], cosines[0], by_words, bm25, top)


def write_vectors(vectors: Any, folder: Path) -> None:
    import faiss

    faiss.omp_set_num_threads(1)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(folder / _VECTORS))


def read_vectors(folder: Path) -> Any:
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss.read_index(str(folder / _VECTORS))


class Bm25s:
    """bm25s with its numba backend, its arrays mapped."""

    def __init__(self, folder: Path) -> None:
        self._index = import_module("bm25s").BM25.load(str(folder / "bm25s"), mmap=True)
        self._index.backend = "numba"
        self._size = int(self._index.scores["num_docs"])

    def search(self, tokens: list[str], top: int) -> tuple[Rows, Scores]:
        rows, scores = self._index.retrieve([tokens], k=min(top, self._size), show_progress=False)
        held = scores[0] > 0
        return rows[0][held].astype(np.int64), scores[0][held]


def build_bm25s(work: Path) -> Callable[[Path], None]:
    bm25s = import_module("bm25s")
    (lists, vectors), settings = load_passages(work), load_settings(work)

    def write(folder: Path) -> None:
        write_vectors(vectors, folder)
        index = bm25s.BM25(method="lucene", k1=settings["k1"], b=settings["b"], backend="numba")
        index.index(lists, show_progress=False)
        index.save(str(folder / "bm25s"), show_progress=False)

    return write


class Tantivy:
    """tantivy with its own BM25, whose parameters are fixed (k1 1.2, b 0.75)."""

    def __init__(self, folder: Path) -> None:
        self._index = import_module("tantivy").Index.open(str(folder / "tantivy"))
        self._searcher = self._index.searcher()

    def search(self, tokens: list[str], top: int) -> tuple[Rows, Scores]:
        query = self._index.parse_query(" ".join(tokens), ["words"])
        hits = self._searcher.search(query, top, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return np.array(rows, np.int64), np.array([score for score, _ in hits], np.float32)


def build_tantivy(work: Path) -> Callable[[Path], None]:
    tantivy = import_module("tantivy")
    lists, vectors = load_passages(work)

    def write(folder: Path) -> None:
        write_vectors(vectors, folder)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
        schema.add_unsigned_field("row", fast=True)
        (folder / "tantivy").mkdir()
        writer = tantivy.Index(schema.build(), path=str(folder / "tantivy")).writer(num_threads=1)
        for row, words in enumerate(lists):
            document = tantivy.Document()
            document.add_text("words", " ".join(words))
            document.add_unsigned("row", row)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    return write


def open_bm25s(work: Path, folder: Path, ranks: bool) -> Glue:
    return Glue(read_vectors(folder), Bm25s(folder), ranks)


def open_tantivy(work: Path, folder: Path, ranks: bool) -> Glue:
    return Glue(read_vectors(folder), Tantivy(folder), ranks)
