"""Personal data in a text: found and masked letter by letter, so that offsets and marks stay as they are.

The rules are data (``drafting/masking.toml``), each with its legal source. A match is made on a folded copy of the
text that has the same length: full-width forms as half-width, every digit of every script as 0–9, one kind of dash
and of blank.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_DASHES = "‐‑‒–—―−﹣－ー"
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_MARKS = {"：": ":", "；": ";", "，": ",", "（": "(", "）": ")", "．": ".", "·": ".", "•": ".", "・": ".", "﹒": "."}
# Digits as they are spoken or written to be hidden: 幺三八, 壹叁捌, ①③⑧, and the letters o and l between digits.
_SPOKEN = dict(
    zip(
        "零〇○o⓪一二三四五六七八九幺l壹贰叁肆伍陆柒捌玖①②③④⑤⑥⑦⑧⑨洞拐勾",
        "00000123456789" + "11123456789" + "123456789" + "079",
        strict=True,
    )
)
_SPOKEN_DIGIT = re.compile(f"[{''.join(_SPOKEN)}]")
# How far from an address another personal datum speaks of the same person, in characters.
_NEAR = 30
_SEPARATOR = r"[ .\-_/()*~]{1,3}"


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is personal; ``kind`` names it in Chinese, ``sources`` say by which rule."""

    start: int
    end: int
    kind: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    sources: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    spoken: re.Pattern[str] | None
    keep: tuple[int, int]
    not_after: re.Pattern[str] | None
    public: re.Pattern[str] | None
    needs_context: bool
    only_if: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Context:
    """What the words around an address say of it."""

    back: int
    ahead: int
    personal: re.Pattern[str]
    home: re.Pattern[str]
    admin_before: re.Pattern[str]
    admin_inside: re.Pattern[str]
    after: re.Pattern[str]


def mask(text: str) -> tuple[str, tuple[Span, ...]]:
    """``text`` with everything personal starred, equally long, and the spans that were, in order.

    Blanks and marks inside a number stay; a span never covers another. ``mask(mask(text)[0])`` changes nothing more
    than ``mask(text)``.
    """
    spans = personal_spans(text)
    characters = list(text)
    for span in spans:
        start, end = _kinds()[span.kind].keep
        letters = [at for at in range(span.start, span.end) if text[at].isalnum()]
        stop = max(len(letters) - end, 0) if len(letters) > start + end else len(letters)
        for at in letters[start if len(letters) > start + end else 0 : stop]:
            characters[at] = "*"
    return "".join(characters), spans


def personal_spans(text: str) -> tuple[Span, ...]:
    """What :func:`mask` would mask; overlapping finds are one span of the earlier rule's kind."""
    flat = folded(text)
    found: list[Span] = []
    for kind in _kinds().values():
        if kind.only_if is None or kind.only_if.search(flat):
            found += (Span(start, end, kind.name, kind.sources) for start, end in _matches(kind, flat, found))
    return _merged(found)


def _matches(kind: _Kind, flat: str, before: Iterable[Span]) -> Iterator[tuple[int, int]]:
    for pattern in kind.patterns:
        for match in pattern.finditer(flat):
            start, end = match.span("m") if "m" in pattern.groupindex else match.span()
            if kind.not_after and kind.not_after.search(flat, max(0, start - 24), start):
                continue
            if kind.public and not _is_home(kind, flat, start, end, before):
                continue
            yield start, end
    if kind.spoken and _SPOKEN_DIGIT.search(flat):
        spoken = "".join(_SPOKEN.get(character, character) for character in flat)
        for match in kind.spoken.finditer(spoken):
            if any(flat[at] in _SPOKEN for at in range(*match.span("m"))):
                yield match.span("m")


