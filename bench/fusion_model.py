"""Learning how candidates are weighed: ListNet (Cao et al. 2007) over their signs and vectors, and its quality."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from bench.fusion_parts import FOLDS, Floats, Part
from retrieval.measures import Quality, mean_quality, quality


@dataclass(frozen=True, slots=True)
class Trial:
    """What is learned: ``columns`` of the signs, ``matrices`` by the powers of the query's length.

    ``runs`` learn the matrices from the queries in another order each, and the mean is taken.
    """

    name: str
    columns: tuple[int, ...]
    matrices: int = 0
    scale: float = 15.0
    pull: float = 0.01
    epochs: int = 8
    runs: int = 1
    rate: float = 1e-3
    ridge: float = 1e-3


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights of the standardised columns, plain and by length, and the matrices and priors of the vectors."""

    weights: Floats
    matrices: Floats
    priors: Floats


def learn(
    parts: Sequence[Part], chosen: Sequence[NDArray[np.bool_]], trial: Trial, norm: tuple[Floats, Floats]
) -> Learned:
    """Fit one trial to the chosen queries of each part."""
    torch.manual_seed(0)
    weights = _learn_signs(parts, chosen, trial, norm)
    size = parts[0].vectors.shape[1]
    shape = (trial.matrices, size, size)
    if not trial.matrices:
        return Learned(weights, np.zeros(shape, np.float32), np.zeros(shape[:2], np.float32))
    runs = [_learn_vectors(parts, chosen, trial, norm, weights, seed) for seed in range(trial.runs)]
    return Learned(
        np.mean([run.weights for run in runs], 0, dtype=np.float32),
        np.mean([run.matrices for run in runs], 0, dtype=np.float32),
        np.mean([run.priors for run in runs], 0, dtype=np.float32),
    )


def _learn_signs(
    parts: Sequence[Part], chosen: Sequence[NDArray[np.bool_]], trial: Trial, norm: tuple[Floats, Floats]
) -> Floats:
    batches = [_batch(part, np.flatnonzero(which), trial, norm) for part, which in zip(parts, chosen, strict=True)]
    total = sum(len(batch[0]) for batch in batches)
    weights = torch.zeros(2 * len(trial.columns), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=80, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = sum((_loss(signs @ weights, mask, share) for signs, mask, share, _ in batches), torch.zeros(())) / total
        value = value + trial.ridge * (weights**2).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return weights.detach().numpy().copy()


def _learn_vectors(
    parts: Sequence[Part],
    chosen: Sequence[NDArray[np.bool_]],
    trial: Trial,
    norm: tuple[Floats, Floats],
    start: Floats,
    seed: int,
) -> Learned:
    size, random = parts[0].vectors.shape[1], np.random.RandomState(seed)
    weights = torch.tensor(start, requires_grad=True)
    matrices = torch.zeros((trial.matrices, size, size), requires_grad=True)
    priors = torch.zeros((trial.matrices, size), requires_grad=True)
    optimiser = torch.optim.Adam([{"params": [matrices, priors], "lr": trial.rate}, {"params": [weights], "lr": 0.01}])
    pulls = torch.tensor([trial.pull, 2 * trial.pull, 2 * trial.pull])[: trial.matrices]
    for epoch in range(trial.epochs):
        optimiser.param_groups[0]["lr"] = trial.rate * (1 - epoch / trial.epochs)
        batches = []
        for number, which in enumerate(chosen):
            ids = random.permutation(np.flatnonzero(which))
            batches += [(number, ids[at : at + 64]) for at in range(0, len(ids), 64)]
        for at in random.permutation(len(batches)):
            part = parts[batches[at][0]]
            signs, mask, share, kept = _batch(part, batches[at][1], trial, norm)
            if not len(kept):
                continue
            values = signs @ weights + trial.scale * _by_vectors(part, kept, matrices, priors)
            strength = (matrices**2).sum((1, 2)) + (priors**2).sum(1)
            value = _loss(values, mask, share) / len(kept) + (pulls * strength).sum()
            value = value + trial.ridge * (weights**2).sum()
            optimiser.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return Learned(
        weights.detach().numpy().copy(),
        np.float32(trial.scale) * matrices.detach().numpy(),
        np.float32(trial.scale) * priors.detach().numpy(),
    )


def _by_vectors(part: Part, ids: NDArray[np.int64], matrices: torch.Tensor, priors: torch.Tensor) -> torch.Tensor:
    """The products of the candidates with the aims of the queries; the second power of the length stands about 0.5."""
    assert part.towards is not None and part.around is not None
    towards = torch.from_numpy(part.towards[ids])
    aims = towards @ matrices[0] + priors[0]
    if len(matrices) > 1:
        share = torch.from_numpy(part.lengths[ids])[:, None] - 0.5
        aims = aims + share * (towards @ matrices[1] + priors[1])
    around = torch.from_numpy(part.around[part.rows[ids]])
    return torch.bmm(around, aims.unsqueeze(2)).squeeze(2)


_Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, NDArray[np.int64]]


