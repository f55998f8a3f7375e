"""Quoted words held against the article they are given for, letter by letter.

The width of characters, the form of quotation marks and blanks are folded: such differences are told, but do not make
a quotation wrong. Edits come from the Levenshtein alignment (Levenshtein 1966) of the words with the place in the
article that they are closest to.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from corpus.grammar.ordinals import ordinal

QuoteKind = Literal["same", "abridged", "differs", "paraphrase"]
_ELLIPSIS = re.compile(r"…{1,4}|\.{3,6}|。{3,6}|[（(](?:略|下略|中略)[）)]")
_LABEL = re.compile(r"\s{0,8}第[^\s。，条]{1,10}条(?:之[一二三四五六七八九十]{1,3})?[\s\u3000]{1,4}")
_ITEM = re.compile(r"[\s\u3000]{0,4}[（(]([一二三四五六七八九十]{1,3})[）)]")
_QUOTES = dict.fromkeys("“”\"「」『』‘’＂＇'", '"')
_FORMS = {"，": ",", "。": ".", "；": ";", "：": ":", "（": "(", "）": ")", "？": "?", "！": "!", "〔": "(", "〕": ")",
          "－": "—", "-": "—", "–": "—", "~": "～", "﹑": "、"}  # fmt: skip
_AND_SO_ON = "等"
_SLACK = 60  # how much longer than the quotation the place in the article may be: a clause left out
_OTHER_WORDS = 0.6  # with more of it changed, the quotation is of something else, and single edits tell nothing
_CLOSE = 0.75  # words without quotation marks are taken for the article's from this likeness on


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference: ``words[start:end] == quoted``, and ``official`` is what the article has there.

    ``folded`` where only the width, the form of a quotation mark or a blank differs.
    """

    start: int
    end: int
    quoted: str
    official: str
    folded: bool = False


@dataclass(frozen=True, slots=True)
class QuoteDiff:
    """``same``: the article's words; ``abridged``: the same but for what …… or 等 stands for; ``differs``: words were
    changed, left out or put in; ``paraphrase``: words without quotation marks that are not the article's."""

    kind: QuoteKind
    edits: tuple[Edit, ...]


def compare(
    quote: str, article_text: str, paragraph: int | None = None, item: int | None = None, *, marked: bool = True
) -> QuoteDiff:
    """Compare the words ``quote`` with an article; ``paragraph`` (款) and ``item`` (项) narrow it where it has them.

    Edits are offsets into ``quote``. ``marked=False`` for words without quotation marks.
    """
    official = _part(article_text, paragraph, item)
    if _distance(quote, official) > _distance(quote, whole := _part(article_text, None, None)):
        official = whole  # the paragraph was counted wrongly; the words are judged all the same
    pieces = _pieces(quote)
    edits: list[Edit] = []
    place = 0
    for start, end in pieces:
        found, place = _piece_edits(quote, start, end, official, place)
        edits += found
    wrong = [edit for edit in edits if not edit.folded]
    cut = [edit for edit in wrong if edit.quoted == _AND_SO_ON and edit.official]
    changed = sum(max(len(edit.quoted), len(edit.official)) for edit in wrong)
    if not marked and changed > (1 - _CLOSE) * len(quote):
        return QuoteDiff("paraphrase", ())
    if changed > _OTHER_WORDS * len(quote):
        return QuoteDiff("differs", (Edit(0, len(quote), quote, official),))
    if len(wrong) > len(cut):
        return QuoteDiff("differs", tuple(edits))
    return QuoteDiff("abridged" if cut or len(pieces) > 1 or _ELLIPSIS.search(quote) else "same", tuple(edits))


def _pieces(quote: str) -> list[tuple[int, int]]:
    """The spans between ellipses."""
    cuts = [(0, 0), *(match.span() for match in _ELLIPSIS.finditer(quote)), (len(quote), len(quote))]
    spans = [(before[1], after[0]) for before, after in pairwise(cuts)]
    return [(start, end) for start, end in spans if quote[start:end].strip(" 　，。；：,.;:")]


