"""Small preferences between passages that are equally relevant."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.offices.organs import same_organ
from index.snapshot import Snapshot

Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Preference:
    """For whom the search is made: whose own papers, which place's and which time's weigh a little more.

    ``standing`` tells by document how rules stand on the day asked about; those in force weigh more. With ``results``
    so do replies that could say that something was done.
    """

    issuer: str | None = None
    region: str | None = None
    year: int | None = None
    standing: Mapping[str, str] = field(default_factory=dict)
    results: bool = False


@cache
def _settings() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def document_boosts(snapshot: Snapshot, preference: Preference) -> Mapping[str, Values]:
    """By the boost's name its value for every document of the snapshot: shape ``(documents,)``.

    No document gains more than ``bound.most`` of ``boosts.toml`` in all.
    """
    boosts = dict(_boosts(snapshot, preference))
    if not boosts:
        return boosts
    total = np.sum(list(boosts.values()), axis=0)
    scale = np.minimum(1, np.float32(_settings()["bound"]["most"]) / np.maximum(total, np.float32(1e-6)))
    return {name: (values * scale).astype(np.float32) for name, values in boosts.items()}


def _boosts(snapshot: Snapshot, preference: Preference) -> Iterator[tuple[str, Values]]:
    if preference.issuer:
        issuers = snapshot.categories["issuer"]
        same = [same_organ(value, preference.issuer) for value in issuers.values]
        yield _valued("same_issuer", _by_code(same, issuers.codes))
    if preference.region:
        regions = snapshot.categories["region"]
        yield _valued("same_region", _by_code([value == preference.region for value in regions.values], regions.codes))
    if preference.year:
        years, span = snapshot.categories["year"], _settings()["recent"]["years"]
        ages = [abs(preference.year - int(value)) if value.isdigit() else span for value in years.values]
        yield _valued("recent", _by_code([max(0.0, 1 - age / span) for age in ages], years.codes))
    if preference.standing:
        valid = [preference.standing.get(id) == "有效" for id in snapshot.documents]
        yield _valued("valid", np.array(valid, np.float32))
    if preference.results:
        classes, result = snapshot.categories["class"], _settings()["result"]
        yield result["name"], _by_code([float(result.get(value, 0)) for value in classes.values], classes.codes)


def _valued(boost: str, share: Values) -> tuple[str, Values]:
    settings = _settings()[boost]
    return settings["name"], share * np.float32(settings["value"])


def _by_code(values: list[bool] | list[float], codes: NDArray[np.int32]) -> Values:
    """The value of each document's code; 0 for -1."""
    return np.array([*values, 0.0], np.float32)[codes]
