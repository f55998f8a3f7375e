"""Learns how search weighs what it knows of a candidate: ``retrieval/adapt.npz`` and the weights of ``fuse.toml``.

    python -m bench.learn_fusion ../shared/bench/replies ../shared/bench/regulations ../shared/bench/statutes

Every candidate of every query is described by the program's own search (``retrieval.legs``). A softmax over a query's
candidates is fitted to its judgements (ListNet: Cao et al. 2007), first with the signs alone, then together with a
matrix and a prior that act on the vectors, both pulled to zero. Quality is told by cross-validation in five parts;
no two parts share a wanted document, nor a title where titles are shared. ``--write`` learns from all queries and
writes both files; ``--log`` writes the figures of all trials.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from bench.fusion_model import Learned, Trial, cross_validate, judge, learn, values_of
from bench.fusion_parts import (
    ADAPTED,
    LEXICAL,
    MEANING,
    Floats,
    Part,
    centre,
    describe,
    likeness,
    standardise,
    whitening,
)
from index.encoder import Encoder, open_encoder
from retrieval.fuse import SIGNS
from retrieval.measures import Quality

ROOT = Path(__file__).resolve().parent.parent

EVERY = (MEANING, ADAPTED, *LEXICAL)
TRIALS = (
    Trial("words and pairs of characters", LEXICAL),
    Trial("and the cosine", (MEANING, *LEXICAL)),
    Trial("and the evened vectors", EVERY),
    Trial("and one matrix", EVERY, 1),
    Trial("and a second matrix by length", EVERY, 2),
    Trial("and the mean of three runs", EVERY, 2, runs=3),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="BEIR_FOLDER")
    parser.add_argument("--cache", type=Path, default=Path("~/.cache/dafu").expanduser())
    parser.add_argument("--trials", type=int, nargs="*", default=[], help="numbers of the trials to cross-validate")
    parser.add_argument("--log", type=Path, help="append the figures here, as a Markdown table")
    parser.add_argument("--write", action="store_true", help="learn from all queries and write the files")
    options = parser.parse_args()
    torch.set_num_threads(1)
    encoder = open_encoder("default", options.cache)
    parts = [describe(folder, encoder, options.cache) for folder in options.folders]
    passages, queries = centre(parts)
    even = whitening(parts)
    for part in parts:
        part.signs[:, :, ADAPTED] = np.where(part.mask, likeness(part, even), 0)
    norm = standardise(parts)
    for number in options.trials:
        _tell(parts, TRIALS[number].name, cross_validate(parts, TRIALS[number], norm), options.log)
    if options.write:
        write(parts, norm, even, (passages, queries), encoder)


def _tell(parts: Sequence[Part], name: str, found: Sequence[Quality], log: Path | None) -> None:
    cells = [f"{q.ndcg_10:.4f} / {q.recall_100:.4f}" for q in found]
    print(name, *(f"{part.bench.name} {cell}" for part, cell in zip(parts, cells, strict=True)), sep="; ", flush=True)
    if log is not None:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"| {name} | {' | '.join(cells)} |\n")


def write(
    parts: Sequence[Part],
    norm: tuple[Floats, Floats],
    even: Floats,
    middles: tuple[Floats, Floats],
    encoder: Encoder,
) -> None:
    """Learn from everything and write ``adapt.npz`` and the weights of ``fuse.toml``."""
    everything = [np.ones(len(part.rows), np.bool_) for part in parts]
    tables: dict[str, Any] = {}
    target: list[Floats] = [_reference(part) for part in parts]
    for name, trial in (("adapted", TRIALS[4]), ("plain", TRIALS[1]), ("lexical", TRIALS[0])):
        learned = learn(parts, everything, trial, norm)
        values = [values_of(p, np.arange(len(p.rows)), trial, norm, learned) for p in parts]
        _tell(
            parts,
            f"all queries, {name}",
            [judge(p, np.arange(len(p.rows)), v) for p, v in zip(parts, values, strict=True)],
            None,
        )
        slope, constant = _fit(parts, values, target)
        target = [_calibrated(p, v, slope, constant) for p, v in zip(parts, values, strict=True)]
        tables[name] = _table(trial, learned, norm, slope, constant)
        if trial.matrices:
            _write_adapter(learned, tables[name], even, middles, slope, encoder)
    _write_weights(tables)


def _reference(part: Part) -> Floats:
    """The scale that thresholds and boosts were chosen on: the z-score and 4.5 times the root of each share."""
    words, bigrams = SIGNS.index("words"), SIGNS.index("bigrams")
    reference: Floats = part.signs[:, :, MEANING] + 4.5 * (part.signs[:, :, words] + part.signs[:, :, bigrams])
    return reference


def _fit(parts: Sequence[Part], values: Sequence[Floats], target: Sequence[Floats]) -> tuple[float, Floats]:
    """Least squares of the target over each query's ten best values: slope, and constant with what length adds."""
    design, wanted = [], []
    for part, found, aim in zip(parts, values, target, strict=True):
        best = np.argsort(-np.where(part.mask, found, -np.inf), axis=1)[:, :10]
        ten, goal = np.take_along_axis(found, best, 1).ravel(), np.take_along_axis(aim, best, 1).ravel()
        long, share = np.repeat(part.lengths, 10), 1 / np.sqrt(len(ten))
        design.append(np.stack([ten, np.ones_like(ten), long], 1) * share)
        wanted.append(goal * share)
    slope, *constant = np.linalg.lstsq(np.concatenate(design), np.concatenate(wanted), rcond=None)[0].tolist()
    return float(slope), np.array(constant, np.float32)


