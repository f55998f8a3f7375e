"""Bringing an index up to date with the rows it is to hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.errors import DamagedIndex, UnusableInput
from corpus.progress import Progress, silent
from index.changes import Changes, compare, is_small
from index.collect import OWN_AVERAGES, Averages, averages_of, collect
from index.encoder import Encoder, Vectors
from index.kept import digest_array, kept_vectors
from index.manifest import FORMAT, Manifest, read_manifest
from index.publish import Embedded, publish, publish_vectors
from index.row import DIGEST_BYTES, RECIPE, Row, embedded_text, lexical_settings, row_digest
from index.snapshot import Snapshot, open_base, open_snapshot
from index.vectors import PendingVectors
from index.words import Words, open_words

STEP = "计算语义向量"
_WAITING = "等待另一个程序建完索引"
_BATCH = 256
_PENDING = "pending"


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose vectors an index holds; all empty where it holds none."""

    name: str = ""
    fingerprint: str = ""
    dimension: int = 0


@dataclass(frozen=True, slots=True)
class _Task:
    """A snapshot to be made of ``rows``, with the words of ``old`` ones where they are the same. One that stands
    beside a ``base`` takes the documents ``gone`` out of it."""

    rows: Sequence[Row]
    revision: str
    mark: int
    old: Sequence[Snapshot]
    base: str = ""
    gone: tuple[str, ...] = ()
    averages: Averages = OWN_AVERAGES


@dataclass(frozen=True, slots=True)
class _Means:
    """What a snapshot is made with, and where."""

    folder: Path
    encoder: Encoder | None
    owner: _Owner
    progress: Progress
    words: Callable[[], Words]


