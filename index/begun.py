"""Questions whose encoding goes on while the rest of a search is prepared."""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from index.encoder import Encoder, Vectors


@runtime_checkable
class Beginner(Protocol):
    """An encoder that can work in the background, on threads of its own."""

    def begin_queries(self, texts: Sequence[str]) -> Callable[[], Vectors]:
        """Start encoding questions; what is given waits for their vectors, and is called once."""
        ...


class Begun:
    """An encoder that has begun with ``texts`` as soon as it is made, if it can; else it encodes when asked.

    Asked for any other questions or for passages it does as the encoder does.
    """

    def __init__(self, encoder: Encoder, texts: Sequence[str]) -> None:
        self.name, self.fingerprint = encoder.name, encoder.fingerprint
        self.dimension, self.max_tokens = encoder.dimension, encoder.max_tokens
        self._encoder, self._texts = encoder, tuple(texts)
        self._finish = encoder.begin_queries(self._texts) if isinstance(encoder, Beginner) else None

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.passages(texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        finish, self._finish = self._finish, None
        if finish is None or tuple(texts) != self._texts:
            return self._encoder.queries(texts)
        return finish()
