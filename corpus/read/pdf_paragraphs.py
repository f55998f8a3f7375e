"""From printed lines back to paragraphs: a PDF keeps where words stand, not what they form."""

import re
from collections.abc import Iterator, Sequence

from corpus.read.pdf_column import Column
from corpus.read.pdf_lines import Line, ems, first_word
from corpus.structure.markers import marker

_EXACT = 0.1  # by how much sizes in a paragraph may differ
_LOOSE, _VAGUE = 0.15, 0.4  # the same where lines were recognised: of long ones, whose length tells it, and of short
_LONG = 10  # ems
_HANGING = 0.35  # share of the width by which a hanging list is set in at most; a signature stands further right
_BLOCK = 15  # in ems: the least width of a paragraph set in from both sides
_LONGEST_BRACKET = 300  # characters: beyond this a bracket was never closed
_SENTENCE_END = tuple("。：；！？.:;!?…”）")
_BRACKETS = re.compile(r"[（）()《》]")
_DOC_NUMBER = re.compile(r"[〔\[（(［]\d{4}[〕\]）)］].*号$")
_OPENING = "（(《"


def paragraphs(lines: Sequence[Line], column: Column) -> Iterator[list[Line]]:
    """The lines grouped into paragraphs: a full line runs on into one that starts at the margin."""
    current: list[Line] = []
    for line in lines:
        if current and not runs_on(current, line, column):
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def runs_on(current: Sequence[Line], after: Line, column: Column, after_column: Column | None = None) -> bool:
    """Whether the paragraph of which ``current`` are the lines goes on in the line ``after`` them; each is set in its
    own column."""
    line = current[-1]
    if not _same_type(line, after):
        return False
    beneath = (line.page, line.area) == (after.page, after.area)
    ended = line.text.endswith(_SENTENCE_END)
    near = max(column.pitch, line.size * 1.2)
    numbers = _DOC_NUMBER.search(line.text) or _DOC_NUMBER.search(after.text)  # these stand on a line of their own
    centred = beneath and numbers is None and _centred(line, column) and _centred(after, column)
    if centred and _type_size(line) > 1.05 * (column.size if line.confidence == 1 else column.advance):
        return not ended and line.bottom - after.bottom < 2.1 * near  # a title over several lines
    if beneath and line.bottom - after.bottom > 1.4 * near:
        return False
    unclosed = _in_bracket(current)
    numbered = marker(after.text) is not None and not unclosed
    if (numbered and ended) or _is_bracketed(current):
        return False
    set_in = _is_block(line, after, column) or (centred and _is_long_heading(line, after, column))
    indented = after.left - (after_column or column).left > 0.8 * column.size
    if beneath and ((unclosed and not (ended and indented)) or (set_in and not numbered and not ended)):
        return True
    if not column.indents and (ended or numbered):
        return False  # nothing tells a paragraph's end from the end of a sentence; two are better than one
    return _fills_up(line, after, column, after_column or column, beneath and not ended)


def _same_type(line: Line, after: Line) -> bool:
    """Whether two lines are set in one size; the boxes of recognised lines tell it roughly."""
    if line.confidence == after.confidence == 1:
        return abs(line.size - after.size) <= _EXACT * line.size
    size, after_size = _type_size(line), _type_size(after)
    within = _LOOSE if min(ems(line.text), ems(after.text)) >= _LONG else _VAGUE
    return abs(size - after_size) <= within * max(size, after_size)


def _type_size(line: Line) -> float:
    """The size of a line's type; that of a long recognised line by its length, which is known better."""
    wide = ems(line.text)
    return line.size if line.confidence == 1 or wide < _LONG else (line.right - line.left) / wide


def _fills_up(line: Line, after: Line, column: Column, after_column: Column, may_hang: bool) -> bool:
    """Whether ``line`` has no room for the first word ``after`` it, which begins at the margin or hangs beneath."""
    # a line may end early, since no line begins with a closing mark, and a number stays whole
    slack = first_word(after.text) + (0.3 if line.text.endswith(_SENTENCE_END) else 1.0)
    if column.right - line.right > slack * max(line.size, column.advance):
        return False
    if after.left - after_column.left < 0.8 * max(column.size, column.advance):
        return True
    set_in = line.left - column.left < _HANGING * (column.right - column.left)
    # two lines with an indent are two paragraphs, but for the item of a list that fills its line
    item = marker(line.text) is not None and column.right - line.right < 0.6 * line.size
    begins = not item and column.indents and 1.5 * column.size < line.left - column.left < 2.5 * column.advance
    return may_hang and set_in and not begins and abs(after.left - line.left) < 0.5 * line.size


def _in_bracket(lines: Sequence[Line]) -> bool:
    """Whether a bracket stands open at the end of ``lines``."""
    text = "".join(line.text for line in lines[-6:])[-_LONGEST_BRACKET:]
    depth = 0
    for mark in _BRACKETS.findall(text):
        depth = depth + 1 if mark in _OPENING else max(depth - 1, 0)
    return depth > 0


def _is_bracketed(lines: Sequence[Line]) -> bool:
    """Whether a paragraph stands in brackets as a whole, as the contact below a letter does, and is at its end."""
    text = "".join(line.text for line in lines)
    if len(text) > _LONGEST_BRACKET or text[:1] not in ("（", "(") or text[-1:] not in ("）", ")"):
        return False
    depth = 0
    for char in text[:-1]:
        depth += (char in "（(") - (char in "）)")
        if not depth:
            return False
    return depth == 1


def _is_block(line: Line, after: Line, column: Column) -> bool:
    """Whether two lines are set in alike from both sides."""
    size = line.size
    wide = line.right - line.left >= _BLOCK * size
    set_in = line.left - column.left > 0.8 * size and column.right - line.right > 0.8 * size
    return wide and set_in and abs(line.left - after.left) < 0.3 * size and abs(line.right - after.right) < 0.5 * size


def _is_long_heading(line: Line, after: Line, column: Column) -> bool:
    """Whether a centred heading in the body's type goes on in a shorter line."""
    wide = line.right - line.left > max(after.right - after.left, 0.6 * (column.right - column.left))
    return wide and min(line.left, after.left) - column.left > column.size


def _centred(line: Line, column: Column) -> bool:
    return abs((line.left + line.right) - (column.left + column.right)) < 2 * line.size