def _batch(part: Part, ids: NDArray[np.int64], trial: Trial, norm: tuple[Floats, Floats]) -> _Batch:
    """Of the queries that have a wanted candidate: columns, mask and each candidate's share of the gain."""
    kept = ids[part.gains[ids].sum(1) > 0]
    share = part.gains[kept] / part.gains[kept].sum(1, keepdims=True)
    return (
        torch.from_numpy(_columns(part, kept, trial, norm)),
        torch.from_numpy(part.mask[kept]),
        torch.from_numpy(share),
        kept,
    )


def _columns(part: Part, ids: NDArray[np.int64], trial: Trial, norm: tuple[Floats, Floats]) -> Floats:
    signs = ((part.signs[ids] - norm[0]) / norm[1])[:, :, trial.columns]
    both: Floats = np.concatenate([signs, signs * part.lengths[ids, None, None]], 2).astype(np.float32)
    both[~part.mask[ids]] = 0
    return both


def _loss(values: torch.Tensor, mask: torch.Tensor, share: torch.Tensor) -> torch.Tensor:
    return -(share * torch.log_softmax(values.masked_fill(~mask, -1e9), 1)).sum()


def values_of(
    part: Part, ids: NDArray[np.int64], trial: Trial, norm: tuple[Floats, Floats], learned: Learned
) -> Floats:
    """What is learned, applied: shape (ids, candidates)."""
    values = _columns(part, ids, trial, norm) @ learned.weights
    if trial.matrices:
        values = (
            values
            + _by_vectors(part, ids, torch.from_numpy(learned.matrices), torch.from_numpy(learned.priors)).numpy()
        )
    return values.astype(np.float32)


def judge(part: Part, ids: NDArray[np.int64], values: Floats) -> Quality:
    """Mean quality of the candidates in the order of their values."""
    each = []
    for at, row in zip(ids, np.where(part.mask[ids], values, -np.inf), strict=True):
        best = part.rows[at][np.argsort(-row, kind="stable")[:100]]
        ranked = [part.bench.documents[one].document for one in best if one >= 0]
        each.append(quality(ranked, part.bench.grades[part.bench.queries[at][0]]))
    return mean_quality(each)


def cross_validate(parts: Sequence[Part], trial: Trial, norm: tuple[Floats, Floats]) -> list[Quality]:
    """For each part the quality of values learned without the fold that they are for."""
    values = [np.zeros(part.mask.shape, np.float32) for part in parts]
    for fold in range(FOLDS):
        learned = learn(parts, [part.fold != fold for part in parts], trial, norm)
        for part, found in zip(parts, values, strict=True):
            ids = np.flatnonzero(part.fold == fold)
            found[ids] = values_of(part, ids, trial, norm, learned)
    return [judge(p, np.arange(len(p.rows)), v) for p, v in zip(parts, values, strict=True)]
