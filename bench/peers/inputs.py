"""What every engine is given: the same passages as tokens, the same vectors, the same queries.

Tokens are the program's own word codes written as text, the title's twice where the program counts it twice. So no
engine gains or loses by another way of splitting Chinese, and any tokenizer that splits at blanks reads them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Lists of codes end to end: list ``i`` is ``codes[starts[i]:starts[i + 1]]``."""

    codes: NDArray[np.uint64]
    starts: NDArray[np.int64]

    def __getitem__(self, at: int) -> NDArray[np.uint64]:
        return self.codes[self.starts[at] : self.starts[at + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1


def ragged(lists: Sequence[NDArray[np.uint64]]) -> Ragged:
    """Lists of codes as one value."""
    starts = np.cumsum([0, *(len(codes) for codes in lists)]).astype(np.int64)
    return Ragged(np.concatenate(lists) if lists else np.empty(0, np.uint64), starts)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as an engine gets it: its number, its text, its tokens in order, and its vector of length one."""

    number: int
    text: str
    tokens: list[str]
    vector: Vectors


def tokens(codes: NDArray[np.uint64]) -> list[str]:
    """Codes as words of seventeen letters; the first keeps them from being read as numbers."""
    return [f"w{code:016x}" for code in codes.tolist()]


def passage_tokens(text: NDArray[np.uint64], title: NDArray[np.uint64], weight: int) -> list[str]:
    """The tokens of one passage, those of its title ``weight`` times."""
    return tokens(text) + tokens(title) * weight


def keep_ragged(path: Path, lists: Ragged) -> None:
    np.savez(path, codes=lists.codes, starts=lists.starts)


def load_ragged(path: Path) -> Ragged:
    with np.load(path, allow_pickle=False) as data:
        return Ragged(data["codes"], data["starts"])


def load_settings(work: Path) -> dict[str, Any]:
    """How words weigh in the program, for engines that let the user choose: ``k1``, ``b``, ``title``; and more."""
    settings: dict[str, Any] = json.loads((work / "settings.json").read_text("utf-8"))
    return settings


def load_ids(work: Path) -> list[str]:
    """The documents' ids, row by row."""
    ids: list[str] = json.loads((work / "ids.json").read_text("utf-8"))
    return ids


def load_passages(work: Path) -> tuple[list[list[str]], Vectors]:
    """Tokens and vectors of the passages, row by row."""
    texts, titles = load_ragged(work / "texts.npz"), load_ragged(work / "titles.npz")
    weight = int(load_settings(work)["title"])
    lists = [passage_tokens(texts[row], titles[row], weight) for row in range(len(texts))]
    vectors: Vectors = np.load(work / "vectors.npy", allow_pickle=False)
    return lists, vectors


def load_queries(work: Path) -> list[Asked]:
    """The queries, in their order."""
    lists = load_ragged(work / "queries.npz")
    texts = json.loads((work / "queries.json").read_text("utf-8"))
    vectors = np.load(work / "queries.npy", allow_pickle=False)
    return [Asked(at, text, tokens(lists[at]), vectors[at]) for at, text in enumerate(texts)]
