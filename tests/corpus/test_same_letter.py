"""The same letter in every format that dafu reads parses to the same fields."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from corpus.document import Document, Section
from corpus.parse import parse
from corpus.read import read_bytes
from corpus.source import Source
from tests.corpus import letter_files
from tests.corpus.ofd_files import as_ofd, as_scanned_ofd
from tests.corpus.same_letters import LETTERS, Letter, printed_text

DPI = 200
ANGLES = (1.5, -1.2, 0.8)
# recognition takes its time: every letter is read once from a scanned PDF, and one each from the other pictures
PRINTED = [("pdf", name) for name in LETTERS] + [("scanned pdf", name) for name in LETTERS]
PRINTED += [("tif", "opinion"), ("scanned ofd", "notice")]


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The letters printed by LibreOffice, once for all tests."""
    if letter_files.office() is None:
        pytest.skip("LibreOffice is not installed: letters cannot be printed")
    documents = {name: letter_files.as_docx(letter) for name, letter in LETTERS.items()}
    return letter_files.as_pdfs(documents, tmp_path_factory.mktemp("prints"))


@pytest.fixture(scope="module")
def scans(prints: dict[str, bytes]) -> dict[str, list[bytes]]:
    """Their pages as a scanner gives them: slanting, grey, grainy, strongly compressed."""
    return {
        name: [
            letter_files.scanned(page, ANGLES[at % len(ANGLES)], seed=at)
            for at, page in enumerate(letter_files.as_pictures(pdf, DPI))
        ]
        for name, pdf in prints.items()
    }


@cache
def expected(name: str) -> Document:
    """What the plain text parses to."""
    return parse(read_bytes(letter_files.as_text(LETTERS[name]), "函.txt"), "函.txt")


def fields(document: Document) -> dict[str, Any]:
    """Everything the parser finds, without offsets, which differ by the blanks between lines."""

    def tree(sections: tuple[Section, ...]) -> list[Any]:
        return [(one.level, one.number, one.heading, tree(one.children)) for one in sections]

    return {
        "kind": document.kind,
        "title": document.title,
        "number": document.doc_number,
        "issuer": document.issuer,
        "addressees": document.addressees,
        "date": document.date,
        "disclosure": document.disclosure,
        "copies": document.copies,
        "contacts": [(one.name, one.phones) for one in document.contacts],
        "attachments": document.attachments,
        "class": document.class_mark,
        "valid": (document.valid_from, document.valid_to),
        "headings": tree(document.sections),
        "tables": [[tuple(cell for cell in row) for row in table.rows] for table in document.tables],
        "references": [(one.kind, one.value) for one in document.references],
        "figures": [(one.value, one.unit, one.approximate) for one in document.figures],
        "case": document.case and replace(document.case, suggestions=()),
        "replies": [
            (reply.unit, reply.kind, reply.addressee, [(a.number, re.sub(r"\s", "", a.text)) for a in reply.answers])
            for reply in document.replies
        ],
    }


def assert_same(source: Source, name: str, file: str) -> None:
    found, meant = fields(parse(source, file)), fields(expected(name))
    different = {key: (found[key], meant[key]) for key in meant if found[key] != meant[key]}
    assert different == {}


@pytest.mark.parametrize("name", LETTERS)
def test_the_text_itself_parses_to_what_is_printed(name: str) -> None:
    """So that the comparisons below compare something."""
    document = expected(name)
    parts = {part.role: part.text for part in LETTERS[name]}
    assert document.kind == name
    assert document.title == parts["title"]
    assert document.doc_number == parts["number"]
    assert document.issuer == parts["issuer"]
    assert document.addressees
    assert document.date is not None
    assert [one.heading for one in document.sections if one.number] != []
    assert len(document.references) > 5
    assert len(document.figures) > 3


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize(
    ("file", "make"),
    [("函.html", letter_files.as_html), ("函.docx", letter_files.as_docx), ("函.ofd", as_ofd)],
    ids=["html", "docx", "ofd"],
)
def test_a_letter_typed_is_the_same(name: str, file: str, make: Callable[..., bytes]) -> None:
    assert_same(read_bytes(make(LETTERS[name]), file), name, file)


