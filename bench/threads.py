"""Searches from eight threads while documents come, change and go and snapshots switch.

    python -m bench.threads [--seconds 120] [--passages 20000]

Idle and busy runs take turns with the same threads, each asking twenty times a second as eight users at most would.
Told are errors, hits of documents whose deletion was confirmed before the search began, and the two p95. One process,
tiny encoder; results go to bench/results/threads.json.
"""

import argparse
import json
import random
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.document import Document, Passage
from corpus.storage.changes import StoredChanges
from corpus.storage.store import Store, StoredDocument, document_id
from index.encoder_tiny import TinyEncoder
from index.snapshot import Snapshot
from index.update import refresh
from retrieval.library import Library
from retrieval.search import search

RESULTS = Path(__file__).with_name("results") / "threads.json"
THREADS = 8
PAUSE = 0.05
PATIENCE = 300.0
IN_A_DOCUMENT = 10
WORDS = (
    "加装电梯",
    "食品安全",
    "公交线路",
    "老旧小区",
    "充电桩",
    "长者食堂",
    "课后服务",
    "垃圾分类",
    "医疗保障",
    "就业培训",
)


@dataclass(slots=True)
class Desk:
    """What the searching threads and the writer share. ``gone`` are the texts whose deletion is confirmed."""

    library: Library
    gone: set[str] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    stale: int = 0
    changes: int = 0
    stop: threading.Event = field(default_factory=threading.Event)


def letter(path: int, version: int) -> StoredDocument:
    """The document at a path: its passages name a version, so that an older one is told at sight."""
    draw = random.Random(path * 1009 + version)
    lines = [
        f"第{path}份第{version}版第{n}段：{'、'.join(draw.sample(WORDS, 3))}的办理情况" for n in range(IN_A_DOCUMENT)
    ]
    text, at, passages = "\n".join(lines), 0, []
    for line in lines:
        passages.append(Passage(at, at + len(line), ()))
        at += len(line) + 1
    document = Document(text, "reply", title=f"第{path}份答复", passages=tuple(passages))
    return StoredDocument(document_id(text), document, "ingested", f"/in/{path}.txt", document_id(text), None)


def searching(desk: Desk, seed: int) -> None:
    draw = random.Random(seed)
    while not desk.stop.is_set():
        query, gone = "和".join(draw.sample(WORDS, 2)), frozenset(desk.gone)
        began = time.perf_counter()
        try:
            hits = search(query, desk.library).hits
        except Exception as error:  # the run counts what it meets
            desk.failures.append(repr(error))
            continue
        desk.seconds.append(time.perf_counter() - began)
        desk.stale += sum(hit.document in gone for hit in hits)
        time.sleep(draw.uniform(0, 2 * PAUSE))


def bring_up(store: Store, folder: Path) -> Snapshot:
    return refresh(store.each_passage(), folder, TinyEncoder(), store.revision(), changes=StoredChanges(store))


def ending(desk: Desk, seconds: float, searches: int, changes: int) -> None:
    """Stop after so many seconds, or later once there were so many searches and changes: a busy machine takes longer.
    After :data:`PATIENCE` it stops in any case."""
    began = time.monotonic()
    time.sleep(seconds)
    while (len(desk.seconds) < searches or desk.changes < changes) and time.monotonic() - began < PATIENCE:
        time.sleep(PAUSE)
    desk.stop.set()


def writing(desk: Desk, store: Store, folder: Path, documents: int) -> None:
    """Replace one document after another; a replaced one is confirmed gone once the new snapshot is in use."""
    version = 1
    while not desk.stop.is_set():
        path = version * 7919 % documents
        old, new = store.find(f"第{path}份答复"), letter(path, version)
        store.put(new)
        desk.library = Library(store, bring_up(store, folder), None, TinyEncoder())
        if old is not None and old.id != new.id:
            desk.gone.add(old.id)
        desk.changes += 1
        version += 1


def run(seconds: float, passages: int, work: Path, searches: int = 0, changes: int = 0) -> dict[str, object]:
    """What happened in these ``seconds``, or in more where there were fewer than ``searches`` in each run or fewer than
    ``changes`` in the busy one."""
    store = Store.open(f"sqlite:///{work / 'dafu.db'}")
    documents = max(1, passages // IN_A_DOCUMENT)
    for path in range(documents):
        store.put(letter(path, 0))
    desk = Desk(Library(store, bring_up(store, work / "index"), None, TinyEncoder()))
    search(WORDS[0], desk.library)
    times: dict[str, list[float]] = {}
    for phase, share in (("idle", 0.25), ("busy", 0.75)):
        desk.seconds, desk.stop = [], threading.Event()
        threads = [threading.Thread(target=searching, args=(desk, seed)) for seed in range(THREADS)]
        least = changes if phase == "busy" else 0
        timer = threading.Thread(target=ending, args=(desk, seconds * share, searches, least))
        for one in (timer, *threads):
            one.start()
        if phase == "busy":
            writing(desk, store, work / "index", documents)
        for one in threads:
            one.join()
        times[phase] = desk.seconds
    store.close()
    idle, busy = (float(np.percentile(times[phase], 95)) * 1000 for phase in ("idle", "busy"))
    return {"passages": documents * IN_A_DOCUMENT, "seconds": seconds, "searches": sum(map(len, times.values())),
            "changes": desk.changes, "errors": len(desk.failures), "first_error": next(iter(desk.failures), None),
            "stale_hits": desk.stale, "idle_p95_ms": round(idle, 2), "busy_p95_ms": round(busy, 2),
            "ratio": round(busy / idle, 2)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--passages", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = run(options.seconds, options.passages, Path(folder))
    print(json.dumps(told, indent=1, ensure_ascii=False))
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
