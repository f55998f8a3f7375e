"""txtai: hybrid search over a flat FAISS index with vectors computed elsewhere, otherwise as it comes.

It asks each leg for ten times as many rows as are wanted and adds half of each leg's score.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from bench.peers.inputs import Asked, Vectors, load_passages, load_settings

Encode = Callable[[Sequence[object]], Vectors]


class Txtai:
    """``asked`` holds the vector of the query that is asked next: it is what txtai's encoder gives."""

    def __init__(self, embeddings: Any, asked: list[Vectors]) -> None:
        self._embeddings, self._asked = embeddings, asked

    def search(self, query: Asked, top: int) -> list[int]:
        self._asked[:] = [query.vector]
        return [int(id) for id, _ in self._embeddings.search(" ".join(query.tokens), top)]

    def exact(self, query: Asked) -> list[int]:
        """With every passage as a candidate of both legs."""
        return self.search(query, -(-self._embeddings.count() // 10))[:10]


def build(work: Path) -> Callable[[Path], None]:
    lists, vectors = load_passages(work)
    done = 0

    def encode(batch: Sequence[object]) -> Vectors:
        nonlocal done
        done += len(batch)
        return vectors[done - len(batch) : done]

    def write(folder: Path) -> None:
        embeddings = _embeddings(_configuration(work, encode))
        embeddings.index((row, words, None) for row, words in enumerate(lists))
        embeddings.save(str(folder / "txtai"))

    return write


def open_index(work: Path, folder: Path, ranks: bool) -> Txtai:
    asked: list[Vectors] = []

    def encode(batch: Sequence[object]) -> Vectors:
        return np.stack(asked)

    embeddings = _embeddings()
    embeddings.load(str(folder / "txtai"), config=_configuration(work, encode))
    return Txtai(embeddings, asked)


def _embeddings(configuration: dict[str, Any] | None = None) -> Any:
    return import_module("txtai.embeddings").Embeddings(configuration)


def _configuration(work: Path, encode: Encode) -> dict[str, Any]:
    settings = load_settings(work)
    return {
        "method": "external",
        "transform": encode,
        "content": False,
        "hybrid": True,
        "backend": "faiss",
        "faiss": {"components": "IDMap,Flat"},
        "scoring": {
            "method": "bm25",
            "terms": True,
            "normalize": True,
            "k1": settings["k1"],
            "b": settings["b"],
            "tokenizer": {"lowercase": False, "whitespace": True},
        },
    }
