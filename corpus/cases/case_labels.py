"""Labelled fields of a registered case (案由, 提案者, 内容 …) and what tells proposers apart; the words are data."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.document import ProposerKind
from corpus.structure.lines import Line

# A line of a form that holds several labels (案号：0123　类别：经济) is short; running text is not searched for them.
_LONGEST_ROW = 160


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
def not_names() -> re.Pattern[str]:
    """What no proposer's name contains: titles, work places, addresses."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in _data()["names"]["not_names"]))


@cache
def surnames() -> frozenset[str]:
    return frozenset(_data()["names"]["surnames"])


@cache
def _label() -> re.Pattern[str]:
    """A label opens its line and is closed by a colon (承办单位（独办）：), by 【】, or (for names) by a blank."""
    close = r"(?:\**\s{0,6}[：:]\**|[】\]][：:]?|(?=[ \u3000\xa0]+\S)|\**$)"
    return re.compile(rf"[【\[*]{{0,3}}(?:{_groups()}){_NOTE}{close}")


@cache
def _further_label() -> re.Pattern[str]:
    """A further label of the same line stands after a blank or a semicolon and needs its colon."""
    return re.compile(rf"(?<=[ \u3000\xa0；;，,])(?:{_groups()}){_NOTE}\s{{0,6}}[：:]")


_NOTE = r"(?:[（(][^（）()\n]{1,10}[）)])?"


@cache
def _groups() -> str:
    return "|".join(
        f"(?P<{name}>{'|'.join(_spaced(word) for word in sorted(labels, key=len, reverse=True))})"
        for name, labels in _data()["fields"].items()
    )


@cache
def _beginnings() -> frozenset[str]:
    """The first two characters a label can begin with: most lines are told by them to open with none."""
    labels = [word for words in _data()["fields"].values() for word in words]
    marks = "【[*"
    firsts = {word[0] for word in labels}
    wide = {first + blank for first in firsts for blank in " \u3000\xa0"}
    return frozenset(
        {word[:2] for word in labels} | wide | {mark + first for mark in marks for first in firsts | {*marks}}
    )


def _spaced(word: str) -> str:
    """Typists set labels wide: 案　由, 提 案 者."""
    return r"[ \u3000\xa0]{0,6}".join(map(re.escape, word))


def find_fields(all_lines: list[Line], length: int) -> tuple[Field, ...]:
    """Labelled fields in order, of a text of ``length`` characters. A field reaches to the next label.

    In a row of a form (cells parted by tabs) every cell may be a label.
    """
    heads: list[tuple[str, int, int]] = []
    beginnings = _beginnings()
    for line in all_lines:
        start = line.start
        for cell in line.text.split("\t"):
            if cell.lstrip()[:2] in beginnings:
                heads += ((name, start + a, start + b) for name, a, b in _labels_in(cell))
            start += len(cell) + 1
    ends = [*(start for _, start, _ in heads), length][1:]
    return tuple(Field(name, start, value, end) for (name, start, value), end in zip(heads, ends, strict=True))


def _labels_in(cell: str) -> Iterator[tuple[str, int, int]]:
    """(name, start of the label, start of its value) for the labels of one line or cell."""
    first = _label().match(cell, len(cell) - len(cell.lstrip()))
    if first is None or first.lastgroup is None:
        return
    yield first.lastgroup, first.start(), first.end()
    if len(cell) <= _LONGEST_ROW and ("：" in cell[first.end() :] or ":" in cell[first.end() :]):
        for match in _further_label().finditer(cell, first.end()):
            if match.lastgroup:
                yield match.lastgroup, match.start(), match.end()
