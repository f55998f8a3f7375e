"""What turns text into vectors, and how one is chosen."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.progress import Progress, silent

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """A sentence encoder. Vectors are float32, of shape ``(texts, dimension)`` and of length one.

    ``fingerprint`` changes whenever vectors of the same text may differ in meaning; engines that compute the same
    network share it. Text beyond ``max_tokens`` is cut.
    """

    @property
    def name(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    @property
    def max_tokens(self) -> int: ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        ...


def clean_text(text: str, special: Sequence[str]) -> str:
    """The text as an encoder may see it.

    NUL (cuts the text in some engines) becomes a space, lone surrogates (not encodable) U+FFFD, and strings that the
    tokenizer would take for its special tokens are broken by a space, so that nobody's text can end a passage.
    """
    text = text.replace("\0", " ")
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for token in special:
        if token in text:
            text = text.replace(token, f"{token[0]} {token[1:]}")
    return text


def open_encoder(spec: str, cache: Path, progress: Progress = silent) -> Encoder:
    """The encoder that a setting names: ``default``, ``tiny`` (tests only), a folder, or a model's name.

    ``default`` is made below ``cache`` on first use (about ten seconds) and runs on OpenVINO where that is
    installed, else on sentence-transformers.

    Raises:
        UnusableInput: the model cannot be made or loaded.
    """
    if spec == "tiny":
        from index.encoder_tiny import TinyEncoder

        return TinyEncoder()
    if spec != "default":
        from index.encoder_st import StEncoder

        return StEncoder(spec)
    from index.e5_model import GRAPH, prepare_model
    from index.openvino_graph import has_openvino

    folder = prepare_model(cache, progress)
    if has_openvino() and (folder / GRAPH).is_file():
        from index.encoder_fast import FastEncoder

        return FastEncoder(folder)
    from index.encoder_st import StEncoder

    return StEncoder(str(folder))
