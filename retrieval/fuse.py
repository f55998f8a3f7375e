"""Several legs into one relevance, and a relevance into a score. The formula's values lie in ``fuse.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fusion:
    """The settings of ``fuse.toml``, explained there."""

    depth: int
    dense: float
    words: float
    bigrams: float
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
        **data["weights"],
        **data["score"],
        named_passages=data["named"]["passages"],
    )


def standing_out(cosines: Values, background: Values) -> Values:
    """z-scores of cosines against those of arbitrary passages (``background``); NaN stays NaN."""
    if not len(background):
        return np.full(len(cosines), np.nan, np.float32)
    deviation = max(float(background.std()), fusion().least_deviation)
    z: Values = (cosines - background.mean()) / np.float32(deviation)
    return z


def relevance(z: Values, words: Values, bigrams: Values) -> Values:
    """One number a candidate, from its z-score and its shares of the query's words and bigrams (0…1).

    A passage whose vector is not there yet (NaN) counts its lexical part twice, which is about what the vector of a
    passage with these words adds: it is neither hidden nor preferred until the index is complete.
    """
    settings = fusion()
    lexical = settings.words * np.sqrt(words) + settings.bigrams * np.sqrt(bigrams)
    fused: Values = np.where(np.isnan(z), 2 * lexical, settings.dense * z + lexical).astype(np.float32)
    return fused


def score(value: float, named: bool) -> float:
    """A relevance as 0…1, rising with it; a named passage stands above every other."""
    settings = fusion()
    share = float(1 / (1 + np.exp((settings.middle - value) / settings.spread)))
    low, high = (settings.named_from, 1.0) if named else (0.0, settings.named_from)
    return low + share * (high - low)
