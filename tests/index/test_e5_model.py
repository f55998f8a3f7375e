"""The default model's folder: made once, the same every time, made anew when damaged."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from corpus.errors import UnusableInput
from index import e5_model
from index.e5_model import MANIFEST, model_manifest, prepare_model
from index.e5_weights import read_weights, weights_file
from index.seal import combined_digest, seal_folder

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "tools" / "dequant.py"


def reference_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_dequant", REFERENCE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_same_weights_give_the_same_bytes(model_folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    e5_model._write_model(read_weights(weights_file()), again)
    sealed = seal_folder(again)
    manifest = model_manifest(model_folder)
    assert sealed == {name: digest for name, digest in manifest["files"].items() if not name.startswith("openvino/")}
    assert manifest["fingerprint"] == combined_digest(sealed)


def test_the_vocabulary_is_that_of_chinese_text(model_folder: Path) -> None:
    config = json.loads((model_folder / "config.json").read_text("utf-8"))
    assert config["vocab_size"] == 134_390


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference converter lies beside the repository only")
def test_weights_equal_the_reference_converter(model_folder: Path) -> None:
    from safetensors.numpy import load_file

    tool = reference_tool()
    config, tokens, tensors = tool.parse(str(weights_file()))
    state = tool.hf_state(config, tensors)
    tool.prune(config, tokens, state)
    own = load_file(model_folder / "model.safetensors")
    assert own.keys() == state.keys()
    assert all(np.array_equal(own[name], state[name]) for name in own)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stands a small file in for the conversion; the list counts how often it ran."""
    made: list[Path] = []

    def write(_weights: object, folder: Path) -> None:
        folder.mkdir()
        (folder / "model.safetensors").write_bytes(b"weights")
        made.append(folder)

    monkeypatch.setattr(e5_model, "_write_model", write)
    monkeypatch.setattr(e5_model, "_write_graph", lambda folder: None)
    return made


def test_made_once(quick: list[Path], tmp_path: Path) -> None:
    assert prepare_model(tmp_path) == prepare_model(tmp_path)
    assert len(quick) == 1


@pytest.mark.parametrize("damage", ["bytes", "missing", "manifest", "not an object"])
def test_a_damaged_folder_is_made_anew(quick: list[Path], tmp_path: Path, damage: str) -> None:
    folder = prepare_model(tmp_path)
    match damage:
        case "bytes":
            (folder / "model.safetensors").write_bytes(b"weighty")
        case "missing":
            (folder / "model.safetensors").unlink()
        case "manifest":
            (folder / MANIFEST).write_text("{", "utf-8")
        case _:
            (folder / MANIFEST).write_text("[]", "utf-8")
    assert prepare_model(tmp_path) == folder
    assert (folder / "model.safetensors").read_bytes() == b"weights"
    assert len(quick) == 2


def test_leftovers_of_a_stopped_run_are_no_obstacle(quick: list[Path], tmp_path: Path) -> None:
    leftover = tmp_path / "encoder" / ".e5-small-zh.making"
    leftover.mkdir(parents=True)
    (leftover / "half").write_bytes(b"")
    folder = prepare_model(tmp_path)
    assert not leftover.exists() and not (folder / "half").exists()


def test_a_cache_that_cannot_be_written_is_named(quick: list[Path], tmp_path: Path) -> None:
    (tmp_path / "encoder").write_text("a file in the way", "utf-8")
    with pytest.raises(UnusableInput, match=r"encoder.*DAFU_CACHE"):
        prepare_model(tmp_path)
