"""The copies of a letter: final, annotated, tracked and for publication."""

import dataclasses
import io
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from corpus.errors import Refused, UnusableInput
from corpus.read import read_bytes
from corpus.read.legacy import converted
from drafting.draft import Draft, Paragraph, Sentence
from drafting.export.changes import compared, word_changes
from drafting.export.copies import Copy, CopyName, copy_named, layout_named
from drafting.export.docx import to_docx
from drafting.export.earlier_version import earlier_paragraphs
from drafting.export.json import to_json
from drafting.export.layout import LayoutName
from drafting.export.word_notes import to_annotated
from drafting.export.word_tracked import printed_paragraphs, to_tracked
from drafting.export.write import SUFFIXES, check_suffix, content_of, write
from drafting.placeholder import PLACEHOLDER
from drafting.publication import published

LAYOUTS: tuple[LayoutName, ...] = ("letter", "document")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
PERSONAL = {
    "158 2026 3666": "mobile", "4419 0019 9003 0712 34": "identity", "li.si＠163．com": "mail", "0769-22837123转802": "phone",
    "东正路12号3栋402室": "home", "一三八零零一三八零零零": "spoken",
}  # fmt: skip


def xml(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(part))


def settled(letter: Draft) -> Draft:
    """The letter with every gap filled."""

    def filled(paragraph: Paragraph) -> Paragraph:
        return Paragraph(
            tuple(
                dataclasses.replace(sentence, text=PLACEHOLDER.sub("12月底前完成", sentence.text))
                for sentence in paragraph.sentences
            )
        )

    sections = tuple(dataclasses.replace(s, paragraphs=tuple(map(filled, s.paragraphs))) for s in letter.sections)
    return dataclasses.replace(
        letter, sections=sections, doc_number="临市监函〔2024〕12号", contact="联系人：张三，联系电话：0700—8625518"
    )


# Final


def test_a_final_copy_is_refused_while_anything_is_open(letter: Draft, tmp_path: Path) -> None:
    for suffix in (".docx", ".html", ".md", ".txt", ".json"):
        with pytest.raises(Refused, match="还有 5 项待核实（【待核实：发文序号】"):
            write(letter, tmp_path / f"a{suffix}", None, Copy("final"))
    assert not list(tmp_path.iterdir())


def test_a_final_copy_shows_the_letter_and_nothing_beside(letter: Draft, tmp_path: Path) -> None:
    done = settled(letter)
    page = content_of(done, Path("a.html"), None, Copy("final")).decode()
    assert (
        "出处" not in page.split("</style>")[1]
        and "工作稿" not in page
        and done.title in page.replace("</span><span>", "")
    )
    text = content_of(done, Path("a.md"), None, Copy("final")).decode()
    assert "[^1]" not in text and "一、关于加快修订专项资金管理办法的建议" in text
    assert content_of(done, Path("a.docx"), None, Copy("final")) == to_docx(done)


# Annotated


def test_every_sourced_sentence_has_a_footnote_with_its_words(letter: Draft) -> None:
    data = to_annotated(letter)
    notes = {note.get(f"{W}id"): "".join(note.itertext()) for note in xml(data, "word/footnotes.xml")}
    marks = [mark.get(f"{W}id") for mark in xml(data).iter(f"{W}footnoteReference")]
    sourced = [one for paragraph in letter.paragraphs() for one in paragraph.sentences if one.sources]
    assert len(marks) == len(sourced) == len(notes) - 2
    for mark, sentence in zip(marks, sourced, strict=True):
        for source in sentence.sources:
            assert f"“{source.quote}”" in notes[mark]
            assert (source.title or "") in notes[mark] and (source.date or "") in notes[mark]
            assert (source.disclosure or "") in notes[mark] and source.adaptation in notes[mark]


def test_what_a_source_says_is_text(letter: Draft) -> None:
    hostile = '</w:t></w:r><w:ins w:id="1"/>&lt;\x00\ud800"'
    source = dataclasses.replace(
        letter.sections[0].heading.sources[0], quote=hostile, title=hostile, adaptation=hostile
    )
    body = Paragraph((Sentence("甲。", "fact", (source,)),))
    note = xml(to_annotated(dataclasses.replace(letter, opening=(body,), sections=())), "word/footnotes.xml")[2]
    assert "</w:t></w:r><w:ins w:id=" in "".join(note.itertext()) and not list(note.iter(f"{W}ins"))


# Tracked