def exported(letter: Letter) -> bytes:
    """The letter as dafu itself writes it: class mark, issuer's mark and copies stand in frames."""
    from drafting.draft import AnswerSection, Draft, Paragraph, Sentence
    from drafting.export.docx import to_docx

    def paragraph(text: str) -> Paragraph:
        return Paragraph((Sentence(text, "frame"),))

    one = {part.role: part.text for part in letter}
    numbered = [at for at, part in enumerate(letter) if part.role in {"heading", "subheading"}]
    bodies = [(at, paragraph(part.text)) for at, part in enumerate(letter) if part.role == "body"]
    closing = {at for at, part in enumerate(letter) if part.text.startswith(("感谢", "专此"))}
    sections = tuple(
        AnswerSection(
            suggestion="1",
            level=1 if letter[at].role == "heading" else 2,
            heading=Sentence(letter[at].text, "frame"),
            stance=None,
            paragraphs=tuple(body for where, body in bodies if at < where < end and where not in closing),
        )
        for at, end in zip(numbered, [*numbered[1:], len(letter)], strict=True)
    )
    disclosure, copies = (part.text for part in letter if part.role == "foot")
    return to_docx(
        Draft(
            case=None, kind="reply", title=one["title"], addressee=one["addressee"], class_mark=one["mark"],
            issuer=one["issuer"], doc_number=one["number"],
            opening=tuple(body for at, body in bodies if at < numbered[0]), sections=sections,
            closing=tuple(body for at, body in bodies if at in closing), signature=one["signature"], date=one["date"],
            contact=one["note"], disclosure=disclosure.removeprefix("公开方式："), copies=copies,
            attachments=(one["attachment"].removeprefix("附件："),),
        )
    )  # fmt: skip


def test_a_letter_of_our_own_making_is_the_same() -> None:
    assert_same(read_bytes(exported(LETTERS["reply"]), "函.docx"), "reply", "函.docx")


@pytest.mark.parametrize(("form", "name"), PRINTED)
def test_a_letter_printed_or_scanned_is_the_same(
    form: str, name: str, prints: dict[str, bytes], scans: dict[str, list[bytes]]
) -> None:
    source = _read(form, prints[name], scans[name])
    if form != "pdf":
        meant, found = _characters(printed_text(LETTERS[name])), _characters(source.text)
        assert 1 - Levenshtein.distance(meant, found) / len(meant) >= 0.98
        assert min(block.confidence for block in source.blocks) < 1
    assert {block.place.unit for block in source.blocks if block.place} == {"page"}
    assert_same(source, name, form)


def _read(form: str, pdf: bytes, jpegs: list[bytes]) -> Source:
    if form == "pdf":
        return read_bytes(pdf, "函.pdf")
    if form == "scanned pdf":
        return read_bytes(letter_files.as_scanned_pdf(jpegs, DPI), "扫描件.pdf")
    if form == "tif":
        return read_bytes(letter_files.as_tif(jpegs, DPI), "扫描件.tif")
    return read_bytes(as_scanned_ofd(jpegs), "扫描件.ofd")


def _characters(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_page_on_its_side_or_head_reads_the_same(scans: dict[str, list[bytes]]) -> None:
    from corpus.read.ocr import recognise

    whole = np.asarray(Image.open(io.BytesIO(scans["opinion"][0])).convert("RGB"))
    page = whole[: whole.shape[0] // 2]
    upright = _characters("".join(line.text for line in recognise(page)))
    for turns in (1, 2, 3):
        turned = _characters("".join(line.text for line in recognise(np.rot90(page, turns))))
        assert Levenshtein.normalized_similarity(upright, turned) >= 0.99


def test_a_scan_with_the_slightest_slant_keeps_its_paragraphs(prints: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "一页.png"
    letter_files.as_pictures(prints["opinion"], 150)[0].save(file, dpi=(150, 150))
    found = read_bytes(file.read_bytes(), "一页.png").text.split("\n")
    meant = printed_text(LETTERS["opinion"]).split("\n")
    assert found[: len(found) - 1] == meant[: len(found) - 1]
