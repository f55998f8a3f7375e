"""From the printed lines of PDF pages back to paragraphs: a PDF keeps where words stand, not what they form.

Lengths are in points; ``top`` and ``bottom`` count upwards from the foot of the page, as PDF does.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.markers import marker


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """The text area of a document: its edges, the size of its type, the distance from line to line, and whether
    paragraphs begin with an indent."""

    left: float
    right: float
    size: float
    pitch: float
    indents: bool


_MARGIN = 0.12  # share of the page's height in which heads, feet and page numbers stand
_INDENTING = 0.05  # share of lines that begin with an indent where paragraphs are set so
_FEWEST_PAGES = 3  # a line must come back on so many pages to be a running head
_LONGEST_NUMBER = 30
_NUMBER = re.compile(r"[-—–－−·.\s]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?)[-—–－−·.\s]*")
_WORD = re.compile(r"[A-Za-z0-9.,%\-—]*")
_SENTENCE_END = tuple("。：；！？.:;!?…”）")


def without_furniture(pages: Sequence[Sequence[Line]], height: float) -> list[list[Line]]:
    """The pages without page numbers and without heads and feet that come back on most of them."""
    numbered = [
        [line for line in page if not (_in_margin(line, height) and _is_page_number(line.text))] for page in pages
    ]
    marginal = Counter(key for page in numbered for key in {_key(line) for line in page if _in_margin(line, height)})
    often = max(_FEWEST_PAGES, len(pages) // 2)
    running = {key for key, times in marginal.items() if times >= often}
    return [[line for line in page if not (_in_margin(line, height) and _key(line) in running)] for page in numbered]


def _is_page_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None


def _in_margin(line: Line, height: float) -> bool:
    return line.bottom > height * (1 - _MARGIN) or line.top < height * _MARGIN


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def column_of(lines: Sequence[Line]) -> Column:
    """Measure the text area from the lines themselves; ``lines`` must not be empty."""
    size = median(line.size for line in lines)
    body = [line for line in lines if abs(line.size - size) < 0.1 * size] or list(lines)
    rights = sorted(line.right for line in body)
    steps = [a.bottom - b.bottom for a, b in pairwise(body) if a.page == b.page and 0 < a.bottom - b.bottom < 4 * size]
    left = min(line.left for line in body)
    indented = sum(1.5 * size < line.left - left < 2.5 * size for line in body)
    return Column(
        left=left,
        right=rights[int(0.95 * (len(rights) - 1))],
        size=size,
        pitch=median(steps) if steps else 2 * size,
        indents=indented > _INDENTING * len(body),
    )


def paragraphs(lines: Sequence[Line], column: Column) -> Iterator[list[Line]]:
    """The lines grouped into paragraphs: a full line runs on into one that starts at the margin."""
    current: list[Line] = []
    for line in lines:
        if current and not runs_on(current[-1], line, column):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def runs_on(line: Line, after: Line, column: Column) -> bool:
    """Whether the paragraph of ``line`` goes on in the line ``after`` it."""
    if abs(line.size - after.size) > 0.1 * line.size:
        return False
    same_page = line.page == after.page
    if same_page and line.bottom - after.bottom > 1.4 * max(column.pitch, line.size * 1.2):
        return False
    if line.size > 1.05 * column.size and same_page and _centred(line, column) and _centred(after, column):
        return not line.text.endswith(_SENTENCE_END)  # a title over several lines
    if not column.indents and (line.text.endswith(_SENTENCE_END) or marker(after.text) is not None):
        return False  # nothing tells a paragraph's end from the end of a sentence; two are better than one
    # a line may end two characters early, since no line begins with a closing mark, and a number stays whole
    slack = 1.2 if line.text.endswith(_SENTENCE_END) else 2.3 + 0.6 * _word_length(after.text)
    if column.right - line.right > slack * line.size:
        return False
    if after.left - column.left < 0.8 * column.size:
        return True
    hanging = abs(after.left - line.left) < 0.5 * line.size
    return hanging and not line.text.endswith(_SENTENCE_END)


def _word_length(text: str) -> int:
    match = _WORD.match(text)
    return len(match[0]) if match else 0


def _centred(line: Line, column: Column) -> bool:
    return abs((line.left + line.right) - (column.left + column.right)) < 2 * line.size


def joined(lines: Sequence[Line]) -> str:
    """One paragraph's text. Lines meet without a space, except between Latin words or numbers and words."""
    text = ""
    for line in lines:
        latin = text[-1:].isascii() and text[-1:].isalnum() and line.text[:1].isascii() and line.text[:1].isalnum()
        both_digits = text[-1:].isdigit() and line.text[:1].isdigit()
        text += (" " if latin and not both_digits else "") + line.text
    return text
