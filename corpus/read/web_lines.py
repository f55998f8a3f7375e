"""The lines of a block of a web page: white space collapsed, furniture dropped, each with its place in the markup."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.read.furniture import without_furniture

# These stand for <br>, <a> and </a> until a line is finished; clean() removes them from the text itself.
BREAK, LINK, LINK_END = "\x1e", "\x1c", "\x1d"
_LINKED = re.compile(f"{LINK}([^{LINK}{LINK_END}]*){LINK_END}")
_ANY_SPACE = re.compile(r"[ \t\n\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2014\u2026"
# A line end between two Chinese characters is no space (CSS Text 3, 4.1.2)
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}])\n(?=[{_WIDE}])")
_LOOKED_THROUGH = 20_000  # characters behind the last tag in which text without an element of its own is looked for
_TELLING = 4  # characters of a line it is looked for by; in more of them a tag or an entity may stand


class Line(NamedTuple):
    """A line with its heading level (0 for none) and where its element, or it itself, begins in the markup."""

    text: str
    level: int
    at: int


class Lines:
    """Collects the text of one block after the other; ``level`` is that of the heading being read."""

    def __init__(self, markup: str) -> None:
        self.level = 0
        self._markup = markup
        self._inline: list[str] = []
        self._at = 0  # where the element that began last begins
        self._starts = [0]  # of each line of the block
        self._owned = False  # whether the text belongs to that element; else it stands somewhere behind

    def add(self, text: str) -> None:
        self._inline.append(text)

    def ends_with(self, text: str) -> bool:
        return bool(self._inline) and self._inline[-1].endswith(text)

    def break_at(self, at: int | None) -> None:
        """Begin a line at a <br> that stands at ``at``."""
        self._inline.append(BREAK)
        self._starts.append(self._at if at is None else at)

    def move(self, at: int | None) -> None:
        """Pass the tag that begins a block at ``at``, or with ``None`` one that ends a block."""
        self._owned = at is not None
        self._at = self._at if at is None else at
        self._starts = [self._at]

    def finished(self) -> Iterator[Line]:
        """The lines collected, without the furniture of pages; the next ones begin anew."""
        joined = "".join(self._inline)
        self._inline.clear()
        for number, line in enumerate(joined.split(BREAK)):
            links = [link.strip() for link in _LINKED.findall(line)]
            broken = collapsed(line.replace(LINK, "").replace(LINK_END, ""))
            text = without_furniture(_WIDE_BREAK.sub("", broken).replace("\n", " ").strip(), links)
            if text:
                yield Line(text, self.level, self._place(text, min(number, len(self._starts) - 1)))

    def _place(self, text: str, number: int) -> int:
        at = self._starts[number]
        found = (
            -1 if self._owned or number else self._markup.find(text.split(" ")[0][:_TELLING], at, at + _LOOKED_THROUGH)
        )
        return at if found < 0 else found


def collapsed(text: str) -> str:
    """``text`` with each run of blanks as one, a line end where it holds one."""
    return _ANY_SPACE.sub(lambda space: "\n" if "\n" in space[0] else " ", text)
