"""What goes into a .docx comes out of ``dafu parse``: over the letters of the sample, in both formats."""

import dataclasses
import re
from itertools import pairwise, product
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.parse import parse
from corpus.read import read, read_bytes
from drafting.archive import Archive
from drafting.draft import AnswerSection, Draft, Paragraph, Sentence
from drafting.export.docx import to_docx
from drafting.export.layout import LayoutName
from drafting.export.word_notes import to_annotated
from drafting.relevance import Relevance
from drafting.service import DraftRequest, draft_case
from index.encoder_tiny import TinyEncoder

SAMPLE = Path(__file__).resolve().parents[3] / "corpus" / "sample"
LETTERS = sorted([*(SAMPLE / "replies").iterdir(), *(SAMPLE / "opinions").iterdir()])
CASES = sorted([*(SAMPLE / "cases").iterdir(), *(SAMPLE / "proposals").iterdir()])
LAYOUTS: tuple[LayoutName, ...] = ("letter", "document")
_HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)[^。；]{2,40}$")


def paragraph(text: str) -> Paragraph:
    return Paragraph((Sentence(text, "frame"),))


def level(line: str) -> int:
    return 1 if line[1:3].startswith("、") or "、" in line[:3] else 2 if line.startswith("（") else 3


def sections(lines: list[str]) -> tuple[AnswerSection, ...]:
    starts = [at for at, line in enumerate(lines) if _HEADING.match(line)]
    return tuple(
        AnswerSection(
            str(number),
            level(lines[at]),
            Sentence(lines[at], "frame"),
            None,
            tuple(map(paragraph, lines[at + 1 : end])),
        )
        for number, (at, end) in enumerate(pairwise([*starts, len(lines)]), 1)
    )


def draft_of(document: Document) -> Draft:
    """The letter as a draft: its head and tail from the fields, its body line by line."""
    lines = [line.strip(" \u3000") for line in document.text.split("\n") if line.strip(" \u3000")]
    first = next(at for at, line in enumerate(lines) if line.endswith("：") and at > 1)
    last = next(at for at, line in enumerate(lines) if at > first and line == document.issuer)
    body = [line for line in lines[first + 1 : last] if not line.startswith("附件：")]
    heading = next((at for at, line in enumerate(body) if _HEADING.match(line)), len(body))
    contact = document.contacts[0] if document.contacts else None
    year, month, day = map(int, (document.date or "").split("-"))
    return Draft(
        case=None,
        kind="opinion" if document.kind == "opinion" else "reply",
        title=document.title or "",
        addressee=lines[first].rstrip("："),
        class_mark=document.class_mark,
        issuer=document.issuer or "",
        doc_number=document.doc_number or "",
        opening=tuple(map(paragraph, body[:heading])),
        sections=sections(body[heading:]),
        closing=(),
        signature=document.issuer or "",
        date=f"{year}年{month}月{day}日",
        contact=f"联系人：{contact.name}，联系电话：{contact.phones[0]}" if contact else "",
        disclosure=document.disclosure or "",
        copies="，".join(document.copies),
        attachments=document.attachments,
    )


def fields(document: Document) -> dict[str, object]:
    return {
        "kind": document.kind,
        "title": document.title,
        "doc_number": document.doc_number,
        "issuer": document.issuer,
        "addressees": document.addressees,
        "date": document.date,
        "disclosure": document.disclosure,
        "copies": document.copies,
        "contacts": [(contact.name, contact.phones) for contact in document.contacts],
        "class_mark": document.class_mark,
        "attachments": document.attachments,
        "answers": [
            (answer.number, re.sub(r"\s", "", answer.text)) for reply in document.replies for answer in reply.answers
        ],
    }


@pytest.mark.parametrize(
    ("file", "layout"), [*product(LETTERS, LAYOUTS)], ids=lambda value: getattr(value, "stem", value)
)
def test_fields_come_back(file: Path, layout: LayoutName) -> None:
    letter = draft_of(parse(read(file), file.name))
    # What is compared against is the letter as plain text, which knows of no styles and places.
    written = parse(read_bytes(to_docx(letter, layout), "函.docx"), "函.docx")
    expected = fields(parse(read(file), file.name))
    found = fields(written)
    assert {name: found[name] for name in expected} == expected


def archive() -> Archive:
    """One that holds nothing: what a draft then says is its frame."""

    def unknown(key: str) -> Document:
        raise KeyError(key)

    return Archive(
        find=lambda queries: [[] for _ in queries],
        lookup=unknown,
        by_item=lambda item_no: [],
        relevance=Relevance(TinyEncoder()),
        article=lambda title, number: None,
    )


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_draft_comes_back(file: Path) -> None:
    case = parse(read(file), file.name)
    for role, attachments in (("主办", ("提案办理情况征询意见表",)), ("会办", ())):
        made = draft_case(DraftRequest(case, (), role, "澜州市市场监督管理局", "2026-05-20"), archive()).draft
        draft = dataclasses.replace(
            made,
            doc_number="澜市监函〔2026〕12号",
            contact="联系人：方嘉树，联系电话：0700—8617742",
            attachments=attachments,
            class_mark="B" if attachments else None,
        )
        asked = [section for section in draft.sections if section.level == 1]
        for layout in LAYOUTS:
            document = parse(read_bytes(to_docx(draft, layout), "函.docx"), "函.docx")
            found = fields(document)
            assert (found["title"], found["issuer"], found["kind"]) == (draft.title, draft.issuer, draft.kind)
            assert (found["doc_number"], found["date"]) == (draft.doc_number, "2026-05-20")
            assert (found["class_mark"], found["attachments"]) == (draft.class_mark, draft.attachments)
            assert found["disclosure"] == draft.disclosure
            assert found["contacts"] == [("方嘉树", ("0700—8617742",))]
            # 何志鹏、罗敏委员 come back one by one.
            named = re.split("[，、]", draft.copies) if draft.copies else []
            assert [re.sub("(?:委员|代表)$", "", name) for name in document.copies] == [
                re.sub("(?:委员|代表)$", "", name) for name in named
            ]
            assert [number for number, _ in _answers(document)] == [s.heading.text.split("、")[0] for s in asked]


def _answers(document: Document) -> list[tuple[str | None, str]]:
    return [(answer.number, answer.text) for reply in document.replies for answer in reply.answers]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_letter_with_form_and_gaps_comes_back(letter: Draft, layout: LayoutName) -> None:
    document = parse(read_bytes(to_docx(letter, layout), "函.docx"), "函.docx")
    assert (document.title, document.issuer, document.date) == (letter.title, letter.issuer, "2024-06-12")
    assert document.addressees == ("林晓岚委员",) and document.class_mark == "B"
    assert document.copies == ("市政协提案委员会", "市政府督查室", "市财政局")
    assert document.attachments == letter.attachments and document.disclosure == "主动公开"


def test_notes_do_not_change_what_the_letter_says(letter: Draft) -> None:
    plain = fields(parse(read_bytes(to_docx(letter), "函.docx"), "函.docx"))
    noted = fields(parse(read_bytes(to_annotated(letter), "函.docx"), "函.docx"))
    keys = set(plain) - {"answers"}
    assert {key: noted[key] for key in keys} == {key: plain[key] for key in keys}
