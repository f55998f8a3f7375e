"""How far a sentence speaks to an ask: likeness of meaning above the register's background, and shared words.

Cosines of an encoder are compressed (related ≈ 0.91, unrelated ≈ 0.83 for e5), so they are measured in standard
deviations above the cosine of the same ask with sentences on mixed subjects (``background.toml``); this carries over
to another encoder. Shared words are counted by :mod:`corpus.cases.likeness`.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.cases.likeness import bigrams, likeness
from index.encoder import Encoder

# Weights of the two signs, tuned on the sample cases: eight deviations, or half of the words, make one.
_DEVIATIONS = 8.0
_WORDS = 2.0
# A sentence that takes up most of the ask's own subject is meant for it.
_SUBJECT = 0.4
_MOST_OF_SUBJECT = 0.5
# What a sentence is about shows in its beginning; the rest only costs time.
_LONGEST = 120
_MOST_KNOWN = 8192
# Without a word in common, meaning alone may be chance; a few must be.
_FEWEST_WORDS = 0.01


class Relevance:
    """Scores sentences against asks with one encoder; the background is encoded once, a sentence while it is known."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}
        data = tomllib.loads(Path(__file__).with_name("background.toml").read_text("utf-8"))
        self._background = encoder.passages(data["sentences"])

    def score(
        self, sentences: Sequence[str], asks: Sequence[str], subjects: Sequence[str], queries: Sequence[str] = ()
    ) -> NDArray[np.float64]:
        """Relevance, shape (sentences, asks); above about 0.55 a sentence speaks to the ask, 0 means it does not.

        ``subjects`` holds the subject of each ask in a few words (:mod:`drafting.topic`), ``queries`` what the search
        was asked for it, so that nothing is encoded twice.
        """
        scores = np.zeros((len(sentences), len(asks)))
        if not sentences or not asks:
            return scores
        words = np.array(likeness([bigrams(s) for s in sentences], [bigrams(a) for a in asks]))
        spoken = np.flatnonzero((words >= _FEWEST_WORDS).any(1))
        if not len(spoken):
            return scores
        heard = [sentences[int(row)] for row in spoken]
        subject = _share(heard, subjects)
        subject[subject < _MOST_OF_SUBJECT] = 0.0
        asked = queries or [f"{s} {a}" for s, a in zip(subjects, asks, strict=True)]
        meaning = self._deviations(heard, asked)
        total = meaning / _DEVIATIONS + _WORDS * words[spoken] + _SUBJECT * subject
        scores[spoken] = np.where(words[spoken] >= _FEWEST_WORDS, total, 0.0)
        return scores

    def _deviations(self, sentences: Sequence[str], queries: Sequence[str]) -> NDArray[np.float64]:
        """Cosines in standard deviations above the background of each query, shape (sentences, queries)."""
        asked = self._encoder.queries(queries)
        base = self._background @ asked.T
        cosines = self._vectors([sentence[:_LONGEST] for sentence in sentences]) @ asked.T
        return np.asarray((cosines - base.mean(0)) / np.maximum(base.std(0), 1e-6), np.float64)

    def _vectors(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of ``sentences``; those of the last few thousand are kept."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        new = [one for one in dict.fromkeys(sentences) if one not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.passages(new), strict=True))
        return np.stack([self._known[one] for one in sentences])


def _share(sentences: Sequence[str], subjects: Sequence[str]) -> NDArray[np.float64]:
    """Share of each subject's character pairs that stand in each sentence, shape (sentences, subjects)."""
    wanted = [set(bigrams(subject)) for subject in subjects]
    held = [set(bigrams(sentence)) for sentence in sentences]
    return np.array([[len(pairs & own) / max(len(pairs), 1) for pairs in wanted] for own in held])
