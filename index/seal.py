"""Checksums of a folder's files, and the cheap proof that they still hold.

A folder is sealed once, when it has been written: the size and SHA-256 of every file go into its manifest. Later
checks read a file again only where its size, time or inode is not the one of the last full check (kept in
``.checked.json`` beside the files, as version-control indexes do), so that opening stays fast. Sealing counts as such
a check: the first opening of what was just written reads nothing again.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from corpus.errors import DamagedIndex

_STAMP = ".checked.json"
_CHUNK = 1 << 20

Seal = Mapping[str, str]
"""Relative file name → SHA-256 in hexadecimal."""


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def seal_folder(folder: Path, leave_out: tuple[str, ...] = ()) -> dict[str, str]:
    """Write every file below ``folder`` through to the disk and digest it, in the order of the names."""
    sealed = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if name in leave_out or name == _STAMP:
            continue
        sync(path)
        sealed[name] = file_digest(path)
    _write_stamp(folder, {name: [digest, *_state(folder / name)] for name, digest in sealed.items()})
    return sealed


def sync(path: Path) -> None:
    """Flush a file or folder to the disk (a no-op for folders where the system has no such thing)."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def combined_digest(seal: Seal) -> str:
    """One digest over the names and digests of several files."""
    lines = "".join(f"{name} {seal[name]}\n" for name in sorted(seal))
    return hashlib.sha256(lines.encode()).hexdigest()


def check_seal(folder: Path, seal: Seal, full: bool = False) -> None:
    """Hold a folder to its seal; ``full`` reads every file even where nothing seems to have changed.

    Raises:
        DamagedIndex: a file is missing or its bytes are not those that were written.
    """
    known = {} if full else _read_stamp(folder)
    seen = _checked(folder, seal, known)
    if seen != known:
        _write_stamp(folder, seen)


def check_files(folder: Path, seal: Seal) -> None:
    """As :func:`check_seal` for some files of a folder; nothing is noted."""
    _checked(folder, seal, _read_stamp(folder))


_Seen = dict[str, list[str | int]]


def _checked(folder: Path, seal: Seal, known: _Seen) -> _Seen:
    seen: _Seen = {}
    for name, digest in seal.items():
        path = folder / name
        try:
            state = _state(path)
            intact = known.get(name) == [digest, *state] or file_digest(path) == digest
        except OSError as error:
            raise DamagedIndex(f"{path} 读不到（{error.strerror}），需要重建。") from error
        if not intact:
            raise DamagedIndex(f"{path} 的内容与校验值不符，已经损坏，需要重建。")
        seen[name] = [digest, *state]
    return seen


def _state(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns, stat.st_ino]


def _read_stamp(folder: Path) -> _Seen:
    try:
        stamp = json.loads((folder / _STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return {}  # nothing is known: everything is read
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(folder: Path, seen: _Seen) -> None:
    temporary = folder / f"{_STAMP}.{os.getpid()}"
    try:
        temporary.write_text(json.dumps(seen), "utf-8")
        temporary.replace(folder / _STAMP)
    except OSError:
        return  # a folder that cannot be written (shared, read-only) is simply read in full each time
