"""A benchmark run through search: quality and time of the fused ranking and of each leg by itself."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path

import numpy as np

from corpus.progress import Progress, silent
from index.encoder import Encoder, Vectors
from index.lexical import best_rows
from index.snapshot import Snapshot
from index.update import refresh
from index.words import open_words
from retrieval.beir import Bench, BenchShelf
from retrieval.legs import bm25_scores, usable
from retrieval.library import Library
from retrieval.measures import Quality, mean_quality, quality
from retrieval.query import analyse, as_searched
from retrieval.search import Options, search

STEP = "检索评测"
_ENCODING = "编码查询"
_BATCH = 64
_TIMED = 32
_REPORT_EVERY = 20


@dataclass(frozen=True, slots=True)
class Leg:
    """Mean quality of a ranking over the queries, and milliseconds a query (the encoder's not counted)."""

    quality: Quality
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``index_seconds`` is what building the index took, vectors included, even where it was built by an earlier run;
    ``encoder_ms`` the encoder's median time for one query."""

    bench: str
    queries: int
    documents: int
    top: int
    encoder: str
    index_seconds: float
    encoder_ms: float
    lexical: Leg
    dense: Leg
    fused: Leg


class RememberedQueries:
    """An encoder that has encoded the queries already."""

    def __init__(self, encoder: Encoder, texts: Sequence[str], vectors: Vectors) -> None:
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        self.dimension, self.max_tokens = encoder.dimension, encoder.max_tokens
        self._encoder, self._known = encoder, dict(zip(texts, vectors, strict=True))

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.passages(texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        known = self._known.get(text)
        if known is None:
            self._known[text] = known = np.asarray(self._encoder.queries([text])[0], np.float32)
        return known


@dataclass(frozen=True, slots=True)
class Prepared:
    """A benchmark ready to be searched."""

    library: Library
    encoder: RememberedQueries
    index_seconds: float


def chosen_queries(bench: Bench, subset: int | None) -> tuple[tuple[str, str], ...]:
    """All queries, or ``subset`` of them evenly spread, the same ones each time."""
    if subset is None or subset >= len(bench.queries):
        return bench.queries
    return tuple(bench.queries[at * len(bench.queries) // subset] for at in range(subset))


def prepare_bench(
    bench: Bench, queries: Sequence[tuple[str, str]], encoder: Encoder, cache: Path, progress: Progress = silent
) -> Prepared:
    """Index and query vectors of a benchmark, from ``cache`` where an earlier run left them.

    They are kept by the documents' content and the encoder's fingerprint.
    """
    folder = cache / "evaluate" / f"{bench.digest[:16]}-{encoder.fingerprint[:16]}"
    words = partial(open_words, cache)
    began = time.perf_counter()
    snapshot = refresh(bench.documents, folder, encoder, bench.digest, progress, words)
    seconds = _building_time(folder, snapshot, time.perf_counter() - began)
    texts = [as_searched(text) for _, text in queries]
    remembered = RememberedQueries(encoder, texts, _query_vectors(texts, encoder, folder, progress))
    return Prepared(Library(BenchShelf(bench.documents), snapshot, None, remembered, words), remembered, seconds)


def evaluate(
    bench: Bench,
    encoder: Encoder,
    cache: Path,
    top: int = 100,
    subset: int | None = None,
    progress: Progress = silent,
) -> Evaluation:
    """Search for the queries of ``bench`` and judge the first ``top`` documents of every leg.

    Lexical is BM25 over words and pairs of characters, dense the nearest vectors, fused what a search gives.
    """
    queries = chosen_queries(bench, subset)
    prepared = prepare_bench(bench, queries, encoder, cache, progress)
    legs: tuple[tuple[str, Callable[[str], list[str]]], ...] = (
        ("lexical", partial(_lexical, prepared, top)),
        ("dense", partial(_dense, prepared, top)),
        ("fused", partial(_fused, prepared, top)),
    )
    judged: dict[str, list[Quality]] = {name: [] for name, _ in legs}
    times: dict[str, list[float]] = {name: [] for name, _ in legs}
    for name, leg in legs:
        leg(queries[0][1])  # opens what the first search opens
        for at, (id, text) in enumerate(queries):
            began = time.perf_counter()
            ranked = leg(text)
            times[name].append(time.perf_counter() - began)
            judged[name].append(quality(ranked, bench.grades[id]))
            if at % _REPORT_EVERY == 0:
                progress(f"{STEP} {name}", at, len(queries))
        progress(f"{STEP} {name}", len(queries), len(queries))
    measured = {name: _leg(judged[name], times[name]) for name, _ in legs}
    return Evaluation(
        bench.name,
        len(queries),
        len(bench.documents),
        top,
        encoder.name,
        prepared.index_seconds,
        _encoder_time([text for _, text in queries], encoder),
        **measured,
    )


def _leg(judged: Sequence[Quality], times: Sequence[float]) -> Leg:
    p50, p95 = np.percentile(times, [50, 95]) * 1000
    return Leg(mean_quality(judged), float(p50), float(p95))


def _fused(prepared: Prepared, top: int, text: str) -> list[str]:
    hits = search(text, prepared.library, top=top, options=Options(fold=False)).hits
    return [hit.document for hit in hits]


def _lexical(prepared: Prepared, top: int, text: str) -> list[str]:
    snapshot = prepared.library.own
    (scores,) = bm25_scores(analyse(text, prepared.library.words()), [snapshot])
    return _documents(snapshot, best_rows(scores, top).tolist())


def _dense(prepared: Prepared, top: int, text: str) -> list[str]:
    snapshot = prepared.library.own
    dense = usable(snapshot, prepared.encoder)
    if dense is None:
        return []
    (rows,) = dense.search(prepared.encoder.queries([as_searched(text)]), top)
    return _documents(snapshot, rows.tolist())


def _documents(snapshot: Snapshot, rows: Sequence[int]) -> list[str]:
    return [snapshot.documents[snapshot.row_document[row]] for row in rows]


def _building_time(folder: Path, snapshot: Snapshot, seconds: float) -> float:
    """Seconds that building the index took: of this run, or of the earlier one that built it."""
    path = folder / "built.json"
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        told = {}
    if told.get("snapshot") == snapshot.folder.name:
        return float(told["seconds"])
    path.write_text(json.dumps({"snapshot": snapshot.folder.name, "seconds": seconds}), "utf-8")
    return seconds


def _query_vectors(texts: Sequence[str], encoder: Encoder, folder: Path, progress: Progress) -> Vectors:
    name = blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    path = folder / f"queries-{name}.npy"
    if path.is_file():
        vectors: Vectors = np.load(path, allow_pickle=False)
        if vectors.shape == (len(texts), encoder.dimension):
            return vectors
    parts = []
    for start in range(0, len(texts), _BATCH):
        progress(_ENCODING, start, len(texts))
        parts.append(encoder.queries(texts[start : start + _BATCH]))
    progress(_ENCODING, len(texts), len(texts))
    vectors = np.concatenate(parts)
    np.save(path, vectors)
    return vectors


def _encoder_time(texts: Sequence[str], encoder: Encoder) -> float:
    """The encoder's median milliseconds for one query, over queries evenly spread."""
    times = []
    for text in texts[:: max(1, len(texts) // _TIMED)][:_TIMED]:
        began = time.perf_counter()
        encoder.queries([text])
        times.append(time.perf_counter() - began)
    return float(np.median(times)) * 1000
