"""Numerals met in a text, where what a pattern takes for one may be none (第十百条, 十三五、)."""

from functools import lru_cache

from corpus.grammar.numerals import chinese_to_int


@lru_cache(maxsize=4096)  # a law counts to a few hundred, and every reader of its text asks again
def ordinal(text: str) -> int | None:
    """The value of the numeral ``text``, 0 to 9999 or in digits; ``None`` where it is no numeral."""
    try:
        return chinese_to_int(text)
    except ValueError:
        return None
