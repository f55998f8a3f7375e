"""Vectors that earlier snapshots hold, found by the digest of their passage.

They took hours to compute. So they are taken from whatever stands on the disk: also from snapshots that another
version of the program wrote or whose other files are damaged, as long as their own files hold their checksums.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import DamagedIndex
from index.row import RECIPE
from index.seal import check_files
from index.snapshot import standing_places

Digests = NDArray[np.uint8]
Vectors = NDArray[np.float32]

_NEEDED = ("digests.npy", "vectors.npy", "vector_rows.npy")


def kept_vectors(folder: Path, fingerprint: str, wanted: Digests) -> dict[bytes, Vectors]:
    """By digest the vectors of the snapshots in ``folder`` that one of ``wanted`` (shape ``(n, 16)``) asks for."""
    found: dict[bytes, Vectors] = {}
    first = np.unique(_heads(wanted))
    for place in _places(folder, fingerprint):
        digests, vectors, rows = (np.load(place / name, mmap_mode="r", allow_pickle=False) for name in _NEEDED)
        held = np.asarray(digests)[rows]
        asked = np.flatnonzero(_among(_heads(held), first))
        found |= zip(map(bytes, held[asked]), np.asarray(vectors)[asked].astype(np.float32), strict=True)
    return found


def _places(folder: Path, fingerprint: str) -> Iterator[Path]:
    """Snapshots in force with sound vectors of the encoder with this fingerprint."""
    try:
        places = standing_places(folder)
    except DamagedIndex:
        return
    for place in places:
        try:
            told = json.loads((place / "manifest.json").read_text("utf-8"))
            if (told["fingerprint"], told["recipe"]) == (fingerprint, RECIPE) and told["vectors"]:
                check_files(place, {name: told["files"][name] for name in _NEEDED})
                yield place
        except (DamagedIndex, OSError, ValueError, KeyError, TypeError):
            continue  # nothing of it can be used: its passages are encoded again


def _heads(digests: Digests) -> NDArray[np.uint64]:
    """The first eight bytes of each: enough to tell nearly all that is not asked for from what is."""
    heads: NDArray[np.uint64] = np.ascontiguousarray(digests[:, :8]).view(np.uint64).ravel()
    return heads


def _among(values: NDArray[np.uint64], ordered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    places = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    among: NDArray[np.bool_] = ordered[places] == values
    return among


def digest_array(digests: Sequence[bytes], length: int) -> Digests:
    """Digests of ``length`` bytes as an array of shape ``(n, length)``."""
    return np.frombuffer(b"".join(digests), np.uint8).reshape(-1, length)
