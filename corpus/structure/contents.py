"""The table of contents (目录) of a law or a plan, whose lines repeat the headings and are none themselves."""

import re

from corpus.structure.lines import Line, unmarked
from corpus.structure.markers import marker

_LABEL = re.compile(r"^目[\s\u3000]{0,6}[录次]$")
_LEADER = re.compile(r"[\s.．…·—－-]*\d{0,4}$")  # 总则……………3
_MOST_ENTRIES = 300


def contents_span(all_lines: list[Line]) -> tuple[int, int] | None:
    """Offsets of the entries under 目录, up to where the first of them comes again as a heading."""
    label = next(
        (at for at, line in enumerate(all_lines) if "目" in line.text and _LABEL.match(unmarked(line.text))), None
    )
    if label is None or label + 1 >= len(all_lines):
        return None
    first = _entry(all_lines[label + 1].text)
    for at in range(label + 2, min(len(all_lines), label + _MOST_ENTRIES)):
        if _entry(all_lines[at].text) == first:
            return all_lines[label].start, all_lines[at - 1].end
        if marker(all_lines[at].text) is None and len(all_lines[at].text) > len(first) + 60:
            return None  # running text: this was no list of headings
    return None


def _entry(line: str) -> str:
    return re.sub(r"\s", "", _LEADER.sub("", unmarked(line)))
