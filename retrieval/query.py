"""A query understood: its words, its pairs of characters, and the things it names."""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.errors import UnusableInput
from corpus.grammar.numerals import NUMERAL_CLASS
from corpus.references import find_references
from index.words import Codes, Word, Words, bigram_codes

Counts = NDArray[np.float32]

_LONGEST = 4000
_LONGEST_NAME = 120
_BARE_ITEM = re.compile(r"第?\s*(\d{4,12})\s*号?")
_BARE_ARTICLE = re.compile(rf"(?P<title>[^《》\s第]{{2,60}}?)\s*(?P<place>第\s*[{NUMERAL_CLASS}\d]{{1,7}}\s*条)")


@dataclass(frozen=True, slots=True)
class Terms:
    """Distinct codes and how often each stands in the query, and in its first line, which is the title of a message."""

    codes: Codes
    counts: Counts
    lead: Counts


@dataclass(frozen=True, slots=True)
class Names:
    """Things a query names: ``whole`` is the query itself where it is short enough to be a name."""

    whole: str | None
    numbers: tuple[str, ...]
    items: tuple[str, ...]
    titles: tuple[str, ...]
    articles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Query:
    """``shown[i]`` is how the query writes the word of ``words.codes[i]``."""

    text: str
    words: Terms
    shown: tuple[str, ...]
    bigrams: Terms
    names: Names


def analyse(text: str, splitter: Words) -> Query:
    """Take a query apart; what lies beyond 4,000 characters is left out.

    Raises:
        UnusableInput: it holds no letter, digit or character to look for.
    """
    text = as_searched(text)
    if not any(unicodedata.category(c)[0] in "LN" for c in text):
        raise UnusableInput("检索词是空的或只有标点：请输入要查的主题、文号、案号或标题。")
    words = splitter.split(text)
    by_code = {splitter.code(word.key): word for word in reversed(words)}
    first, _, rest = text.partition("\n")
    codes, pairs = np.fromiter((splitter.code(word.key) for word in words), np.uint64), bigram_codes(text)
    terms = _terms(codes, splitter.codes(first) if rest else None)
    shown = tuple(_readable(by_code[int(code)]) for code in terms.codes)
    return Query(text, terms, shown, _terms(pairs, bigram_codes(first) if rest else None), _names(text))


def as_searched(text: str) -> str:
    """The part of a query that is looked at."""
    return text.strip()[:_LONGEST]


def _terms(codes: Codes, first: Codes | None) -> Terms:
    """``first`` are the codes of the first line, ``None`` where there is no other."""
    distinct, times = np.unique(codes, return_counts=True)
    counts = times.astype(np.float32)
    if first is None:
        return Terms(distinct, counts, counts)
    leading, times = np.unique(first, return_counts=True)
    lead = np.zeros(len(distinct), np.float32)
    kept = np.isin(leading, distinct)  # a line by itself may be split otherwise than within the text
    lead[np.searchsorted(distinct, leading[kept])] = times[kept]
    return Terms(distinct, counts, lead)


def _readable(word: Word) -> str:
    return " ".join(word.shown.split())


def _names(text: str) -> Names:
    found = find_references(text)
    of_kind = {kind: tuple(dict.fromkeys(r.value for r in found if r.kind == kind)) for kind in _NAMING}
    bare = _BARE_ITEM.fullmatch(text)
    items = of_kind["item_no"] or ((bare[1],) if bare else ())
    whole = text if len(text) <= _LONGEST_NAME else None
    articles = tuple((title, place) for title, _, place in (v.rpartition("#") for v in of_kind["article"]))
    if whole and not articles and (plain := _BARE_ARTICLE.match(text)):
        articles = ((plain["title"], plain["place"]),)  # 食品安全法第三十四条, typed without 《》
    return Names(whole, of_kind["doc_number"], items, of_kind["title"], articles)


_NAMING = ("doc_number", "item_no", "title", "article")
