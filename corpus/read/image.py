"""Reads pictures of documents (.png, .jpg, .bmp, .webp, .tif of several pages) by recognising their print."""

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from corpus.errors import UnusableInput
from corpus.progress import Progress, silent
from corpus.read.blocks import TextBuilder
from corpus.read.ocr import Picture
from corpus.read.ocr_notices import doubtful, require_text
from corpus.read.ocr_page import read_page
from corpus.read.pdf_compose import compose
from corpus.source import Source

if TYPE_CHECKING:
    from PIL import Image

PIXEL_LIMIT = 80_000_000
"""Most pixels of one picture: A3 scanned at 600 dpi has 70 million."""
PAGE_LIMIT = 500
"""Most pages of one picture file."""

_FORMATS = ("PNG", "JPEG", "BMP", "WEBP", "TIFF", "GIF")
_LONGEST = 4000  # pixels of a side beyond which a page is made smaller; recognition gains nothing from more
_SMALLEST = 1000  # pixels of the shorter side below which it is made larger: small print needs it
_A4 = (595.3, 841.9)  # points
_LEAST, _MOST = 280.0, 2400.0  # points: the sides of what a scanner takes in, from A6 to A1
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, MemoryError)


def read_image(data: bytes, name: str, progress: Progress = silent) -> Source:
    """The recognised text of a picture, page by page; places are boxes on the page in points.

    Raises :class:`UnusableInput` for a damaged or oversized picture and for one in which nothing is printed.
    """
    pages = []
    for number, (picture, scale, count) in enumerate(_pages(data, name)):
        progress("识别文字", number, count)
        pages.append(read_page(picture, number, scale))
    require_text([line for page in pages for line in page.lines], any(page.items for page in pages), name)
    builder = TextBuilder()
    compose(pages, builder)
    source = builder.build("image")
    return Source(source.text, source.blocks, source.media, doubtful(source))


def _pages(data: bytes, name: str) -> Iterator[tuple[Picture, float, int]]:
    """Each page as RGB, its points a pixel, and how many pages there are."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
            count = 1 if opened.format in {"MPO", "GIF"} else getattr(opened, "n_frames", 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _oversized(name) from error
    except _BROKEN as error:
        raise _damaged(name) from error
    if count > PAGE_LIMIT:
        raise UnusableInput(f"“{name}”有 {count} 页，超过 {PAGE_LIMIT} 页的上限。请拆分后再导入。")
    with opened:
        for number in range(count):
            try:
                opened.seek(number)
                if opened.width * opened.height > PIXEL_LIMIT:
                    raise _oversized(name)
                page, scale = _page(opened)
            except _BROKEN as error:
                raise _damaged(name) from error
            yield page, scale, count


def _page(opened: "Image.Image") -> tuple[Picture, float]:
    """The page that is open: upright as its camera says, on white, of a size that recognition likes."""
    from PIL import Image, ImageOps

    resolution = _resolution(opened)
    longest = max(opened.size)
    if longest > _LONGEST:
        opened.draft("RGB", (_LONGEST, _LONGEST))
    page = ImageOps.exif_transpose(opened)
    if page.mode.startswith(("I", "F")):
        page = ImageOps.autocontrast(page.convert("F").convert("L"))
    if "A" in page.getbands() or "transparency" in page.info:
        page = page.convert("RGBA")
        page = Image.alpha_composite(Image.new("RGBA", page.size, "white"), page)
    page = page.convert("RGB")
    factor = _LONGEST / max(page.size) if max(page.size) > _LONGEST else 1.0
    if min(page.size) < _SMALLEST:
        factor = min(2.0, _LONGEST / max(page.size))
    if factor != 1.0:
        size = (max(1, round(page.width * factor)), max(1, round(page.height * factor)))
        page = page.resize(size, Image.Resampling.BICUBIC if factor > 1 else Image.Resampling.BOX)
    width, height = (72 * longest / resolution * side / max(page.size) for side in page.size) if resolution else (0, 0)
    if not (_LEAST <= width <= _MOST and _LEAST <= height <= _MOST):
        width = _A4[0] if page.height >= page.width else _A4[1]
    return np.asarray(page, dtype=np.uint8), width / page.width


def _resolution(opened: "Image.Image") -> float:
    """Dots an inch as the file says, 0 where it does not; cameras say 72 of whatever they see."""
    given = opened.info.get("dpi") or (0.0, 0.0)
    found = float(given[0])
    return found if np.isfinite(found) and found > 0 else 0.0


def _oversized(name: str) -> UnusableInput:
    return UnusableInput(
        f"“{name}”的像素超过 {PIXEL_LIMIT // 10_000} 万，无法识别。请用 200 至 300 dpi 重新扫描，或拆分后再导入。"
    )


def _damaged(name: str) -> UnusableInput:
    return UnusableInput(f"“{name}”已损坏，或不是有效的图片，无法打开。请重新扫描或另存为 .png、.jpg 后再导入。")
