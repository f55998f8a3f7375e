"""What is known of a candidate into one relevance, and a relevance into a score. All values lie in ``fuse.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float32]

SIGNS = (
    "meaning",
    "adapted",
    "words",
    "bigrams",
    "lead_words",
    "lead_bigrams",
    "held_words",
    "held_bigrams",
    "size",
)
"""What is known of a candidate, in the order of the columns; ``fuse.toml`` tells what each one is."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``signs`` and ``constant`` for the shortest queries and what the longest add: shapes ``(2, signs)``, ``(2,)``."""

    signs: Values
    constant: Values


@dataclass(frozen=True, slots=True)
class Fusion:
    """The settings of ``fuse.toml``, explained there."""

    by_words: int
    by_vectors: int
    adapted: Weights
    plain: Weights
    lexical: Weights
    short: float
    long: float
    least_deviation: float
    middle: float
    spread: float
    named_from: float
    named_passages: int


@cache
def fusion() -> Fusion:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return Fusion(
        by_words=data["candidates"]["words"],
        by_vectors=data["candidates"]["vectors"],
        adapted=_weights(data["weights"]["adapted"]),
        plain=_weights(data["weights"]["plain"]),
        lexical=_weights(data["weights"]["lexical"]),
        **data["queries"],
        **data["score"],
        named_passages=data["named"]["passages"],
    )


def _weights(table: Mapping[str, Any]) -> Weights:
    nothing = (0.0, 0.0)
    signs = np.array([table.get(name, nothing) for name in SIGNS], np.float32)
    return Weights(np.ascontiguousarray(signs.T), np.array(table["constant"], np.float32))


def length_of(text: str) -> float:
    """How long a query is, from 0 (a topic, a question) to 1 (a whole proposal or message)."""
    settings = fusion()
    return min(max(log(max(len(text), 1) / settings.short) / log(settings.long / settings.short), 0.0), 1.0)


@lru_cache(256)
def weights_for(length: float) -> tuple[Values, Values]:
    """Weights and constants for a query of this length, shapes ``(3, signs)`` and ``(3,)``: for candidates without a
    vector, with one of any encoder, and with one that something was learned for.

    They give about the same relevance: a passage whose vector is not there yet is neither hidden nor preferred.
    """
    signs, constants = _stacked()
    return signs[0] + np.float32(length) * signs[1], constants[0] + np.float32(length) * constants[1]


@cache
def _stacked() -> tuple[Values, Values]:
    settings = fusion()
    three = (settings.lexical, settings.plain, settings.adapted)
    return np.stack([one.signs for one in three], 1), np.stack([one.constant for one in three], 1)


def score(relevance: float, named: bool) -> float:
    """A relevance as 0…1, rising with it; a named passage stands above every other."""
    settings = fusion()
    share = 1 / (1 + exp(min(max((settings.middle - relevance) / settings.spread, -60.0), 60.0)))
    low, high = (settings.named_from, 1.0) if named else (0.0, settings.named_from)
    return low + share * (high - low)
