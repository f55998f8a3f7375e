"""Any sentence-transformers model, by the name of a hub or the path of a folder."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from corpus.errors import UnusableInput
from index.e5_model import model_manifest
from index.encoder import Vectors, clean_text

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_THREADS = 2
_HUB_SECONDS = 5


class StEncoder:
    """Encodes with sentence-transformers on torch; see :class:`index.encoder.Encoder`.

    The model's own prompts are used where its configuration defines them (for queries and for documents).
    ``precision`` ``bf16`` doubles the speed where the processor computes in bfloat16 and is ignored where it does
    not; its vectors lie a little further from float32, so the fingerprint differs.

    Raises:
        UnusableInput: no such folder, or neither stored on this machine nor to be had from the model hub.
    """

    def __init__(self, model: str, precision: Literal["fp32", "bf16"] = "fp32") -> None:
        import torch

        torch.set_num_threads(min(_THREADS, torch.get_num_threads()))
        lowered = precision == "bf16" and _computes_in_bf16()
        self._model = _load(model, torch.bfloat16 if lowered else torch.float32)
        self._special = tuple(self._model.tokenizer.all_special_tokens)
        self.name = model
        own = model_manifest(Path(model)).get("fingerprint") or _weights_digest(self._model)
        self.fingerprint: str = own + ("+bf16" if lowered else "")
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.max_tokens = int(self._model.max_seq_length or 512)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._normal(self._model.encode_document, texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._normal(self._model.encode_query, texts)

    def _normal(self, encode: Any, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        cleaned = [clean_text(text, self._special) for text in texts]
        vectors = np.asarray(encode(cleaned, show_progress_bar=False, convert_to_numpy=True), np.float32)
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        normal: Vectors = vectors / np.maximum(length, np.finfo(np.float32).tiny)
        return normal


def _computes_in_bf16() -> bool:
    import torch

    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16") or able.get("bf16"))


def _load(model: str, dtype: Any) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    options: dict[str, Any] = {"device": "cpu", "model_kwargs": {"dtype": dtype}}
    try:
        return SentenceTransformer(model, local_files_only=True, **options)
    except (OSError, ValueError) as error:
        is_folder = Path(model).exists() or model.startswith((".", "/", "~")) or "\\" in model
        if is_folder or not _hub_knows(model):
            raise UnusableInput(_unusable(model, is_folder)) from error
    try:
        return SentenceTransformer(model, **options)
    except (OSError, ValueError) as error:
        raise UnusableInput(_unusable(model, False)) from error


def _hub_knows(model: str) -> bool:
    """One quick question to the model hub: loading straight away retries for over a minute when offline."""
    from huggingface_hub import HfApi

    try:
        HfApi().model_info(model, timeout=_HUB_SECONDS)
    except Exception:  # whatever keeps the hub from answering, the model cannot be fetched
        return False
    return True


def _unusable(model: str, is_folder: bool) -> str:
    if is_folder:
        what = f"文件夹“{model}”里没有可用的 sentence-transformers 模型"
    else:
        what = f"编码模型“{model}”载入不了：本机没有存过这个模型，也没能从模型站取到"
    return f"{what}。请把 DAFU_ENCODER 改为 default，或改成本机模型文件夹的路径。"


def _weights_digest(model: "SentenceTransformer") -> str:
    """SHA-256 over every parameter's name and bytes: the same network has the same digest wherever it lies."""
    import torch

    digest = hashlib.sha256()
    for name, values in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(values.contiguous().view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()
