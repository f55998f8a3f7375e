"""Nearest passages where there are many: the signs of their vectors narrow, the vectors themselves decide.

Of every vector less the middle of all, the sign of each dimension is kept: 48 bytes for 384 dimensions. A query keeps
three bits a dimension, and its product with the signs is a few exclusive ors and counts of ones a passage: thirty
thousand passages take some 0.03 ms, so all are looked at and no list, tree or graph can hide one. The best of them are
compared in full. The estimate is that of Gao & Long 2024 ("RaBitQ", SIGMOD) without their rotation: what these
encoders make is even enough without it, and signs of the axes found more.
"""

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.dense import Held, Mask, Rows, Stored, Vectors
from index.lexical import EVERY
from index.scratch import scratch

SIGNS = "signs.npy"
BLOCK = 64
"""So many rows lie together in a block, word by word: the same word of neighbouring rows is compared at once."""

_BITS = 64
_SIFTED = 8  # so many times the wanted rows are left by the first half of the signs at least
_AT_ONCE = 1 << 15
_SAMPLE = 1 << 14
_FEWEST = 64  # so many rows at least are looked for: of few the estimate would lose a tenth
_TRIED = 384  # dimensions of the vectors that dense.toml was measured with; of fewer the signs tell less

Blocks = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Size:
    """One entry of ``dense.toml``, where it is explained; every vector is compared where ``refine`` is 0."""

    up_to: int
    refine: int = 0
    near: int = 1
    first: float = 1.0


@dataclass(frozen=True, slots=True)
class DenseSettings:
    """``dense.toml``, where it is explained."""

    planes: int
    half_from: int
    sizes: tuple[Size, ...]


@cache
def dense_settings() -> DenseSettings:
    data = tomllib.loads(Path(__file__).with_name("dense.toml").read_text("utf-8"))
    return DenseSettings(data["planes"], data["half_from"], tuple(Size(**size) for size in data["sizes"]))


def size_for(count: int) -> Size:
    """How ``count`` vectors are searched."""
    sizes = dense_settings().sizes
    return next((size for size in sizes if count <= size.up_to), sizes[-1])


@dataclass(frozen=True, slots=True)
class Signs:
    """``blocks[b, w, j]`` holds dimensions ``64 w`` … of vector ``64 b + j``, a bit set where it lies above ``middle``
    (shape ``(d,)``); the rest of the last block is 0. ``count`` vectors in all."""

    count: int
    middle: Vectors
    blocks: Blocks


