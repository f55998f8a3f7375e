"""What counts of the properties of paragraphs: level of heading, list, whether the paragraph runs on."""

from typing import NamedTuple

from corpus.read.package import Element
from corpus.read.word_findings import Findings
from corpus.read.word_styles import Look, Styles, outline_level
from corpus.read.word_survey import FRAME, JOINED, LIST, OUTLINE, STYLE, Survey
from corpus.read.word_xml import W, is_on, value_of


class Format(NamedTuple):
    """``level`` 1… of a heading, 0 for none; ``number``, ``depth`` and ``lister`` as ``Numbering.label`` takes them.

    A paragraph that ``runs_on`` has no end of its own: its text belongs to the next one.
    """

    level: int
    number: str | None
    depth: str | None
    lister: str | None
    runs_on: bool
    look: Look


class Formats:
    """The formats of the paragraphs of one part; most of them say nothing that counts."""

    def __init__(self, survey: Survey, styles: Styles, findings: Findings) -> None:
        self._survey, self._styles, self._findings = survey, styles, findings
        self._plain = self._format(())

    def of(self, paragraph: Element) -> Format:
        """The format of a ``w:p`` of the part."""
        said = self._survey.said.get(paragraph)
        return self._plain if said is None else self._format(said)

    def _format(self, said: list[Element] | tuple[()]) -> Format:
        style = number = level = depth = lister = None
        runs_on = False
        for element in said:
            tag = element.tag
            if tag == STYLE:
                style = element.get(W + "val")
            elif tag == LIST:
                number, depth = value_of(element, "numId"), value_of(element, "ilvl")
            elif tag == OUTLINE:
                level = outline_level(element.get(W + "val"))
            else:
                runs_on |= self._runs_on(element, tag)
        look = self._styles.look(style)
        if number is None:
            number, depth, lister = look.number, depth or look.depth, look.lister
        return Format(look.level if level is None else level, number, depth, lister, runs_on, look)

    def _runs_on(self, element: Element, tag: str) -> bool:
        if tag == FRAME:
            return element.get(W + "dropCap") in {"drop", "margin"}  # the first letter, set large
        if tag == JOINED:
            return is_on(element)  # a heading that runs into its text
        self._findings.tracked = True
        return True
