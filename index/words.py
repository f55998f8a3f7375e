"""Text into index terms: words, whole references, and character bigrams.

Every term is a 64-bit code, the same in every index: a word's is the first half of its BLAKE2b digest (among ten
million words two share a code with a probability of about one in 400,000), a bigram's are its two code points. Indexes
therefore need no vocabulary on disk, merge without renumbering, and open at once.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.grammar.numerals import NUMERAL_CLASS, chinese_to_int
from corpus.references import find_references
from index.segmenter import Segmenter, dictionary_digest, stop_words

Codes = NDArray[np.uint64]

_NATION = "中华人民共和国"
_RULES = 1  # raised when the rules below change what is indexed
_WHOLE = frozenset({"doc_number", "order", "standard", "item_no", "session", "article", "date"})
_ARTICLE = re.compile(rf"第\s*([{NUMERAL_CLASS}\d]{{1,7}})\s*条")


@dataclass(frozen=True, slots=True)
class Word:
    """A term of a query: what is looked up, and how the reader's text writes it."""

    key: str
    shown: str


def folded(text: str) -> str:
    """Half-width, lower case: the form in which words are compared."""
    return unicodedata.normalize("NFKC", text).casefold()


class Words:
    """Splits text; one instance serves the whole process (see :func:`open_words`)."""

    def __init__(self, cache: Path | None = None) -> None:
        self._segmenter = Segmenter(cache)
        self._codes, self._kept = _Codes(), _Kept(stop_words())

    def split(self, text: str) -> list[Word]:
        """The words of ``text`` in order, repeated as often as they stand there, then its references.

        References (document numbers, item numbers, standards, dates, articles …) come in their normal form and
        beside the words they consist of, so that every way of writing 〔2016〕 meets and a part is found as well.
        """
        found = self._segmenter.words(_parted(folded(text)))
        return [Word(word, word) for word in found if self._kept[word]] + _references(text)

    def codes(self, text: str) -> Codes:
        """Codes of :meth:`split`, in the same order."""
        kept, codes = self._kept, self._codes
        found = [codes[word] for word in self._segmenter.words(_parted(folded(text))) if kept[word]]
        return np.array([*found, *(codes[word.key] for word in _references(text))], np.uint64)

    def code(self, key: str) -> int:
        """The code of one word."""
        return self._codes[key]


class _Codes(dict[str, int]):
    """The code of a word, computed once: half of all words of a text are among the few hundred most frequent."""

    def __missing__(self, word: str) -> int:
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        code = self[word] = int.from_bytes(digest, "little")
        return code


class _Kept(dict[str, bool]):
    """Whether a word is indexed: no stop word, and not of punctuation alone."""

    def __init__(self, stop: frozenset[str]) -> None:
        super().__init__(dict.fromkeys(stop, False))

    def __missing__(self, word: str) -> bool:
        kept = self[word] = any(c.isalnum() for c in word)
        return kept


def words_version() -> str:
    """Names the rules and the dictionary: indexes of another version hold other terms and must be built anew."""
    return f"{_RULES}-{dictionary_digest()}"


@cache
def open_words(cache: Path | None = None) -> Words:
    """The splitter of this process; ``cache`` is the program's cache folder (opens faster the second time)."""
    return Words(cache)


def _parted(text: str) -> str:
    """A blank after 中华人民共和国: the dictionary has words that begin with it and would swallow the next one
    (中华人民共和国政府采购法 → 中华人民共和国政府, 采购, 法)."""
    return text.replace(_NATION, f"{_NATION} ")


def _references(text: str) -> list[Word]:
    found = [Word(r.value, r.raw) for r in find_references(text) if r.kind in _WHOLE]
    for match in _ARTICLE.finditer(text):
        try:
            found.append(Word(f"第{chinese_to_int(match[1])}条", match[0]))
        except ValueError:
            continue  # 第十百条: no number, the words alone must do
    return found


def bigram_codes(text: str) -> Codes:
    """Codes of the pairs of neighbouring letters, digits and Chinese characters, in order.

    Pairs do not reach over blanks or punctuation.
    """
    raw = folded(text).encode("utf-32-le", "surrogatepass")
    points = np.frombuffer(raw, np.uint32).astype(np.uint64)
    if len(points) < 2:
        return np.empty(0, np.uint64)
    letters = _is_letter(points)
    pairs: Codes = (points[:-1] << np.uint64(21) | points[1:])[letters[:-1] & letters[1:]]
    return pairs


def _is_letter(points: Codes) -> NDArray[np.bool_]:
    digit = (points >= 0x30) & (points <= 0x39)
    latin = (points >= 0x61) & (points <= 0x7A) | (points >= 0xC0) & (points < 0x2000)
    ideograph = (points >= 0x3400) & (points < 0xA000) | (points >= 0xF900) & (points < 0xFB00)
    kana_or_zero = (points >= 0x3040) & (points < 0x3100) | (points == 0x3007) | (points >= 0x20000)
    letters: NDArray[np.bool_] = digit | latin | ideograph | kana_or_zero
    return letters
