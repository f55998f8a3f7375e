"""How many characters of scanned letters are recognised: ``python bench/ocr.py [dpi …]``.

Prints, per letter and resolution, the share of characters that are right (1 - Levenshtein distance / length, blanks and
page numbers left out) and the seconds a page. The letters are those of the tests, printed by LibreOffice, then slanted,
blurred, made grainy and stored as JPEG.
"""

import io
import re
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpus.read.ocr import Picture, recognise
from tests.corpus.letter_files import as_docx, as_pdfs, as_pictures, office, scanned
from tests.corpus.same_letters import LETTERS, Letter, printed_text

ANGLES = (1.5, -1.2, 0.8)


def characters(text: str) -> str:
    return re.sub(r"—\d+—", "", re.sub(r"\s", "", text))


def scans(pdf: bytes, dpi: int) -> list[Picture]:
    pages = enumerate(as_pictures(pdf, dpi))
    jpegs = [scanned(page, ANGLES[at % len(ANGLES)], seed=at + dpi) for at, page in pages]
    return [np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB")) for jpeg in jpegs]


def measure(name: str, letter: Letter, pages: list[Picture], dpi: int) -> tuple[int, int]:
    start = time.perf_counter()
    found = characters("".join(line.text for page in pages for line in recognise(page)))
    seconds = (time.perf_counter() - start) / len(pages)
    meant = characters(printed_text(letter))
    wrong = Levenshtein.distance(meant, found)
    print(f"{name:<8} {dpi} dpi  {1 - wrong / len(meant):.4f}  {wrong:>3} of {len(meant)} wrong  {seconds:.2f} s/page")
    return wrong, len(meant)


def main() -> int:
    if office() is None:
        print("LibreOffice is not installed; nothing can be printed.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        prints = as_pdfs({name: as_docx(letter) for name, letter in LETTERS.items()}, Path(folder))
    recognise(np.full((400, 400, 3), 255, dtype=np.uint8))  # the models are loaded before the clock starts
    counts = [
        measure(name, letter, scans(prints[name], dpi), dpi)
        for dpi in map(int, sys.argv[1:] or ("150", "200", "300"))
        for name, letter in LETTERS.items()
    ]
    wrong, total = map(sum, zip(*counts, strict=True))
    print(f"all      {1 - wrong / total:.4f}  {wrong} of {total} wrong")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
