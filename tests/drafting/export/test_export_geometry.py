"""Pages that LibreOffice prints, measured: places and sizes within 1 mm of GB/T 9704—2012, clauses 5, 7 and 10.1.

All lengths are millimetres from the paper's upper left corner; a point is 25.4/72 mm.
"""

import ctypes
import dataclasses
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from numpy.typing import NDArray

from drafting.draft import Draft, Paragraph, Sentence
from drafting.export.docx import to_docx
from drafting.export.layout import LayoutName
from drafting.export.pdf import to_pdf

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")

MM = 25.4 / 72
CHARACTER = 16 * MM
NEAR = 1.0
DPI = 300
# Of a Chinese character, in its size: the part above the base line.
ASCENT = 0.88
FILLER = "近年来我局认真贯彻落实标准化法律法规不断完善工作机制持续提升服务水平为全市高质量发展提供有力支撑"


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    base: float
    left: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class Printed:
    pages: list[list[Line]]
    red: list[list[tuple[float, float, float, float]]]
    black: list[list[tuple[float, float, float, float]]]
    size: tuple[float, float]

    def line(self, page: int, text: str) -> Line:
        return next(line for line in self.pages[page] if text in line.text)


@pytest.fixture(scope="module")
def long_letter() -> Draft:
    """Four pages: joint addressees, a long body, two attachments of which one is the form."""
    body = tuple(Paragraph((Sentence(FILLER * 5 + "。", "frame"),)) for _ in range(4))
    return Draft(
        case="20240118", kind="reply", title="临川市市场监督管理局关于市政协第十四届三次会议第20240118号提案答复的函",
        addressee="林晓岚、王建国、欧阳明月、陈思远、李一、赵小小、周立群、吴志强、孙丽萍、马建军委员", class_mark="B",
        issuer="临川市市场监督管理局", doc_number="临市监函〔2024〕12号", opening=body, sections=(),
        closing=tuple(Paragraph((Sentence(t, "frame"),)) for t in ("推行，告知（单位：" * 20 + "。", "专此答复。")), signature="临川市市场监督管理局", date="2024年6月12日",
        contact="联系人：张三，联系电话：0700—8625518", disclosure="主动公开",
        copies="市政协提案委员会，市政府督查室，市财政局，市发展和改革委员会，市工业和信息化局，市科学技术局",
        attachments=("标准化战略专项资金管理办法及其实施细则（2023年修订）有关条款对照一览表", "提案办理情况征询意见表"),
    )  # fmt: skip


def printed(letter: Draft, layout: LayoutName) -> Printed:
    pdf = pypdfium2.PdfDocument(to_pdf(to_docx(letter, layout), "函.docx"))
    pages = [sorted(lines(page), key=lambda line: line.base) for page in pdf]
    pictures = [page.render(scale=DPI / 72).to_numpy().astype(int) for page in pdf]
    size = (pdf[0].get_width() * MM, pdf[0].get_height() * MM)
    return Printed(
        pages, [list(rules(redness(p))) for p in pictures], [list(rules(darkness(p))) for p in pictures], size
    )


def lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    text, height = page.get_textpage(), page.get_height()
    rows: dict[float, list[tuple[float, float, str, float]]] = {}
    for at in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, at))
        if not character.strip():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        size = pdfium.FPDFText_GetFontSize(text, at)
        row = round((height - y.value) * MM, 1)
        rows.setdefault(row, []).append((x.value * MM, text.get_charbox(at)[2] * MM, character, size))
    for base, found in rows.items():
        found.sort()
        words = "".join(character for _, _, character, _ in found)
        yield Line(words, base, found[0][0], max(right for _, right, _, _ in found), found[0][3])


def redness(picture: NDArray[np.int_]) -> NDArray[np.bool_]:
    blue, green, red = picture[..., 0], picture[..., 1], picture[..., 2]
    return np.asarray((red > 140) & (green < 140) & (blue < 140))


