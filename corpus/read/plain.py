"""Reads text files. The text is kept as it stands, so that offsets point into what the officer wrote."""

from collections.abc import Iterator
from itertools import groupby

from corpus.source import Block, Source

_Line = tuple[int, str]


def read_plain(text: str) -> Source:
    """Each non-blank line is a paragraph; lines with the same number of tabs are a table."""
    return Source(text, tuple(_blocks(text)), "text")


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _blocks(text: str) -> Iterator[Block]:
    for tabs, group in groupby(_lines(text), key=lambda line: line[1].count("\t")):
        run = list(group)
        if tabs and len(run) > 1 and all(_cells(run[0][1])):
            yield Block("table", run[0][0], run[-1][0] + len(run[-1][1]), rows=tuple(_cells(line) for _, line in run))
            continue
        for at, line in run:
            if line.strip():
                start = at + len(line) - len(line.lstrip())
                yield Block("paragraph", start, start + len(line.strip()))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("\t"))
