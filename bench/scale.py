"""One million passages: how long an index of them opens and answers, and what memory it takes.

    python -m bench.scale build --count 1000000 --texts statute_articles.jsonl.gz --vectors corpus.npy…
    python -m bench.scale measure --queries queries.npy… --folders BEIR_FOLDER…

Vectors are real ones and mixtures of them (bench/dense.py); words are those of real articles, repeated. ``measure``
runs in a process of its own, one thread; results go to bench/results/scale.json.
"""

import argparse
import gzip
import json
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np

from bench.dense import grown
from bench.latency import CACHE, SHARES, Replay, hybrid, timed
from corpus.storage.stored import PassageRow
from index.collect import collect
from index.dense import FlatIndex, one_thread
from index.lexical import Postings, build_postings, kept_triples
from index.manifest import FORMAT, Manifest
from index.publish import Collected, Columns, Embedded, publish
from index.row import DIGEST_BYTES, RECIPE, lexical_settings
from index.snapshot import CATEGORIES, Category, open_snapshot
from index.words import open_words
from retrieval.beir import BenchShelf, bench_row
from retrieval.filters import Filters
from retrieval.library import Library
from retrieval.query import analyse

RESULTS = Path(__file__).with_name("results") / "scale.json"
WORK = Path("/tmp/dafu-bench/scale")
REAL_TEXTS = 100_000
IN_A_DOCUMENT = 8
TOP = 100


def articles(path: Path) -> Iterator[PassageRow]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            told = json.loads(line)
            yield bench_row(f"a{number}", told["law"], f"{told['article']} {told['text']}")


def repeated(postings: Postings, count: int) -> Postings:
    """The postings of ``count`` rows, which repeat those of the rows there are."""
    pieces = []
    for first in range(0, count, postings.size):
        new = np.arange(postings.size, dtype=np.int64) + first
        pieces.append(kept_triples(postings, np.where(new < count, new, -1)))
    return build_postings(pieces, count, lexical_settings().parameters)


def columns(count: int) -> Columns:
    row_document = (np.arange(count) // IN_A_DOCUMENT).astype(np.int32)
    documents = int(row_document[-1]) + 1
    draws = np.random.default_rng(5).random(documents)
    issuer = np.searchsorted(np.cumsum(list(SHARES.values())), draws).astype(np.int32)
    nothing = Category((), np.full(documents, -1, np.int32))
    known = {"issuer": Category((*SHARES, "rest"), issuer)}
    ids = tuple(f"document-{number:08}" for number in range(documents))
    keys = tuple(f"{ids[document]}#{row % IN_A_DOCUMENT}" for row, document in enumerate(row_document.tolist()))
    digests = np.random.default_rng(6).integers(0, 256, (count, DIGEST_BYTES), np.uint8)
    return Columns(keys, ids, row_document, digests, {name: known.get(name, nothing) for name in CATEGORIES})


def build(options: argparse.Namespace) -> None:
    marks = {"start": time.perf_counter()}
    one_thread()
    rows = list(islice(articles(options.texts), min(REAL_TEXTS, options.count)))
    few = collect(rows, lambda: open_words(CACHE), (), lambda *step: None)
    marks[f"words of {len(rows)} texts"] = time.perf_counter()
    words, bigrams = repeated(few.words, options.count), repeated(few.bigrams, options.count)
    marks["sorting of all postings"] = time.perf_counter()
    real = np.concatenate([np.load(path) for path in options.vectors]).astype(np.float32)
    vectors = grown(real, options.count, np.float16)
    marks["making of vectors"] = time.perf_counter()
    manifest = Manifest(FORMAT, "1", lexical_settings().version, RECIPE, "bench", "bench", vectors.shape[1],
                        options.count, options.count, {})  # fmt: skip
    embedded = Embedded(vectors, np.arange(options.count, dtype=np.int64))
    publish(options.work, manifest, Collected(columns(options.count), words, bigrams), embedded)
    marks["signs, writing, checksums"] = time.perf_counter()
    names, times = list(marks), list(marks.values())
    told = {name: round(times[at] - times[at - 1], 1) for at, name in enumerate(names) if at}
    told["postings"] = len(words.rows) + len(bigrams.rows)
    files = {path.name: path.stat().st_size for path in options.work.glob("*/*") if path.is_file()}
    told["mb on disk"] = round(sum(files.values()) / 1e6)
    keep("build", told)


def measure(options: argparse.Namespace) -> None:
    one_thread()
    began = time.perf_counter()
    snapshot = open_snapshot(options.work)
    opened = time.perf_counter() - began
    texts: list[str] = []
    for folder in options.folders:
        lines = (folder / "queries.jsonl").read_text("utf-8").splitlines()
        texts += [json.loads(line)["text"].strip() for line in lines[: options.most // len(options.folders)]]
    asked = [np.load(path).astype(np.float32)[: options.most // len(options.folders)] for path in options.queries]
    known = dict(zip(texts, np.concatenate(asked), strict=True))
    encoder = Replay("bench", "bench", snapshot.manifest.dimension, 512, known)
    library = Library(BenchShelf([]), snapshot, None, encoder, lambda: open_words(CACHE))
    analysed = {text: analyse(text, library.words()) for text in texts}
    told: dict[str, object] = {"passages": snapshot.size, "opened_s": round(opened, 3), "queries": len(texts)}
    told["rss_opened_mb"] = memory()
    for name, filters in {"all": Filters(), **{name: Filters(issuer=(name,)) for name in SHARES}}.items():
        told[f"hybrid, {name}"] = timed(lambda text, by=filters: hybrid(analysed[text], library, by), texts)  # type: ignore[misc]
        told[f"rss_mb, {name}"] = memory()
    assert snapshot.dense is not None
    vectors = np.stack([known[text] for text in texts])
    told["dense"] = timed(lambda text: snapshot.dense.search(known[text][None], TOP), texts)  # type: ignore[union-attr]
    found = snapshot.dense.search(vectors, TOP)
    truth = FlatIndex(snapshot.dense.vectors, snapshot.dense.rows, snapshot.size).search(vectors, TOP)
    for top in (10, TOP):
        shared = [len(set(a[:top].tolist()) & set(b[:top].tolist())) / top for a, b in zip(found, truth, strict=True)]
        told[f"dense_recall_{top}"] = round(float(np.mean(shared)), 4)
    keep("measure", told)


def memory() -> int:
    """Resident megabytes of this process, mapped pages included."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) // 1000 for line in status.splitlines() if line.startswith("VmRSS"))


def keep(part: str, told: Mapping[str, object]) -> None:
    print(json.dumps(told, indent=1), flush=True)
    known = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else {}
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(known | {part: told}, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("build", "measure"))
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--vectors", type=Path, nargs="+")
    parser.add_argument("--queries", type=Path, nargs="+")
    parser.add_argument("--folders", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=400, help="queries that are timed")
    options = parser.parse_args()
    (build if options.what == "build" else measure)(options)


if __name__ == "__main__":
    main()
