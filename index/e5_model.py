"""The default model as an ordinary sentence-transformers folder, made once from the package's weights.

``SentenceTransformer(folder)`` loads it: a ``BertModel`` in safetensors, a fast tokenizer, mean pooling and
normalisation, and the prompts ``query: `` and ``passage: ``. The same weights file always gives the same bytes.
Beside it lies the same network as an OpenVINO graph, for the fast path (:mod:`index.encoder_fast`).
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import DamagedIndex, UnusableInput
from corpus.progress import Progress, silent
from index.e5_config import configuration
from index.e5_tokenizer import build_tokenizer, chinese_pieces
from index.e5_weights import E5Weights, read_weights, weights_file
from index.seal import check_seal, combined_digest, file_digest, seal_folder, sync

MANIFEST = "dafu-model.json"
GRAPH = "openvino/model.xml"
_NAME = "e5-small-zh"
_FORMAT = 1
_STEP = "准备编码模型"

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def prepare_model(cache: Path, progress: Progress = silent) -> Path:
    """The folder of the default model below ``cache``; made when missing, made anew when damaged.

    The folder appears at once, complete, by a rename; an interrupted run leaves only a temporary folder that the
    next run removes. Several processes may ask at the same time.

    Raises:
        UnusableInput: the weights are not installed or not readable, or the folder cannot be written.
    """
    from filelock import FileLock

    folder = cache / "encoder" / _NAME
    if _is_sound(folder):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / f".{_NAME}.lock"):
            if not _is_sound(folder):
                _make(folder, progress)
    except OSError as error:
        raise UnusableInput(
            f"编码模型写不进 {folder.parent}（{error.strerror or error}）。"
            "请检查磁盘空间（约需 500 MB）和文件夹权限，或用 DAFU_CACHE 换一个位置。"
        ) from error
    return folder


def model_manifest(folder: Path) -> Mapping[str, Any]:
    """The manifest of a folder that :func:`prepare_model` made; empty for any other folder."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _is_sound(folder: Path) -> bool:
    manifest = model_manifest(folder)
    if manifest.get("format") != _FORMAT:
        return False
    try:
        check_seal(folder, manifest["files"])
    except DamagedIndex:
        return False
    return True


def _make(folder: Path, progress: Progress) -> None:
    source = weights_file()
    temporary = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(temporary, ignore_errors=True)
    progress(_STEP, 0, 3)
    _write_model(read_weights(source), temporary)
    progress(_STEP, 1, 3)
    model_files = seal_folder(temporary)
    _write_graph(temporary)
    progress(_STEP, 2, 3)
    manifest = {
        "format": _FORMAT,
        "name": _NAME,
        "base": "intfloat/multilingual-e5-small",
        "licence": "MIT",
        "source": source.name,
        "source_sha256": file_digest(source),
        "fingerprint": combined_digest(model_files),
        "files": seal_folder(temporary),
    }
    _dump(manifest, temporary / MANIFEST)
    sync(temporary / MANIFEST)
    shutil.rmtree(folder, ignore_errors=True)
    temporary.rename(folder)
    sync(folder.parent)
    progress(_STEP, 3, 3)


def _write_graph(folder: Path) -> None:
    from index.openvino_graph import has_openvino, write_graph

    if not has_openvino():
        return
    try:
        write_graph(folder, folder / GRAPH)
    except RuntimeError as error:  # OpenVINO's only error, a full disk included
        raise UnusableInput(f"编码模型的加速文件写不进 {folder.parent}（{error}）。请检查磁盘空间后再试。") from error


def _write_model(weights: E5Weights, folder: Path) -> None:
    from safetensors.numpy import save_file

    folder.mkdir(parents=True)
    kept = chinese_pieces(weights.pieces)
    state = _state(weights, kept)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    build_tokenizer(weights.pieces, kept.tolist(), weights.shape.positions).save(str(folder / "tokenizer.json"))
    for name, content in configuration(weights.shape, len(kept), weights.pieces.pad).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        _dump(content, path)


def _state(weights: E5Weights, kept: NDArray[np.int64]) -> dict[str, NDArray[np.float32]]:
    hidden = weights.shape.hidden
    state = {
        "embeddings.word_embeddings.weight": weights.tensor("emb.word", hidden, kept),
        "embeddings.position_embeddings.weight": weights.tensor("emb.pos", hidden),
        "embeddings.token_type_embeddings.weight": weights.tensor("emb.type", hidden),
        "embeddings.LayerNorm.weight": weights.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.tensor("emb.ln.b"),
        # The package leaves the unused pooler out; zeros keep every load the same and its report empty.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    for layer in range(weights.shape.layers):
        for short, name in _LAYER_NAMES.items():
            bias = weights.tensor(f"l{layer}.{short}.b")
            values = weights.tensor(f"l{layer}.{short}.w")
            matrix = values if short.endswith("ln") else values.reshape(bias.size, -1)
            state[f"encoder.layer.{layer}.{name}.weight"] = matrix
            state[f"encoder.layer.{layer}.{name}.bias"] = bias
    return state


def _dump(content: object, path: Path) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")
