"""PDF files that are damaged, locked, enormous or drawn to excess."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import UnusableInput
from corpus.read import pdf as reader
from corpus.read.pdf import read_pdf
from tests.corpus.pdf_paper import FULL, letter, pdf, rules

PAGE = letter((2, FULL[:26]), (0, "道。"))


def test_a_file_with_a_lost_index_is_read() -> None:
    data = pdf([PAGE]).replace(b"startxref", b"startxxxx")
    assert read_pdf(data, "函.pdf").text == FULL[:26] + "道。"


@pytest.mark.parametrize("data", [b"%PDF-1.5\n", b"%PDF-1.7\n" + b"\x00" * 4096, pdf([PAGE])[:300]])
def test_what_cannot_be_opened_is_refused_with_its_name(data: bytes) -> None:
    with pytest.raises(UnusableInput, match=r"“函\.pdf”已损坏，无法打开。请重新导出"):
        read_pdf(data, "函.pdf")


def test_a_file_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PAGE_LIMIT", 2)
    with pytest.raises(UnusableInput, match=r"“函\.pdf”有 3 页，超过 2 页的上限。请拆分"):
        read_pdf(pdf([PAGE] * 3), "函.pdf")


def locked(password: str) -> bytes:
    """A PDF locked with a password for opening; an empty one locks only what may be done with it."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab makes the locked files")
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt", reason="reportlab makes the locked files")
    lock = encryption.StandardEncryption(password, ownerPassword="owner", canPrint=0, strength=128)
    page = canvas.Canvas("", encrypt=lock)
    page.drawString(100, 700, "Standards of service")
    page.showPage()
    data = page.getpdfdata()
    assert isinstance(data, bytes)
    return data


def test_a_password_for_opening_is_refused_and_one_for_printing_is_no_hindrance() -> None:
    with pytest.raises(UnusableInput, match=r"“函\.pdf”设有打开密码，无法读取。请去除密码"):
        read_pdf(locked("secret"), "函.pdf")
    assert read_pdf(locked(""), "函.pdf").text == "Standards of service"


def test_a_page_full_of_drawing_gives_its_text() -> None:
    strokes = "".join(f"{x % 500} {x * 7 % 800} m {x % 500 + 9} {x * 7 % 800} l S\n" for x in range(25_000))
    squares = rules([x / 2 for x in range(40, 1100)], [y / 2 for y in range(1600, 40, -1)])
    for drawing in (strokes, squares):
        assert read_pdf(pdf([PAGE], drawing), "图.pdf").text == FULL[:26] + "道。"


def test_a_page_with_too_many_characters_is_read_as_far_as_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from corpus.read import pdf_characters

    monkeypatch.setattr(pdf_characters, "MOST_CHARACTERS", 20)
    source = read_pdf(pdf([PAGE]), "函.pdf")
    assert source.text == FULL[:20]
    assert source.notices == ("第1页文字过多，只读取了前面的部分。",)


_CHILD = """
import re, sys
from pathlib import Path
from corpus.read.pdf import read_pdf
told = []
source = read_pdf(open(sys.argv[1], "rb").read(), "汇编.pdf", lambda step, done, total: told.append((done, total)))
print(len(told), told[-1], source.text.count("专此答复"), end=" ")
# not ru_maxrss, which begins with what the parent had when it forked
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_five_thousand_pages_are_read_in_bounded_memory_with_progress(tmp_path: Path) -> None:
    grid = rules((80, 300, 528), (200, 170, 140))
    pages = [letter((2, FULL[:26]), (0, FULL), (2, f"第{number}件专此答复。")) for number in range(5000)]
    file = tmp_path / "汇编.pdf"
    file.write_bytes(pdf(pages, [grid if number % 10 == 0 else "" for number in range(5000)]))
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(file)], capture_output=True, text=True, cwd=root, check=True
    )
    steps, last, total, found, megabytes = done.stdout.replace("(", "").replace(")", "").replace(",", "").split()
    assert (steps, last, total, found) == ("5001", "5000", "5000", "5000")
    assert int(megabytes) < 600
