"""A deterministic encoder without a model, for unit tests: hashed character bigrams, summed and normalised."""

import hashlib
from collections.abc import Sequence

import numpy as np

from index.encoder import Vectors, clean_text

_DIMENSION = 64


class TinyEncoder:
    """Texts that share characters and bigrams come out near each other; nothing else is claimed."""

    name = "tiny"
    fingerprint = "tiny-1"
    dimension = _DIMENSION
    max_tokens = 512

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), _DIMENSION), np.float32)
        for row, text in enumerate(texts):
            for gram in _grams(clean_text(text, ())[: self.max_tokens]):
                digest = hashlib.blake2b(gram.encode(), digest_size=4).digest()
                vectors[row, digest[0] % _DIMENSION] += 1.0 if digest[1] & 1 else -1.0
            vectors[row, 0] += 1e-3  # an empty text, too, has a direction
        normal: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return normal


def _grams(text: str) -> list[str]:
    letters = "".join(text.split())
    return [*letters, *(letters[i : i + 2] for i in range(len(letters) - 1))]
