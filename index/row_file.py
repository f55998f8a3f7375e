"""Rows of an array in a file, read one by one.

A mapped file would do as well, were it not that the system maps sixteen pages around each that is touched: a search
that reads 400 rows all over a large file then seems to need 25 MB, and after a few searches all of it is resident.
"""

import os
import weakref
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class RowFile:
    """The rows of a two-dimensional ``.npy`` file: ``rows[places]`` reads them, ``rows[::step]`` too."""

    def __init__(self, path: Path) -> None:
        mapped = np.load(path, mmap_mode="r", allow_pickle=False)
        if mapped.ndim != 2 or not mapped.flags.c_contiguous:
            raise ValueError(f"{path.name} has no rows to read")
        self.shape: tuple[int, ...] = mapped.shape
        self.dtype = mapped.dtype
        self._offset, self._width = int(mapped.offset), int(mapped.strides[0])
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, wanted: NDArray[np.int64] | slice) -> NDArray[Any]:
        places = range(*wanted.indices(len(self))) if isinstance(wanted, slice) else wanted.tolist()
        rows = np.empty((len(places), self.shape[1]), self.dtype)
        width, view = self._width, rows.data.cast("B")
        for at, place in enumerate(places):
            os.preadv(self._file, [view[at * width : (at + 1) * width]], self._offset + place * width)
        return rows

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return self[:].astype(dtype, copy=False) if dtype is not None else self[:]


def has_row_files() -> bool:
    """Whether this system can read at a place of a file without moving in it."""
    return hasattr(os, "preadv")