def _calibrated(part: Part, values: Floats, slope: float, constant: Floats) -> Floats:
    calibrated: Floats = slope * values + (constant[0] + part.lengths * constant[1])[:, None]
    return calibrated


def _table(
    trial: Trial, learned: Learned, norm: tuple[Floats, Floats], slope: float, constant: Floats
) -> Mapping[str, list[float]]:
    """The weights of the signs as they are, on the calibrated scale."""
    count, table = len(trial.columns), {}
    offset = constant.astype(np.float64)
    for at, column in enumerate(trial.columns):
        pair = slope * np.array([learned.weights[at], learned.weights[count + at]]) / norm[1][column]
        offset = offset - pair * norm[0][column]
        table[SIGNS[column]] = [round(float(one), 4) for one in pair]
    return {**table, "constant": [round(float(one), 4) for one in offset]}


def _write_adapter(
    learned: Learned,
    table: dict[str, list[float]],
    even: Floats,
    middles: tuple[Floats, Floats],
    slope: float,
    encoder: Encoder,
) -> None:
    """Everything that acts on the vectors in one: the sign becomes what the matrices give, with the weight one."""
    first, second = slope * learned.matrices[0], slope * learned.matrices[1]
    plain, long = table["adapted"]
    matrices = np.stack([first - second / 2 + plain * even, second + long * even])
    priors = slope * np.stack([learned.priors[0] - learned.priors[1] / 2, learned.priors[1]])
    table["adapted"] = [1.0, 0.0]
    np.savez_compressed(
        ROOT / "retrieval" / "adapt.npz",
        fingerprint=np.array(encoder.fingerprint),
        passages=middles[0],
        queries=middles[1],
        matrices=matrices.astype(np.float16),
        priors=priors.astype(np.float32),
    )


def _write_weights(tables: Mapping[str, Mapping[str, list[float]]]) -> None:
    path = ROOT / "retrieval" / "fuse.toml"
    text = path.read_text("utf-8")
    for name, table in tables.items():
        lines = "".join(f"{key} = [{', '.join(map(str, pair))}]\n" for key, pair in table.items())
        head, mark, rest = text.partition(f"[weights.{name}]\n")
        _, blank, tail = rest.partition("\n\n")
        text = head + mark + lines.rstrip("\n") + blank + tail
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