def _is_home(kind: _Kind, flat: str, start: int, end: int, before: Iterable[Span]) -> bool:
    """Whether an address is a person's: what stands before and after it decides."""
    context = _context()
    earlier = flat[max(0, start - context.back) : start]
    if kind.public and kind.public.search(earlier):
        return kind.needs_context and bool(context.home.search(earlier))
    if not kind.needs_context:
        return True
    near = any(abs(span.start - end) < _NEAR or abs(start - span.end) < _NEAR for span in before)
    if near or context.personal.search(earlier):
        return True
    placed = context.admin_before.search(earlier) or context.admin_inside.search(flat[start:end])
    return bool(placed) and not context.after.search(flat[end : end + context.ahead])


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    made: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if made and span.start < made[-1].end:
            last = made[-1]
            made[-1] = Span(last.start, max(last.end, span.end), last.kind, last.sources)
        else:
            made.append(span)
    return tuple(made)


def folded(text: str) -> str:
    """``text`` in lower case and half-width forms, of the same length."""
    return "".join(map(_folded, text))


@cache
def _folded(character: str) -> str:
    if character in _ZERO_WIDTH or (character.isspace() and character not in "\n\t"):
        return " "
    if character in _DASHES:
        return "-"
    if character in _MARKS:
        return _MARKS[character]
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    plain = unicodedata.normalize("NFKC", character) if "\uff01" <= character <= "\uff5e" else character
    lower = plain.lower()
    return lower if len(lower) == 1 else character


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("masking.toml").read_text("utf-8"))


def _compiled(pattern: str) -> re.Pattern[str]:
    pieces: dict[str, str] = _rules()["pieces"]
    while any(f"{{{name}}}" in pattern for name in pieces):
        for name, piece in pieces.items():
            pattern = pattern.replace(f"{{{name}}}", piece)
    return re.compile(pattern)


@cache
def _kinds() -> dict[str, _Kind]:
    return {raw["name"]: _kind(raw) for raw in _rules()["kind"]}


def _kind(raw: dict[str, Any]) -> _Kind:
    rules = _rules()
    ends = (raw.get("prefix", ""), raw.get("first", ""), raw.get("last", r"\d"))
    groups = [_grouped(form, *ends) for form in raw.get("groups", ())]
    return _Kind(
        name=raw["name"],
        sources=tuple(rules["sources"][key] for key in raw["sources"]),
        patterns=tuple(_compiled(pattern) for pattern in (*groups, *raw["patterns"])),
        spoken=_compiled(raw["spoken"]) if "spoken" in raw else None,
        keep=(raw["keep_start"], raw["keep_end"]),
        not_after=_compiled(rules["not_after"][raw["not_after"]]) if "not_after" in raw else None,
        public=_compiled(rules["address"][raw["public"]]) if "public" in raw else None,
        needs_context=raw.get("needs_context", False),
        only_if=_compiled(raw["only_if"]) if "only_if" in raw else None,
    )


def _grouped(form: str, prefix: str, first: str, last: str) -> str:
    """A pattern for digits in groups (``3-4-4``) that one and the same separator parts.

    ``first`` are patterns of the first digits, parted by blanks, and ``last`` is the last one's.
    """
    sizes = [int(size) for size in form.split("-")]
    digits = [r"\d" * size for size in sizes]
    if first:
        given = first.split()
        digits = ["".join(given.pop(0) if given else r"\d" for _ in range(size)) for size in sizes]
    digits[-1] = digits[-1][:-2] + last if digits[-1].endswith(r"\d") else digits[-1]
    body = digits[0]
    if len(digits) > 1:
        body += f"(?P<sep>{_SEPARATOR})" + "(?P=sep)".join(digits[1:])
    return rf"(?<!\d)(?<!\d\.){prefix}(?P<m>{body}){{no_figure}}"


@cache
def _context() -> _Context:
    raw = _rules()["address"]
    return _Context(
        raw["look_back"],
        raw["look_ahead"],
        _compiled(raw["personal"]),
        _compiled(raw["home"]),
        _compiled(raw["admin_before"]),
        _compiled(raw["admin_inside"]),
        _compiled(raw["after"]),
    )
