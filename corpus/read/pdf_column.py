"""The text area in which lines are set, measured from the lines themselves."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.read.pdf_lines import Line, ems

_INDENTING = 0.05  # share of lines that begin with an indent where paragraphs are set so
_CLOSING = frozenset("。，、；：！？）》”’」〕】,.;:!?)")
_MANY = 0.15  # share of lines that end at the right edge where lines are justified
_OUTLYING = 0.02  # share of lines that may stand out to the left of the text area


@dataclass(frozen=True, slots=True)
class Column:
    """The text area of a document: its edges, the size of its type, the distance from line to line, whether paragraphs
    begin with an indent, and the room a character takes, which is more than its size where type is spaced out."""

    left: float
    right: float
    size: float
    pitch: float
    indents: bool
    advance: float = 0.0


def column_of(lines: Sequence[Line]) -> Column:
    """Measure the text area from the lines themselves; ``lines`` must not be empty."""
    size = median(line.size for line in lines)
    body = [line for line in lines if abs(line.size - size) < 0.1 * size] or list(lines)
    steps = [
        a.bottom - b.bottom
        for a, b in pairwise(body)
        if (a.page, a.area) == (b.page, b.area) and 0 < a.bottom - b.bottom < 4 * size
    ]
    left = _left_edge(body, size)
    advance = max(size, median((line.right - line.left) / max(ems(line.text), 1.0) for line in body))
    indented = sum(1.5 * size < line.left - left < 2.5 * advance for line in body)
    return Column(
        left=left,
        right=_right_edge(body, size),
        size=size,
        pitch=median(steps) if steps else 2 * size,
        indents=indented > _INDENTING * len(body),
        advance=advance,
    )


def _left_edge(body: Sequence[Line], size: float) -> float:
    """The leftmost edge at which more than a stray line begins."""
    starts = Counter(round(2 * line.left / size) for line in body)
    enough = _OUTLYING * len(body)
    often = (start for start, times in starts.items() if times + starts[start + 1] > enough)
    edge = min(often, default=min(starts))
    return min(line.left for line in body if round(2 * line.left / size) in (edge, edge + 1))


def _right_edge(body: Sequence[Line], size: float) -> float:
    """The rightmost edge at which many lines end; closing marks may hang beyond it."""
    unmarked = [line for line in body if line.text[-1:] not in _CLOSING]
    body = unmarked if 3 * len(unmarked) > len(body) else body
    ends = Counter(round(4 * line.right / size) for line in body)
    enough = max(2, _MANY * len(body))
    for edge in sorted(ends, reverse=True):
        if ends[edge] + ends[edge - 1] >= enough:
            return max(line.right for line in body if round(4 * line.right / size) in (edge, edge - 1))
    rights = sorted(line.right for line in body)
    return rights[int(0.95 * (len(rights) - 1))]
