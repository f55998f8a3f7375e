"""Queries that are a topic, and what is preferred for them: the own papers, the place named, more than one document."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np

from index.snapshot import Snapshot
from retrieval.boosts import Values
from retrieval.evidence import Evidence
from retrieval.fuse import fusion
from retrieval.places import lies_in
from retrieval.query import Query
from retrieval.rank import Ranked


@cache
def _settings() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def is_topic(query: Query) -> bool:
    """Whether ``query`` is short, names no number, item, title or article, and asks no question of law."""
    settings, names = _settings()["topic"], query.names
    named = names.numbers or names.items or names.titles or names.articles
    return len(query.text) <= settings["longest"] and not named and re.search(settings["law"], query.text) is None


def topic_boosts(snapshot: Snapshot, own: bool, places: Sequence[str]) -> Mapping[str, Values]:
    """By the boost's name its value for every document: for ``own`` papers beside the rules pack, and for papers of
    the ``places`` that the query names."""
    return dict(_boosts(snapshot, own, places))


def _boosts(snapshot: Snapshot, own: bool, places: Sequence[str]) -> Iterator[tuple[str, Values]]:
    if own:
        settings = _settings()["own"]
        yield settings["name"], np.full(len(snapshot.documents), settings["value"], np.float32)
    if places:
        settings, regions = _settings()["place"], snapshot.categories["region"]
        shares = [_share(value, places, settings["within"]) for value in regions.values]
        by_code = np.array([*shares, 0.0], np.float32) * np.float32(settings["value"])
        yield settings["name"], by_code[regions.codes]


def _share(region: str, places: Sequence[str], within: float) -> float:
    if region in places:
        return 1.0
    return within if any(lies_in(place, region) for place in places) else 0.0


def heads_last(hits: Sequence[Evidence]) -> list[Evidence]:
    """``hits`` with the heads of papers behind what speaks to the topic; scores still fall along the list."""
    settings = _settings()["head"]
    told = [hit for hit in hits if not _is_head(hit)]
    floor = min((hit.score for hit in told), default=1.0)
    heads = [
        replace(
            hit, score=min(hit.score, floor), why=replace(hit.why, boosts={**hit.why.boosts, settings["name"]: 0.0})
        )
        for hit in hits
        if _is_head(hit)
    ]
    return [*told, *heads]


def _is_head(hit: Evidence) -> bool:
    settings = _settings()["head"]
    short = hit.kind in settings["kinds"] and len(hit.text) <= settings["longest"]
    return short and re.search(settings["marks"], hit.text, re.MULTILINE) is not None


def spread(ranked: Sequence[Ranked]) -> list[Ranked]:
    """``ranked`` with the third and every further passage of a document set back; scores still fall along the list."""
    most, seen = _settings()["spread"]["passages"], Counter[str]()
    found = []
    for one in ranked:
        document = one.snapshot.documents[one.snapshot.row_document[one.row]]
        seen[document] += 1
        found.append(_set_back(one) if seen[document] > most else one)
    return sorted(found, key=lambda one: -one.score)


def _set_back(one: Ranked) -> Ranked:
    settings, place = _settings()["spread"], _settings()["place"]["name"]
    boosts = {**one.boosts, settings["name"]: settings["value"]}
    if place in boosts:
        boosts[place] = round(boosts[place] * settings["place"], 3)
    change = sum(boosts.values()) - sum(one.boosts.values())
    return replace(one, score=score_of(relevance_of(one.score) + change), boosts=boosts)


def score_of(relevance: float) -> float:
    """The score of a passage that is not named, as ``fuse.toml`` defines it."""
    settings = fusion()
    return settings.named_from / (1 + exp(min((settings.middle - relevance) / settings.spread, 60.0)))


def relevance_of(score: float) -> float:
    """The relevance that has this score, where nothing is named (the inverse of :func:`score_of`)."""
    settings = fusion()
    share = min(max(score / settings.named_from, 1e-6), 1 - 1e-6)
    return settings.middle + settings.spread * log(share / (1 - share))


def by_themselves(ranked: Sequence[Ranked], least: float) -> list[Ranked]:
    """Those that would have the score ``least`` without any boost, and what the query names."""
    named_from, enough = fusion().named_from, relevance_of(least)
    return [
        one
        for one in ranked
        if one.score >= named_from or relevance_of(one.score) - sum(one.boosts.values()) >= enough - 1e-3
    ]
