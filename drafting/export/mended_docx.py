"""Corrections made in a .docx without losing its format: only the characters of the runs concerned change."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Document
from drafting.finding import Mend

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph

_AROUND = 12


def write_mended(letter: Path, out: Path, document: Document, mends: Sequence[Mend]) -> int:
    """Writes ``letter`` with the ``mends`` (offsets into ``document.text``, none overlapping) to ``out``.

    Returns how many were made: one whose words the file's paragraphs do not hold as they stand (text of a field or
    a picture) is left out.
    """
    from docx import Document as open_docx

    word = open_docx(str(letter))
    paragraphs = list(_paragraphs(word))
    made = 0
    # From the end backwards: what stands before a correction keeps its place.
    for mend in sorted(mends, key=lambda m: m.start, reverse=True):
        made += any(_mend(paragraph, offset, mend) for paragraph, offset in _places(paragraphs, document.text, mend))
    word.save(str(out))
    return made


def _paragraphs(word: "WordFile") -> Iterator["Paragraph"]:
    """Every paragraph of the body in order, those of tables among them."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    for element in word.element.body.iter(qn("w:p")):
        yield Paragraph(element, word._body)


def _places(paragraphs: Sequence["Paragraph"], text: str, mend: Mend) -> Iterator[tuple["Paragraph", int]]:
    """The paragraph and offset of the correction: where its words stand with the same neighbours in the same line."""
    line_start = text.rfind("\n", 0, mend.start) + 1
    line_end = text.find("\n", mend.end)
    line = text[line_start : line_end if line_end >= 0 else len(text)].strip()
    before = text[max(line_start, mend.start - _AROUND) : mend.start].lstrip()
    words = before + text[mend.start : mend.end]
    # What is behind a correction may have been mended already, so that only what is before must agree.
    candidates = [p for p in paragraphs if words in p.text]
    best = sorted(candidates, key=lambda p: -_shared(p.text.strip(), line))
    nth = line.count(words, 0, mend.start - line_start - len(text[line_start:]) + len(text[line_start:].lstrip()))
    for paragraph in best[:1]:
        at = _nth(paragraph.text, words, nth)
        if at >= 0:
            yield paragraph, at + len(before)


def _shared(one: str, other: str) -> int:
    """How long the two agree from the beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _nth(text: str, words: str, nth: int) -> int:
    at = text.find(words)
    for _ in range(nth):
        following = text.find(words, at + 1)
        at = following if following >= 0 else at
    return at


def _mend(paragraph: "Paragraph", start: int, mend: Mend) -> bool:
    """Replaces the characters in the runs; what is new takes the format of the first character replaced."""
    size, done, at = mend.end - mend.start, False, 0
    for run in paragraph.runs:
        left, right = at, at + len(run.text)
        at = right
        begin, end = max(left, start), min(right, start + size)
        inside = begin < end or (size == 0 and left <= start <= right and not done)
        if not inside:
            continue
        kept_before, kept_after = run.text[: begin - left], run.text[max(begin, end) - left :]
        run.text = kept_before + ("" if done else mend.replacement) + kept_after
        done = True
    return done
