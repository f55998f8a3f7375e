"""Sweep of the settings in index/dense.toml: recall and time of vector search, against every vector compared.

    python -m bench.dense VECTORS.npy… --queries QUERIES.npy… [--count 1000000] [--refine 2 3 6]

VECTORS are passages that were really encoded; more are made by mixing pairs of them and adding noise. One thread.
Results are added to bench/results/dense.json, one entry for each count and setting.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.dense import FlatIndex, one_thread
from index.signs import SignIndex, dense_settings, read_signs, signs_of, size_for, write_signs

RESULTS = Path(__file__).with_name("results") / "dense.json"
TOP = 100
QUERIES = 300
NOISE = 0.1
_AT_ONCE = 50_000

Vectors = NDArray[np.float32]


def grown(real: Vectors, count: int, dtype: type = np.float32) -> Vectors:
    """``count`` unit vectors: the real ones, then mixtures of two of them with a little noise of their own."""
    random, size = np.random.default_rng(7), real.shape[1]
    made: NDArray[Any] = np.empty((count, size), dtype)
    made[: len(real)] = real[:count]
    for start in range(len(real), count, _AT_ONCE):
        number = min(_AT_ONCE, count - start)
        one, other = random.integers(0, len(real), (2, number))
        share = random.uniform(0.15, 0.5, (number, 1)).astype(np.float32)
        mixed = (1 - share) * real[one] + share * real[other]
        mixed += random.standard_normal(mixed.shape, np.float32) * np.float32(NOISE / np.sqrt(size))
        made[start : start + number] = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return made


def measure(index: SignIndex, queries: Vectors, truth: list[set[int]], first: list[set[int]]) -> dict[str, float]:
    worked, near, far = [], 0.0, 0.0
    for query, whole, ten in zip(queries, truth, first, strict=True):
        began = time.thread_time()
        rows = index.search(query[None], TOP)[0].tolist()
        worked.append(time.thread_time() - began)
        near += len(ten & set(rows[:10])) / 10
        far += len(whole & set(rows)) / TOP
    p50, p95 = np.percentile(worked, [50, 95]) * 1000
    return {
        "cpu_p50_ms": round(float(p50), 3),
        "cpu_p95_ms": round(float(p95), 3),
        "recall_10": round(near / len(queries), 4),
        "recall_100": round(far / len(queries), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vectors", type=Path, nargs="+")
    parser.add_argument("--queries", type=Path, nargs="+", required=True)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--refine", type=int, nargs="+", default=[], help="default: that of dense.toml")
    parser.add_argument("--work", type=Path, default=Path("/tmp/dafu-bench"))
    options = parser.parse_args()
    one_thread()
    real = np.concatenate([np.load(path) for path in options.vectors]).astype(np.float32)
    count = options.count or len(real)
    vectors = grown(real, count, np.float16 if count >= dense_settings().half_from else np.float32)
    asked = [np.load(path).astype(np.float32) for path in options.queries]
    queries = np.concatenate([some[: QUERIES // len(asked)] for some in asked])
    sweep(vectors, queries, options)


def sweep(vectors: Vectors, queries: Vectors, options: argparse.Namespace) -> None:
    options.work.mkdir(parents=True, exist_ok=True)
    count, rows = len(vectors), np.arange(len(vectors))
    began = time.perf_counter()
    exact = FlatIndex(vectors, rows, count).search(queries, TOP)
    flat_ms = (time.perf_counter() - began) / len(queries) * 1000
    truth, first = [set(found.tolist()) for found in exact], [set(found[:10].tolist()) for found in exact]
    began = time.perf_counter()
    made = signs_of(vectors)
    built = time.perf_counter() - began
    path = options.work / "sweep.signs.npy"
    write_signs(made, path)
    found = []
    for refine in options.refine or [size_for(count).refine]:
        index = SignIndex(vectors, rows, count, read_signs(path), refine)
        told = {"vectors": count, "planes": dense_settings().planes, "refine": refine,
                "build_s": round(built, 1), "mb": round(path.stat().st_size / 1e6, 1),
                "all_compared_ms": round(flat_ms, 2), **measure(index, queries, truth, first)}  # fmt: skip
        print(json.dumps(told), flush=True)
        found.append(told)
    keep(found)


def keep(found: list[dict[str, float]]) -> None:
    setting = ("vectors", "planes", "refine")
    known = json.loads(RESULTS.read_text("utf-8")) if RESULTS.is_file() else []
    table = {tuple(one[name] for name in setting): one for one in [*known, *found]}
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps([table[key] for key in sorted(table)], indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
