"""Reads the text layer of a PDF with PDFium, and its ruled tables with pdfplumber."""

import ctypes
import io
import logging
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from corpus.decode import clean
from corpus.errors import UnusableInput
from corpus.read.blocks import Cell, TextBuilder
from corpus.read.pdf_lines import Column, Line, column_of, joined, paragraphs, without_furniture
from corpus.source import Source

PAGE_LIMIT = 3000
_FEWEST_CHARACTERS = 5  # a page with fewer and an image on it is a scan
_FEWEST_RULES = 5  # lines and boxes on a page before a table is looked for; a letterhead has two
_SMALL_GAP = 0.6  # in ems: a space PDFium infers beside a Chinese character below this is only kerning

# PDFium is not thread-safe
_PDFIUM = threading.Lock()

_Table = tuple[float, float, list[list[Cell]]]
"""Upper and lower edge (points from the foot of the page) and the rows."""


def read_pdf(data: bytes, name: str) -> Source:
    """The text of a PDF in reading order; running heads and page numbers are left out.

    Raises :class:`UnusableInput` for a damaged or encrypted file and for a scan without a text layer.
    """
    with _PDFIUM:
        pages, ruled, heights, scanned = _lines_of(data, name)
    if not any(pages) or scanned > len(pages) / 2:
        raise UnusableInput(f"“{name}”是扫描件，没有文字层，目前还不能识别图片中的文字（OCR）。请提供电子版原文。")
    tables = _tables(data, ruled) if ruled else {}
    kept = without_furniture(pages, max(heights))
    outside = [
        [
            line
            for line in page
            if not any(low <= line.bottom and line.top <= high for high, low, _ in tables.get(n, ()))
        ]
        for n, page in enumerate(kept)
    ]
    flat = [line for page in outside for line in page]
    builder = TextBuilder()
    _write(builder, outside, tables, column_of(flat) if flat else Column(0, 0, 1, 1, False))
    return builder.build("pdf")


def _write(
    builder: TextBuilder, pages: Sequence[Sequence[Line]], tables: dict[int, list[_Table]], column: Column
) -> None:
    """Text up to each table, then the table; a paragraph may run over the foot of a page without one."""
    waiting: list[Line] = []

    def flush() -> None:
        for group in paragraphs(waiting, column):
            builder.paragraph(joined(group))
        waiting.clear()

    for number, page in enumerate(pages):
        rest = list(page)
        for high, _, rows in tables.get(number, ()):
            above = [line for line in rest if line.bottom >= high]
            rest = [line for line in rest if line.bottom < high]
            waiting += above
            flush()
            builder.table(rows)
        waiting += rest
    flush()


def _lines_of(data: bytes, name: str) -> tuple[list[list[Line]], list[int], list[float], int]:
    """Lines of each page, the pages that may hold a ruled table, the pages' heights, and how many are scans."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "设有打开密码" if "assword" in str(error) else "已损坏"
        raise UnusableInput(f"“{name}”{reason}，无法打开。请去除密码或重新导出后再导入。") from error
    try:
        if len(document) > PAGE_LIMIT:
            raise UnusableInput(f"“{name}”有 {len(document)} 页，超过 {PAGE_LIMIT} 页的上限。请拆分后再导入。")
        pages: list[list[Line]] = []
        ruled: list[int] = []
        heights: list[float] = []
        scanned = 0
        for number in range(len(document)):
            page = document[number]
            lines = [line for line in _page_lines(page, number, raw) if line.text]
            kinds = [item.type for item in page.get_objects(max_depth=2)]
            scanned += sum(len(line.text) for line in lines) < _FEWEST_CHARACTERS and raw.FPDF_PAGEOBJ_IMAGE in kinds
            if kinds.count(raw.FPDF_PAGEOBJ_PATH) >= _FEWEST_RULES:
                ruled.append(number)
            pages.append(lines)
            heights.append(page.get_height())
            page.close()
        return pages, ruled, heights or [0.0], scanned
    except pypdfium2.PdfiumError as error:
        raise UnusableInput(f"“{name}”已损坏，无法读完。请重新导出后再导入。") from error
    finally:
        document.close()


def _page_lines(page: Any, number: int, raw: Any) -> Iterator[Line]:
    textpage = page.get_textpage()
    box = raw.FS_RECTF()
    where = ctypes.byref(box)
    characters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    inferred: list[bool] = []
    for at in range(textpage.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(textpage.raw, at))
        if char in "\r\n":
            yield _line(characters, boxes, inferred, number)
            characters, boxes, inferred = [], [], []
            continue
        raw.FPDFText_GetLooseCharBox(textpage.raw, at, where)
        characters.append(char)
        boxes.append((box.left, box.right, box.top, box.bottom))
        inferred.append(raw.FPDFText_IsGenerated(textpage.raw, at) == 1)
    yield _line(characters, boxes, inferred, number)
    textpage.close()


def _line(
    characters: list[str], boxes: list[tuple[float, float, float, float]], inferred: list[bool], page: int
) -> Line:
    inked = [box for char, box in zip(characters, boxes, strict=True) if not char.isspace()]
    if not inked:
        return Line("", 0, 0, 0, 0, 1, page)
    size = _em(characters, boxes)
    kept = []
    for at, char in enumerate(characters):
        if inferred[at] and char == " " and 0 < at < len(characters) - 1:
            gap = boxes[at + 1][0] - boxes[at - 1][1]
            wide = max(characters[at - 1], characters[at + 1]) >= "\u2e80"
            if wide and gap < _SMALL_GAP * size:
                continue
        kept.append(_plain(char))
    text = clean("".join(kept)).strip()
    return Line(text, min(b[0] for b in inked), max(b[1] for b in inked), max(b[2] for b in inked),
                min(b[3] for b in inked), size, page)  # fmt: skip


def _em(characters: list[str], boxes: list[tuple[float, float, float, float]]) -> float:
    """The size of the type: a Chinese character is as wide as its em; without one, the height of the line."""
    widths = [box[1] - box[0] for char, box in zip(characters, boxes, strict=True) if "\u4e00" <= char <= "\u9fff"]
    return (median(widths) if widths else max(box[2] - box[3] for box in boxes)) or 1.0


def _plain(char: str) -> str:
    """Some fonts map 工 to the radical ⼯ (U+2F27), which looks the same and is found by no search."""
    return unicodedata.normalize("NFKC", char) if "\u2e80" <= char <= "\u2fdf" else char


def _tables(data: bytes, numbers: Sequence[int]) -> dict[int, list[_Table]]:
    """The ruled tables of the given pages, from the top of each page down."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every oddity of every font
    found: dict[int, list[_Table]] = {}
    with pdfplumber.open(io.BytesIO(data), pages=[number + 1 for number in numbers]) as document:
        for page in document.pages:
            for table in page.find_tables():
                rows = [[_cell(text) for text in row] for row in table.extract()]
                if len(rows) > 1 and max(map(len, rows)) > 1:
                    _, top, _, bottom = table.bbox
                    height = float(page.height)
                    found.setdefault(page.page_number - 1, []).append((height - top, height - bottom, rows))
            page.close()
    return {number: sorted(tables, key=lambda t: -t[0]) for number, tables in found.items()}


def _cell(text: str | None) -> Cell:
    """A cell's lines are only how it is printed; they are one paragraph."""
    lines = [line.strip() for line in (text or "").split("\n")]
    whole = joined([Line(line, 0, 0, 0, 0, 1) for line in lines if line])
    return ("".join(map(_plain, whole)),) if whole else ()