def refresh(
    rows: Iterable[Row],
    folder: Path,
    encoder: Encoder | None,
    revision: int | str,
    progress: Progress = silent,
    words: Callable[[], Words] = open_words,
    changes: Changes | None = None,
) -> Snapshot:
    """The index of ``rows`` in ``folder``, brought up to ``revision`` and opened.

    Does nothing where it is already there, complete and sound: ``rows`` are not even asked for. Else texts that have
    not changed keep their words and vectors; the snapshot with all words and the vectors known so far comes into
    force first, then missing vectors are computed, and the complete snapshot takes its place. A run that is stopped
    goes on where it was. Without an ``encoder`` words are brought up to date and known vectors kept.

    With ``changes`` only the passages of documents that came or changed are read and written: into a fresh snapshot
    beside the standing one, or merged with it once they are many (:func:`index.changes.is_small`). Without them, or
    where there is nothing to stand beside, all ``rows`` are read.

    One process at a time writes; others wait. What is read is held in memory.

    Raises:
        UnusableInput: the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    standing = _standing(folder)  # looked at before anything is written: a shared folder may be read-only
    if standing is not None and _is_current(standing, encoder, str(revision)):
        return standing
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock")
        try:
            held = lock.acquire(timeout=0)
        except Timeout:
            progress(_WAITING, 0, 1)
            held = lock.acquire()
            progress(_WAITING, 1, 1)
        with held:
            return _refresh(rows, folder, encoder, str(revision), progress, words, changes)
    except OSError as error:
        raise UnusableInput(
            f"索引写不进 {folder}（{error.strerror or error}）。请检查磁盘空间和文件夹权限，然后再运行一次。"
        ) from error


def _refresh(
    rows: Iterable[Row],
    folder: Path,
    encoder: Encoder | None,
    revision: str,
    progress: Progress,
    words: Callable[[], Words],
    changes: Changes | None,
) -> Snapshot:
    old = _standing(folder)
    if old is not None and _is_current(old, encoder, revision):
        return old
    means = _Means(folder, encoder, _owner(old, encoder), progress, words)
    versions = changes.versions() if changes is not None else {}
    task = _fresh_task(old, changes, versions, means, revision) if changes is not None and old is not None else None
    if task is None:
        task = _Task(list(rows), revision, max(versions.values(), default=0), old.segments if old else ())
    _make(task, means)
    return open_snapshot(folder, means.owner.fingerprint)


def _fresh_task(
    old: Snapshot, changes: Changes, versions: Mapping[str, int], means: _Means, revision: str
) -> _Task | None:
    """What came since the base was made, to stand beside it; ``None`` where that is too much or cannot be."""
    made = old.manifest
    if (made.words, made.recipe) != (lexical_settings().version, RECIPE):
        return None
    if made.fingerprint not in ("", means.owner.fingerprint) or (means.encoder is not None and not made.complete):
        return None
    difference = compare(old, versions)
    rows: list[Row] = []
    for row in changes.rows(difference.come):
        rows.append(row)
        if not is_small(len(rows), old):
            return None
    name, mark = old.folder.name, max(versions.values(), default=0)
    before = old.segments[1:]
    return _Task(rows, revision, mark, before, name, difference.gone, averages_of(old))


def _make(task: _Task, means: _Means) -> None:
    """Publish the words with the vectors that are known, then compute the missing ones and publish them too."""
    owner, encoder, folder = means.owner, means.encoder, means.folder
    digests = [row_digest(row) for row in task.rows]
    pending = PendingVectors(folder / _PENDING, owner.fingerprint, RECIPE)
    wanted = digest_array(digests, DIGEST_BYTES)
    known = kept_vectors(folder, owner.fingerprint, wanted) | pending.load(owner.dimension)
    collected = collect(task.rows, means.words, task.old, means.progress, task.averages)
    columns = replace(collected.columns, gone=task.gone)
    embedded = _embedded(digests, known, owner.dimension)
    manifest = _manifest(owner, task, len(embedded.rows))
    place = publish(folder, manifest, replace(collected, columns=columns), embedded)
    missing = {digest: row for digest, row in zip(digests, task.rows, strict=True) if digest not in known}
    if encoder is not None and missing:
        for batch, vectors in _encoded(missing, encoder, means.progress):
            pending.append(batch, vectors)
            known.update(zip(batch, vectors, strict=True))
        embedded = _embedded(digests, known, owner.dimension)
        complete = replace(manifest, vectors=len(embedded.rows), files=read_manifest(place).files)
        publish_vectors(folder, place, complete, embedded)
    if encoder is not None:
        pending.clear()


def _standing(folder: Path) -> Snapshot | None:
    """What there is to build on: all of it, or the base alone where what stood beside it is damaged."""
    try:
        return open_snapshot(folder, outdated=True)
    except DamagedIndex:
        return open_base(folder)


def _is_current(standing: Snapshot, encoder: Encoder | None, revision: str) -> bool:
    if standing.revision != revision:
        return False
    made = [segment.manifest for segment in standing.segments]
    if any((one.words, one.recipe) != (lexical_settings().version, RECIPE) for one in made):
        return False
    return encoder is None or (standing.complete and all(one.fingerprint in ("", encoder.fingerprint) for one in made))


def _owner(old: Snapshot | None, encoder: Encoder | None) -> _Owner:
    if encoder is not None:
        return _Owner(encoder.name, encoder.fingerprint, encoder.dimension)
    if old is not None and old.dense is not None and old.manifest.recipe == RECIPE:
        return _Owner(old.manifest.encoder, old.manifest.fingerprint, old.manifest.dimension)
    return _Owner()


def _embedded(digests: Sequence[bytes], known: Mapping[bytes, Vectors], dimension: int) -> Embedded:
    rows = np.array([row for row, digest in enumerate(digests) if digest in known], np.int64)
    vectors = np.empty((len(rows), dimension), np.float32)
    for place, row in enumerate(rows):
        vectors[place] = known[digests[row]]
    return Embedded(vectors, rows)


def _manifest(owner: _Owner, task: _Task, vectors: int) -> Manifest:
    return Manifest(
        format=FORMAT,
        revision=task.revision,
        words=lexical_settings().version,
        recipe=RECIPE,
        encoder=owner.name,
        fingerprint=owner.fingerprint,
        dimension=owner.dimension,
        rows=len(task.rows),
        vectors=vectors,
        files={},
        base=task.base,
        mark=task.mark,
    )


def _encoded(
    missing: Mapping[bytes, Row], encoder: Encoder, progress: Progress
) -> Iterator[tuple[list[bytes], Vectors]]:
    """Batches of digests with their vectors, short texts first: alike in length, they need little padding."""
    texts = {digest: embedded_text(row) for digest, row in missing.items()}
    order = sorted(texts, key=lambda digest: len(texts[digest]))
    progress(STEP, 0, len(order))
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        yield batch, encoder.passages([texts[digest] for digest in batch])
        progress(STEP, min(start + _BATCH, len(order)), len(order))
