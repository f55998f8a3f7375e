"""A letter read from what people wrote: its lines, its sentences, its answers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document
from drafting.checks.read_letter import read_letter, read_opinion
from tests.drafting.checks.clean_letter import Bench

SAMPLE = Path("corpus/sample")


def test_every_line_is_known(bench: Bench) -> None:
    kinds = [piece.kind for piece in bench.letter().pieces]
    assert kinds == [
        "class_mark", "head", "number", "title", "addressee", "opening", "heading", "body", "heading", "body",
        "thanks", "ending", "signature", "date", "contact", "disclosure", "copies",
    ]  # fmt: skip


def test_statements_stand_where_they_say(bench: Bench) -> None:
    letter = bench.letter()
    assert all(letter.text[s.start : s.end] == s.text for s in letter.statements)
    assert [s.answer for s in letter.statements] == sorted(
        (s.answer for s in letter.statements), key=lambda at: (at is not None, at or 0)
    ) or letter.statements[-1].answer is None
    assert letter.statements[0].text.startswith("你们在") and letter.statements[-1].text == "专此答复。"
    assert letter.text[slice(*letter.body)].startswith("你们在")
    assert letter.text[slice(*letter.body)].endswith("专此答复。")


def test_answers_are_aligned_with_the_asks(bench: Bench) -> None:
    letter = bench.letter()
    assert [answer.suggestions for answer in letter.answers] == [("1",), ("2",)]
    assert {s.answer for s in letter.statements if "议事会" in s.text} == {1}


def test_a_fragment_of_a_page_is_a_letter(read_text: Callable[[str], Document]) -> None:
    text = (
        "刘某委员:\n  市政协第三次会议第20250127号提案收悉,现回复如下:\n  一、已经办理。\n  二、正在研究。\n  此复。\n"
    )
    letter = read_letter(read_text(text), "2025-06-30")
    assert [piece.kind for piece in letter.pieces] == ["addressee", "opening", "body", "body", "ending"]
    assert letter.kind == "reply" and letter.day == "2025-06-30" and len(letter.answers) == 2


@pytest.mark.parametrize(
    ("text", "role", "kind"),
    [
        ("市质监局:\n  你局转来的提案收悉,提出会办意见如下:\n  一、同意。\n", None, "opinion"),
        ("经研究,提供《汇报》(详见附件)供参考。\n", None, "opinion"),
        ("经研究,提供有关情况。\n", "会办", "opinion"),
        ("张三代表：\n您的建议收悉。\n一、已办理。\n", "会办", "reply"),
    ],
)
def test_kind(read_text: Callable[[str], Document], text: str, role: str | None, kind: str) -> None:
    assert read_letter(read_text(text), "2025-06-30", role=role).kind == kind


@pytest.mark.parametrize("text", ["。", "附件：", "〔〕号", "委员：", "《" * 50, "“" * 500, "一、\n二、\n"])
def test_any_text_is_read(read_text: Callable[[str], Document], text: str) -> None:
    letter = read_letter(read_text(text), "2025-06-30")
    assert all(letter.text[p.start : p.end] == p.text for p in letter.pieces)


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("replies/*.txt")), ids=lambda path: path.stem)
def test_sample_replies_have_all_their_parts(path: Path, read_text: Callable[[str], Document]) -> None:
    letter = read_letter(read_text(path.read_text("utf-8")), "2026-01-01")
    kinds = {piece.kind for piece in letter.pieces}
    wanted = {"class_mark", "number", "title", "addressee", "opening", "signature", "date", "contact", "disclosure"}
    assert wanted <= kinds
    assert letter.answers


def test_an_opinion_without_any_form(read_text: Callable[[str], Document]) -> None:
    opinion = read_opinion(2, "财政局.txt", read_text("建议不予安排资金"))
    assert opinion.reference == "opinion:2" and opinion.unit == "财政局"
    assert [answer.text for answer in opinion.reply.answers] == ["建议不予安排资金"]
