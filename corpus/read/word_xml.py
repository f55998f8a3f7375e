"""Names of WordprocessingML and the ways through its tree that every reader of Word files shares.

Source: ECMA-376 part 1 (clause 17) and part 3 (markup compatibility).
"""

from collections.abc import Iterator

from corpus.read.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

P, TABLE, ROW, CELL = W + "p", W + "tbl", W + "tr", W + "tc"
# A strict file (ECMA-376 part 1) names the same things under these; a part is renamed before it is parsed.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATH),
    (b"http://purl.oclc.org/ooxml/drawingml/main", DRAWING),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATION),
)
_WRAPPERS = {W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "sectPr")}
_CHOICE, _FALLBACK = MARKUP + "Choice", MARKUP + "Fallback"
_PLACEHOLDER = f"{W}sdtPr/{W}showingPlcHdr"
_OFF = {"0", "false", "off"}


def transitional(data: bytes) -> bytes:
    """``data`` with the namespaces of strict files replaced by those that everybody else writes."""
    if b"purl.oclc.org/ooxml" in data[:4096]:
        for strict, name in _STRICT:
            data = data.replace(strict, name.strip("{}").encode())
    return data


def value_of(element: Element | None, path: str, attribute: str = "val") -> str | None:
    """The attribute of the element at ``path`` below ``element``, all in Word's namespace."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return found.get(W + attribute) if found is not None else None


def is_on(mark: Element | None) -> bool:
    """Whether an on-off property is there and not switched off (17.17.4)."""
    return mark is not None and mark.get(W + "val") not in _OFF


def blocks(container: Element, *more: str) -> Iterator[Element]:
    """Paragraphs, tables and elements of the tags ``more`` below ``container`` in order.

    Looks into content controls and tracked insertions; prompts of empty controls (点击输入文字) are passed over.
    """
    for element in container.iterchildren():
        tag = element.tag
        if tag in {P, TABLE} or tag in more:
            yield element
        elif tag in _WRAPPERS and element.find(_PLACEHOLDER) is None:
            yield from blocks(element, *more)
        elif tag == MARKUP + "AlternateContent":
            yield from blocks(chosen(element), *more)


def below(container: Element, tag: str) -> Iterator[Element]:
    """The elements ``tag`` that belong to ``container``, also those in content controls and tracked insertions."""
    for element in container.iterchildren():
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            yield from below(element, tag)


def chosen(alternatives: Element) -> Element:
    """The branch of ``mc:AlternateContent`` to read: all say the same, so only one may be read."""
    choice = alternatives.find(_CHOICE)
    fallback = alternatives.find(_FALLBACK)
    if choice is None:
        return fallback if fallback is not None else alternatives
    # A choice that only new programs understand may be without text where the fallback has it
    return fallback if fallback is not None and _has_text(fallback) and not _has_text(choice) else choice


def _has_text(element: Element) -> bool:
    return next(element.iter(W + "t"), None) is not None
