"""Corrections in a Word file: the words change, the format of the runs stays."""

from pathlib import Path

import pytest

from corpus.parse import parse
from corpus.read import read
from drafting.export.mended_docx import write_mended
from drafting.finding import Mend


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    from docx import Document

    word = Document()
    first = word.add_paragraph()
    first.add_run("    一、关于按排经费").bold = True
    first.add_run("的问题。按")
    first.add_run("排").italic = True
    first.add_run("如下。")
    table = word.add_table(1, 1)
    table.cell(0, 0).text = "表中的按排"
    word.add_paragraph("末段的按排")
    path = tmp_path / "letter.docx"
    word.save(str(path))
    return path


def mends(text: str) -> list[Mend]:
    found, at = [], text.find("按排")
    while at >= 0:
        found.append(Mend(at, at + 2, "安排"))
        at = text.find("按排", at + 1)
    return found


def test_every_place_is_mended_and_the_format_stays(letter: Path, tmp_path: Path) -> None:
    from docx import Document

    document, out = parse(read(letter), letter.name), tmp_path / "out.docx"
    wanted = mends(document.text)
    assert len(wanted) == 4
    assert write_mended(letter, out, document, wanted) == 4
    assert parse(read(out), out.name).text == document.text.replace("按排", "安排")
    before, after = Document(str(letter)).paragraphs[0].runs, Document(str(out)).paragraphs[0].runs
    assert [(r.bold, r.italic) for r in before] == [(r.bold, r.italic) for r in after]


def test_one_of_several_is_mended(letter: Path, tmp_path: Path) -> None:
    document, out = parse(read(letter), letter.name), tmp_path / "out.docx"
    second = mends(document.text)[1]
    assert write_mended(letter, out, document, [second]) == 1
    text = document.text
    assert parse(read(out), out.name).text == text[: second.start] + "安排" + text[second.end :]


def test_insertions_and_deletions(letter: Path, tmp_path: Path) -> None:
    document, out = parse(read(letter), letter.name), tmp_path / "out.docx"
    at, end = document.text.index("如下"), document.text.index("末段的")
    assert write_mended(letter, out, document, [Mend(at, at, "情况"), Mend(end, end + 3, "")]) == 2
    text = parse(read(out), out.name).text
    assert "排情况如下" in text and "末段的" not in text
