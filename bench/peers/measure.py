"""One engine measured, in a process of its own: python -m bench.peers.measure build|search NAME WORK FOLDER ROUNDS

Prints one line of JSON. The process is held to one core and its libraries to one thread, so that engines with threads
of their own get no more than the others.
"""

import json
import os
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from bench.peers.engines import Engine, Entry, builder, entry, opener
from bench.peers.inputs import Asked, load_queries

WARM = 30
EXACT = 60
DEEP = 100
ENOUGH_S = 60


def main() -> None:
    stage, name, work, folder, rounds = sys.argv[1:]
    one = entry(name)
    stay_on_one_core()
    if stage == "build":
        told = build(one, Path(work), Path(folder))
    else:
        told = look(one, Path(work), Path(folder), int(rounds))
    print(json.dumps(told))


def stay_on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def peak_mb() -> float:
    """The most memory that this process held so far, in MB. Not ``ru_maxrss``, which a child takes over from its
    parent."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return round(int(line.split()[1]) / 1024, 1)
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20, 1)


def build(one: Entry, work: Path, folder: Path) -> dict[str, object]:
    """Seconds until the index is on disk; reading the inputs is not counted."""
    write = builder(one)(work)
    began = time.perf_counter()
    write(folder)
    seconds = time.perf_counter() - began
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"index_s": round(seconds, 2), "index_peak_mb": peak_mb(), "disk_mb": round(size / 2**20, 1)}


def look(one: Entry, work: Path, folder: Path, rounds: int) -> dict[str, object]:
    """Times, memory, and the rows found for every query."""
    queries = load_queries(work)
    began = time.perf_counter()
    engine = opener(one)(work, folder, one.ranks)
    first = engine.search(queries[0], 10)
    opened = time.perf_counter() - began
    told: dict[str, object] = {"open_s": round(opened, 2), **timed(engine, queries, rounds), "peak_mb": peak_mb()}
    exact = getattr(engine, "exact", None)
    if exact is not None:
        asked = queries[:: max(1, len(queries) // EXACT)][:EXACT]
        told["agreement_10"] = agreement([(engine.search(query, 10), exact(query)) for query in asked])
    told["found"] = [engine.search(query, DEEP) for query in queries]
    told["first"] = len(first)
    told["versions"] = {package: version(package) for package in one.packages}
    return told


def timed(engine: Engine, queries: Sequence[Asked], rounds: int) -> dict[str, float]:
    """Milliseconds for the ten best. Every query is asked ``rounds`` times, all queries in turn, and its least time
    counts: on a shared machine the rest is what others did meanwhile. After a minute no further round is begun.
    ``cpu_ms`` is computing time, all threads."""
    for query in queries[:WARM]:
        engine.search(query, 10)
    wall, cpu = np.full((2, rounds, len(queries)), np.inf)
    start = time.perf_counter()
    for turn in range(rounds):
        if turn and time.perf_counter() - start > ENOUGH_S:
            break
        for at, query in enumerate(queries):
            used, began = time.process_time(), time.perf_counter()
            engine.search(query, 10)
            wall[turn, at], cpu[turn, at] = time.perf_counter() - began, time.process_time() - used
    p50, p95 = np.percentile(wall.min(0), [50, 95]) * 1000
    return {
        "p50_ms": round(float(p50), 3),
        "p95_ms": round(float(p95), 3),
        "cpu_ms": round(float(np.median(cpu.min(0))) * 1000, 3),
    }


def agreement(pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> float:
    """The mean share of the exact ten that were found."""
    return round(float(np.mean([len({*found} & {*truth}) / max(1, len(truth)) for found, truth in pairs])), 4)


if __name__ == "__main__":
    main()
