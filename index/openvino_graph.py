"""OpenVINO: a transformer with mean pooling as one graph, written once and compiled for the CPU.

Importing ``openvino`` reports the import to its maker over the network as soon as ``openvino_telemetry`` is
installed, which it always is. A program for confidential files must not do that, so the reporting package is hidden
before the first import; OpenVINO then uses its own silent stand-in. Import OpenVINO through this module only.
"""

import sys
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

INPUTS = ("input_ids", "attention_mask")


def has_openvino() -> bool:
    return find_spec("openvino") is not None


def load_openvino() -> Any:
    """The module ``openvino``, with its usage reporting switched off."""
    # ``None`` makes every later import of the name fail, which openvino.tools.ovc expects and handles.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    return openvino


def write_graph(model: Path, target: Path) -> None:
    """Trace the model folder's network with pooling and normalisation and save it with float16 weights.

    Inputs ``input_ids`` and ``attention_mask``, both int64 ``(batch, tokens)``; output float32
    ``(batch, hidden)`` of length one. The weights come from 4-bit blocks, so float16 loses nothing that matters.
    """
    import torch
    from transformers import BertModel
    from transformers.utils import logging

    openvino = load_openvino()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    network = BertModel.from_pretrained(model, add_pooling_layer=False, attn_implementation="sdpa")

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = network

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states = self.network(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1)
            return torch.nn.functional.normalize(mean, dim=-1)

    example = tuple(torch.ones(2, 16, dtype=torch.int64) for _ in INPUTS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of branches that do not depend on batch or length
        graph = openvino.convert_model(
            Pooled().eval(), example_input=example, input=[(name, [-1, -1], np.int64) for name in INPUTS]
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    openvino.save_model(graph, target, compress_to_fp16=True)


def compile_graph(graph: Path, threads: int) -> Any:
    """The graph compiled for this CPU, in bfloat16 where the processor computes in it, else in float32.

    The latency hint serves queries and bulk work alike: with padded batches of about 2,000 tokens it was as fast
    as the throughput hint, and one compiled copy takes half the memory of two.
    """
    core = load_openvino().Core()
    fast = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    settings = {
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": "bf16" if fast else "f32",
        "INFERENCE_NUM_THREADS": threads,
    }
    return core.compile_model(graph, "CPU", settings)