class SignIndex(Held):
    """Search by signs; ``signs`` are those of ``vectors``, in the same order."""

    def __init__(self, vectors: Stored, rows: Rows, size: int, signs: Signs, refine: int | None = None) -> None:
        super().__init__(vectors, rows, size)
        if (signs.count, len(signs.middle)) != (len(vectors), vectors.shape[1]):
            raise ValueError(f"signs of {signs.count} × {len(signs.middle)} for vectors of {vectors.shape}")
        how = size_for(len(vectors))
        self._signs, self._refine, self._near, self._first = signs, refine or how.refine or 1, how.near, how.first

    def search(self, queries: Vectors, top: int, allowed: Mask | None = None) -> list[Rows]:
        top = min(top, len(self.rows))
        wanted = self._refine * max(top, _FEWEST)
        found = self._likely(queries, wanted, allowed)
        return self._ordered(queries, [self._exact(q[None], top, p)[0] for q, p in zip(queries, found, strict=True)])

    def near(self, queries: Vectors, top: int, allowed: Mask | None = None) -> list[Rows]:
        return [self.rows[places] for places in self._likely(queries, self._near * top, allowed)]

    def _likely(self, queries: Vectors, wanted: int, allowed: Mask | None) -> list[Rows]:
        """For each query the places of the ``wanted`` highest estimates, ascending."""
        wanted *= max(1, -(-_TRIED // self.vectors.shape[1]))
        marks = None if allowed is None else self._marks(allowed)
        if marks is None and wanted >= len(self.rows):
            return [np.arange(len(self.rows)) for _ in queries]
        if marks is not None and np.count_nonzero(marks) <= wanted:
            return [np.flatnonzero(marks) for _ in queries]
        return [self._alike(query, wanted, marks) for query in queries]

    def _alike(self, query: Vectors, wanted: int, marks: Mask | None) -> Rows:
        """The places of the ``wanted`` highest estimates, ascending."""
        from index.gather import highest
        from index.sign_kernels import scanner

        blocks = self._signs.blocks
        if self._first < 1:
            return self._sifted(query, wanted, EVERY if marks is None else marks)
        likeness = scratch("likeness", np.int32, len(blocks) * BLOCK)
        scanner(blocks.shape[1], dense_settings().planes)(blocks, self._signs.middle, query, likeness)
        alike: Rows = highest(likeness[: len(self.rows)], EVERY if marks is None else marks, wanted)
        return alike

    def _sifted(self, query: Vectors, wanted: int, marks: Mask) -> Rows:
        """As :meth:`_alike`, of the share of vectors only that half of their signs tell to be nearest."""
        from index.gather import best_of
        from index.sign_kernels import sifter

        blocks, count, room = self._signs.blocks, len(self.rows), self._signs.blocks.shape[0] * BLOCK
        keep = max(int(count * self._first), _SIFTED * wanted)
        apart, found = scratch("apart", np.uint16, room), scratch("found", np.int32, room)
        likeness = scratch("likeness", np.int32, room)
        sift = sifter(self._heads.shape[1], blocks.shape[1], dense_settings().planes)
        number = sift(
            self._heads, blocks, self._signs.middle, query, marks, count, keep, apart, found, likeness
        )  # fmt: skip
        best = best_of(likeness[:number].view(np.float32), wanted)
        rows: Rows = found[best].astype(np.int64)
        return rows

    @cached_property
    def _heads(self) -> Blocks:
        """The first half of all signs in one piece: read past the other half, memory is no faster than with all."""
        return np.ascontiguousarray(self._signs.blocks[:, : max(1, self._signs.blocks.shape[1] // 2)])


def signs_of(vectors: Stored) -> Signs:
    """The signs of ``vectors`` about their middle."""
    count, dimension = vectors.shape
    middle = np.asarray(vectors[:: max(1, count // _SAMPLE)], np.float32).mean(0)
    words = -(-dimension // _BITS)
    blocks = np.zeros((-(-count // BLOCK), words, BLOCK), np.uint64)
    for start in range(0, count, _AT_ONCE):
        above = np.asarray(vectors[start : start + _AT_ONCE], np.float32) > middle
        bits = np.zeros((-(-len(above) // BLOCK) * BLOCK, words * _BITS), np.bool_)
        bits[: len(above), :dimension] = above
        packed = np.packbits(bits, axis=1, bitorder="little").view("<u8").reshape(-1, BLOCK, words)
        blocks[start // BLOCK : start // BLOCK + len(packed)] = packed.transpose(0, 2, 1)
    return Signs(count, middle, blocks)


def write_signs(signs: Signs, path: Path) -> None:
    """One file: a line of 64-bit words with count, dimension and middle, then the blocks."""
    head = np.zeros(_head_words(len(signs.middle)), np.uint64)
    head[:2] = signs.count, len(signs.middle)
    head[2:].view(np.float32)[: len(signs.middle)] = signs.middle
    with path.open("wb") as file:
        np.save(file, np.concatenate((head, signs.blocks.ravel())))


def read_signs(path: Path) -> Signs:
    """The signs in a file, mapped. Raises :class:`ValueError` where they are not what :func:`write_signs` wrote."""
    held = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    if held.dtype != np.uint64 or held.ndim != 1 or len(held) < 2:
        raise ValueError(f"{path.name} holds no signs")
    count, dimension = held[:2].tolist()
    head, words = _head_words(dimension), -(-dimension // _BITS)
    if len(held) != head + -(-count // BLOCK) * words * BLOCK:
        raise ValueError(f"{path.name} holds {len(held)} words for {count} × {dimension}")
    middle = held[2:head].view(np.float32)[:dimension]
    return Signs(count, np.array(middle), held[head:].reshape(-1, words, BLOCK))


def _head_words(dimension: int) -> int:
    """Whole lines of eight words, so that the blocks begin at a line of the processor's cache."""
    return -(-(2 + -(-dimension // 2)) // 8) * 8
