"""How alike short Chinese texts are: cosine of character pairs weighted by rarity within the texts compared.

Salton & Buckley (1988), term weighting; character pairs stand for words where no dictionary is wanted.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")


def bigrams(text: str) -> Counter[str]:
    """Pairs of neighbouring characters within runs of letters and digits."""
    return Counter(run[i : i + 2] for run in _PLAIN.findall(text) for i in range(len(run) - 1))


def likeness(rows: Sequence[Counter[str]], columns: Sequence[Counter[str]]) -> list[list[float]]:
    """Cosine of each row with each column, shape (len(rows), len(columns)), values in 0…1."""
    spread = Counter(gram for bag in (*rows, *columns) for gram in bag)
    total = len(rows) + len(columns)

    def weigh(bag: Counter[str]) -> dict[str, float]:
        raw = {g: (1 + math.log(n)) * math.log(1 + total / spread[g]) for g, n in bag.items()}
        norm = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        return {g: w / norm for g, w in raw.items()}

    weighed = [weigh(bag) for bag in columns]
    return [[sum(w * other.get(g, 0.0) for g, w in own.items()) for other in weighed] for own in map(weigh, rows)]


def rarity(bags: Sequence[Iterable[str]]) -> dict[str, float]:
    """log(n / texts that hold it) + 1/4 for each pair, ``n`` texts in all: what all hold says next to nothing."""
    spread = Counter(gram for bag in bags for gram in set(bag))
    return {gram: 0.25 + math.log(len(bags) / count) for gram, count in spread.items()}


def held(part: Iterable[str], whole: Iterable[str], weight: dict[str, float], other: float = 1.0) -> float:
    """The share, by weight, of the pairs of ``part`` that ``whole`` holds too, 0…1; 0 where ``part`` has none."""
    own, inside = set(part), set(whole)
    total = sum(weight.get(gram, other) for gram in own)
    return sum(weight.get(gram, other) for gram in own & inside) / total if total else 0.0
