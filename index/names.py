"""Many short strings in two mapped files: opened at once whatever their number, read one at a time.

A million keys as Python strings take a hundred megabytes and a third of a second to read.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

_TEXT, _ENDS, _HASHES = "txt", "ends.npy", "hashes.npy"


class Names(Sequence[str]):
    """``names[i]`` as written; :meth:`index` takes the time of a binary search.

    ``ends[i]`` is where name ``i`` ends in ``text`` (UTF-8). ``hashes`` holds in its first row the names' hashes,
    ascending, in its second whose they are.
    """

    def __init__(self, text: NDArray[np.uint8], ends: NDArray[np.int64], hashes: NDArray[np.uint64]) -> None:
        if len(text) != (ends[-1] if len(ends) else 0) or hashes.shape != (2, len(ends)):
            raise ValueError(f"{len(ends)} names in {len(text)} bytes")
        self._text, self._ends, self._hashes = text, ends, hashes

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        end = self._ends[at]
        place = at if at >= 0 else at + len(self)
        start = self._ends[place - 1] if place else 0
        return self._text[start:end].tobytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        text, start = self._text.tobytes(), 0
        for end in self._ends.tolist():
            yield text[start:end].decode("utf-8", "surrogatepass")
            start = end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.find(name) >= 0

    def index(self, name: str, start: int = 0, stop: int | None = None) -> int:
        at = self.find(name)
        if at < start or (stop is not None and at >= stop):
            raise ValueError(f"{name!r} is not there")
        return at

    def find(self, name: str) -> int:
        """Where ``name`` stands, the first place of several; -1 where it does not."""
        wanted, places = np.uint64(_hash(name)), []
        at = int(np.searchsorted(self._hashes[0], wanted))
        while at < len(self) and self._hashes[0, at] == wanted:
            place = int(self._hashes[1, at])
            if self[place] == name:
                places.append(place)
            at += 1
        return min(places, default=-1)


def name_arrays(names: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.uint64]]:
    """What :class:`Names` is made of."""
    encoded = [name.encode("utf-8", "surrogatepass") for name in names]
    ends = np.cumsum([len(one) for one in encoded], dtype=np.int64)
    text = np.frombuffer(b"".join(encoded), np.uint8)
    hashes = np.fromiter(map(_hash, names), np.uint64, len(names))
    order = np.argsort(hashes, kind="stable")
    return text, ends, np.stack((hashes[order], order.astype(np.uint64)))


def write_names(folder: Path, field: str, names: Sequence[str]) -> None:
    text, ends, hashes = name_arrays(names)
    (folder / f"{field}.{_TEXT}").write_bytes(text.tobytes())
    np.save(folder / f"{field}.{_ENDS}", ends)
    np.save(folder / f"{field}.{_HASHES}", hashes)


def read_names(folder: Path, field: str) -> Names:
    """Raises :class:`OSError` or :class:`ValueError` where the files are not what :func:`write_names` wrote."""
    path = folder / f"{field}.{_TEXT}"
    text = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.empty(0, np.uint8)
    ends, hashes = (np.load(folder / f"{field}.{name}", mmap_mode="r", allow_pickle=False) for name in (_ENDS, _HASHES))
    return Names(np.asarray(text), np.asarray(ends), np.asarray(hashes))


def _hash(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
