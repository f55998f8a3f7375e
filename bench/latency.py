"""Milliseconds a query without the encoder, one thread, on a BEIR folder whose texts were encoded before.

    python -m bench.latency BEIR_FOLDER --passages corpus.npy --queries queries.npy [--facets]

``hybrid`` is what a glue of a vector and a word index does: the query's terms and vector in, ten fused passages out.
``search`` is the product's whole search: taking the query apart, looking up what it names, boosts, folding, texts.
``cpu`` is the time in which the thread really worked: what an idle machine would take.
Filters are told by the share of passages that pass; their results are compared with every vector compared. Results
are written to bench/results/latency.json.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.storage.stored import PassageRow
from index.dense import FlatIndex, one_thread
from index.encoder import Vectors, open_encoder
from index.row import embedded_text
from index.update import refresh
from index.words import open_words
from retrieval.beir import BenchShelf, read_bench
from retrieval.filters import Filters, allowed_rows
from retrieval.legs import candidates, vectorise
from retrieval.library import Library
from retrieval.query import Query, analyse
from retrieval.rank import rank
from retrieval.result import Options
from retrieval.search import search

RESULTS = Path(__file__).with_name("results") / "latency.json"
CACHE = Path("~/.cache/dafu").expanduser()
SHARES = {"half": 0.5, "hundredth": 0.01, "ten-thousandth": 0.0001}
WARM = 30


@dataclass(frozen=True, slots=True)
class Replay:
    """An encoder that knows its texts by heart and takes no time."""

    name: str
    fingerprint: str
    dimension: int
    max_tokens: int
    known: dict[str, Vectors]

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.known[text] for text in texts])

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self.known[texts[0]][None] if len(texts) == 1 else np.stack([self.known[text] for text in texts])


def hybrid(query: Query, library: Library, filters: Filters, top: int = 10) -> list[str]:
    snapshots = library.snapshots
    masks = [allowed_rows(snapshot, filters) for snapshot in snapshots]
    vectorised = vectorise([query.text], snapshots, library.encoder, masks)
    nothing: list[dict[int, object]] = [{} for _ in snapshots]
    found = candidates(0, query, snapshots, vectorised, masks, nothing)
    return [one.key for one in rank(snapshots, found, nothing, nothing, top)]  # type: ignore[arg-type]


def timed(action: Callable[[str], object], queries: Sequence[str]) -> dict[str, float]:
    for query in queries[:WARM]:
        action(query)
    seconds, worked = [], []
    for query in queries:
        began, before = time.perf_counter(), time.thread_time()
        action(query)
        seconds.append(time.perf_counter() - began)
        worked.append(time.thread_time() - before)
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    cpu50, cpu95 = np.percentile(worked, [50, 95]) * 1000
    values = {"p50_ms": p50, "p95_ms": p95, "cpu_p50_ms": cpu50, "cpu_p95_ms": cpu95}
    return {name: round(float(value), 3) for name, value in values.items()}


def with_issuers(rows: Sequence[PassageRow]) -> list[PassageRow]:
    """The rows with issuers that as many bear as :data:`SHARES` says."""
    draws = np.random.default_rng(5).random(len(rows))
    bounds = np.cumsum(list(SHARES.values()))
    names = [*SHARES, "rest"]
    return [
        replace(row, issuer=names[int(np.searchsorted(bounds, draw))]) for row, draw in zip(rows, draws, strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passages", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--most", type=int, default=500, help="queries that are timed")
    parser.add_argument("--work", type=Path, default=Path("/tmp/dafu-bench/latency"))
    options = parser.parse_args()
    one_thread()
    bench = read_bench(options.folder)
    texts = [text for _, text in bench.queries]
    real = open_encoder("default", CACHE)
    rows = with_issuers(bench.documents)
    asked, held = (np.load(path).astype(np.float32) for path in (options.queries, options.passages))
    known = dict(zip(map(embedded_text, rows), held, strict=True))
    known |= zip((text.strip() for text in texts), asked, strict=True)
    encoder = Replay(real.name, real.fingerprint, real.dimension, real.max_tokens, known)
    snapshot = refresh(rows, options.work / options.folder.name, encoder, 1, words=lambda: open_words(CACHE))
    library = Library(BenchShelf(rows), snapshot, None, encoder, lambda: open_words(CACHE))
    measured = measure(library, [text.strip() for text in texts][: options.most])
    print(json.dumps(measured, indent=1, ensure_ascii=False))
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(measured, indent=1, ensure_ascii=False) + "\n", "utf-8")


def measure(library: Library, queries: Sequence[str]) -> dict[str, object]:
    splitter, dense = library.words(), library.own.dense
    assert dense is not None
    analysed = {query: analyse(query, splitter) for query in queries}
    exact = replace(library, own=replace(library.own, dense=FlatIndex(dense.vectors, dense.rows, library.own.size)))
    found: dict[str, object] = {"passages": library.own.size, "queries": len(queries)}
    filters = {"all": Filters(), **{name: Filters(issuer=(name,)) for name in SHARES}}
    for name, chosen in filters.items():
        times = timed(lambda query, chosen=chosen: hybrid(analysed[query], library, chosen), queries)  # type: ignore[misc]
        same = [
            len(set(hybrid(analysed[query], library, chosen)) & set(truth)) / max(1, len(truth))
            for query in queries
            for truth in [hybrid(analysed[query], exact, chosen)]
        ]
        found[f"hybrid, {name}"] = {**times, "agreement_10": round(float(np.mean(same)), 4)}
    found["taking apart"] = timed(lambda query: analyse(query, splitter), queries)
    found["search"] = timed(lambda query: search(query, library), queries)
    found["search with facets"] = timed(lambda query: search(query, library, options=Options(facets=True)), queries)
    return found


if __name__ == "__main__":
    main()
