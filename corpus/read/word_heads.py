"""Headers and footers of a Word file: what belongs to the letter, without running titles and page numbers."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from corpus.read.package import Element
from corpus.read.word_xml import RELATION, W, is_on

HeadKind = Literal["header", "footer"]


def first_page(section: Element, kind: HeadKind) -> tuple[str, bool]:
    """The relationship of the header or footer on the first page, and whether that page has one of its own.

    ``section`` is the first ``w:sectPr``; ``""`` where there is none (17.10.5, 17.10.6).
    """
    references = section.findall(f"{W}{kind}Reference")
    own = is_on(section.find(W + "titlePg"))
    wanted = "first" if own else "default"
    found = (r.get(RELATION + "id") or "" for r in references if r.get(W + "type") == wanted)
    return next(found, ""), own


def kept(lines: Iterable[str], kind: HeadKind, own: bool) -> Iterator[str]:
    """The lines of a header or footer that are text of the letter; ``own``: they stand on the first page alone."""
    for line in (line for text in lines for line in text.split("\n")):
        bare = without_blanks(line)
        if not bare or _pattern("furniture").search(bare):
            continue
        if (own and kind == "header") or _pattern("letterhead" if kind == "header" else "foot").search(bare):
            yield line


def without_blanks(line: str) -> str:
    """``line`` as it is compared: blanks are set to make it fill the page."""
    return "".join(line.split())


@cache
def _pattern(name: str) -> re.Pattern[str]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return re.compile("|".join(f"(?:{pattern})" for pattern in data[name]))