def changed(letter: Draft) -> Draft:
    first = letter.sections[0]
    quote, fact = first.paragraphs[0].sentences
    body = Paragraph((quote, dataclasses.replace(fact, text=fact.text.replace("10万元", "20万元"))))
    added = Paragraph((Sentence("下一步，我局将于2024年12月底前完成修订。", "plan"),))
    return dataclasses.replace(
        letter,
        addressee="林晓岚、王建国委员",
        sections=(dataclasses.replace(first, paragraphs=(body, added)), *letter.sections[1:3]),
        copies=f"{letter.copies}，市科技局",
    )


def read_changes(data: bytes, accept: bool) -> list[str]:
    """The paragraphs after all changes are accepted or rejected (ECMA-376, 17.13.5), tables of the body left out."""
    found, carried = [], ""
    for paragraph in xml(data).iter(f"{W}p"):
        tables = any(a.tag == f"{W}tbl" for a in paragraph.iterancestors())
        if tables and not any(a.tag == f"{W}txbxContent" for a in paragraph.iterancestors()):
            continue
        text = carried + "".join(_texts(paragraph, accept))
        gone = paragraph.find(f"{W}pPr/{W}rPr/{W}{'del' if accept else 'ins'}")
        carried = text if gone is not None else ""
        found += [text] if gone is None and text else []
    return found


def _texts(paragraph: etree._Element, accept: bool) -> list[str]:
    found = []
    for node in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab"):
        above = [ancestor.tag for ancestor in node.iterancestors()]
        nearest = next(a for a in node.iterancestors(f"{W}p"))
        if nearest is paragraph and above[0] == f"{W}r" and f"{W}{'del' if accept else 'ins'}" not in above:
            found.append("\t" if node.tag == f"{W}tab" else node.text or "")
    return found


@pytest.mark.parametrize("layout", ["letter", "document"])
@pytest.mark.parametrize("backwards", [False, True])
def test_accepted_is_the_new_letter_and_rejected_the_old(letter: Draft, layout: LayoutName, backwards: bool) -> None:
    old, new = (changed(letter), letter) if backwards else (letter, changed(letter))
    before = printed_paragraphs(old, layout)
    data = to_tracked(new, before, "李明 <&", "2024-06-15", layout)
    assert read_changes(data, accept=True) == list(printed_paragraphs(new, layout))
    assert read_changes(data, accept=False) == list(before)
    changes = list(xml(data).iter(f"{W}ins", f"{W}del"))
    assert {node.get(f"{W}author") for node in changes} == {"李明 <&"}
    assert {node.get(f"{W}date") for node in changes} == {"2024-06-15T00:00:00Z"}
    assert len({node.get(f"{W}id") for node in changes}) == len(changes) > 5
    assert data == to_tracked(new, before, "李明 <&", "2024-06-15", layout)


def test_only_the_words_that_differ_are_marked() -> None:
    pieces = word_changes("每项给予不超过20万元的资助。", "每项给予不超过10万元的资助。")
    assert [(piece.change, piece.text) for piece in pieces] == [
        ("same", "每项给予不超过"), ("old", "10"), ("new", "20"), ("same", "万元的资助。"),
    ]  # fmt: skip


@given(
    st.lists(st.text("甲乙丙丁。，12<&", min_size=1, max_size=12), max_size=7),
    st.lists(st.text("甲乙丙丁。，12<&", min_size=1, max_size=12), max_size=7),
)
def test_any_two_versions_come_out_of_their_changes(new: list[str], old: list[str]) -> None:
    pairs = compared(new, old)
    assert ["".join(p.text for p in pair.pieces if p.change != "old") for pair in pairs if pair.new is not None] == new
    assert ["".join(p.text for p in pair.pieces if p.change != "new") for pair in pairs if pair.old is not None] == old


def test_an_unchanged_letter_has_no_changes(letter: Draft) -> None:
    assert to_tracked(letter, printed_paragraphs(letter), "甲", "2024-06-15") == to_docx(letter)


def test_the_earlier_version_is_read_from_docx_and_json(letter: Draft, tmp_path: Path) -> None:
    letter = dataclasses.replace(letter, text="甲")
    for name, data in (("旧稿.docx", to_docx(letter)), ("旧稿.json", to_json(letter).encode())):
        (tmp_path / name).write_bytes(data)
        before = earlier_paragraphs(tmp_path / name)
        # A record keeps sentences, not paragraphs.
        assert "".join(before) == "".join(printed_paragraphs(letter))
    assert earlier_paragraphs(tmp_path / "旧稿.docx") == printed_paragraphs(letter)


