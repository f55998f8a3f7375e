"""Pages of a PDF that are pictures, with recognition as given and without it."""

from collections.abc import Sequence
from typing import Any

import pytest

from corpus.errors import UnusableInput
from corpus.read import ocr_page
from corpus.read.pdf import SCAN_STEP, read_pdf
from corpus.read.pdf_fragments import Fragment
from corpus.read.pdf_frame import Frame
from corpus.read.pdf_page import PageText, page_text
from tests.corpus.pdf_paper import FULL, IMAGE, SIZE, letter, pdf

TEXT = letter((2, FULL[:26]), (0, FULL))
GARBLED = [(80.0, 700.0 - 28 * at, 16.0, "".join(chr(0xE100 + 30 * at + n) for n in range(25))) for at in range(4)]


def recognising(
    monkeypatch: pytest.MonkeyPatch, lines: Sequence[tuple[float, float, str]], confidence: float = 0.97
) -> list[tuple[int, ...]]:
    """Let recognition find these lines (left edge, height in points, text); gives the shapes of the pictures seen."""
    seen: list[tuple[int, ...]] = []

    def read_page(picture: Any, number: int, scale: float) -> PageText:
        seen.append((*picture.shape, round(picture.shape[1] * scale)))
        found = [
            Fragment(text, x, x + SIZE * len(text), y + SIZE, y, SIZE, confidence, (x, 842 - y - SIZE, x + 9, 842 - y))
            for x, y, text in lines
        ]
        return page_text(number, Frame(0, 0, 595, 842, 0, 0), found, (), SIZE)

    monkeypatch.setattr(ocr_page, "read_page", read_page)
    return seen


def test_a_scanned_page_among_others_is_recognised_and_its_paragraph_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = recognising(monkeypatch, [(80, 760, "道，仍需努力。"), (112, 732, "专此答复。")])
    steps: list[str] = []
    source = read_pdf(pdf([TEXT, []], ["", IMAGE]), "函.pdf", lambda step, done, total: steps.append(step))
    assert source.text.split("\n") == [FULL[:26] + FULL + "道，仍需努力。", "专此答复。"]
    assert seen == [(2339, 1653, 3, 595)]
    assert [block.confidence for block in source.blocks] == [0.97, 0.97]
    assert source.blocks[1].place is not None and source.blocks[1].place.at == 2
    assert source.notices == ("第2页为扫描件，文字由图片识别得来。",)
    assert SCAN_STEP in steps


def test_little_confidence_is_said_with_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    recognising(monkeypatch, [(112, 760, "看不清楚的内容。")], confidence=0.6)
    source = read_pdf(pdf([[]], IMAGE), "函.pdf")
    assert source.blocks[0].confidence == 0.6
    assert len(source.notices) == 2 and "第1页" in source.notices[1] and "核对" in source.notices[1]


def test_a_page_whose_characters_have_no_meaning_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    recognising(monkeypatch, [(112, 700, "识别出的内容。")])
    assert read_pdf(pdf([GARBLED]), "函.pdf").text == "识别出的内容。"


def test_a_stamp_printed_over_a_scan_is_not_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    recognising(monkeypatch, [(112, 700, "识别出的内容，比加盖的字要多，还有其他的话。"), (300, 30, "由扫描程序创建")])
    source = read_pdf(pdf([[(300.0, 30.0, 12.0, "由扫描程序创建")]], IMAGE), "函.pdf")
    assert source.text.startswith("识别出的内容")


def test_a_cover_with_little_text_over_a_picture_keeps_it_where_nothing_more_is_recognised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recognising(monkeypatch, [])
    assert read_pdf(pdf([[(100.0, 500.0, 30.0, "质量强市工作手册")]], IMAGE), "册.pdf").text == "质量强市工作手册"


def test_pages_that_cannot_be_recognised_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: Any) -> PageText:
        raise ModuleNotFoundError("rapidocr")

    monkeypatch.setattr(ocr_page, "read_page", missing)
    source = read_pdf(pdf([TEXT, [], []], ["", IMAGE, IMAGE]), "函.pdf")
    assert source.text == FULL[:26] + FULL
    assert source.notices == ("第2—3页是图片，没有文字层，本机未安装文字识别组件，未能读取。",)
    with pytest.raises(UnusableInput, match=r"“函\.pdf”是扫描件，没有文字层.*未安装.*请提供电子版"):
        read_pdf(pdf([[], []], IMAGE), "函.pdf")


def test_a_picture_without_print_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    recognising(monkeypatch, [])
    with pytest.raises(UnusableInput, match=r"“猫\.pdf”是图片，其中没有识别出文字"):
        read_pdf(pdf([[]], IMAGE), "猫.pdf")
