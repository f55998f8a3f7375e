"""PDFs written by hand, for the tests of their reader: lines of Chinese type and rules where they are asked for."""

from collections.abc import Sequence

Placed = tuple[float, float, float, str]
"""Left edge, baseline, size and text of a line to print, in points."""

LEFT, RIGHT, SIZE, PITCH = 80.0, 528.0, 16.0, 28.0
FULL = "本市现有养老服务设施共计一千二百三十四处分布在各县区和街"  # 28 characters fill a line
IMAGE = "q 480 0 0 700 60 70 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q\n"

_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    "/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


def pdf(
    pages: Sequence[Sequence[Placed]],
    drawing: str | Sequence[str] = "",
    rotate: int = 0,
    size: tuple[int, int] = (595, 842),
) -> bytes:
    """A PDF that prints these lines in a Chinese font it does not embed.

    ``drawing`` (operators of the content stream) goes on every page, or one string on each; ``rotate`` is the pages'
    turn for display in degrees, ``size`` their width and height.
    """
    drawings = [drawing] * len(pages) if isinstance(drawing, str) else list(drawing)
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>", _FONT]
    for at, (page, drawn) in enumerate(zip(pages, drawings, strict=True)):
        stream = drawn + "".join(show(*line) for line in page)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Rotate {rotate}"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * at} 0 R>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    return _file(objects)


def _file(objects: Sequence[str]) -> bytes:
    parts = [b"%PDF-1.5\n"]
    offsets = []
    length = len(parts[0])
    for number, body in enumerate(objects, start=1):
        offsets.append(length)
        parts.append(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
        length += len(parts[-1])
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    parts.append(
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{length}\n%%EOF".encode("latin-1")
    )
    return b"".join(parts)


def show(x: float, y: float, size: float, words: str, turn: str = "1 0 0 1", mode: int = 0) -> str:
    """The operators that print ``words``; ``turn`` is the upper part of the text matrix, ``mode`` how it is drawn."""
    return f"BT /F1 {size} Tf {mode} Tr {turn} {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"


def letter(*lines: tuple[int, str], top: float = 760) -> list[Placed]:
    """Lines one below the other; the first of each pair is the indent in characters."""
    return [(LEFT + indent * SIZE, top - at * PITCH, SIZE, text) for at, (indent, text) in enumerate(lines)]


def rules(columns: Sequence[float], rows: Sequence[float]) -> str:
    """The operators that rule a whole grid."""
    across = "".join(f"{columns[0]} {y} m {columns[-1]} {y} l S\n" for y in rows)
    return across + "".join(f"{x} {rows[0]} m {x} {rows[-1]} l S\n" for x in columns)


def cells(columns: Sequence[float], rows: Sequence[float], words: Sequence[Sequence[str]]) -> list[Placed]:
    """Lines of 12 points in the cells of a grid, at the left and in the middle of each row."""
    return [
        (x + 6, (upper + lower) / 2 - 4, 12.0, word)
        for upper, lower, line in zip(rows, rows[1:], words, strict=False)
        for x, word in zip(columns, line, strict=False)
        if word
    ]