def darkness(picture: NDArray[np.int_]) -> NDArray[np.bool_]:
    return np.asarray(picture[..., :3].max(axis=2) < 150)


def rules(ink: NDArray[np.bool_]) -> Iterator[tuple[float, float, float, float]]:
    """Runs of inked rows: top, bottom, left, right; of black ones only those that are drawn right across."""
    mm = 25.4 / DPI
    rows = ink.any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], rows, [False])).astype(int)))
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        columns = np.flatnonzero(ink[top:bottom].any(axis=0))
        yield top * mm, bottom * mm, columns[0] * mm, (columns[-1] + 1) * mm


@pytest.fixture(scope="module")
def as_letter(long_letter: Draft) -> Printed:
    return printed(long_letter, "letter")


@pytest.fixture(scope="module")
def as_document(long_letter: Draft) -> Printed:
    return printed(long_letter, "document")


def near(value: float, wanted: float, by: float = NEAR) -> bool:
    return abs(value - wanted) <= by


@pytest.mark.parametrize("layout", ["as_letter", "as_document"])
def test_paper_and_text_area(layout: str, request: pytest.FixtureRequest) -> None:
    pages: Printed = request.getfixturevalue(layout)
    assert near(pages.size[0], 210) and near(pages.size[1], 297)
    body = [line for line in pages.pages[1] if line.size == 16]
    assert min(line.left for line in body) == pytest.approx(28, abs=NEAR)
    assert max(line.right for line in body) == pytest.approx(184, abs=NEAR)
    # No mark hangs over the edge.
    assert all(line.right <= 184 + NEAR for page in pages.pages for line in page if line.size == 16)
    # 5.2.3: 22 lines of 28 characters; 7.3.3: two characters in.
    assert len(body) == 22
    assert body[0].base - ASCENT * CHARACTER >= 37 - NEAR and body[-1].base <= 262
    pitches = [second.base - first.base for first, second in pairwise(body)]
    assert all(near(pitch, 225 / 22, 0.2) for pitch in pitches)
    full = [line for line in body if near(line.left, 28) and line is not body[-1] and "。" not in line.text]
    assert full and {len(line.text) for line in full} == {28}
    first_lines = [line for line in body if line.text.startswith(FILLER[:8]) and not near(line.left, 28)]
    assert first_lines and all(near(line.left, 28 + 2 * CHARACTER) for line in first_lines)


def test_head_of_a_letter(as_letter: Printed) -> None:
    mark, thick, thin, low_thin, low_thick = as_letter.red[0]
    assert near(mark[0], 30) and near((mark[2] + mark[3]) / 2, 105)
    assert near(thick[0] - mark[1], 4)
    for line in (thick, thin, low_thin, low_thick):
        assert near(line[2], 20) and near(line[3], 190)
    assert thick[1] - thick[0] > 2 * (thin[1] - thin[0]) and low_thick[1] - low_thick[0] > 2 * (
        low_thin[1] - low_thin[0]
    )
    assert near(low_thick[1], 297 - 20)
    number = as_letter.line(0, "临市监函")
    assert number.size == 16 and near(number.right, 184)
    assert near(number.base - ASCENT * CHARACTER - thin[1], 7 / 8 * CHARACTER)
    class_mark = as_letter.line(0, "B")
    assert class_mark.base < 30 and near(class_mark.right, 184)


