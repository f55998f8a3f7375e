"""Hits that are one text in several documents, folded into the first of them."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from retrieval.evidence import Also, Evidence

_TELLING = re.compile("[0-9]+|[〇零一二两三四五六七八九十百千万亿]+|[不未无非没]")


@cache
def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["same"]
    return settings


@dataclass(frozen=True, slots=True)
class _Print:
    """A text as it is compared: its letters, and its figures and negations in order."""

    letters: str
    figures: str

    @property
    def runs(self) -> frozenset[str]:
        run = _settings()["run"]
        return frozenset(self.letters[at : at + run] for at in range(len(self.letters) - run + 1))


def fold(hits: Iterable[Evidence]) -> list[Evidence]:
    """``hits`` in their order without those whose text an earlier one of another document has too; that one names
    them in ``also``."""
    kept: list[Evidence] = []
    prints: list[_Print] = []
    for hit in hits:
        own = _print(hit.text)
        same = next((at for at, other in enumerate(prints) if _is_same(own, other, hit, kept[at])), None)
        if same is None:
            kept.append(hit)
            prints.append(own)
        else:
            also = Also(hit.document, hit.passage, hit.title, hit.issuer, hit.date, hit.disclosure)
            kept[same] = replace(kept[same], also=(*kept[same].also, also))
    return kept


def same_text(one: str, other: str) -> bool:
    """Whether two texts are one but for blanks, punctuation, width and a few letters that are no figures."""
    return _alike(_print(one), _print(other))


def _is_same(own: _Print, other: _Print, hit: Evidence, first: Evidence) -> bool:
    return hit.document != first.document and _alike(own, other)


def _alike(one: _Print, other: _Print) -> bool:
    if one.letters == other.letters:
        return bool(one.letters)
    shorter, longer = sorted((len(one.letters), len(other.letters)))
    if one.figures != other.figures or shorter < _settings()["share"] * longer:
        return False
    runs, others = one.runs, other.runs
    common = len(runs & others)
    return bool(common >= _settings()["share"] * (len(runs) + len(others) - common) > 0)


def _print(text: str) -> _Print:
    letters = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum()).casefold()
    return _Print(letters, " ".join(_TELLING.findall(letters)))
