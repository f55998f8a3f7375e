"""The printed lines of a page, and how lines meet in one text.

Lengths are in points; ``top`` and ``bottom`` count upwards from the foot of the page, as PDF does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.source import Box

_WORD = re.compile(r"[（(《“‘「〔\[]*(?:[A-Za-z0-9.,%\-—]+|.)(?:[）)》”’」〕\]，。、；：！？,.;:!?%]+\d*)?")
_HYPHENATED = re.compile(r"[A-Za-z]{2}-$")
_ADDRESS = re.compile(r"(?:https?:|www\.|@)\S*$", re.IGNORECASE)
_LATIN_STOP = re.compile(r"[A-Za-z)][.,;:]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line. ``area`` numbers the columns of its page; ``flow`` names lines that are set to one measure, be
    it on several pages. ``spot`` is its place on the page as shown."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page: int = 0
    area: int = 0
    flow: str = ""
    confidence: float = 1.0
    spot: Box = (0.0, 0.0, 0.0, 0.0)


def first_word(text: str) -> float:
    """How wide, in ems, the first unbreakable piece of a line is: a Chinese character, or a word or number, with the
    marks that must not part from it."""
    match = _WORD.match(text)
    return ems(match[0]) if match else 1.0


def ems(text: str) -> float:
    """How wide a text is, in ems, in type that is not spaced out."""
    return sum(1.0 if char >= "\u2e80" or char in "“”‘’—" else 0.55 for char in text)


def joined(lines: Sequence[Line]) -> str:
    """One paragraph's text; see :func:`joined_texts`."""
    return joined_texts([line.text for line in lines])


def joined_texts(lines: Sequence[str]) -> str:
    """Lines meet without a space, except between Latin words or numbers and words; a word divided by a hyphen is put
    together again."""
    text = ""
    for line in lines:
        if _HYPHENATED.search(text) and line[:1].isascii() and line[:1].islower():
            text = text[:-1] + line
            continue
        text += (" " if _apart(text, line) else "") + line
    return text


def _apart(text: str, line: str) -> bool:
    if not (line[:1].isascii() and line[:1].isalnum()):
        return False
    if _LATIN_STOP.search(text[-2:]):
        return line[:1].isalpha() and _ADDRESS.search(text[-80:]) is None
    latin = text[-1:].isascii() and text[-1:].isalnum()
    return latin and not (text[-1:].isdigit() and line[:1].isdigit())
