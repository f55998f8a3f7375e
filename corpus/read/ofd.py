"""Reads OFD, the national layout format (GB/T 33190—2016); pages that are scans are recognised."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import UnusableInput
from corpus.progress import Progress, silent
from corpus.read.blocks import TextBuilder
from corpus.read.image import PIXEL_LIMIT
from corpus.read.ocr_notices import doubtful
from corpus.read.ocr_page import read_page
from corpus.read.ofd_document import OfdDocument, OfdPage, documents, open_page
from corpus.read.ofd_page import POINT, PageObjects, page_objects
from corpus.read.package import Package, open_package
from corpus.read.pdf_cells import fill
from corpus.read.pdf_characters import commonest_size
from corpus.read.pdf_compose import compose
from corpus.read.pdf_fragments import fragments
from corpus.read.pdf_frame import Frame
from corpus.read.pdf_grid import find_grids
from corpus.read.pdf_page import PageText, page_text
from corpus.source import Source

if TYPE_CHECKING:
    from PIL import Image

_FEWEST_CHARACTERS = 5  # a page with fewer and a picture on it is a scan
_DPI = 200
_MOST_PIXELS = 20_000_000  # of a page that is recognised
_UNREADABLE = (OSError, ValueError, SyntaxError, KeyError, EOFError)


@dataclass(slots=True)
class _Remarks:
    """What the officer should know, gathered page by page."""

    found: list[str] = field(default_factory=list)
    recognised: int = 0
    unread: int = 0
    unknown: int = 0

    def notices(self) -> tuple[str, ...]:
        told = list(self.found)
        if self.recognised:
            told.append(f"有 {self.recognised} 页是扫描图片，文字由图片识别而来。")
        if self.unread:
            told.append(f"有 {self.unread} 幅图片的格式无法打开，其中的文字没有读取。")
        if self.unknown:
            told.append(f"有 {self.unknown} 个字没有文字编码（只有字形），没有读取，请对照原件核对。")
        return tuple(told)


def read_ofd(data: bytes, name: str, progress: Progress = silent) -> Source:
    """The text of all documents in the file in reading order; places are boxes on pages, counted through, in points.

    Seals, annotations and attached files are not read but told in the notices. Raises :class:`UnusableInput` for a
    file that is damaged, encrypted or made to do harm, and for one without text.
    """
    package = open_package(data, name)
    remarks = _Remarks()
    pages = list(_pages(package, name, remarks, progress))
    if not any(page.items for page in pages):
        raise UnusableInput(f"“{name}”里没有文字，也没有识别出图片中的文字。请检查是否选错了文件，或提供电子版原文。")
    builder = TextBuilder()
    compose(pages, builder)
    source = builder.build("ofd")
    return Source(source.text, source.blocks, source.media, (*remarks.notices(), *doubtful(source)))


def _pages(package: Package, name: str, remarks: _Remarks, progress: Progress) -> Iterator[PageText]:
    numbers = count()
    for document in documents(package, name):
        remarks.found += document.remarks
        for done, part in enumerate(document.page_parts):
            progress("正在读取 OFD 页面", done, len(document.page_parts))
            page = open_page(package, document, part)
            yield _page(package, document, page, next(numbers), remarks)


def _page(package: Package, document: OfdDocument, page: OfdPage, number: int, remarks: _Remarks) -> PageText:
    found = page_objects(page)
    remarks.unknown += found.unknown
    if len(found.characters) < _FEWEST_CHARACTERS and found.pictures:
        read = _recognised(package, document, page, found, number, remarks)
        if read.items:
            remarks.recognised += 1
            return read
    frame = Frame(0.0, 0.0, page.area[2] * POINT, page.area[3] * POINT, 0, 0)
    tables, rest = fill(find_grids(found.across, found.down), found.characters)
    return page_text(number, frame, fragments(rest), tables, commonest_size(found.characters) or 1.0)


def _recognised(
    package: Package, document: OfdDocument, page: OfdPage, found: PageObjects, number: int, remarks: _Remarks
) -> PageText:
    """The page's pictures laid on white paper where they stand, and recognised."""
    from PIL import Image

    width, height = page.area[2] / 25.4, page.area[3] / 25.4
    dpi = min(_DPI, (_MOST_PIXELS / (width * height)) ** 0.5)
    paper = Image.new("RGB", (max(1, round(width * dpi)), max(1, round(height * dpi))), "white")
    for picture in found.pictures:
        left, top, wide, high = (round(edge / 25.4 * dpi) for edge in picture.area)
        shown = _picture(package, document.pictures.get(picture.resource, ""))
        if shown is None:
            remarks.unread += 1
        elif 0 < wide <= 2 * paper.width and 0 < high <= 2 * paper.height:
            paper.paste(shown.resize((wide, high), Image.Resampling.BOX), (left, top))
    return read_page(np.asarray(paper, dtype=np.uint8), number, 72 / dpi)


def _picture(package: Package, part: str) -> "Image.Image | None":
    """The picture in a part; none where it is missing, too large or of a kind that Pillow does not open."""
    from PIL import Image

    if part not in package:
        return None
    try:
        opened = Image.open(io.BytesIO(package.read(part)))
        if opened.width * opened.height > PIXEL_LIMIT:
            return None
        return opened.convert("RGB")
    except (*_UNREADABLE, Image.DecompressionBombError):
        return None
