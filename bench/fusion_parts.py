"""The candidates of benchmarks' queries as the program's own search describes them, ready to be learned from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from retrieval.adapt import Adapter
from retrieval.beir import Bench, read_bench
from retrieval.evaluate import prepare_bench
from retrieval.fuse import SIGNS, length_of
from retrieval.legs import candidates, vectorise
from retrieval.query import analyse

FOLDS = 5
MEANING, ADAPTED = SIGNS.index("meaning"), SIGNS.index("adapted")
LEXICAL = tuple(at for at in range(len(SIGNS)) if at not in (MEANING, ADAPTED))

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]


@dataclass(slots=True)
class Part:
    """One benchmark: padded arrays over (queries, candidates), and the unit vectors they are about.

    ``rows`` is -1 and ``mask`` false where a query has fewer candidates; ``gains`` are ``2^grade - 1``.
    """

    bench: Bench
    rows: NDArray[np.int64]
    mask: NDArray[np.bool_]
    signs: Floats
    gains: Floats
    lengths: Floats
    queries: Floats
    vectors: Floats
    fold: NDArray[np.int64]
    towards: Floats | None = None
    around: Floats | None = None


def describe(folder: Path, encoder: Encoder, cache: Path) -> Part:
    """All candidates of a benchmark's queries with their signs."""
    bench = read_bench(folder)
    prepared = prepare_bench(bench, bench.queries, encoder, cache)
    library = prepared.library
    snapshot, splitter = library.own, library.words()
    found = []
    for _, text in bench.queries:
        query = analyse(text, splitter)
        vectorised = vectorise([query.text], [snapshot], prepared.encoder, [None])
        found += candidates(0, query, [snapshot], vectorised, [None], [{}])
    width = max(len(one.rows) for one in found)
    part = Part(
        bench=bench,
        rows=np.full((len(found), width), -1, np.int64),
        mask=np.zeros((len(found), width), np.bool_),
        signs=np.zeros((len(found), width, len(SIGNS)), np.float32),
        gains=np.zeros((len(found), width), np.float32),
        lengths=np.array([length_of(text) for _, text in bench.queries], np.float32),
        queries=prepared.encoder.queries([text for _, text in bench.queries]),
        vectors=np.ascontiguousarray(snapshot.dense.vectors, np.float32) if snapshot.dense else np.empty((0, 0), "f4"),
        fold=_folds(bench),
    )
    for at, one in enumerate(found):
        count, grades = len(one.rows), bench.grades[bench.queries[at][0]]
        part.rows[at, :count], part.mask[at, :count] = one.rows, True
        part.signs[at, :count] = np.nan_to_num(one.signs)
        part.gains[at, :count] = [2.0 ** max(grades.get(bench.documents[row].document, 0), 0) - 1 for row in one.rows]
    part.signs[:, :, ADAPTED] = 0
    return part


def _folds(bench: Bench) -> NDArray[np.int64]:
    """The part of each query. Queries for one document, or for documents of one title, fall into one part."""
    titles = {row.document: row.title for row in bench.documents}
    shared = len(set(titles.values()) - {None}) < len(titles) / 2
    groups = []
    for id, _ in bench.queries:
        wanted = max(bench.grades[id].items(), key=lambda one: one[1])[0]
        groups.append(titles.get(wanted) or wanted if shared else wanted)
    distinct, place = np.unique(groups, return_inverse=True)
    parts: NDArray[np.int64] = np.random.RandomState(1).permutation(len(distinct))[place] % FOLDS
    return parts


def centre(parts: Sequence[Part]) -> tuple[Floats, Floats]:
    """Sets each part's centred vectors; gives the middle of passages and that of queries by length (2, d)."""
    passages = np.mean([part.vectors.mean(0) for part in parts], 0).astype(np.float32)
    design = np.concatenate([_by_length(part) / np.sqrt(len(part.lengths)) for part in parts])
    wanted = np.concatenate([part.queries / np.sqrt(len(part.lengths)) for part in parts])
    queries = np.linalg.lstsq(design, wanted, rcond=None)[0].astype(np.float32)
    none = np.empty((0, len(passages), len(passages)), np.float16)
    adapter = Adapter(passages, queries, none, np.empty((0, len(passages)), np.float32))
    for part in parts:
        step = max(1, -(-len(part.vectors) // 1024))
        sample = part.vectors[::step].mean(0, keepdims=True)
        part.around = _unit(part.vectors - adapter.middle(sample, len(part.vectors)))
        part.towards = _unit(part.queries - _by_length(part) @ queries)
    return passages, queries


def _by_length(part: Part) -> Floats:
    return np.stack([np.ones_like(part.lengths), part.lengths], 1)


def _unit(vectors: Floats) -> Floats:
    units: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return units


def whitening(parts: Sequence[Part], power: float = 0.3) -> Floats:
    """The matrix that evens out the directions of all parts' passages: the covariance to the power of ``-power``."""
    covariance = sum(
        p.around[:20000].T @ p.around[:20000] / len(p.around[:20000]) for p in parts if p.around is not None
    )
    values, axes = np.linalg.eigh(covariance)
    evened: Floats = ((axes * (np.maximum(values, 1e-9) / values.max()) ** -power) @ axes.T).astype(np.float32)
    return evened


def likeness(part: Part, matrix: Floats) -> Floats:
    """The product of each candidate with its query through a matrix: shape (queries, candidates)."""
    assert part.towards is not None and part.around is not None
    aims = part.towards @ matrix
    return np.stack([part.around[rows] @ aim for rows, aim in zip(part.rows, aims, strict=True)]).astype(np.float32)


def standardise(parts: Sequence[Part]) -> tuple[Floats, Floats]:
    """Mean and deviation of every sign over the candidates, each part counting alike."""
    means = np.mean([part.signs[part.mask].mean(0) for part in parts], 0)
    deviations = np.sqrt(np.mean([part.signs[part.mask].var(0) for part in parts], 0))
    return means.astype(np.float32), np.where(deviations > 0, deviations, 1).astype(np.float32)
