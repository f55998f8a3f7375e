"""An index as it stands on disk: opened, checked and ready to be searched.

A folder holds the snapshots and the file ``current``, which names those in force: the base, and where documents have
come or gone since it was made a small fresh one beside it. A new snapshot is written beside the old ones and comes
into force by the rename of that file, so readers see the old state or the new one, never a half.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import DamagedIndex
from index.dense import DenseIndex, FlatIndex
from index.lexical import Postings
from index.manifest import Manifest, read_manifest
from index.names import Names, read_names
from index.row import RECIPE, lexical_settings
from index.row_file import RowFile, has_row_files
from index.seal import check_seal
from index.signs import SIGNS, SignIndex, read_signs

POINTER = "current"
CATEGORIES = ("kind", "issuer", "year", "disclosure", "region", "class")
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Category:
    """A fact to filter by: document ``d`` has ``values[codes[d]]``, or none where the code is -1."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``keys[r]`` is the key of row ``r``, ``documents[row_document[r]]`` its document's id, ``digests[r]`` its
    content's digest; ``dense`` is ``None`` while no vector is there.

    ``alive[d]`` says whether document ``d`` still stands as it is here: ``fresh`` holds what has come since, and the
    new version of what was replaced. ``None`` where all do, or nothing has. Search goes over :attr:`segments`.
    """

    folder: Path
    manifest: Manifest
    keys: Sequence[str]
    documents: Names
    row_document: NDArray[np.int32]
    digests: NDArray[np.uint8]
    categories: Mapping[str, Category]
    words: Postings
    bigrams: Postings
    dense: DenseIndex | None
    alive: NDArray[np.bool_] | None = None
    fresh: "Snapshot | None" = None

    @property
    def segments(self) -> tuple["Snapshot", ...]:
        """The snapshots that a search looks into."""
        return (self,) if self.fresh is None else (self, self.fresh)

    @property
    def size(self) -> int:
        """How many passages there are, without those of ``fresh``."""
        return len(self.keys)

    @property
    def complete(self) -> bool:
        """Whether every passage has its vector; until then search by words is whole and by meaning is not."""
        return all(segment.manifest.complete for segment in self.segments)

    @property
    def revision(self) -> str:
        return self.segments[-1].manifest.revision


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
        places = standing_places(folder)
        try:
            return _joined([_open(place, fingerprint, full, outdated) for place in places])
        except DamagedIndex:
            if attempt + 1 == _ATTEMPTS or standing_places(folder) == places:
                raise
    raise AssertionError("unreachable")


def open_base(folder: Path) -> Snapshot | None:
    """The base alone, to be built upon where what stands beside it is damaged; ``None`` where it is damaged itself.

    It gives itself no revision: it is not the corpus as it was at any time, and never current.
    """
    try:
        base, _ = _open(standing_places(folder)[0], None, False, True)
    except DamagedIndex:
        return None
    return replace(base, manifest=replace(base.manifest, revision=""))


def standing_places(folder: Path) -> list[Path]:
    """The folders of the snapshots in force: the base and, if there is one, the fresh one. Raises
    :class:`DamagedIndex` where nothing says so."""
    try:
        names = (folder / POINTER).read_text("utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedIndex(f"{folder} 里还没有可用的索引，需要建立。") from error
    if not 1 <= len(names) <= 2 or any(Path(name).name != name for name in names):
        raise DamagedIndex(f"{folder / POINTER} 的内容不对，索引需要重建。")
    return [folder / name for name in names]


def _joined(opened: Sequence[tuple[Snapshot, Names]]) -> Snapshot:
    """The base with what stands beside it; each comes with the documents that it takes out of the base."""
    base = opened[0][0]
    for fresh, gone in opened[1:]:
        if fresh.manifest.base != base.folder.name:
            raise DamagedIndex(f"索引 {fresh.folder} 不属于 {base.folder}，需要重建。")
        alive = np.ones(len(base.documents), np.bool_)
        places = np.array([base.documents.find(id) for id in gone], np.int64)
        alive[places[places >= 0]] = False
        base = replace(base, alive=None if alive.all() else alive, fresh=fresh)
    return base


def _open(place: Path, fingerprint: str | None, full: bool, outdated: bool) -> tuple[Snapshot, Names]:
    manifest = read_manifest(place)
    if not outdated and (manifest.words != lexical_settings().version or manifest.recipe != RECIPE):
        raise DamagedIndex(f"索引 {place} 是用另一版分词规则建立的，需要重建。")
    if fingerprint and manifest.fingerprint and manifest.fingerprint != fingerprint:
        raise DamagedIndex(f"索引 {place} 是用另一个编码模型（{manifest.encoder}）建立的，需要重建。")
    check_seal(place, manifest.files, full)
    try:
        return _load(place, manifest), read_names(place, "gone")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndex(f"索引 {place} 读不出来（{error}），需要重建。") from error


def _load(place: Path, manifest: Manifest) -> Snapshot:
    values = json.loads((place / "categories.json").read_text("utf-8"))
    codes = _array(place, "categories")
    keys = read_names(place, "keys")
    words, bigrams = _postings(place, "words"), _postings(place, "bigrams")
    if not len(keys) == words.size == bigrams.size == manifest.rows:
        raise ValueError(f"{len(keys)} keys for {manifest.rows} rows")
    return Snapshot(
        folder=place,
        manifest=manifest,
        keys=keys,
        documents=read_names(place, "documents"),
        row_document=_array(place, "row_document"),
        digests=_array(place, "digests"),
        categories=_categories(values, codes),
        words=words,
        bigrams=bigrams,
        dense=_dense(place, manifest),
    )


def _categories(values: Mapping[str, list[str]], codes: NDArray[np.int32]) -> dict[str, Category]:
    """The categories by name; one that an older program did not know of is empty."""
    unknown = np.full(len(codes), -1, np.int32)
    return {
        name: Category(tuple(values.get(name, ())), codes[:, i] if name in values else unknown)
        for i, name in enumerate(CATEGORIES)
    }


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
    if SIGNS in manifest.files:
        spread = vectors.dtype == np.float16 and has_row_files()  # only large files are kept in 16 bits
        held = RowFile(place / "vectors.npy") if spread else vectors
        return SignIndex(held, rows, manifest.rows, read_signs(place / SIGNS))
    return FlatIndex(vectors, rows, manifest.rows)
