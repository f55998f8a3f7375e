"""Titles in 《》: nested, broken over lines, unbalanced; and the title meant by one that is misquoted."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.document import Reference
from corpus.grammar.reference_grammar import entry, pattern

_BRACKETS = re.compile("[《》]")
_BLANKS = re.compile(r"\s+")
_WORDS_APART = re.compile(r"(?<=[A-Za-z0-9,.])\s+(?=[A-Za-z0-9])")
_MARK = "\x00"
_MOST_EDITS = 2
_LONGEST_KEY = 400


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """The candidate that a title means and the number of edits between their keys (0…2)."""

    title: str
    edits: int


def title_key(title: str) -> str:
    """Key under which two spellings of one title meet: NFKC, without quotation marks, punctuation and spaces."""
    folded = unicodedata.normalize("NFKC", title)
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PZSC").casefold()


def closest_title(title: str, candidates: Iterable[str]) -> TitleMatch | None:
    """The candidate whose key lies nearest to that of ``title``, at most two edits away and no more than one in four
    characters; the first of equals, ``None`` where there is none. Source: domain brief §4.1 (书名号)."""
    from rapidfuzz.distance import Levenshtein

    key = title_key(title)[:_LONGEST_KEY]
    allowed = min(_MOST_EDITS, len(key) // 4)
    best: TitleMatch | None = None
    for candidate in candidates:
        other = title_key(candidate)[:_LONGEST_KEY]
        if not key or not other or abs(len(key) - len(other)) > allowed:
            continue
        edits = Levenshtein.distance(key, other, score_cutoff=allowed)
        if edits <= allowed and (best is None or edits < best.edits):
            best = TitleMatch(candidate, edits)
    return best


def quoted_titles(text: str) -> tuple[Reference, ...]:
    """The outermost titles in 《》, in order. The value is the title without its marks and without line breaks; a short
    name that the text defines (以下简称《条例》) has the full title for its value."""
    if "《" not in text:
        return ()
    return _named_in_full(text, tuple(_outermost(text)))


def _outermost(text: str) -> Iterator[Reference]:
    """A 《 that never closes is passed over, and so is a stray 》."""
    longest, deepest = entry("title")["longest"], entry("title")["deepest"]
    brackets = [(match.start(), match.group() == "《") for match in _BRACKETS.finditer(text)]
    at = 0
    while at < len(brackets):
        start, opens = brackets[at]
        depth, close = 0, None
        for step in range(at, min(at + deepest, len(brackets))) if opens else ():
            position, opening = brackets[step]
            if position - start > longest:
                break
            depth += 1 if opening else -1
            if depth == 0:
                close = step
                break
        end = brackets[close][0] + 1 if close is not None else start
        value = _plain(text[start + 1 : end - 1])
        if close is None or _runs_over(value):
            at += 1
            continue
        at = close + 1
        if value:
            yield Reference("title", text[start:end], value, start, end)


def _runs_over(title: str) -> bool:
    """An unclosed 《 that met a stray 》 a sentence later."""
    return "。" in title and "《" in title


def _plain(printed: str) -> str:
    """The title on one line; blanks stay between Latin words only."""
    return _BLANKS.sub("", _WORDS_APART.sub(_MARK, printed.strip())).replace(_MARK, " ")


def _named_in_full(text: str, titles: tuple[Reference, ...]) -> tuple[Reference, ...]:
    full = short_names(text, titles)
    if not full:
        return titles
    return tuple(
        Reference(r.kind, r.raw, full[r.value][1], r.start, r.end)
        if r.value in full and r.start >= full[r.value][0]
        else r
        for r in titles
    )


def short_names(text: str, titles: tuple[Reference, ...]) -> dict[str, tuple[int, str]]:
    """Short names that the text defines for the titles before them (以下简称“条例”): where, and the full title."""
    found: dict[str, tuple[int, str]] = {}
    if "称" not in text or not titles:
        return found
    reach, at = entry("title")["alias_reach"], -1
    for match in pattern("title", "alias").finditer(text):
        while at + 1 < len(titles) and titles[at + 1].end <= match.start():
            at += 1
        alias = _plain(match["alias"])
        if at < 0 or match.start() - titles[at].end > reach or len(alias) >= len(titles[at].value):
            continue
        if alias[-2:] in titles[at].value:
            found.setdefault(alias, (match.start(), titles[at].value))
    return found
