"""The default encoder's vectors, compared as this field needs it.

A sentence encoder's cosines are compressed and crowded: much of every vector is common to all, and the rest is not laid
out for messages and the answers they got. Here a passage is compared, after the middle of its index is taken from it,
with a vector made of the query by a learned matrix. As the matrix acts on the query alone, nothing is stored beside the
passages' own vectors, and a candidate costs no more than its cosine.

``adapt.npz`` is made by ``python -m bench.learn_fusion`` and holds for one encoder only; with another one search goes
on without it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float32]

_STANDING = 500
"""So many vectors of its own make an index's middle count as much as the middle that was learned."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """``passages`` is the middle of passages, shape ``(d,)``; ``queries`` that of short queries and what is added for
    the longest, ``(2, d)``; ``matrices`` and ``priors``, ``(k, d, d)`` and ``(k, d)``, make the aim of a query: of the
    powers of its length (0 … 1) the ``k`` first."""

    passages: Values
    queries: Values
    matrices: NDArray[np.float16]
    priors: Values

    def middle(self, vectors: Values, count: int) -> Values:
        """The middle of an index of ``count`` passages from a sample of their vectors, or its mean alone; of a small
        one rather the learned middle, since a few passages of one subject must not lose their subject."""
        if not count or not len(vectors):
            return self.passages
        mixed: Values = (vectors.mean(0) * count + self.passages * _STANDING) / np.float32(count + _STANDING)
        return mixed

    def aim(self, query: Values, length: float) -> Values:
        """What passages are compared with for a query's vector, shape ``(d,)``."""
        from retrieval.leg_kernels import aim_of

        aim: Values = aim_of(query, self.queries, self.matrices.view(np.uint16), self.priors, length)
        return aim


@cache
def open_adapter(fingerprint: str) -> Adapter | None:
    """What was learned for the encoder of this fingerprint, if it was learned for it."""
    path = Path(__file__).with_name("adapt.npz")
    if not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as data:
        if str(data["fingerprint"]) != fingerprint:
            return None
        passages, queries, priors = (data[name].astype(np.float32) for name in ("passages", "queries", "priors"))
        return Adapter(passages, queries, data["matrices"].astype(np.float16), priors)
