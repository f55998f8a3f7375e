"""Speed and fidelity of the ways to run the default encoder on this CPU.

    python bench/encoder.py [--cache DIR] [--texts N] [--paths st,bf16,openvino,int8]

Prints for each path: passages a second at 64, 256 and 512 tokens with two threads, processor time for each (which can
be compared on a busy machine too), milliseconds a query, the lowest cosine to sentence-transformers in float32 on the
same texts, and the seconds a fresh process needs to its first vector. ``int8`` needs onnx, onnxscript and onnxruntime,
which the program itself does not use.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from index.e5_config import PROMPTS  # noqa: E402
from index.e5_model import prepare_model  # noqa: E402
from index.encoder import Encoder, Vectors  # noqa: E402

LENGTHS = (64, 256, 512)
QUERY = "关于加快推进既有住宅加装电梯工作的建议，现在进展如何？"
START = "from index.encoder_{module} import {name} as E; from pathlib import Path; E({folder}).queries(['{query}'])"


def main() -> None:
    options = _options()
    began = time.perf_counter()
    folder = prepare_model(options.cache)
    print(f"model ready in {time.perf_counter() - began:.1f} s: {folder}")
    texts = {length: _texts(folder, length, max(4, options.texts * 64 // length)) for length in LENGTHS}
    reference: dict[int, Vectors] = {}
    for name in options.paths.split(","):
        try:
            encoder = OPENERS[name](folder)
        except ImportError as error:
            print(f"{name:9} left out: {error}")
            continue
        _measure(name, encoder, texts, reference, folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=Path("~/.cache/dafu").expanduser())
    parser.add_argument("--texts", type=int, default=256, help="texts of 64 tokens; fewer of the longer ones")
    parser.add_argument("--paths", default=",".join(OPENERS))
    return parser.parse_args()


def _texts(folder: Path, length: int, count: int) -> list[str]:
    """``count`` runs of the sample corpus that have ``length`` tokens with prompt and special tokens."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    prose = "".join(path.read_text("utf-8") for path in sorted((ROOT / "corpus/sample").rglob("*.txt")))
    prompt = len(tokenizer.encode(PROMPTS["passage"]).ids)
    offsets = tokenizer.encode(prose, add_special_tokens=False).offsets
    step = length - prompt
    spans = [(offsets[a][0], offsets[a + step - 1][1]) for a in range(0, len(offsets) - step, step)]
    return [prose[a:b] for a, b in (spans * (count // len(spans) + 1))[:count]]


def _measure(
    name: str, encoder: Encoder, texts: dict[int, list[str]], reference: dict[int, Vectors], folder: Path
) -> None:
    speeds, work, cosines = [], [], []
    for length, given in texts.items():
        encoder.passages(given[:4])
        began, spent = time.perf_counter(), time.process_time()
        vectors = encoder.passages(given)
        speeds.append(len(given) / (time.perf_counter() - began))
        work.append((time.process_time() - spent) / len(given) * 1000)
        cosines.append(float((reference.setdefault(length, vectors) * vectors).sum(1).min()))
    encoder.queries([QUERY])
    began = time.perf_counter()
    for _ in range(20):
        encoder.queries([QUERY])
    query = (time.perf_counter() - began) / 20 * 1000
    rates = " / ".join(f"{speed:.0f}" for speed in speeds)
    costs = " / ".join(f"{cost:.1f}" for cost in work)
    fidelity = f"cosine ≥ {min(cosines):.5f}"
    print(
        f"{name:9} {rates:>16} a second  {costs:>20} CPU ms  query {query:5.1f} ms  {fidelity}  {_start(name, folder)}"
    )


def _start(name: str, folder: Path) -> str:
    """Seconds from an empty process to the first query's vector."""
    known = {
        "st": ("st", "StEncoder", repr(str(folder))),
        "openvino": ("fast", "FastEncoder", f"Path({str(folder)!r})"),
    }
    if name not in known:
        return ""
    module, class_name, argument = known[name]
    code = START.format(module=module, name=class_name, folder=argument, query=QUERY)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    return f"start {time.perf_counter() - began:.1f} s"


def _open_st(folder: Path) -> Encoder:
    from index.encoder_st import StEncoder

    return StEncoder(str(folder))


def _open_bf16(folder: Path) -> Encoder:
    from index.encoder_st import StEncoder

    return StEncoder(str(folder), "bf16")


def _open_openvino(folder: Path) -> Encoder:
    from index.encoder_fast import FastEncoder

    return FastEncoder(folder)


def _open_int8(folder: Path) -> Encoder:
    """onnxruntime with dynamic int8 weights, behind the fast path's own batching."""
    import onnxruntime  # type: ignore[import-not-found]
    import torch
    from onnxruntime.quantization import quantize_dynamic  # type: ignore[import-not-found]
    from transformers import BertModel

    from index.encoder_fast import FastEncoder

    work = Path(tempfile.mkdtemp(prefix="dafu-int8-"))
    network = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")

    class States(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.network(input_ids, attention_mask).last_hidden_state
            return states

    example = (torch.ones(2, 16, dtype=torch.int64), torch.ones(2, 16, dtype=torch.int64))
    axes = {0: "batch", 1: "tokens"}
    names = ["input_ids", "attention_mask"]
    torch.onnx.export(
        States().eval(), example, str(work / "f.onnx"), input_names=names, output_names=["states"], dynamo=False,
        dynamic_axes=dict.fromkeys((*names, "states"), axes), opset_version=17,
    )  # fmt: skip
    quantize_dynamic(work / "f.onnx", work / "q.onnx", per_channel=True)
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(str(work / "q.onnx"), settings)

    class Request:
        def infer(self, inputs: dict[str, Any]) -> list[Vectors]:
            states = session.run(None, inputs)[0]
            mask = inputs["attention_mask"][..., None].astype(np.float32)
            return [(states * mask).sum(1) / mask.sum(1)]

    encoder = FastEncoder(folder)
    encoder._request = Request()
    return encoder


OPENERS: dict[str, Callable[[Path], Encoder]] = {
    "st": _open_st,
    "bf16": _open_bf16,
    "openvino": _open_openvino,
    "int8": _open_int8,
}

if __name__ == "__main__":
    main()
