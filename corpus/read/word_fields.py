"""Fields of a Word file: which text is their result and which is instruction (ECMA-376 part 1, 17.16)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from corpus.read.package import Element
from corpus.read.word_survey import FIELD_MARK, Survey
from corpus.read.word_xml import W, is_on

_CONTENTS = re.compile(r"\s*TOC\b")
_PAGE = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b")
_CHECKED, _EMPTY = "☑", "□"


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False
    is_silent: bool = True
    shown: str = ""


class Fields:
    """The fields open at a point of one story; a table of contents stays open over many paragraphs.

    ``silent`` is above 0 where the text is not to be read: inside instructions, in tables of contents (their
    headings follow in the text) and, with ``without_pages``, in page numbers.
    """

    def __init__(self, survey: Survey, *, without_pages: bool = False) -> None:
        self.silent = 0
        self.contents = False
        self._open: list[_Field] = []
        self._without_pages = without_pages
        # Where a field is never closed nothing may be left out for its sake
        marks = [mark.get(W + "fldCharType") for mark in survey.found[FIELD_MARK]]
        self._is_balanced = marks.count("begin") == marks.count("end")

    def mark(self, element: Element, show: Callable[[str], None]) -> None:
        """Pass a ``w:fldChar``; what a form field shows without a result is given to ``show``."""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._open.append(_Field(shown=_form_field(element)))
            self.silent += 1
        elif not self._open:
            return
        elif kind == "separate":
            field = self._open[-1]
            if not field.in_result:
                field.in_result = True
                self._speak(field, self._is_left_out(field.instruction))
        elif kind == "end":
            field = self._open.pop()
            self._speak(field, False)
            if not self.silent and not field.in_result:
                show(field.shown)

    def instruct(self, text: str) -> None:
        """Pass a ``w:instrText``."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction += text

    def leaves_out(self, simple: Element) -> bool:
        """Whether the result of a ``w:fldSimple`` is left out."""
        return self._is_left_out(simple.get(W + "instr") or "")

    def end_paragraph(self) -> None:
        """An instruction ends with its paragraph: one that goes on was never closed."""
        while self._open and not self._open[-1].in_result:
            self._speak(self._open.pop(), False)

    def _is_left_out(self, instruction: str) -> bool:
        if self._is_balanced and _CONTENTS.match(instruction):
            self.contents = True
            return True
        return self._without_pages and _PAGE.match(instruction) is not None

    def _speak(self, field: _Field, silent: bool) -> None:
        self.silent += silent - field.is_silent
        field.is_silent = silent


def _form_field(begin: Element) -> str:
    """What a box to tick or a list to choose from shows; they have no result (17.16.7, 17.16.9)."""
    data = begin.find(W + "ffData")
    if data is None:
        return ""
    if (box := data.find(W + "checkBox")) is not None:
        checked = box.find(W + "checked")
        return _CHECKED if is_on(checked if checked is not None else box.find(W + "default")) else _EMPTY
    if (choices := data.find(W + "ddList")) is not None:
        entries = [entry.get(W + "val") or "" for entry in choices.findall(W + "listEntry")]
        result = choices.find(W + "result")
        at = (result.get(W + "val") or "0") if result is not None else "0"
        return entries[int(at)] if at.isdecimal() and int(at) < len(entries) else ""
    return ""
