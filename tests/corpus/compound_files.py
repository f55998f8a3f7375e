"""Compound files (OLE) of whatever streams, for tests of what cannot be made with the libraries at hand."""

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A file of [MS-CFB] version 3 with up to 14 streams at its root, each padded to at least 4096 bytes."""
    padded = {name: data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0") for name, data in streams.items()}
    directory_sectors = -(-(len(padded) + 1) // 4)
    fat = [_FAT, *chain(1, directory_sectors)]
    entries = [_entry("Root Entry", 5, child=1 if padded else _FREE, start=_END, size=0)]
    for at, (name, data) in enumerate(padded.items(), 1):
        right = at + 1 if at < len(padded) else _FREE
        entries.append(_entry(name, 2, right=right, start=len(fat), size=len(data)))
        fat += chain(len(fat), len(data) // _SECTOR)
    entries += [bytes(128)] * (directory_sectors * 4 - len(entries))
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    assert len(fat) == _SECTOR // 4, "one sector of FAT holds 128 sectors"
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, _END, 0, _END, 0,
    )  # fmt: skip
    difat = struct.pack("<109I", 0, *[_FREE] * 108)
    return header + difat + struct.pack("<128I", *fat) + b"".join(entries) + b"".join(padded.values())


def chain(first: int, count: int) -> list[int]:
    """The entries of the FAT for ``count`` sectors in a row."""
    return [*range(first + 1, first + count), _END]


def _entry(name: str, kind: int, *, start: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return raw.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(raw), kind, 1, _FREE, right, child, start, size)
