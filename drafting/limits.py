"""What a place cannot decide by itself or what the law forbids: competence as data (``limits.toml``)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.document import Suggestion
from corpus.storage.stored import StoredPassage
from corpus.structure.lines import sentences
from corpus.structure.markers import marker
from drafting.citations import Article
from drafting.draft import Source, Stance
from drafting.topic import Topic

_BLANK = " \u3000"
_PRINTED = re.compile(r"\s*(?P<number>第[一二三四五六七八九十百零]+条(?:之[一二三四五六七八九十]+)?)")


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    asks: re.Pattern[str]
    stance: Stance
    law: str
    article: str
    words: str
    advice: str


@dataclass(frozen=True, slots=True)
class Limit:
    """``whole``: the ask's own subject is beyond the unit's power, not one of its further demands only.

    ``asked`` is the clause of the ask that meets the limit. ``provision`` is the sentence of the law that says so,
    with the law's name and article as cited and where the ``number`` is printed; ``None`` where no stored text says it
    and the officer is only advised.
    """

    name: str
    stance: Stance
    whole: bool
    asked: str
    advice: str
    law: str = ""
    article: str = ""
    provision: Source | None = None
    number: Source | None = None


@cache
def _entries() -> tuple[_Entry, ...]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["limit"]
    return tuple(
        _Entry(
            one["name"], re.compile("|".join(one["asks"])), one["stance"], one.get("law", ""),
            one.get("article", ""), one.get("words", ""), one.get("advice", ""),
        )
        for one in data
    )  # fmt: skip


def find_limit(ask: Suggestion, subject: Topic, article: Article) -> Limit | None:
    """The first limit that ``ask`` meets, with the words of the stored law."""
    for entry in _entries():
        hit = entry.asks.search(ask.text)
        if hit is None:
            continue
        provision, number = _provision(entry, article)
        begin = subject.start - ask.start
        whole = bool(entry.asks.search(subject.text)) or begin <= hit.start() < begin + len(subject.text)
        return Limit(
            entry.name,
            entry.stance,
            whole,
            _clause(ask.text, hit),
            entry.advice,
            entry.law,
            number.quote if number else "",
            provision,
            number,
        )
    return None


def _clause(text: str, hit: re.Match[str]) -> str:
    """The clause around the words that meet the limit, without its end mark."""
    start = max((text.rfind(mark, 0, hit.start()) for mark in "，,。；;：:、）)"), default=-1) + 1
    ends = [at for mark in "，,。；;" if (at := text.find(mark, hit.end())) >= 0]
    clause = text[start : min(ends, default=len(text))].strip()
    mark = marker(clause)
    return clause[mark.length if mark else 0 :].strip().removeprefix("并").removeprefix("同时")


def _provision(entry: _Entry, article: Article) -> tuple[Source | None, Source | None]:
    """The sentence of the law that names the limit, and the article's number where it is printed."""
    passage = article(entry.law, entry.article) if entry.law else None
    if passage is None:
        return None, None
    printed = _PRINTED.match(passage.text)
    for line in sentences(passage.text):
        if re.search(entry.words, line.text) and not line.text.startswith("（"):
            body = line.text[printed.end() :].lstrip(_BLANK) if printed and line.start == 0 else line.text
            at = line.end - len(body)
            number = _source(passage, *printed.span("number")) if printed else None
            return _source(passage, at, at + len(body), "节选条文"), number
    return None, None


def _source(passage: StoredPassage, start: int, end: int, adaptation: str = "") -> Source:
    """A span of the passage's text as a source in its document."""
    begin = passage.start
    return Source(
        passage.document, passage.key, begin + start, begin + end, passage.text[start:end], passage.heading[0],
        adaptation=adaptation,
    )  # fmt: skip
