"""One pass over a part of a Word file for what few paragraphs have, so that it need not be looked for in each.

Four fifths of the elements of a part are formatting that says nothing of its text; going through it paragraph by
paragraph takes longer than reading the file.
"""

from corpus.read.package import Element
from corpus.read.word_xml import MARKUP, MATH, W

PROPERTIES = W + "pPr"
STYLE, LIST, OUTLINE, FRAME = W + "pStyle", W + "numPr", W + "outlineLvl", W + "framePr"
DELETED, MOVED, JOINED = W + "del", W + "moveFrom", W + "specVanish"
RUN_STYLE, HIDDEN, RAISED = W + "rStyle", W + "vanish", W + "vertAlign"
FIELD_MARK, SECTION = W + "fldChar", W + "sectPr"
FOOTNOTE, ENDNOTE = W + "footnoteReference", W + "endnoteReference"
_P, _T = W + "p", W + "t"
_OF_PARAGRAPHS = {STYLE, LIST, OUTLINE, FRAME, DELETED, MOVED, JOINED}
_LISTED = {RUN_STYLE, HIDDEN, RAISED, FIELD_MARK, SECTION, FOOTNOTE, ENDNOTE}
# What makes a paragraph more than its runs of text, one after the other
_SPECIAL = {
    *(W + tag for tag in (
        "ins", "moveTo", "tab", "ptab", "br", "cr", "sym", "noBreakHyphen", "instrText", "fldSimple", "sdt", "ruby",
        "commentReference", "drawing", "pict", "object",
    )),
    MARKUP + "AlternateContent", MATH + "t", MATH + "f",
}  # fmt: skip
_CROSSING = {FIELD_MARK, W + "txbxContent"}  # fields and boxes reach beyond one paragraph
_TAGS = {_P, _T, *_OF_PARAGRAPHS, *_LISTED, *_SPECIAL, *_CROSSING}


class Survey:
    """``root``: the root of the part.

    ``said``: what the properties of a paragraph (``w:p``) say, for those that say anything. ``plain``: the pieces of
    text of the paragraphs that hold nothing else. ``found``: the elements of some tags, in order. ``is_styled``: some
    paragraph or run names a style.
    """

    def __init__(self, root: Element) -> None:
        self.root = root
        self.said: dict[Element, list[Element]] = {}
        self.plain: dict[Element, list[str]] = {}
        self.found: dict[str, list[Element]] = {tag: [] for tag in _LISTED}
        self.is_styled = False
        crossed = special = False
        paragraph: Element | None = None
        pieces: list[str] = []
        for element in root.iter(*_TAGS):
            tag = element.tag
            if tag == _T:
                pieces.append(element.text or "")
                if len(pieces) == 1 and paragraph is not None and not special:
                    self.plain[paragraph] = pieces
            elif tag == _P:
                paragraph, pieces, special = element, [], False
            elif tag in _OF_PARAGRAPHS and self._is_property(element, tag):
                continue
            else:
                if tag in _LISTED:
                    self.found[tag].append(element)
                crossed |= tag in _CROSSING
                self.plain.pop(paragraph, None)
                special = True
        self.is_styled |= bool(self.found[RUN_STYLE])
        if crossed:
            self.plain.clear()

    def _is_property(self, element: Element, tag: str) -> bool:
        """Whether an element is a property of a paragraph, which then is kept; a deletion may also be of its text."""
        self.is_styled |= tag == STYLE
        parent = element.getparent()
        if parent.tag != PROPERTIES:  # the end mark has its own properties in w:pPr/w:rPr
            parent = parent.getparent()
        if parent is None or parent.tag != PROPERTIES:
            return False
        self.said.setdefault(parent.getparent(), []).append(element)
        return True
