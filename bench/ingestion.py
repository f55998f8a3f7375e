"""How near bringing passages into an index comes to the bare encoder's rate, in one process.

    python -m bench.ingestion BEIR_FOLDER [--passages 3000] [--rounds 3]

``encoder`` hands the passages' texts to the encoder in one call; ``ingestion`` is :func:`index.update.refresh` on the
same passages into an empty folder: words split and counted, snapshots written and put in force, every finished batch
of vectors kept on disk. The two take turns. Rates are passages a second of wall time and of processor time; the share
is ingestion's rate over the encoder's. Results are written to bench/results/ingestion.json.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from corpus.storage.stored import PassageRow
from index.encoder import Encoder, open_encoder
from index.row import embedded_text
from index.update import refresh
from index.words import open_words
from retrieval.beir import read_bench

RESULTS = Path(__file__).with_name("results") / "ingestion.json"
CACHE = Path("~/.cache/dafu").expanduser()

Taken = tuple[float, float]
"""Seconds of wall time and of processor time."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passages", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    documents = read_bench(options.folder).documents
    rows = documents[:: max(1, len(documents) // options.passages)][: options.passages]
    measured = measure(rows, open_encoder("default", CACHE), options.rounds)
    print(f"{options.folder.name}: {len(rows)} passages, {options.rounds} rounds\n\n{table(measured)}")
    RESULTS.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")


def measure(rows: Sequence[PassageRow], encoder: Encoder, rounds: int) -> dict[str, dict[str, float]]:
    """Passages a second by what was done, and the median share of the rounds."""
    texts = [embedded_text(row) for row in rows]
    words = partial(open_words, CACHE)
    words()
    encoder.passages(texts)  # every shape's kernels once: neither side shall pay for the other
    bare: list[Taken] = []
    whole: list[Taken] = []
    for _ in range(rounds):
        bare.append(_taken(lambda: encoder.passages(texts)))
        with tempfile.TemporaryDirectory() as folder:
            whole.append(_taken(lambda folder=folder: refresh(rows, Path(folder), encoder, 1, words=words)))  # type: ignore[misc]
    shares = [[b[which] / w[which] for b, w in zip(bare, whole, strict=True)] for which in (0, 1)]
    return {
        "encoder": _rates(len(rows), bare),
        "ingestion": _rates(len(rows), whole),
        "share": {"wall": round(statistics.median(shares[0]), 4), "cpu": round(statistics.median(shares[1]), 4)},
    }


def table(measured: Mapping[str, Mapping[str, float]]) -> str:
    lines = [f"| {name} | {one['wall']:.1f} | {one['cpu']:.1f} |" for name, one in measured.items() if name != "share"]
    share = measured["share"]
    head = ["| passages a second | wall time | processor time |", "| --- | ---: | ---: |"]
    return "\n".join([*head, *lines, f"| ingestion / encoder | {share['wall']:.3f} | {share['cpu']:.3f} |"])


def _taken(action: Callable[[], object]) -> Taken:
    began, spent = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - began, time.process_time() - spent


def _rates(count: int, taken: Sequence[Taken]) -> dict[str, float]:
    wall, cpu = (statistics.median(one[which] for one in taken) for which in (0, 1))
    return {"wall": round(count / wall, 1), "cpu": round(count / cpu, 1)}


if __name__ == "__main__":
    main()
