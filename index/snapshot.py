"""An index as it stands on disk: opened, checked and ready to be searched.

A folder holds the snapshots and the file ``current``, which names the one in force; a new snapshot is written beside
the old one and takes its place by the rename of that file, so readers see the old one or the new one, never a half.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import DamagedIndex
from index.dense import DenseIndex, FlatIndex
from index.lexical import Postings
from index.manifest import Manifest, read_manifest
from index.row import RECIPE, lexical_settings
from index.seal import check_seal

POINTER = "current"
CATEGORIES = ("kind", "issuer", "year", "disclosure", "region")
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Category:
    """A fact to filter by: document ``d`` has ``values[codes[d]]``, or none where the code is -1."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``keys[r]`` is the key of row ``r``, ``documents[row_document[r]]`` its document's id, ``digests[r]`` its
    content's digest; ``dense`` is ``None`` while no vector is there."""

    folder: Path
    manifest: Manifest
    keys: tuple[str, ...]
    documents: tuple[str, ...]
    row_document: NDArray[np.int32]
    digests: NDArray[np.uint8]
    categories: Mapping[str, Category]
    words: Postings
    bigrams: Postings
    dense: DenseIndex | None

    @property
    def size(self) -> int:
        """How many passages there are."""
        return len(self.keys)

    @property
    def complete(self) -> bool:
        """Whether every passage has its vector; until then search by words is whole and by meaning is not."""
        return self.manifest.complete

    @property
    def revision(self) -> str:
        return self.manifest.revision


def has_snapshot(folder: Path) -> bool:
    """Whether an index was ever finished here; it may still be damaged or out of date."""
    return (folder / POINTER).is_file()


def open_snapshot(folder: Path, fingerprint: str | None = None, full: bool = False, outdated: bool = False) -> Snapshot:
    """The snapshot in force.

    ``fingerprint`` is that of the encoder in use: vectors of another one are refused. ``full`` reads every file for
    its checksum; without it only files that changed since they were last read (:mod:`index.seal`). ``outdated``
    accepts one that other rules of splitting or of encoder input made: to be built upon, not to be searched.

    Raises:
        DamagedIndex: there is none, it is damaged, or it was made by another program version or encoder. Build it
            again with :func:`index.update.refresh`.
    """
    for attempt in range(_ATTEMPTS):
        place = _current(folder)
        try:
            return _open(place, fingerprint, full, outdated)
        except DamagedIndex:
            if attempt + 1 == _ATTEMPTS or _current(folder) == place:
                raise
    raise AssertionError("unreachable")


def _current(folder: Path) -> Path:
    try:
        name = (folder / POINTER).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedIndex(f"{folder} 里还没有可用的索引，需要建立。") from error
    if not name or Path(name).name != name:
        raise DamagedIndex(f"{folder / POINTER} 的内容不对，索引需要重建。")
    return folder / name


def _open(place: Path, fingerprint: str | None, full: bool, outdated: bool) -> Snapshot:
    manifest = read_manifest(place)
    if not outdated and (manifest.words != lexical_settings().version or manifest.recipe != RECIPE):
        raise DamagedIndex(f"索引 {place} 是用另一版分词规则建立的，需要重建。")
    if fingerprint and manifest.fingerprint and manifest.fingerprint != fingerprint:
        raise DamagedIndex(f"索引 {place} 是用另一个编码模型（{manifest.encoder}）建立的，需要重建。")
    check_seal(place, manifest.files, full)
    try:
        return _load(place, manifest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndex(f"索引 {place} 读不出来（{error}），需要重建。") from error


def _load(place: Path, manifest: Manifest) -> Snapshot:
    described = json.loads((place / "documents.json").read_text("utf-8"))
    codes = _array(place, "categories")
    keys = tuple(json.loads((place / "keys.json").read_text("utf-8")))
    words, bigrams = _postings(place, "words"), _postings(place, "bigrams")
    if not len(keys) == words.size == bigrams.size == manifest.rows:
        raise ValueError(f"{len(keys)} keys for {manifest.rows} rows")
    return Snapshot(
        folder=place,
        manifest=manifest,
        keys=keys,
        documents=tuple(described["ids"]),
        row_document=_array(place, "row_document"),
        digests=_array(place, "digests"),
        categories={
            name: Category(tuple(described["categories"][name]), codes[:, i]) for i, name in enumerate(CATEGORIES)
        },
        words=words,
        bigrams=bigrams,
        dense=_dense(place, manifest),
    )


def _array(place: Path, name: str) -> Any:
    # A plain view of the mapped file: slicing a memmap object costs several times as much.
    return np.asarray(np.load(place / f"{name}.npy", mmap_mode="r", allow_pickle=False))


def _postings(place: Path, field: str) -> Postings:
    parts = ("terms", "starts", "rows", "counts", "parts", "lengths")
    return Postings(*(_array(place, f"{field}.{part}") for part in parts))


def _dense(place: Path, manifest: Manifest) -> DenseIndex | None:
    if not manifest.vectors:
        return None
    vectors, rows = _array(place, "vectors"), _array(place, "vector_rows")
    if vectors.shape != (manifest.vectors, manifest.dimension):
        raise ValueError(f"vectors of shape {vectors.shape}")
    return FlatIndex(vectors, rows, manifest.rows)
