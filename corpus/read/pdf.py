"""Reads a PDF with PDFium: its text layer, and pictures of pages that have none."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.errors import UnusableInput
from corpus.progress import Progress, silent
from corpus.read.blocks import TextBuilder
from corpus.read.pdf_cells import fill
from corpus.read.pdf_characters import commonest_size, page_characters
from corpus.read.pdf_compose import compose
from corpus.read.pdf_drawing import page_drawing
from corpus.read.pdf_fragments import fragments
from corpus.read.pdf_grid import find_grids
from corpus.read.pdf_page import PageText, PlacedTable, page_text
from corpus.read.pdf_pages import in_words
from corpus.read.pdf_scan import is_picture, picture_of
from corpus.source import Source

PAGE_LIMIT = 10_000
STEP = "正在读取 PDF 页面"
SCAN_STEP = "正在识别扫描页面"

_AFRESH = 200  # pages after which the file is opened again, since PDFium keeps what it loaded

# PDFium is not thread-safe
_PDFIUM = threading.Lock()


@dataclass(slots=True)
class _Remarks:
    """Numbers (from 1) of the pages of which the officer should know something."""

    recognised: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)

    def notices(self) -> Iterator[str]:
        if self.recognised:
            yield f"{in_words(self.recognised)}为扫描件，文字由图片识别得来。"
        if self.unread:
            yield f"{in_words(self.unread)}是图片，没有文字层，本机未安装文字识别组件，未能读取。"
        if self.damaged:
            yield f"{in_words(self.damaged)}已损坏，未能读取。请向来文单位索取完好的文件。"
        if self.cut:
            yield f"{in_words(self.cut)}文字过多，只读取了前面的部分。"


def read_pdf(data: bytes, name: str, progress: Progress = silent) -> Source:
    """The text of a PDF in reading order, with the place of each block on its page (points from the upper left corner).

    Running heads and page numbers are left out. Pages without a sound text layer are rendered and recognised; their
    blocks have the confidence of recognition, and ``notices`` name them.

    Raises :class:`UnusableInput` for a file that is damaged throughout, encrypted or beyond :data:`PAGE_LIMIT` pages,
    and for a scan where recognition is not installed.
    """
    remarks = _Remarks()
    count = _page_count(data, name)
    pages = list(_pages(data, count, remarks, progress))
    if count and len(remarks.damaged) == count:
        raise UnusableInput(f"“{name}”已损坏，无法读完。请重新导出后再导入。")
    if remarks.unread and not any(page.items for page in pages):
        raise UnusableInput(f"“{name}”是扫描件，没有文字层，本机未安装文字识别（OCR）组件。请提供电子版原文。")
    if remarks.blank and not any(page.items for page in pages):
        raise UnusableInput(f"“{name}”是图片，其中没有识别出文字。请检查是否选错了文件，或提供清晰的扫描件。")
    builder = TextBuilder()
    compose(pages, builder)
    source = builder.build("pdf")
    return replace(source, notices=(*remarks.notices(), *_unsure(source, remarks)))


def _unsure(source: Source, remarks: _Remarks) -> tuple[str, ...]:
    if not remarks.recognised:
        return ()
    from corpus.read.ocr_notices import doubtful

    return doubtful(source)


def _open(data: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(data)


def _page_count(data: bytes, name: str) -> int:
    import pypdfium2

    with _PDFIUM:
        try:
            document = _open(data)
        except pypdfium2.PdfiumError as error:
            if "assword" in str(error):
                raise UnusableInput(f"“{name}”设有打开密码，无法读取。请去除密码后再导入。") from error
            raise UnusableInput(f"“{name}”已损坏，无法打开。请重新导出后再导入。") from error
        count = len(document)
        document.close()
    if count > PAGE_LIMIT:
        raise UnusableInput(f"“{name}”有 {count} 页，超过 {PAGE_LIMIT} 页的上限。请拆分后再导入。")
    return count


def _pages(data: bytes, count: int, remarks: _Remarks, progress: Progress) -> Iterator[PageText]:
    """Page by page; other threads may use PDFium between two pages, and while one is recognised."""
    import pypdfium2

    document = None
    try:
        for number in range(count):
            progress(STEP, number, count)
            with _PDFIUM:
                if number % _AFRESH == 0:
                    if document is not None:
                        document.close()
                    document = _open(data)
                try:
                    page, picture = _read_page(document, number, remarks)
                except pypdfium2.PdfiumError:
                    remarks.damaged.append(number + 1)
                    continue
            if picture is not None:
                progress(SCAN_STEP, number, count)
                page = _recognised_page(page, number, picture, remarks)
            yield page
        progress(STEP, count, count)
    finally:
        with _PDFIUM:
            if document is not None:
                document.close()


def _read_page(document: Any, number: int, remarks: _Remarks) -> tuple[PageText, Any]:
    """The page's text layer, and its picture with its points a pixel where it must be recognised."""
    page = document[number]
    try:
        found = page_characters(page)
        drawing = page_drawing(page, found.frame)
        picture = picture_of(page) if is_picture(found, drawing) else None
    finally:
        page.close()
    if found.cut:
        remarks.cut.append(number + 1)
    if picture is not None and found.is_broken:
        return PageText((), found.frame.height), picture
    tables, rest = fill(find_grids(drawing.across, drawing.down), found.characters)
    strays = [one for run in found.strays for one in fragments(run)]
    em = commonest_size(found.characters)
    return page_text(number, found.frame, fragments(rest), tables, em, strays), picture


def _recognised_page(layer: PageText, number: int, picture: tuple[Any, float], remarks: _Remarks) -> PageText:
    """The page as recognised; its text layer where recognition finds less or is not installed."""
    try:
        from corpus.read.ocr_page import read_page

        page = read_page(picture[0], number, picture[1])
    except ImportError:
        remarks.unread.append(number + 1)
        return layer
    if _length(page) < _length(layer):
        return layer
    (remarks.recognised if page.items else remarks.blank).append(number + 1)
    return page


def _length(page: PageText) -> int:
    """How many characters a page holds."""
    cells = (cell for item in page.items if isinstance(item, PlacedTable) for row in item.table.rows for cell in row)
    return sum(len(line.text) for line in page.lines) + sum(len(text) for cell in cells for text in cell)