def _part(article_text: str, paragraph: int | None, item: int | None) -> str:
    """The article without its number; only the paragraph or the item asked for, where it has them."""
    label = _LABEL.match(article_text)
    text = article_text[label.end() if label else 0 :]
    lines = [line for line in text.split("\n") if line.strip()]
    groups: list[list[str]] = []
    for line in lines:
        if _ITEM.match(line) and groups:
            groups[-1].append(line)
        else:
            groups.append([line])
    if paragraph is not None and 0 < paragraph <= len(groups):
        groups = [groups[paragraph - 1]]
    if item is not None:
        for line in (line for group in groups for line in group):
            match = _ITEM.match(line)
            if match and ordinal(match[1]) == item:
                return line
    return "\n".join(line for group in groups for line in group)


def _fold(text: str) -> tuple[str, list[int]]:
    """``text`` without blanks, every character in one form; and where each character stands in ``text``."""
    chars: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        form = _QUOTES.get(char) or _FORMS.get(char) or unicodedata.normalize("NFKC", char)
        form = _FORMS.get(form, form)
        for one in form:
            if not one.isspace():
                chars.append(one)
                places.append(at)
    return "".join(chars), places


def _distance(quote: str, official: str) -> int:
    words, law = _fold(_ELLIPSIS.sub("", quote))[0], _fold(official)[0]
    start, end = _window(words, law)
    return Levenshtein.distance(words, law[start:end])


def _piece_edits(quote: str, start: int, end: int, official: str, after: int) -> tuple[list[Edit], int]:
    """Edits of one piece, and the offset in ``official`` where its place ends; it is looked for from ``after`` on."""
    words, at_words = _fold(quote[start:end])
    words_end = len(words.rstrip(".;,:"))  # a quotation may close with another mark than the article's clause
    words = words[:words_end]
    law, at_law = _fold(official[after:])
    begin, stop = _window(words, law)
    at_words = [start + place for place in at_words] + [end]
    at_law = [after + place for place in at_law] + [len(official)]
    edits: list[Edit] = []
    for equal, a, b, c, d in _runs(words, law[begin:stop]):
        if equal:
            edits += _forms(quote, official, at_words[a:b], at_law[begin + c : begin + d])
            continue
        quoted = quote[at_words[a] : at_words[b - 1] + 1] if b > a else ""
        meant = official[at_law[begin + c] : at_law[begin + d - 1] + 1] if d > c else ""
        edits.append(Edit(at_words[a], at_words[a] + len(quoted), quoted, meant))
    return edits, at_law[stop - 1] + 1 if stop > begin else after


def _runs(words: str, law: str) -> list[tuple[bool, int, int, int, int]]:
    """The alignment as runs of equal and of different characters, in turn."""
    runs: list[tuple[bool, int, int, int, int]] = []
    for code in Levenshtein.opcodes(words, law):
        equal, a, c = code.tag == "equal", code.src_start, code.dest_start
        if runs and not equal and not runs[-1][0]:
            _, a, _, c, _ = runs.pop()
        runs.append((equal, a, code.src_end, c, code.dest_end))
    return runs


def _forms(quote: str, official: str, words: list[int], law: list[int]) -> list[Edit]:
    """Characters that are equal but for their form."""
    return [
        Edit(a, a + 1, quote[a], official[b], folded=True)
        for a, b in zip(words, law, strict=True)
        if quote[a] != official[b]
    ]


def _window(words: str, law: str) -> tuple[int, int]:
    """The span of ``law`` that ``words`` are closest to."""
    exact = law.find(words)
    if exact >= 0:
        return exact, exact + len(words)
    if len(words) >= len(law):
        return 0, len(law)
    alignment = partial_ratio_alignment(words, law)
    first = alignment.dest_start if alignment else 0
    last = alignment.dest_end if alignment else len(law)
    ends = range(max(first + 1, last - _SLACK), min(len(law), last + _SLACK) + 1)
    last = min(ends, key=lambda end: (Levenshtein.distance(words, law[first:end]), abs(end - last)))
    starts = range(max(0, first - _SLACK), min(last, first + _SLACK))
    first = min(starts, key=lambda start: (Levenshtein.distance(words, law[start:last]), abs(start - first)))
    return first, last
