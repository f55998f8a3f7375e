"""What a query costs with the encoder, against encoding alone, in one run.

    python -m bench.encoded BEIR_FOLDER --passages corpus.npy [--queries 400]

``encoder`` turns the query's text into its vector. ``hybrid`` takes the text apart, encodes it, finds the candidates of
all legs and fuses them into ten passages; ``search`` is the product's whole search. The three take turns, forty
queries at a time, so that each finds its own things in the processor's cache as it would when asked again and again.
``wall`` is what passes, ``cpu`` the time of all threads, which another program on the machine does not lengthen. The
ratios are to ``encoder``. Results are written to bench/results/encoded.json.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from bench.latency import CACHE, Replay, hybrid
from index.begun import Begun
from index.dense import one_thread
from index.encoder import Encoder, open_encoder
from index.row import embedded_text
from index.update import refresh
from index.words import Words, open_words
from retrieval.beir import Bench, BenchShelf, read_bench
from retrieval.evaluate import chosen_queries
from retrieval.filters import Filters
from retrieval.library import Library
from retrieval.query import analyse
from retrieval.search import search

RESULTS = Path(__file__).with_name("results") / "encoded.json"
BLOCK = 40
NO_FILTERS = Filters()


@dataclass(slots=True)
class Times:
    """Seconds of each query, as they pass and of all threads."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passages", type=Path, required=True, help="the passages' vectors, in their order")
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--work", type=Path, default=Path("/tmp/dafu-bench/encoded"))
    options = parser.parse_args()
    one_thread()
    bench = read_bench(options.folder)
    encoder = open_encoder("default", CACHE)
    library = open_library(bench, np.load(options.passages).astype(np.float32), encoder, options.work)
    texts = [text.strip() for _, text in chosen_queries(bench, options.queries)]
    measured = measure(actions(library, encoder), texts)
    print(f"{bench.name}: {library.own.size} passages, {len(texts)} queries\n\n{table(measured)}")
    RESULTS.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")


def open_library(bench: Bench, held: np.ndarray, encoder: Encoder, work: Path) -> Library:
    """The benchmark's passages with the vectors they are known to have, searched with the real encoder."""
    known = dict(zip(map(embedded_text, bench.documents), held, strict=True))
    replay = Replay(encoder.name, encoder.fingerprint, encoder.dimension, encoder.max_tokens, known)
    snapshot = refresh(bench.documents, work / bench.name, replay, 1, words=lambda: open_words(CACHE))
    return Library(BenchShelf(bench.documents), snapshot, None, encoder, lambda: open_words(CACHE))


def actions(library: Library, encoder: Encoder) -> Mapping[str, Callable[[str], object]]:
    splitter = library.words()
    return {
        "encoder": lambda text: encoder.queries([text]),
        "hybrid": lambda text: _hybrid(text, library, splitter),
        "search": lambda text: search(text, library),
    }


def _hybrid(text: str, library: Library, splitter: Words) -> list[str]:
    """The encoder begins before the text is taken apart, as in the product's search."""
    begun = None if library.encoder is None else Begun(library.encoder, [text])
    return hybrid(analyse(text, splitter), replace(library, encoder=begun), NO_FILTERS)


def measure(
    actions: Mapping[str, Callable[[str], object]], texts: Sequence[str]
) -> dict[str, dict[str, dict[str, float]]]:
    """By the action and by ``wall`` and ``cpu``: median and mean milliseconds, and their ratios to the first action."""
    for action in actions.values():
        for text in texts[:BLOCK]:
            action(text)
    times = {name: Times() for name in actions}
    for start in range(0, len(texts), BLOCK):
        for name, action in actions.items():
            for text in texts[start : start + BLOCK]:
                _timed(action, text, times[name])
    first = times[next(iter(actions))]
    return {
        name: {which: _told(getattr(one, which), getattr(first, which)) for which in ("wall", "cpu")}
        for name, one in times.items()
    }


def _timed(action: Callable[[str], object], text: str, times: Times) -> None:
    began, spent = time.perf_counter(), time.process_time()
    action(text)
    times.cpu.append(time.process_time() - spent)
    times.wall.append(time.perf_counter() - began)


def _told(seconds: Sequence[float], first: Sequence[float]) -> dict[str, float]:
    p50, mean = float(np.median(seconds)), float(np.mean(seconds))
    values = {
        "p50_ms": p50 * 1000,
        "mean_ms": mean * 1000,
        "p50_ratio": p50 / float(np.median(first)),
        "mean_ratio": mean / float(np.mean(first)),
    }
    return {name: round(value, 3) for name, value in values.items()}


def table(measured: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    lines = ["| | p50 ms | mean ms | p50 ratio | mean ratio | CPU p50 ratio | CPU mean ratio |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, one in measured.items():
        wall, cpu = one["wall"], one["cpu"]
        cells = [
            wall["p50_ms"],
            wall["mean_ms"],
            wall["p50_ratio"],
            wall["mean_ratio"],
            cpu["p50_ratio"],
            cpu["mean_ratio"],
        ]
        lines.append(f"| {name} | {' | '.join(f'{cell:.2f}' for cell in cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
