"""Pictures of print made with a font of this machine, for tests of recognition."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

Placed = tuple[int, int, str]
"""Left and top in pixels, and what is printed there."""


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """A Chinese font; skips the test where the machine has none."""
    found = sorted(Path("/usr/share/fonts").rglob("Noto*CJK-Regular.ttc"))
    if not found:
        pytest.skip("no Chinese font is installed: nothing can be printed")
    return ImageFont.truetype(str(found[-1]), size)


def printed(lines: Sequence[Placed], size: tuple[int, int] = (1240, 900), em: int = 34) -> Image.Image:
    """White paper with black lines."""
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    for left, top, text in lines:
        draw.text((left, top), text, fill="black", font=font(em))
    return page


LETTER: tuple[Placed, ...] = (
    (420, 100, "关于养老服务的答复"),
    (150, 180, "李明委员："),
    (218, 250, "您提出的建议收悉。现答复如下："),
    (218, 320, "一、关于设施建设"),
    (218, 390, "2025年新建日间照料中心12个，投入资金350万元。"),
    (800, 520, "澜州市民政局"),
    (800, 590, "2025年6月18日"),
)
"""A short letter; its lines are its paragraphs."""


def table(rows: Sequence[Sequence[str]], wide: int = 250, high: int = 70) -> Image.Image:
    """A ruled table under a line of text."""
    page = printed([(150, 60, "任务分工如下，请认真组织实施：")])
    draw = ImageDraw.Draw(page)
    for at in range(len(rows) + 1):
        draw.line((150, 150 + at * high, 150 + wide * len(rows[0]), 150 + at * high), fill="black", width=2)
    for at in range(len(rows[0]) + 1):
        draw.line((150 + at * wide, 150, 150 + at * wide, 150 + high * len(rows)), fill="black", width=2)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            draw.text((170 + c * wide, 162 + r * high), text, fill="black", font=font(30))
    return page
