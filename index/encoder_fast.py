"""The default model on OpenVINO: the fastest CPU path measured, without torch in the process.

Measured by ``bench/encoder.py`` on two Xeon cores with AMX: passages a second at 64 / 256 / 512 tokens (from processor
time, two threads), lowest cosine to the first line on the same texts, seconds from an empty process to a vector.

====================================  ===============  =======  =====
sentence-transformers, torch float32   84 /  18 /   8  1        8
sentence-transformers, torch bfloat16  303 / 54 /  21  0.99996  8
onnxruntime, dynamic int8             110 /  20 /   8  0.99484
OpenVINO, bfloat16 (this module)      313 /  61 /  24  0.99998  1.4
====================================  ===============  =======  =====

A query takes 4 ms where nothing else runs. OpenVINO wins on all three counts; int8 also falls short of the cosine of
0.999 that a test holds this path to. Without bfloat16 in the processor OpenVINO computes in float32, 91 / 20 / 9.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.e5_config import PROMPTS
from index.e5_model import GRAPH, model_manifest
from index.encoder import Vectors, clean_text
from index.openvino_graph import INPUTS, compile_graph

_THREADS = 2
_STEP = 16  # lengths are padded to multiples of this: the engine prepares its kernels once a shape
_BATCH_TOKENS = 2048  # tokens in a batch, padding included; larger ones fall out of the processor's cache


class FastEncoder:
    """Encodes with the OpenVINO graph beside the model; see :class:`index.encoder.Encoder`."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = _open_tokenizer(folder / "tokenizer.json")
        self._special = tuple(t.content for t in self._tokenizer.get_added_tokens_decoder().values())
        self._pad = self._tokenizer.token_to_id("<pad>")
        self._network = compile_graph(folder / GRAPH, min(_THREADS, os.cpu_count() or 1))
        self._request = self._network.create_infer_request()
        self._busy = threading.Lock()
        self._idle: deque[Any] = deque()  # requests that began questions and have finished
        manifest = model_manifest(folder)
        self.name: str = manifest["name"]
        self.fingerprint: str = manifest["fingerprint"]
        self.dimension: int = self._network.output(0).partial_shape[1].get_length()
        self.max_tokens: int = self._tokenizer.truncation["max_length"]

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, PROMPTS["passage"])

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, PROMPTS["query"])

    def begin_queries(self, texts: Sequence[str]) -> Callable[[], Vectors]:
        """Start encoding questions in the background; see :class:`index.begun.Beginner`.

        Only a question by itself is begun, several are encoded when they are asked for. Each has a request of its own,
        so that one that nobody waits for holds up no other.
        """
        if len(texts) != 1:
            return lambda: self.queries(texts)
        ids, mask = _padded(self._tokens(texts, PROMPTS["query"]), self._pad)
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._network.create_infer_request()
        request.start_async(dict(zip(INPUTS, (ids, mask), strict=True)))

        def finish() -> Vectors:
            request.wait()
            vectors: Vectors = request.get_output_tensor(0).data.copy()
            self._idle.append(request)
            return _normal(vectors)

        return finish

    def _tokens(self, texts: Sequence[str], prompt: str) -> list[list[int]]:
        # One text at a time: the library's batch call starts a thread for every core of the machine.
        return [self._tokenizer.encode(prompt + clean_text(text, self._special)).ids for text in texts]

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        tokens = self._tokens(texts, prompt)
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for rows in _batches([len(t) for t in tokens]):
            ids, mask = _padded([tokens[row] for row in rows], self._pad)
            with self._busy:  # a request serves one caller at a time, and both threads are its own
                vectors[rows] = self._request.infer(dict(zip(INPUTS, (ids, mask), strict=True)))[0]
        return _normal(vectors)


def _normal(vectors: Vectors) -> Vectors:
    normal: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normal


def _open_tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows grouped by length, shortest first, so that little is computed on padding."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * _padded_length(lengths[row]) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _padded_length(length: int) -> int:
    return -(-length // _STEP) * _STEP


def _padded(tokens: Sequence[Sequence[int]], pad: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    width = _padded_length(max(map(len, tokens)))
    ids = np.full((len(tokens), width), pad, np.int64)
    mask = np.zeros_like(ids)
    for row, sequence in enumerate(tokens):
        ids[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return ids, mask