@needs_office
def test_libreoffice_keeps_text_changes_and_notes(letter: Draft) -> None:
    """Opened and saved again: no repair, no loss."""
    for data in (to_docx(letter), to_docx(letter, "document"), to_annotated(letter)):
        again = converted(data, "函.docx", "docx")
        words = re.sub(r"\s", "", read_bytes(data, "函.docx").text)
        assert re.sub(r"\s", "", read_bytes(again, "函.docx").text) == words
    new = dataclasses.replace(changed(letter), class_mark="A")
    for layout in LAYOUTS:
        tracked = to_tracked(new, printed_paragraphs(letter, layout), "甲", "2024-06-15", layout)
        again = converted(tracked, "函.docx", "docx")
        for accept in (True, False):
            assert "".join(read_changes(again, accept)) == "".join(read_changes(tracked, accept))


# For publication


def with_personal_data(letter: Draft) -> Draft:
    told = "，".join(PERSONAL)
    half = "来电人提出，158 2026"
    body = Paragraph((Sentence(f"据提案人反映，{told}。", "fact", letter.sections[0].heading.sources),))
    split = Paragraph((Sentence(half, "fact"), Sentence(" 3666等情况属实。", "fact")))
    opening = (*letter.opening, body, split)
    text = f"临川市市场监督管理局\n{body.text}\n{split.text}\n　　（联系人：张三，联系电话：0769-22837123）\n公开方式：主动公开\n"
    return dataclasses.replace(
        letter, opening=opening, contact="联系人：张三，联系电话：0769-22837123", text=text, case="20240118"
    )


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".txt", ".json"])
@pytest.mark.parametrize("layout", ["letter", "document"])
def test_nothing_personal_is_published(letter: Draft, suffix: str, layout: LayoutName) -> None:
    whole = with_personal_data(letter)
    before = dataclasses.replace(whole)
    more: dict[str, object] = {"findings": [{"quote": "158 2026 3666"}]}
    data = content_of(whole, Path(f"a{suffix}"), more, Copy("publication", layout))
    parts = [data]
    if suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = [packed.read(name) for name in packed.namelist()]
    for part in parts:
        text = re.sub(r"<[^>]*>", "", part.decode())
        assert not [value for value in PERSONAL if value in text]
        assert "张三" not in text and "22837123" not in text and "建议加快修订专项资金管理办法。" not in text
    assert whole == before and "158 2026 3666" in content_of(whole, Path("a.txt")).decode()


def test_a_published_letter_keeps_its_numbers_and_dates(letter: Draft) -> None:
    shown = published(with_personal_data(letter))
    assert (shown.doc_number, shown.date, shown.title, shown.case) == (
        letter.doc_number,
        letter.date,
        letter.title,
        "20240118",
    )
    assert shown.opening[0].text == letter.opening[0].text and shown.contact == ""
    assert "10万元" in shown.sections[0].paragraphs[0].text
    assert "联系人" not in shown.text and "公开方式：主动公开" in shown.text
    assert all(not one.sources for paragraph in shown.paragraphs() for one in paragraph.sentences)


# Which file


def test_copies_and_layouts_are_called_in_chinese_or_english() -> None:
    assert copy_named("公开稿") == copy_named("publication") == "publication"
    assert layout_named("文件格式") == layout_named("document") == "document"
    with pytest.raises(UnusableInput, match="不认识的副本：草稿。可以是 working（工作稿）"):
        copy_named("草稿")
    with pytest.raises(UnusableInput, match="不认识的版式"):
        layout_named("横排")


@pytest.mark.parametrize(("copy", "suffix"), [("tracked", ".html"), ("tracked", ".json"), ("annotated", ".txt")])
def test_a_file_that_cannot_hold_the_copy_is_refused(copy: CopyName, suffix: str) -> None:
    with pytest.raises(UnusableInput, match="不能写成"):
        check_suffix(Path(f"a{suffix}"), copy)


def test_without_libreoffice_a_pdf_is_refused_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnusableInput, match="导出 PDF 需要 LibreOffice"):
        check_suffix(Path("a.pdf"))
    assert ".pdf" in SUFFIXES


@needs_office
def test_a_pdf_is_written(letter: Draft, tmp_path: Path) -> None:
    write(letter, tmp_path / "函.pdf")
    assert (tmp_path / "函.pdf").read_bytes().startswith(b"%PDF-")


def test_the_record_of_a_publication_copy_holds_the_letter_only(letter: Draft) -> None:
    record = json.loads(content_of(letter, Path("a.json"), {"findings": [1]}, Copy("publication")))
    assert "findings" not in record and record["title"] == letter.title
