"""Hits that are one text in several documents, folded into the first of them."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from retrieval.evidence import Also, Evidence

_BETWEEN = re.compile(r"[\W_]+")
_TELLING = re.compile("[0-9]+|[〇零一二两三四五六七八九十百千万亿]+|[不未无非没]")


@cache
def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["same"]
    return settings


def fold(hits: Iterable[Evidence]) -> list[Evidence]:
    """``hits`` in their order without those whose text an earlier one of another document has too; that one names
    them in ``also``."""
    kept: list[Evidence] = []
    compared: list[str] = []
    for hit in hits:
        own = _letters(hit.text)
        same = next((at for at, other in enumerate(compared) if _is_same(own, other, hit, kept[at])), None)
        if same is None:
            kept.append(hit)
            compared.append(own)
        else:
            also = Also(hit.document, hit.passage, hit.title, hit.issuer, hit.date, hit.disclosure)
            kept[same] = replace(kept[same], also=(*kept[same].also, also))
    return kept


def same_text(one: str, other: str) -> bool:
    """Whether two texts are one but for blanks, punctuation, width and a few letters that are no figures."""
    return _alike(_letters(one), _letters(other))


def _is_same(own: str, other: str, hit: Evidence, first: Evidence) -> bool:
    return hit.document != first.document and _alike(own, other)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return bool(one)
    share = _settings()["share"]
    shorter, longer = sorted((len(one), len(other)))
    if shorter < share * longer or _figures(one) != _figures(other):
        return False
    runs, others = _runs(one), _runs(other)
    common = len(runs & others)
    return bool(common >= share * (len(runs) + len(others) - common) > 0)


def _letters(text: str) -> str:
    """A text as it is compared: its letters and figures alone, in half width."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _figures(letters: str) -> list[str]:
    """Figures and negations in order: where these differ, texts say different things."""
    return _TELLING.findall(letters)


def _runs(letters: str) -> frozenset[str]:
    run = _settings()["run"]
    return frozenset(letters[at : at + run] for at in range(len(letters) - run + 1))
