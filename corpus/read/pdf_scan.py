"""Pages of a PDF that are pictures: which they are, and what they look like."""

from typing import TYPE_CHECKING, Any

from corpus.decode import plausibility
from corpus.read.pdf_characters import PageCharacters
from corpus.read.pdf_drawing import Drawing

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_FEWEST_CHARACTERS = 5  # a page with fewer and something drawn on it is a picture
_STAMPED = 60  # characters: so many may be printed over a scan (a number, the name of a program)
_WHOLE_PAGE = 0.6  # share of the page that a scan covers at least
_OUTLINES = 60  # shapes of a page whose print was turned into outlines
_ODD = 0.4  # share of common characters below which a font's table of characters is wrong
_ODD_LAYER = 0.75  # the same for the layer a scanner made, which has no other purpose
_DPI = 200
_MOST_PIXELS = 20_000_000


def is_picture(found: PageCharacters, drawing: Drawing) -> bool:
    """Whether a page must be recognised: it has no text layer, or one that cannot be what is printed."""
    text = "".join(one.text for one in found.characters)
    if len(text) < _FEWEST_CHARACTERS:
        return drawing.images > 0 or drawing.paths >= _OUTLINES
    if found.hidden:
        return plausibility(text) < _ODD_LAYER or not any("\u4e00" <= char <= "\u9fff" for char in text)
    if found.is_broken or plausibility(text) < _ODD:
        return True
    return len(text) < _STAMPED and drawing.picture >= _WHOLE_PAGE


def picture_of(page: Any) -> tuple["npt.NDArray[np.uint8]", float]:
    """The page as shown (height x width x 3, RGB), at 200 dpi or what keeps it within 20 million pixels, and its points
    a pixel; the caller holds PDFium's lock."""
    width, height = page.get_size()
    # a damaged page may measure less than nothing
    scale = min(_DPI / 72, (_MOST_PIXELS / max(abs(width * height), 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    array: npt.NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return array, 1 / scale
