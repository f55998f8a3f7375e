"""What is known of a candidate into one relevance, and a relevance into a score. All values lie in ``fuse.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
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

_MEANING, _ADAPTED = SIGNS.index("meaning"), SIGNS.index("adapted")


@dataclass(frozen=True, slots=True)
class Weights:
    """``signs`` and ``constant`` for the shortest queries and what the longest add: shapes ``(2, signs)``, ``(2,)``."""

    signs: Values
    constant: Values

    def of(self, signs: Values, length: float) -> Values:
        """The weighted sums, shape ``(n,)``."""
        share = np.array([1, length], np.float32)
        sums: Values = signs @ (share @ self.signs) + share @ self.constant
        return sums


@dataclass(frozen=True, slots=True)
class Fusion:
    """The settings of ``fuse.toml``, explained there."""

    depth: int
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
        depth=data["candidates"]["depth"],
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
    return float(np.clip(np.log(max(len(text), 1) / settings.short) / np.log(settings.long / settings.short), 0, 1))


def standing_out(cosines: Values, background: Values) -> Values:
    """z-scores of cosines against those of arbitrary passages (``background``); NaN stays NaN."""
    if not len(background):
        return np.full(len(cosines), np.nan, np.float32)
    deviation = max(float(background.std()), fusion().least_deviation)
    z: Values = (cosines - background.mean()) / np.float32(deviation)
    return z


def relevance(signs: Values, length: float) -> Values:
    """One number a candidate: ``signs`` has the shape ``(n, len(SIGNS))``, ``length`` is the query's.

    Where a vector is not there yet, or the encoder is one that nothing was learned for (NaN), other weights hold,
    which give about the same relevance: such a passage is neither hidden nor preferred.
    """
    settings = fusion()
    known = np.nan_to_num(signs)
    lexical, plain, adapted = (w.of(known, length) for w in (settings.lexical, settings.plain, settings.adapted))
    without = np.where(np.isnan(signs[:, _MEANING]), lexical, plain)
    fused: Values = np.where(np.isnan(signs[:, _ADAPTED]), without, adapted).astype(np.float32)
    return fused


def scores(values: Values, named: bool) -> Values:
    """Relevances as 0…1, rising with them; a named passage stands above every other."""
    settings = fusion()
    shares = 1 / (1 + np.exp(np.clip((settings.middle - values) / settings.spread, -60, 60)))
    low, high = (settings.named_from, 1.0) if named else (0.0, settings.named_from)
    scored: Values = (low + shares * (high - low)).astype(np.float32)
    return scored
