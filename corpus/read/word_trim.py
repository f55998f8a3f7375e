"""Cuts the formatting of characters out of the XML of a Word file before it is parsed.

It is four fifths of a part and says nothing of its text; finding it in the bytes takes a third of the time that
building a tree of it does.
"""

import re

_BEGIN, _END = b"<w:rPr>", b"</w:rPr>"
# What is read of it: hidden text, tracked ends of paragraphs, raised figures, styles, fonts of symbols
_TELLING = re.compile(rb"anish|:del|:ins|:move|vertAlign|rStyle|dings|Symbol")


def without_formatting(data: bytes) -> bytes:
    """``data`` without the ``w:rPr`` elements that tell nothing of the text.

    What is cut begins and ends with the tags of one element that holds no other of its name, so well-formed XML stays
    so. Data with comments or CDATA, where tags may be text, is left alone.
    """
    if b"<!" in data:
        return data
    first, *pieces = data.split(_BEGIN)
    kept = [first]
    is_cut: dict[bytes, bool] = {}  # a file repeats a few dozen formats thousands of times
    for piece in pieces:
        end = piece.find(_END)
        inner = piece[: max(end, 0)]
        if inner not in is_cut:
            is_cut[inner] = _TELLING.search(inner) is None
        kept.append(piece[end + len(_END) :] if end >= 0 and is_cut[inner] else _BEGIN + piece)
    return b"".join(kept)
