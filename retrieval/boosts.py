"""Small preferences between passages that are equally relevant."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.organs import same_organ
from index.snapshot import Snapshot

Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Preference:
    """For whom the search is made: whose own papers, which place's and which time's weigh a little more."""

    issuer: str | None = None
    region: str | None = None
    year: int | None = None


@cache
def _settings() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def document_boosts(snapshot: Snapshot, preference: Preference) -> Mapping[str, Values]:
    """By the boost's name its value for every document of the snapshot: shape ``(documents,)``."""
    settings, boosts = _settings(), {}
    if preference.issuer:
        issuers = snapshot.categories["issuer"]
        same = [same_organ(value, preference.issuer) for value in issuers.values]
        boosts[settings["same_issuer"]["name"]] = _by_code(same, issuers.codes) * settings["same_issuer"]["value"]
    if preference.region:
        regions = snapshot.categories["region"]
        same = [value == preference.region for value in regions.values]
        boosts[settings["same_region"]["name"]] = _by_code(same, regions.codes) * settings["same_region"]["value"]
    if preference.year:
        years, recent = snapshot.categories["year"], settings["recent"]
        ages = [abs(preference.year - int(value)) if value.isdigit() else recent["years"] for value in years.values]
        nearness = [max(0.0, 1 - age / recent["years"]) for age in ages]
        boosts[recent["name"]] = _by_code(nearness, years.codes) * recent["value"]
    return boosts


def named_boost(reason: str) -> float:
    """How much a passage that the query names for this reason gains on others that are named."""
    return float(_settings()["named"][reason])


def _by_code(values: list[bool] | list[float], codes: NDArray[np.int32]) -> Values:
    """The value of each document's code; 0 for -1."""
    return np.array([*values, 0.0], np.float32)[codes]
