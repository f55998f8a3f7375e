"""A block as a WordprocessingML paragraph; what stands in it is written by the copy (plain, annotated, tracked)."""

from collections.abc import Callable

from drafting.export.block import AtFoot, Block, Form, OnPage, Rule
from drafting.export.word_styles import style_id, twentieths
from drafting.export.word_xml import NOTHING, Xml, joined, tag, words
from drafting.placeholder import placeholder_runs

Content = Callable[[Block], Xml]
"""What writes the runs of a paragraph."""
_TWIPS_A_MM = 1440 / 25.4
_HIGHLIGHT = tag("highlight", val="yellow")
BREAK = tag("r", tag("br"))
TAB = tag("r", tag("tab"))


def twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_A_MM)


def paragraph(block: Block, content: Xml, mark: Xml = NOTHING) -> Xml:
    """``content`` in the form of ``block``; ``mark`` says of the paragraph's end that it was inserted or deleted."""
    return tag("p", paragraph_properties(block.style, block.form, mark), content)


def paragraph_properties(style: str, form: Form, mark: Xml = NOTHING) -> Xml:
    """In the order of the schema (ECMA-376, CT_PPrBase); Word refuses some files out of order."""
    half_points = round(form.size_pt * 2) if form.size_pt is not None else 0
    size = joined(tag("sz", val=half_points), tag("szCs", val=half_points)) if half_points else NOTHING
    return tag(
        "pPr",
        tag("pStyle", val=style_id(style)),
        tag("keepNext") if form.keep_next else NOTHING,
        tag("pageBreakBefore") if form.new_page else NOTHING,
        _frame(form.place),
        _border(form.rule),
        tag("tabs", tag("tab", val="right", pos=twentieths(form.tab_right_pt))) if form.tab_right_pt else NOTHING,
        _spacing(form),
        _indent(form),
        tag("rPr", mark, size) if mark or size else NOTHING,
    )


def _frame(place: OnPage | AtFoot | None) -> Xml:
    if isinstance(place, OnPage):
        at: dict[str, str | float] = {"vAnchor": "page", "hAnchor": "page"}
        at |= {"x": twips(place.left_mm), "y": twips(place.top_mm)}
        return tag("framePr", w=twips(place.width_mm), hSpace=0, wrap="notBeside", **at)
    if isinstance(place, AtFoot):
        foot = {"vAnchor": "margin", "hAnchor": "margin", "xAlign": "center", "yAlign": "bottom"}
        return tag("framePr", w=twips(place.width_mm), hSpace=0, wrap="notBeside", **foot)
    return NOTHING


def _border(rule: Rule | None) -> Xml:
    """Always the lower border: programs agree on how a thick and a thin line are drawn there, not on the upper."""
    if rule is None:
        return NOTHING
    eighths = round(rule.points * 8)
    return tag("pBdr", tag("bottom", val=rule.kind, sz=eighths, space=round(rule.gap_pt), color=rule.colour))


def _spacing(form: Form) -> Xml:
    given: dict[str, str | float] = {}
    if form.before_pt is not None:
        given["before"] = twentieths(form.before_pt)
    if form.line_pt is not None:
        given |= {"line": twentieths(form.line_pt), "lineRule": "exact"}
    return tag("spacing", **given) if given else NOTHING


def _indent(form: Form) -> Xml:
    given: dict[str, str | float] = {}
    if form.left_pt is not None:
        given["left"] = twentieths(form.left_pt)
    if form.right_pt is not None:
        given["right"] = twentieths(form.right_pt)
    if form.first_pt is not None:
        # The style's indent in characters would go before the one in points.
        given |= {"firstLineChars": 0, "leftChars": 0}
        given["hanging" if form.first_pt < 0 else "firstLine"] = twentieths(abs(form.first_pt))
    return tag("ind", **given) if given else NOTHING


def unmarked(block: Block) -> Xml:
    """No change of a paragraph's end."""
    return NOTHING


def plain_content(block: Block) -> Xml:
    """The sentences of a block, those of a broken one on lines of their own."""
    between = BREAK if block.broken else NOTHING
    written = [runs(sentence.text, block.form) for sentence in block.sentences]
    return Xml(between.join(written))


def runs(text: str, form: Form) -> Xml:
    """``text`` as runs, its placeholders highlighted; a tab only where the block has a place for it."""
    if form.tab_right_pt is not None:
        return Xml(TAB.join(_marked(piece, form) for piece in text.split("\t")))
    return _marked(text, form)


def _marked(text: str, form: Form) -> Xml:
    return joined(*(run(piece, form, gap) for piece, gap in placeholder_runs(text)))


def run(text: str, form: Form, highlighted: bool = False, deleted: bool = False) -> Xml:
    return tag("r", run_properties(form, highlighted), words(text, deleted))


def run_properties(form: Form, highlighted: bool = False) -> Xml:
    half_points = round(form.size_pt * 2) if form.size_pt is not None else 0
    size = joined(tag("sz", val=half_points), tag("szCs", val=half_points)) if half_points else NOTHING
    highlight = _HIGHLIGHT if highlighted else NOTHING
    return tag("rPr", size, highlight) if size or highlight else NOTHING
