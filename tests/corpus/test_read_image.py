import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from corpus.errors import UnusableInput
from corpus.read.image import PAGE_LIMIT, read_image
from corpus.read.ocr_notices import doubtful
from corpus.source import Block, Place, Source
from tests.corpus.printed_pictures import LETTER, printed

WORDS = [text for _, _, text in LETTER]


def saved(page: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    page.save(buffer, form, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "WEBP", "TIFF"])
def test_every_format_is_read(form: str) -> None:
    source = read_image(saved(printed(LETTER), form), "函")
    assert source.media == "image"
    assert source.text.split("\n") == WORDS
    assert all(block.confidence <= 1 for block in source.blocks)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK"])
def test_every_mode_is_read(mode: str) -> None:
    form = "TIFF" if mode == "CMYK" else "PNG"
    assert read_image(saved(printed(LETTER).convert(mode), form), "函").text.split("\n") == WORDS


def test_transparent_paper_is_white() -> None:
    page = printed(LETTER).convert("RGBA")
    page.putalpha(Image.eval(page.convert("L"), lambda grey: 255 - grey))
    assert read_image(saved(page, "PNG"), "函.png").text.split("\n") == WORDS


def test_pages_of_a_tif_are_counted() -> None:
    data = saved(printed(LETTER), "TIFF", save_all=True, append_images=[printed(LETTER[:2])])
    source = read_image(data, "函.tif")
    assert {block.place.at for block in source.blocks if block.place} == {1, 2}
    assert source.text.replace("\n", "") == "".join(WORDS + WORDS[:2])


def test_the_camera_tells_how_it_was_held() -> None:
    turned = printed(LETTER).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be shown turned clockwise
    assert read_image(saved(turned, "JPEG", exif=exif), "照片.jpg").text.split("\n") == WORDS


@pytest.mark.parametrize(
    ("dpi", "left"), [((150, 150), 420 * 72 / 150), ((72, 72), 420 * 72 / 72), (None, 420 * 841.9 / 1240)]
)
def test_places_are_points(dpi: tuple[int, int] | None, left: float) -> None:
    """1240 x 900 pixels: at the resolution given, or as wide as A4 lying where none is."""
    data = saved(printed(LETTER), "PNG", **({"dpi": dpi} if dpi else {}))
    place = read_image(data, "函.png").blocks[0].place
    assert place is not None and place.unit == "page" and place.box is not None
    assert abs(place.box[0] - left) < 10


def test_a_photo_of_a_page_is_as_wide_as_a4() -> None:
    page = printed(LETTER).resize((3720, 2700))
    place = read_image(saved(page, "JPEG", dpi=(72, 72)), "照片.jpg").blocks[0].place
    assert place is not None and place.box is not None
    assert abs(place.box[0] - 420 * 841.9 / 1240) < 10


def cat() -> Image.Image:
    """A cat on a lawn: fur, whiskers, leaves, no letters."""
    grain = np.random.default_rng(3).integers(0, 60, (600, 800, 3), dtype=np.uint8)
    picture = Image.fromarray(grain + np.array([60, 120, 50], dtype=np.uint8))
    draw = ImageDraw.Draw(picture)
    for left, top, right, bottom in ((250, 260, 560, 560), (300, 120, 510, 320)):
        draw.ellipse((left, top, right, bottom), fill=(200, 150, 90))
    for tip in ((320, 90), (490, 90)):
        draw.polygon([tip, (tip[0] - 30, 180), (tip[0] + 30, 180)], fill=(180, 120, 70))
    for eye in (360, 430):
        draw.ellipse((eye, 190, eye + 24, 220), fill=(240, 230, 80), outline="black")
    for at in range(3):
        draw.line((300, 240 + 12 * at, 200, 225 + 20 * at), fill="white", width=2)
        draw.line((510, 240 + 12 * at, 610, 225 + 20 * at), fill="white", width=2)
    return picture


@pytest.mark.parametrize("picture", [cat(), Image.new("RGB", (500, 400), "white"), Image.new("L", (3, 2))])
def test_a_picture_without_print_is_refused(picture: Image.Image) -> None:
    with pytest.raises(UnusableInput, match=r"“猫\.png”里没有识别出文字"):
        read_image(saved(picture, "PNG"), "猫.png")


@pytest.mark.parametrize("keep", [30, 2000])
def test_a_damaged_picture_is_refused(keep: int) -> None:
    with pytest.raises(UnusableInput, match=r"“函\.png”已损坏"):
        read_image(saved(printed(LETTER), "PNG")[:keep], "函.png")


@pytest.mark.parametrize("side", [10_000, 20_000])
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    data = saved(Image.new("1", (side, side)), "PNG")
    with pytest.raises(UnusableInput, match=r"“炸弹\.png”的像素超过 8000 万"):
        read_image(data, "炸弹.png")


def test_too_many_pages_are_refused() -> None:
    blank = Image.new("1", (4, 4))
    data = saved(blank, "TIFF", save_all=True, append_images=[blank] * PAGE_LIMIT)
    with pytest.raises(UnusableInput, match=rf"有 {PAGE_LIMIT + 1} 页"):
        read_image(data, "函.tif")


def test_doubtful_blocks_are_named() -> None:
    blocks = (
        Block("paragraph", 0, 4, place=Place("page", 2), confidence=0.6),
        Block("paragraph", 5, 9, confidence=0.99),
    )
    source = Source("某某某某\n清清楚楚", blocks, "image")
    (notice,) = doubtful(source)
    assert "1 处把握不大" in notice and "第2页“某某某某”" in notice
    assert doubtful(Source("清清楚楚", (Block("paragraph", 0, 4),), "image")) == ()


def test_print_of_two_sizes_alone_is_evened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an even number of sizes the middle lies between two and is none of them."""
    from corpus.read import ocr_page
    from corpus.read.ocr import Recognised, RecognisedLine

    boxes = ((10.0, 10.0, 58.0, 34.0), (10.0, 60.0, 106.0, 108.0))
    found = tuple(RecognisedLine("甲乙", box, 0.9, box) for box in boxes)
    monkeypatch.setattr(ocr_page, "recognised", lambda picture: Recognised(found, 0, 0.0))
    page = ocr_page.read_page(np.full((200, 200, 3), 255, np.uint8), 0, 0.36)
    assert [line.text for line in page.lines] == ["甲乙", "甲乙"]