@pytest.mark.parametrize("layout", ["as_letter", "as_document"])
def test_title_addressees_and_tail(layout: str, request: pytest.FixtureRequest) -> None:
    pages: Printed = request.getfixturevalue(layout)
    title = [line for line in pages.pages[0] if line.size == 22]
    assert len(title) == 3 and all(near((line.left + line.right) / 2, 106, 1.5) for line in title)
    number = pages.line(0, "临市监函")
    blank = title[0].base - ASCENT * 22 * MM - number.base
    assert 2 * 16 * 15 / 8 * MM - 2 <= blank <= 3 * 16 * 15 / 8 * MM
    assert near(pages.line(0, "林晓岚").left, 28) and near(pages.line(0, "马建军委员：").left, 28)
    last = next(at for at, page in enumerate(pages.pages) if any("专此答复" in line.text for line in page))
    date, name = pages.line(last, "2024年6月12日"), pages.pages[last]
    signature = next(line for line in name if line.text == "临川市市场监督管理局" and line.size == 16)
    assert near(date.right, 184 - 4 * CHARACTER, 1.5)
    # LibreOffice puts blanks beside digits whatever the file says, and its font for Times New Roman may be wider: the
    # name is centred over the date as Word prints it, six and a half characters wide.
    assert near((signature.left + signature.right) / 2, 184 - (4 + 6.5 / 2) * CHARACTER)
    attachment = pages.line(last, "附件：1.")
    assert near(attachment.left, 28 + 2 * CHARACTER)
    wrapped = pages.pages[last][pages.pages[last].index(attachment) + 1]
    assert near(wrapped.left, 28 + 5 * CHARACTER + 12 * MM)


@pytest.mark.parametrize(("layout", "first"), [("as_letter", 2), ("as_document", 1)])
def test_page_numbers(layout: str, first: int, request: pytest.FixtureRequest) -> None:
    pages: Printed = request.getfixturevalue(layout)
    for number, page in enumerate(pages.pages, 1):
        found = [line for line in page if line.text == f"—{number}—"]
        assert len(found) == (number >= first)
        for line in found:
            assert line.size == 14
            # The dash stands a quarter of the size above the base line.
            assert near(line.base - 0.3 * 14 * MM, 262 + 7)
            inset = 14 * MM
            assert near(line.right, 184 - inset) if number % 2 else near(line.left, 28 + inset)


def test_head_of_a_document(as_document: Printed) -> None:
    mark, line = as_document.red[0]
    assert near(mark[0], 37 + 35)
    number = as_document.line(0, "临市监函")
    assert near((number.left + number.right) / 2, 106)
    assert near(line[2], 28) and near(line[3], 184)
    # A character reaches an eighth of its size under the base line.
    assert near(line[0] - number.base - CHARACTER / 8, 4)
    assert near(number.base - ASCENT * CHARACTER - mark[1], 2 * 16 * 15 / 8 * MM, 5)


def test_imprint_of_a_document(as_document: Printed) -> None:
    across = [rule for rule in as_document.black[-1] if rule[3] - rule[2] > 155 and rule[1] - rule[0] < 0.6]
    first, middle, last = across[-3:]
    assert all(near(rule[2], 28) and near(rule[3], 184) for rule in (first, middle, last))
    assert near(last[1], 262)
    assert first[1] - first[0] > middle[1] - middle[0] < last[1] - last[0]
    assert near(first[1] - first[0], 0.35, 0.15) and near(middle[1] - middle[0], 0.25, 0.15)
    copies = as_document.line(-1, "抄送：")
    assert copies.size == 14 and near(copies.left, 28 + 14 * MM)
    by = as_document.line(-1, "印发")
    assert near(by.left, 28 + 14 * MM) and near(by.right, 184 - 14 * MM)
    assert first[0] < copies.base < middle[0] < by.base < last[0]


def test_copies_stand_at_the_foot_of_a_letter(as_letter: Printed) -> None:
    foot = [line for line in as_letter.pages[-1] if line.size == 14 and line.base > 240 and "—" not in line.text]
    assert foot[0].text.startswith("公开方式") and foot[1].text.startswith("抄送：")
    assert near(foot[1].left, 28 + 14 * MM) and near(foot[2].left, 28 + 4 * 14 * MM)
    assert 255 <= foot[-1].base <= 262


def test_a_letter_of_one_page_has_no_number(long_letter: Draft) -> None:
    short = dataclasses.replace(long_letter, opening=long_letter.opening[:1], attachments=(), copies="市财政局")
    pages = printed(short, "letter").pages
    assert len(pages) <= 2 and not any("—1—" in line.text for line in pages[0])
