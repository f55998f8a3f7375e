"""R30: wrong words, words that stand twice, places that were never filled in."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from drafting.checks.check import Check, Offenders
from drafting.checks.dossier import Dossier
from drafting.checks.letter import Letter
from drafting.checks.offence import Span, offence
from drafting.finding import Finding, Severity

_RULE = "R30"
_DOUBLED_WORD = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_STRICT = ("title", "number", "addressee", "signature", "date")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _pairs() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _data()["pairs"]), key=len, reverse=True)))


@cache
def _preferred() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _data()["preferred"])))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["wrong"]), entry["right"]) for entry in _data()["patterns"])


@cache
def _doubled() -> re.Pattern[str]:
    return re.compile("|".join(f"{re.escape(char)}{{2,}}" for char in _data()["doubled"]["characters"]))


@cache
def _unfilled() -> re.Pattern[str]:
    return re.compile("|".join(_data()["unfilled"]["patterns"]))


def right_words(letter: Letter, _dossier: Dossier) -> Offenders:
    """Confused words of official writing, each with the right one."""
    yield from _confused(letter)
    yield from _other_forms(letter)
    yield from _twice(letter)
    yield from _left_open(letter)


def _confused(letter: Letter) -> Iterator[Finding]:
    told: set[int] = set()
    for match in _pairs().finditer(letter.text):
        told.update(range(*match.span()))
        yield from _wrong(letter, match.span(), _data()["pairs"][match.group()])
    for pattern, right in _patterns():
        for match in pattern.finditer(letter.text):
            span = match.span("w") if "w" in match.groupdict() else match.span()
            if not told & set(range(*span)):
                told.update(range(*span))
                yield from _wrong(letter, span, right)


def _other_forms(letter: Letter) -> Iterator[Finding]:
    for match in _preferred().finditer(letter.text):
        right = _data()["preferred"][match.group()]
        yield offence(letter, _RULE, "I", f"公文一般用“{right}”。", match.span(), replacement=right)


def _wrong(letter: Letter, span: Span, right: str) -> Iterator[Finding]:
    if not letter.is_open(*span):
        yield offence(letter, _RULE, "W", f"“{letter.text[slice(*span)]}”应为“{right}”。", span, replacement=right)


def _twice(letter: Letter) -> Iterator[Finding]:
    data = _data()["doubled"]
    for match in _doubled().finditer(letter.text):
        around = letter.text[max(0, match.start() - 2) : match.end() + 2]
        if not any(word in around for word in data["allowed"]) and not _parts_of_words(letter.text, match):
            yield offence(
                letter, _RULE, "W", f"重复的字“{match.group()}”。", match.span(), replacement=match.group()[0]
            )  # fmt: skip
    for match in _DOUBLED_WORD.finditer(letter.text, *letter.body):
        word = match[1]
        if word[0] in data["never"] or word[0] == word[1] or _name_in_name(letter, match.span()):
            continue
        yield offence(letter, _RULE, "W", f"重复的词“{word}”。", match.span(), replacement=word)


def _parts_of_words(text: str, match: re.Match[str]) -> bool:
    """Whether the two belong to two words: 目的的 (purpose), 总和和, 参与与, 认为为, 在于于."""
    data = _data()["doubled"]
    before, after = text[: match.start() + 1], text[match.end() - 1 : match.end() + 1]
    ends = re.compile(f"(?:{'|'.join(data['ends'])})$")
    return ends.search(before, max(0, len(before) - 4)) is not None or after in data["begins"]


def _name_in_name(letter: Letter, span: Span) -> bool:
    """Whether the repetition lies in a name of an organ (澜州市市场…)."""
    return any(m.start < span[1] and span[0] < m.end for m in letter.organs)


def _left_open(letter: Letter) -> Iterator[Finding]:
    for match in _unfilled().finditer(letter.text):
        if letter.is_open(*match.span()):
            continue
        piece = next((p for p in letter.pieces if p.start <= match.start() < p.end), None)
        if piece is None or piece.kind in ("attachment", "remark"):
            continue
        severity: Severity = "B" if piece.kind in _STRICT else "W"
        yield offence(letter, "R27", severity, f"有没有填写的内容“{match.group()}”。", match.span())


CHECKS = (Check(_RULE, right_words),)
