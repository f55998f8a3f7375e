"""An encoder that remembers its last questions: a letter asks the same ones of the search and of relevance."""

from collections.abc import Callable, Sequence

import numpy as np

from index.begun import Beginner
from index.encoder import Encoder, Vectors

_MOST = 512


class Remembered:
    """``encoder`` with the vectors of its last questions kept. For one thread at a time, as the workbench uses it."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        self.dimension, self.max_tokens = encoder.dimension, encoder.max_tokens
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.passages(texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return self._encoder.queries(texts)
        held = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in dict.fromkeys(texts) if text not in held]
        if new:
            vectors = self._encoder.queries(new)
            held.update(zip(new, vectors, strict=True))
            self._keep(new, vectors)
        return np.stack([held[text] for text in texts])

    def begin_queries(self, texts: Sequence[str]) -> Callable[[], Vectors]:
        """As :class:`index.begun.Beginner`; what is known already is not begun again."""
        asked = tuple(texts)
        if all(text in self._known for text in asked) or not isinstance(self._encoder, Beginner):
            return lambda: self.queries(asked)
        finish = self._encoder.begin_queries(asked)

        def kept() -> Vectors:
            vectors = finish()
            self._keep(asked, vectors)
            return vectors

        return kept

    def _keep(self, texts: Sequence[str], vectors: Vectors) -> None:
        if len(self._known) + len(texts) > _MOST:
            self._known.clear()
        self._known.update(zip(texts, vectors, strict=True))
