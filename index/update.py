"""Bringing an index up to date with the rows it is to hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.errors import DamagedIndex, UnusableInput
from corpus.progress import Progress, silent
from index.collect import collect
from index.encoder import Encoder, Vectors
from index.manifest import FORMAT, Manifest
from index.publish import Embedded, publish, publish_vectors
from index.row import RECIPE, Row, embedded_text, lexical_settings
from index.snapshot import Snapshot, open_snapshot
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


def refresh(
    rows: Iterable[Row],
    folder: Path,
    encoder: Encoder | None,
    revision: int | str,
    progress: Progress = silent,
    words: Callable[[], Words] = open_words,
) -> Snapshot:
    """The index of ``rows`` in ``folder``, brought up to ``revision`` and opened.

    Does nothing where it is already there, complete and sound: ``rows`` are not even asked for. Else texts that have
    not changed keep their words and vectors; the snapshot with all words and the vectors known so far comes into
    force first, then missing vectors are computed, and the complete snapshot takes its place. A run that is stopped
    goes on where it was. Without an ``encoder`` words are brought up to date and known vectors kept.

    One process at a time writes; others wait. ``rows`` and their texts are held in memory.

    Raises:
        UnusableInput: the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    standing = _standing(folder)  # looked at before anything is written: a shared folder may be read-only
    if standing is not None and _is_current(standing.manifest, encoder, str(revision)):
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
            return _refresh(rows, folder, encoder, str(revision), progress, words)
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
) -> Snapshot:
    old = _standing(folder)
    if old is not None and _is_current(old.manifest, encoder, revision):
        return old
    held = list(rows)
    owner = _owner(old, encoder)
    pending = PendingVectors(folder / _PENDING, owner.fingerprint, RECIPE)
    known = _known_vectors(old, owner) | pending.load(owner.dimension)
    collected = collect(held, words, old, progress)
    digests = list(map(bytes, collected.columns.digests))
    embedded = _embedded(digests, known, owner.dimension)
    manifest = _manifest(owner, revision, len(held), len(embedded.rows))
    place = publish(folder, manifest, collected.columns, collected.words, collected.bigrams, embedded)
    missing = {digest: row for digest, row in zip(digests, held, strict=True) if digest not in known}
    if encoder is not None and missing:
        for batch, vectors in _encoded(missing, encoder, progress):
            pending.append(batch, vectors)
            known.update(zip(batch, vectors, strict=True))
        embedded = _embedded(digests, known, owner.dimension)
        files = open_snapshot(folder).manifest.files
        complete = replace(manifest, vectors=len(embedded.rows), files=files)
        publish_vectors(folder, place, complete, embedded)
    if encoder is not None:
        pending.clear()
    return open_snapshot(folder, owner.fingerprint)


def _standing(folder: Path) -> Snapshot | None:
    """What there is to build on; a damaged snapshot is no use, its content comes anew from the rows."""
    try:
        return open_snapshot(folder, outdated=True)
    except DamagedIndex:
        return None


def _is_current(manifest: Manifest, encoder: Encoder | None, revision: str) -> bool:
    if (manifest.revision, manifest.words, manifest.recipe) != (revision, lexical_settings().version, RECIPE):
        return False
    return encoder is None or (manifest.complete and manifest.fingerprint in ("", encoder.fingerprint))


def _owner(old: Snapshot | None, encoder: Encoder | None) -> _Owner:
    if encoder is not None:
        return _Owner(encoder.name, encoder.fingerprint, encoder.dimension)
    if old is not None and old.dense is not None and old.manifest.recipe == RECIPE:
        return _Owner(old.manifest.encoder, old.manifest.fingerprint, old.manifest.dimension)
    return _Owner()


def _known_vectors(old: Snapshot | None, owner: _Owner) -> dict[bytes, Vectors]:
    if old is None or old.dense is None:
        return {}
    if (old.manifest.fingerprint, old.manifest.recipe) != (owner.fingerprint, RECIPE):
        return {}
    digests = np.asarray(old.digests)[old.dense.rows]
    return dict(zip(map(bytes, digests), np.asarray(old.dense.vectors), strict=True))


def _embedded(digests: Sequence[bytes], known: Mapping[bytes, Vectors], dimension: int) -> Embedded:
    rows = np.array([row for row, digest in enumerate(digests) if digest in known], np.int64)
    vectors = np.empty((len(rows), dimension), np.float32)
    for place, row in enumerate(rows):
        vectors[place] = known[digests[row]]
    return Embedded(vectors, rows)


def _manifest(owner: _Owner, revision: str, rows: int, vectors: int) -> Manifest:
    return Manifest(
        format=FORMAT,
        revision=revision,
        words=lexical_settings().version,
        recipe=RECIPE,
        encoder=owner.name,
        fingerprint=owner.fingerprint,
        dimension=owner.dimension,
        rows=rows,
        vectors=vectors,
        files={},
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
