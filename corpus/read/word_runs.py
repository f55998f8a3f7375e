"""The text of one paragraph of a Word file: runs, fields, symbols, tracked changes, text boxes that hang on it."""

from collections.abc import Callable
from typing import NamedTuple

from corpus.read.package import Element
from corpus.read.word_fields import Fields
from corpus.read.word_findings import Findings
from corpus.read.word_notes import Notes, placed
from corpus.read.word_styles import Styles
from corpus.read.word_survey import ENDNOTE, FOOTNOTE, HIDDEN, RAISED, Survey
from corpus.read.word_symbols import holds_symbols, symbol, symbols_in
from corpus.read.word_xml import DRAWING, MARKUP, MATH, VML, W, chosen, is_on

_T, _R, _RPR = W + "t", W + "r", W + "rPr"
_BOX = W + "txbxContent"
_PASSED = {
    W + tag
    for tag in (
        "pPr", "rPr", "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "commentRangeStart",
        "commentRangeEnd", "softHyphen", "rt", "rubyPr", "sdtPr", "sdtEndPr", "fldData", "smartTagPr", "customXmlPr",
        "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "annotationRef",
    )
}  # fmt: skip
_MARKS = {W + "tab": " ", W + "ptab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_PICTURES = (DRAWING + "blip", VML + "imagedata")
_OTHER_GRAPHICS = ("/chart", "/diagram")  # ends of the names under which charts and SmartArt hang in a drawing
_POWERS = {"2": "²", "3": "³"}


class Spoken(NamedTuple):
    """The text of a paragraph, the boxes that hang before and behind it, and whether it holds a picture."""

    text: str
    before: list[Element]
    behind: list[Element]
    is_pictured: bool


class Runs:
    """Reads the paragraphs of one story (body, notes, a header) in order, for fields run from one to the next."""

    def __init__(self, survey: Survey, styles: Styles, notes: Notes, findings: Findings, fields: Fields) -> None:
        self._survey, self._styles, self._notes, self._findings, self._fields = survey, styles, notes, findings, fields
        self._may_hide = bool(survey.found[HIDDEN]) or styles.hidden
        self._may_raise = bool(survey.found[RAISED])
        self._looks_into_runs = self._may_hide or self._may_raise
        self._hidden_style = False
        self._noted = False
        self._clear()

    def _clear(self) -> None:
        self._out: list[str] = []
        self._before: list[Element] = []
        self._behind: list[Element] = []
        self._pictured = False

    def read(self, paragraph: Element, *, hidden_style: bool = False) -> Spoken:
        """The text of ``paragraph``, whose style may hide what no run shows again."""
        plain = self._survey.plain.get(paragraph)
        if plain is not None and not self._styles.hidden:
            text = "".join(plain)
            return Spoken(text, [], [], False) if not holds_symbols(text) else self._read(paragraph, hidden_style)
        return self._read(paragraph, hidden_style)

    def _read(self, paragraph: Element, hidden_style: bool) -> Spoken:
        self._clear()
        self._hidden_style = hidden_style
        self._walk(paragraph)
        self._fields.end_paragraph()
        text = "".join(self._out)
        if holds_symbols(text):
            text = self._in_unicode(paragraph, text)
        if self._noted:
            text, self._noted = placed(text), False
        return Spoken(text, self._before, self._behind, self._pictured)

    def _walk(self, element: Element) -> None:
        out, fields = self._out, self._fields
        for child in element:
            tag = child.tag
            if tag == _T:
                if not fields.silent:
                    out.append(child.text or "")
            elif tag == _R:
                if self._looks_into_runs:
                    self._run(child)
                else:
                    self._walk(child)
            elif tag not in _PASSED:
                handler = _HANDLERS.get(tag)
                if handler is None:
                    self._walk(child)
                else:
                    handler(self, child)

    def _show(self, text: str) -> None:
        if not self._fields.silent:
            self._out.append(text)

    def _run(self, run: Element) -> None:
        properties = run.find(_RPR)
        if self._may_hide and self._is_hidden(properties):
            self._findings.hidden = True
            return
        begun = len(self._out)
        self._walk(run)
        if properties is None or not self._may_raise:
            return
        if len(self._out) == begun + 1 and begun and self._out[begun - 1].endswith("m"):
            raised = properties.find(RAISED)
            if raised is not None and raised.get(W + "val") == "superscript":
                self._out[begun] = _POWERS.get(self._out[begun], self._out[begun])

    def _in_unicode(self, paragraph: Element, text: str) -> str:
        """``text`` with characters for what its runs hold as positions in symbol fonts."""
        known: dict[str, str] = {}
        for run in paragraph.iter(_R):
            fonts = run.find(f"{W}rPr/{W}rFonts")
            font = (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "") if fonts is not None else ""
            for written in run.iterchildren(_T):
                known = symbols_in(written.text or "", font) | known
        return "".join(known.get(char, char) for char in text)

    def _is_hidden(self, properties: Element | None) -> bool:
        if properties is None:
            return self._hidden_style
        mark = properties.find(W + "vanish")
        if mark is not None:
            return is_on(mark)
        style = properties.find(W + "rStyle")
        return self._hidden_style or (style is not None and self._styles.look(style.get(W + "val")).is_hidden)

    def _mark(self, element: Element) -> None:
        self._show(_MARKS[element.tag])

    def _symbol(self, element: Element) -> None:
        self._show(symbol(element.get(W + "font") or "", element.get(W + "char") or ""))

    def _inserted(self, element: Element) -> None:
        self._findings.tracked = True
        self._walk(element)

    def _deleted(self, element: Element) -> None:
        self._findings.tracked = True

    def _field_mark(self, element: Element) -> None:
        self._fields.mark(element, self._show)

    def _instruction(self, element: Element) -> None:
        self._fields.instruct(element.text or "")

    def _simple_field(self, element: Element) -> None:
        if not self._fields.leaves_out(element):
            self._walk(element)

    def _control(self, element: Element) -> None:
        if element.find(f"{W}sdtPr/{W}showingPlcHdr") is None:  # else it only shows 点击输入文字
            self._walk(element)

    def _footnote(self, element: Element) -> None:
        self._noted = True
        self._show(self._notes.mark("footnotes", element))

    def _endnote(self, element: Element) -> None:
        self._noted = True
        self._show(self._notes.mark("endnotes", element))

    def _comment(self, element: Element) -> None:
        self._findings.comments += 1

    def _alternatives(self, element: Element) -> None:
        self._walk(chosen(element))

    def _fraction(self, element: Element) -> None:
        for at, part in enumerate((MATH + "num", MATH + "den")):
            if at:
                self._show("/")
            for found in element.findall(part):
                self._walk(found)

    def _graphic(self, element: Element) -> None:
        """A drawing, VML shape or embedded object: its text boxes are read apart, its pictures are told of."""
        boxes = self._behind if "".join(self._out).strip() else self._before
        _collect(element, boxes)
        graphics = (data.get("uri") or "" for data in element.iter(DRAWING + "graphicData"))
        if next(element.iter(*_PICTURES), None) is not None or any(g.endswith(_OTHER_GRAPHICS) for g in graphics):
            self._pictured = True


def _collect(element: Element, boxes: list[Element]) -> None:
    """The text boxes in a graphic; those within a box are found when it is read."""
    for child in element:
        if child.tag == _BOX:
            boxes.append(child)
        elif child.tag == MARKUP + "AlternateContent":
            _collect(chosen(child), boxes)
        elif child.tag != MARKUP + "Fallback":
            _collect(child, boxes)


_HANDLERS: dict[str, Callable[[Runs, Element], None]] = {
    **dict.fromkeys(_MARKS, Runs._mark),
    W + "sym": Runs._symbol,
    W + "ins": Runs._inserted,
    W + "moveTo": Runs._inserted,
    W + "del": Runs._deleted,
    W + "moveFrom": Runs._deleted,
    W + "fldChar": Runs._field_mark,
    W + "instrText": Runs._instruction,
    W + "delText": Runs._deleted,
    W + "delInstrText": Runs._deleted,
    W + "fldSimple": Runs._simple_field,
    W + "sdt": Runs._control,
    FOOTNOTE: Runs._footnote,
    ENDNOTE: Runs._endnote,
    W + "commentReference": Runs._comment,
    W + "drawing": Runs._graphic,
    W + "pict": Runs._graphic,
    W + "object": Runs._graphic,
    MARKUP + "AlternateContent": Runs._alternatives,
    MATH + "t": lambda runs, element: runs._show(element.text or ""),
    MATH + "f": Runs._fraction,
}
