"""Vectors that have been computed but stand in no snapshot yet: what makes encoding resumable.

Every finished batch is a file of its own, put in place by a rename, in a folder named after the encoder. A run that
is stopped loses the batch it was at; the next one finds the rest. Once a snapshot holds them the files go.
"""

import os
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.row import DIGEST_BYTES

Vectors = NDArray[np.float32]


class PendingVectors:
    """Vectors by the digest of their passage, for one encoder and one recipe of its input."""

    def __init__(self, folder: Path, fingerprint: str, recipe: int) -> None:
        self._folder = folder / f"{fingerprint[:24]}-{recipe}"

    def load(self, dimension: int) -> dict[bytes, Vectors]:
        """All finished vectors; a file that cannot be read is removed and its passages are encoded again."""
        found: dict[bytes, Vectors] = {}
        for path in sorted(self._folder.glob("*.npz")):
            try:
                with np.load(path, allow_pickle=False) as batch:
                    digests, vectors = batch["digests"], batch["vectors"]
            except (OSError, ValueError, KeyError, zipfile.BadZipFile):
                path.unlink(missing_ok=True)
                continue
            if digests.shape == (len(vectors), DIGEST_BYTES) and vectors.shape[1:] == (dimension,):
                found.update(zip(map(bytes, digests), vectors, strict=True))
        return found

    def append(self, digests: Sequence[bytes], vectors: Vectors) -> None:
        """Keep a finished batch."""
        self._folder.mkdir(parents=True, exist_ok=True)
        number = len(list(self._folder.glob("*.npz")))
        temporary = self._folder / f".{number}.{os.getpid()}.tmp"
        names = np.frombuffer(b"".join(digests), np.uint8).reshape(-1, DIGEST_BYTES)
        with temporary.open("wb") as file:
            np.savez(file, digests=names, vectors=vectors)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._folder / f"{number:06}.{os.getpid()}.npz")

    def clear(self) -> None:
        """Forget everything, of this encoder and of others."""
        shutil.rmtree(self._folder.parent, ignore_errors=True)
