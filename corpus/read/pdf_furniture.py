"""Page numbers and running heads and feet, which belong to the pages and not to the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from corpus.read.pdf_lines import Line

_MARGIN = 0.12  # share of the page's height in which heads, feet and page numbers stand
_FEWEST_PAGES = 3  # a line must come back on so many pages to be a running head
_SHARE = 0.6  # of the right-hand or of the left-hand pages
_SHIFT = 4.0  # points by which a running head's height may vary
_SMALL = 0.92  # of the body's type; heads that come back on some pages only are set smaller
_LONGEST_NUMBER = 30
_DASHES = r"[-—–－−·•~～_.\s|]*"
_COUNT = r"(?:\d{1,5}|[ivx]{1,6})"  # no capitals: the class mark C stands in the margin too
_THIS = rf"(?:第|[Pp]age|[Pp]\.)?\s*{_COUNT}\s*页?"
_OF = rf"\s*(?:(?:[/／,，]|of)\s*[（(]?\s*[共总]?|[（(]?\s*[共总])\s*{_COUNT}\s*页?\s*[）)]?"
_NUMBER = re.compile(rf"{_DASHES}(?:{_THIS}(?:{_OF})?|[共总]\s*{_COUNT}\s*页\s*[/／,，]?\s*{_THIS}){_DASHES}")


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float] | float) -> list[list[Line]]:
    """The pages without page numbers and without heads and feet that come back; ``heights`` are those of the pages."""
    tall = [heights] * len(pages) if isinstance(heights, int | float) else list(heights)
    marginal = [[line for line in page if _in_margin(line, height)] for page, height in zip(pages, tall, strict=True)]
    running = _running(marginal, _body_size(pages))
    return [
        [line for line in page if line not in edge or not (_is_page_number(line.text) or _mark(line) in running)]
        for page, edge in zip(pages, map(set, marginal), strict=True)
    ]


def _is_page_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None


def _in_margin(line: Line, height: float) -> bool:
    return line.bottom > height * (1 - _MARGIN) or line.top < height * _MARGIN


def _mark(line: Line) -> tuple[str, int]:
    """The line's text without numbers, and its height on the page."""
    return re.sub(r"[\d\s]+", "0", line.text), round(line.bottom / _SHIFT)


def _running(marginal: Sequence[Sequence[Line]], body: float) -> set[tuple[str, int]]:
    on_pages: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    small: Counter[tuple[str, int]] = Counter()
    for number, lines in enumerate(marginal):
        for line in lines:
            mark = _mark(line)
            on_pages[mark].append(number)
            small[mark] += line.size < _SMALL * body
    found = set()
    for mark in on_pages:
        beside = {(mark[0], mark[1] + step) for step in (-1, 0, 1)}
        pages = sorted({number for one in beside for number in on_pages.get(one, ())})
        little = sum(small[one] for one in beside) >= len(pages)
        if _comes_back(pages, len(marginal), little):
            found.add(mark)
    return found


def _comes_back(pages: Sequence[int], count: int, small: bool) -> bool:
    if small and len(pages) >= min(_FEWEST_PAGES, count) > 1:
        return True
    if len(pages) < _FEWEST_PAGES:
        return False
    return any(
        sum(number % 2 == side for number in pages) >= max(2, _SHARE * len(range(side, count, 2))) for side in (0, 1)
    )


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
