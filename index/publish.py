"""Writing a snapshot and putting it in force."""

import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from index.dense import Stored
from index.lexical import Postings
from index.manifest import Manifest, write_manifest
from index.names import write_names
from index.seal import seal_folder, sync
from index.signs import SIGNS, dense_settings, signs_of, size_for, write_signs
from index.snapshot import CATEGORIES, POINTER, Category

_MAKING = ".making-"
_OWN_FOLDER = re.compile(r"(?:\.making-)?[0-9a-f]{12}")
_VECTOR_FILES = ("vectors.npy", "vector_rows.npy", SIGNS)


@dataclass(frozen=True, slots=True)
class Columns:
    """The facts of all rows, as in :class:`index.snapshot.Snapshot`; ``gone`` are the documents of the base that a
    fresh snapshot takes out of it."""

    keys: tuple[str, ...]
    documents: tuple[str, ...]
    row_document: NDArray[np.int32]
    digests: NDArray[np.uint8]
    categories: Mapping[str, Category]
    gone: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Collected:
    """Everything of a snapshot but its vectors."""

    columns: Columns
    words: Postings
    bigrams: Postings


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors, shape ``(n, dimension)``, and the rows they belong to, ascending."""

    vectors: Stored
    rows: NDArray[np.int64]


def publish(folder: Path, manifest: Manifest, collected: Collected, embedded: Embedded) -> Path:
    """Write a snapshot below ``folder`` and put it in force, beside its base if it has one; older ones and leftovers
    of stopped runs go. Signs of the vectors are made where all are there.
    """
    making = _new_folder(folder)
    _write_columns(making, collected.columns)
    _write_postings(making, "words", collected.words)
    _write_postings(making, "bigrams", collected.bigrams)
    _write_vectors(making, embedded, signed=manifest.complete)
    return _enforce(folder, making, manifest)


def publish_vectors(folder: Path, standing: Path, manifest: Manifest, embedded: Embedded) -> Path:
    """As :func:`publish`, with everything but the vectors taken over from the snapshot in ``standing``."""
    making = _new_folder(folder)
    for name in manifest.files:
        if name not in _VECTOR_FILES:
            _link(standing / name, making / name)
    _write_vectors(making, embedded, signed=True)
    return _enforce(folder, making, manifest)


def _new_folder(folder: Path) -> Path:
    making = folder / f"{_MAKING}{uuid4().hex[:12]}"
    making.mkdir(parents=True)
    return making


def _write_columns(making: Path, columns: Columns) -> None:
    categories = {name: columns.categories[name].values for name in CATEGORIES}
    codes = np.stack([columns.categories[name].codes for name in CATEGORIES], axis=1)
    (making / "categories.json").write_text(json.dumps(categories, ensure_ascii=False), "utf-8")
    for field in ("keys", "documents", "gone"):
        write_names(making, field, getattr(columns, field))
    np.save(making / "categories.npy", codes.astype(np.int32))
    np.save(making / "row_document.npy", columns.row_document)
    np.save(making / "digests.npy", columns.digests)


def _write_postings(making: Path, field: str, postings: Postings) -> None:
    for part in ("terms", "starts", "rows", "counts", "parts", "lengths"):
        np.save(making / f"{field}.{part}.npy", getattr(postings, part))


def _write_vectors(making: Path, embedded: Embedded, signed: bool) -> None:
    if not len(embedded.rows):
        return
    half = len(embedded.rows) >= dense_settings().half_from
    vectors: Stored = np.asarray(embedded.vectors, np.float16) if half else embedded.vectors
    np.save(making / "vectors.npy", np.asarray(vectors))
    np.save(making / "vector_rows.npy", embedded.rows)
    if signed and size_for(len(vectors)).refine:
        write_signs(signs_of(vectors), making / SIGNS)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def _enforce(folder: Path, making: Path, manifest: Manifest) -> Path:
    sealed = replace(manifest, files=seal_folder(making))
    sync(write_manifest(sealed, making))
    place = folder / making.name.removeprefix(_MAKING)
    making.rename(place)
    pointer = folder / f"{_MAKING}{POINTER}"
    standing = [name for name in (manifest.base, place.name) if name]
    pointer.write_text("\n".join(standing) + "\n", "utf-8")
    sync(pointer)
    pointer.replace(folder / POINTER)
    sync(folder)
    for other in folder.iterdir():
        if other.name not in standing and _OWN_FOLDER.fullmatch(other.name):
            shutil.rmtree(other, ignore_errors=True)
    return place
