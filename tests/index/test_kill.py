"""``kill -9`` at fifty moments while documents are stored and indexed: nothing stored is lost, no half index served."""

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from corpus.document import Document, Passage
from corpus.errors import DamagedIndex
from corpus.storage.changes import StoredChanges
from corpus.storage.store import Store, StoredDocument, document_id
from index import changes, update
from index.encoder_tiny import TinyEncoder
from index.snapshot import Snapshot, open_snapshot
from index.update import refresh
from index.words import open_words

KILLS, MOST = 50, 200  # more than fifty where a busy machine brought few indexes about
PATHS = 30
STEPS = 4  # killed after so many documents at most, and up to half of an indexing's time later

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def letter(path: int, round_: int) -> StoredDocument:
    """The document at a path in a round: it names both, in two to four passages."""
    lines = [f"第{path}份答复，第{round_}轮", *("关于加装电梯补助的说明" for _ in range(1 + path % 3))]
    text, at, passages = "\n".join(lines), 0, []
    for line in lines:
        passages.append(Passage(at, at + len(line), ()))
        at += len(line) + 1
    document = Document(text, "reply", title=f"第{path}份", passages=tuple(passages))
    return StoredDocument(document_id(text), document, "ingested", f"/in/{path}.txt", str(hash(text)), None)


def bring_up(store: Store, folder: Path) -> Snapshot:
    return refresh(
        store.each_passage(), folder, TinyEncoder(), store.revision(), changes=StoredChanges(store)
    )  # fmt: skip


def live(url: str, folder: Path, first: int, told: int) -> None:
    """Store and index, telling every document once it is stored, until killed."""
    store = Store.open(url)
    for round_ in range(first, first + 1000):
        path = round_ * 7 % PATHS
        put = letter(path, round_)
        store.put(put)
        os.write(told, f"{path} {put.id}\n".encode())
        if round_ % 2:
            bring_up(store, folder)


def half_an_indexing(url: str, folder: Path) -> float:
    """Seconds that half of bringing an index up takes on this machine, as busy as it is."""
    store = Store.open(url)
    bring_up(store, folder)  # what is imported late is imported before the first life
    began = time.monotonic()
    for path in range(3):
        store.put(letter(path, -1))
        bring_up(store, folder)
    store.close()
    return (time.monotonic() - began) / 6


def one_life(url: str, folder: Path, first: int, documents: int, seconds: float) -> dict[int, str]:
    """What a process stored, by path, that was killed so many documents and seconds after its start."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            live(url, folder, first, writing)
        finally:
            os._exit(1)  # whatever happened: the test goes on in the parent only
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = [pipe.readline() for _ in range(documents)]
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "it ended before it was killed"
        told += pipe.read().splitlines()
    return {int(path): id for path, id in (line.split() for line in told)}


def must_be_whole(folder: Path) -> bool:
    """Whether there is an index; what there is must hold every file's checksum, and every document in one piece."""
    try:
        snapshot = open_snapshot(folder, full=True)
    except DamagedIndex as error:
        assert "需要建立" in str(error), error
        return False
    for segment in snapshot.segments:
        held = dict.fromkeys(segment.documents, 0)
        for row, key in enumerate(segment.keys):
            document = segment.documents[segment.row_document[row]]
            assert key == f"{document}#{held[document]}"
            held[document] += 1
        assert all(count in (2, 3, 4) for count in held.values())
        assert segment.manifest.rows == segment.words.size == segment.bigrams.size
    return True


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows already stand beside a base, and few are encoded at once: every step is met."""
    monkeypatch.setattr(changes, "_FEWEST", 12)
    monkeypatch.setattr(update, "_BATCH", 3)


def test_killed_at_any_moment(tmp_path: Path, small: None) -> None:
    open_words().codes("加装电梯")
    url, folder, moments = f"sqlite:///{tmp_path / 'dafu.db'}", tmp_path / "index", random.Random(11)
    longest = half_an_indexing(f"sqlite:///{tmp_path / 'warm.db'}", tmp_path / "warm")
    stored: dict[int, str] = {}
    indexes = 0
    for life in range(MOST):
        told = one_life(url, folder, life * 1001, moments.randint(0, STEPS), moments.uniform(0, longest))
        indexes += must_be_whole(folder)
        store = Store.open(url)
        now = {path: found.id for path in range(PATHS) if (found := store.find(f"第{path}份"))}
        store.close()
        unlike = {
            path for path in now.keys() | stored.keys() | told.keys() if (stored | told).get(path) != now.get(path)
        }
        assert len(unlike) <= 1 and unlike <= now.keys(), "only the document under way may stand there unsaid"
        stored = now
        if life + 1 >= KILLS and len(stored) > PATHS // 2 and indexes > KILLS // 2:
            break
    assert len(stored) > PATHS // 2 and indexes > KILLS // 2, "the kills hit too early to tell anything"
    store = Store.open(url)
    after = bring_up(store, folder)
    assert after.complete and after.revision == str(store.revision())
    served = [
        document
        for segment in after.segments
        for at, document in enumerate(segment.documents)
        if segment.alive is None or segment.alive[at]
    ]
    assert sorted(served) == sorted(StoredChanges(store).versions())
    store.close()
