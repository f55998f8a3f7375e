"""Takes out of the rules pack's articles what is left of the files they were converted from.

The words of a law are not touched: only drawn table rules, image markers, escapes and typewriter quotation marks.
"""

import re

_RULE = re.compile(r"[-+|\s]*")  # a drawn line, or a row of empty cells
_IMAGE = re.compile(r"!\S*?\{width=[^}]*\}")
_SUBSCRIPT = re.compile(r"~(\d+)~")
_ESCAPES = str.maketrans({"\\": None})


def tidy_article(text: str) -> str:
    """The article's text: cells parted by tabs, 〈〉 for escaped brackets, “” for straight quotation marks."""
    text = _IMAGE.sub("", text.replace("\\<", "〈").replace("\\>", "〉"))
    text = _SUBSCRIPT.sub(r"\1", text).translate(_ESCAPES)
    lines = [_cells(line) if "|" in line else line.strip() for line in text.split("\n") if not _RULE.fullmatch(line)]
    return _quotation_marks("\n".join(line for line in lines if line))


def _cells(line: str) -> str:
    return "\t".join(cell.strip() for cell in line.strip().strip("|").split("|")).strip()


def _quotation_marks(text: str) -> str:
    """In turn “ and ”; at the start of a paragraph always “, since only the last paragraph of a quotation closes it."""
    written: list[str] = []
    inside = False
    for at, char in enumerate(text):
        if char == '"':
            inside = at == 0 or text[at - 1] == "\n" or not inside
            char = "“" if inside else "”"
        written.append(char)
    return "".join(written)
