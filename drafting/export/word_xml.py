"""WordprocessingML written as text: one function for elements, one for words, nothing else makes :data:`Xml`."""

import re
from typing import NewType
from xml.sax.saxutils import escape, quoteattr

Xml = NewType("Xml", str)

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# XML 1.0, 2.2: what no XML file may hold; lone surrogates cannot be written as UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile(r"[\t\r\n\x85\u2028\u2029]+")
NOTHING = Xml("")


def plain(text: str) -> str:
    """``text`` as it can be printed on one line of a file: no control characters, breaks as blanks."""
    return _BREAKS.sub(" ", _FORBIDDEN.sub("", text))


def tag(name: str, /, *children: Xml, **attributes: str | float) -> Xml:
    """``<w:name w:attribute="…">children</w:name>``; a trailing underscore of an attribute's name is dropped."""
    given = "".join(f" w:{key.rstrip('_')}={quoteattr(plain(str(value)))}" for key, value in attributes.items())
    inner = "".join(children)
    return Xml(f"<w:{name}{given}>{inner}</w:{name}>" if inner else f"<w:{name}{given}/>")


def words(text: str, deleted: bool = False) -> Xml:
    """A ``w:t`` with ``text`` escaped and its blanks kept, or a ``w:delText``."""
    name = "delText" if deleted else "t"
    return Xml(f'<w:{name} xml:space="preserve">{escape(plain(text))}</w:{name}>')


def joined(*parts: Xml) -> Xml:
    return Xml("".join(parts))


def part(root: str, *children: Xml) -> bytes:
    """A whole part of the package: the root element ``w:root`` with its name spaces."""
    inner = "".join(children)
    return f'{_HEAD}<w:{root} xmlns:w="{MAIN}" xmlns:r="{RELATIONS}">{inner}</w:{root}>'.encode()


def escaped(text: str) -> Xml:
    """``text`` for an element of another name space."""
    return Xml(escape(plain(text)))
