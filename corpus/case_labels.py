"""Labelled fields of a registered case (案由, 提案者, 内容 …) and the cues around its asks; the words are data."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.document import ProposerKind
from corpus.lines import Line


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled field: ``value_start``/``end`` span what follows the label, to the next label."""

    name: str
    label_start: int
    value_start: int
    end: int


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def cues(name: str) -> tuple[str, ...]:
    return tuple(_data()["cues"][name])


@dataclass(frozen=True, slots=True)
class ProposerRule:
    """A kind of proposer and the words that show it, anywhere in the name or only at its end."""

    kind: ProposerKind
    words: tuple[str, ...]
    anywhere: bool


@cache
def proposer_kinds() -> tuple[ProposerRule, ...]:
    """Rules in the order they are tried."""
    return tuple(ProposerRule(r["kind"], tuple(r["words"]), r["anywhere"]) for r in _data()["proposer_kind"])


@cache
def patterns(name: str) -> re.Pattern[str]:
    """One pattern for all of a list of patterns among the cues."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in cues(name)))


@cache
def _label() -> re.Pattern[str]:
    """A label opens its line and is closed by a colon (承办单位（独办）：), by 【】, or (for names) by a blank."""
    groups = "|".join(
        f"(?P<{name}>{'|'.join(_spaced(word) for word in sorted(labels, key=len, reverse=True))})"
        for name, labels in _data()["fields"].items()
    )
    note = r"(?:[（(][^（）()\n]{1,10}[）)])?"
    close = r"(?:\**\s{0,6}[：:]\**|[】\]][：:]?|(?=[ \u3000\xa0]+\S)|\**$)"
    return re.compile(rf"[【\[*]{{0,3}}(?:{groups}){note}{close}")


def _spaced(word: str) -> str:
    """Typists set labels wide: 案　由, 提 案 者."""
    return r"[ \u3000\xa0]{0,6}".join(map(re.escape, word))


def find_fields(all_lines: list[Line], length: int) -> tuple[Field, ...]:
    """Labelled fields in order, of a text of ``length`` characters. A field reaches to the next label.

    In a row of a form (cells parted by tabs) every cell may be a label.
    """
    heads: list[tuple[str, int, int]] = []
    for line in all_lines:
        start = line.start
        for cell in line.text.split("\t"):
            blank = len(cell) - len(cell.lstrip())
            match = _label().match(cell, blank)
            if match and match.lastgroup:
                heads.append((match.lastgroup, start + blank, start + match.end()))
            start += len(cell) + 1
    ends = [*(start for _, start, _ in heads), length][1:]
    return tuple(Field(name, start, value, end) for (name, start, value), end in zip(heads, ends, strict=True))
