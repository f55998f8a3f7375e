"""Reads and parses a folder of .docx and sets the rate beside that of plainer tools.

Usage: python -m bench.parse_speed FOLDER [--rounds N]

The other side opens each file with python-docx, reads its paragraphs and cuts each into words with jieba: less than
dafu does, with the usual tools. Both run in this process, a file at a time, in turns; the best round of each counts.
Checked besides: no file fails, and every 第X条 that begins a line comes in order. Exit 1 where a check fails.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from corpus.document import Document
from corpus.errors import DafuError
from corpus.grammar.numerals import chinese_to_int
from corpus.parse import parse
from corpus.read import read

_ARTICLE = re.compile(r"^[第笫]([〇零一二三四五六七八九十百千]+)条(之[一二三四五六七八九十]+)?[\s（(]", re.MULTILINE)


def read_and_parse(files: Iterable[Path]) -> dict[str, Document | DafuError]:
    """Each file as a document, or why it is none."""
    found: dict[str, Document | DafuError] = {}
    for file in files:
        try:
            found[file.name] = parse(read(file), file.name)
        except DafuError as error:
            found[file.name] = error
    return found


def open_and_cut(files: Iterable[Path]) -> int:
    """The words of all paragraphs of all files, counted."""
    import docx
    import jieba

    return sum(len(jieba.lcut(paragraph.text)) for file in files for paragraph in docx.Document(str(file)).paragraphs)


def articles_out_of_order(text: str) -> list[str]:
    """Articles that follow neither the one before them nor a beginning.

    第十七条之一 follows 第十七条; 第一条 begins the text or what is attached to it.
    """
    wrong = []
    last = 0
    for match in _ARTICLE.finditer(text):
        number = chinese_to_int(match[1])
        if number not in ((last,) if match[2] else (last + 1, 1)):
            wrong.append(match[0])
        last = number
    return wrong


def seconds(action: Callable[[], object]) -> tuple[float, float]:
    """Wall time and processor time; the second is what compares on a machine that others use too."""
    began, worked = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - began, time.process_time() - worked


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    files = sorted(options.folder.glob("*.docx"))
    documents = read_and_parse(files)  # the first pass loads lexicons and is not timed
    failed = {name: found for name, found in documents.items() if isinstance(found, DafuError)}
    wrong = {
        name: out for name, d in documents.items() if isinstance(d, Document) and (out := articles_out_of_order(d.text))
    }
    open_and_cut(files[:1])
    ours, theirs = [], []
    for _ in range(options.rounds):
        ours.append(seconds(lambda: read_and_parse(files)))
        theirs.append(seconds(lambda: open_and_cut(files)))
    for name, error in failed.items():
        print(f"failed: {name}: {error.message}")
    for name, out in wrong.items():
        print(f"out of order: {name}: {' '.join(out)}")
    print(f"files {len(files)}, failed {len(failed)}, with articles out of order {len(wrong)}")
    for clock, at in (("wall", 0), ("processor", 1)):
        fast, plain = min(took[at] for took in ours), min(took[at] for took in theirs)
        for who, took in (("dafu, read and parse", fast), ("python-docx and jieba", plain)):
            print(f"{who:<24}{took:>8.2f} s {clock:<10}{len(files) / took:>8.1f} files/s")
        print(f"{'ratio':<24}{plain / fast:>8.2f}   {clock}")
    return 1 if failed or wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
