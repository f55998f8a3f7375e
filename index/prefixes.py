"""jieba's dictionary with the field's own terms, as a table that compiled code reads.

jieba keeps half a million entries in a Python dictionary, which takes half a second to fill on every start. The table
is made once, kept in the program's cache folder and read in a few hundredths of a second; without a cache folder it is
made on each start.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_NEWLINE = ord("\n")
_DIGEST = 32


@dataclass(frozen=True, slots=True)
class Prefixes:
    """The table of :mod:`index.cut_kernels`; ``unknown`` is the value of a character that begins no word."""

    keys: NDArray[np.uint64]
    values: NDArray[np.float64]
    unknown: float


def open_prefixes(file: Path | None, terms: Sequence[str]) -> Prefixes:
    """The table kept in ``file``, or made anew where there is none or its checksum does not hold."""
    kept = _read(file) if file is not None else None
    if kept is None:
        kept = _make(terms)
        if file is not None:
            _write(file, kept)
    return kept


def _make(terms: Sequence[str]) -> Prefixes:
    import jieba

    from index.cut_kernels import fill, keys_of_lines

    tokenizer: Any = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for term in terms:
        tokenizer.add_word(term)
    whole = math.log(tokenizer.total)
    given = np.fromiter((math.log(n) - whole if n else math.nan for n in tokenizer.FREQ.values()), np.float64)
    lines = "".join(f"{word}\n" for word in tokenizer.FREQ).encode("utf-32-le")
    wanted = np.empty(len(given), np.uint64)
    keys_of_lines(np.frombuffer(lines, np.uint32), _NEWLINE, wanted)
    slots = 1 << (2 * len(given)).bit_length()
    keys, values = np.zeros(slots, np.uint64), np.zeros(slots, np.float64)
    if fill(wanted, given, keys, values):
        raise AssertionError("two words of the dictionary share a key")
    return Prefixes(keys, values, -whole)


def _read(file: Path) -> Prefixes | None:
    try:
        content = file.read_bytes()
    except OSError:
        return None
    checksum, body = content[:_DIGEST], content[_DIGEST:]
    if hashlib.sha256(body).digest() != checksum:
        return None
    table = np.frombuffer(body, np.uint64)
    slots = len(table) // 2
    numbers = table[slots : 2 * slots].view(np.float64)
    return Prefixes(table[:slots], numbers, float(table[2 * slots :].view(np.float64)[0]))


def _write(file: Path, made: Prefixes) -> None:
    body = made.keys.tobytes() + made.values.tobytes() + np.float64(made.unknown).tobytes()
    temporary = file.with_name(f".{file.name}.{id(made)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(hashlib.sha256(body).digest() + body)
        temporary.replace(file)
    except OSError:
        return  # a cache only: without it the next start takes a little longer
