"""What a query names outright, and where that lies in an index: these passages come first."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.snapshot import Snapshot
from retrieval.cited import rows_with
from retrieval.topics import Charge

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is put first: the reason as the reader sees it, and its place among the reasons (1 is first)."""

    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Named:
    """What a query names: documents by id and passages by key, each with the reason, and the numbers that passages may
    mention (``tokens``). ``remarks`` tell the reader where something else than what was typed is meant, ``charges`` are
    the duties asked for."""

    documents: Mapping[str, Reason] = field(default_factory=dict)
    passages: Mapping[str, Reason] = field(default_factory=dict)
    tokens: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    charges: tuple[Charge, ...] = ()


@cache
def exact_settings() -> dict[str, Any]:
    """``exact.toml``, where it is explained."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def reason(id: str) -> Reason:
    """The reason that ``exact.toml`` lists under ``id``."""
    return Reason(**exact_settings()["reasons"][id])


def named_rows(named: Named, snapshot: Snapshot, allowed: Mask | None, code: Mapping[str, int]) -> dict[int, Reason]:
    """The rows of a snapshot that are named, or whose document is, or that mention what is; of those ``allowed`` marks.

    ``code`` gives the index's code of each of :attr:`Named.tokens`.
    """
    reasons: dict[int, Reason] = {}
    if named.tokens:
        rows = rows_with(snapshot, (code[token] for token in named.tokens))
        reasons |= dict.fromkeys(rows.tolist(), reason("mention"))
    for key, why in named.passages.items():
        for row in _rows_of(snapshot, key.rpartition("#")[0]).tolist():
            if snapshot.keys[row] == key:
                _keep_row(reasons, row, why)
    for id, why in named.documents.items():
        for row in _rows_of(snapshot, id).tolist():
            _keep_row(reasons, row, why)
    return reasons if allowed is None else {row: why for row, why in reasons.items() if allowed[row]}


def _rows_of(snapshot: Snapshot, document: str) -> NDArray[np.int64]:
    try:
        at = snapshot.documents.index(document)
    except ValueError:
        return np.empty(0, np.int64)
    return np.flatnonzero(snapshot.row_document == at)


def _keep_row(found: dict[int, Reason], row: int, why: Reason) -> None:
    if row not in found or why.place < found[row].place:
        found[row] = why
