"""Markdown, text and JSON."""

import dataclasses
import json

from drafting.draft import Draft, Paragraph, Sentence
from drafting.export.json import to_json
from drafting.export.letter_text import to_text
from drafting.export.markdown import to_markdown
from drafting.placeholder import placeholder_runs, placeholders


def test_markdown_has_headings_and_a_footnote_for_every_source(letter: Draft) -> None:
    text = to_markdown(letter)
    assert f"\n# {letter.title}\n" in text
    assert "\n## 一、关于加快修订专项资金管理办法的建议[^2]\n" in text
    assert "\n### （一）关于对制定团体标准给予资助的建议[^5]\n" in text
    for number in range(1, 7):
        assert text.count(f"[^{number}]: ") == 1
        assert text.count(f"[^{number}]") == 2
    assert "[^7]" not in text


def test_markdown_keeps_marks_as_text(letter: Draft) -> None:
    hostile = "1. *甲* <b>乙</b> [丙](x) # 丁\n---\n- 戊"
    changed = dataclasses.replace(letter, opening=(Paragraph((Sentence(hostile, "frame"),)),))
    assert "1\\. \\*甲\\* \\<b\\>乙\\</b\\> \\[丙\\](x) \\# 丁 --- - 戊" in to_markdown(changed)


def test_text_is_the_printed_letter(letter: Draft) -> None:
    assert to_text(letter) == "临川市市场监督管理局\n……\n"


def test_json_holds_the_fields_of_the_contract(letter: Draft) -> None:
    record = json.loads(to_json(letter, {"findings": [], "precedents": [], "rules": [], "seconds": 0.2}))
    contract = "case kind title addressee text sections placeholders class_mark disclosure"
    assert {*contract.split(), "findings", "precedents", "rules", "seconds", "opening", "closing"} <= set(record)
    assert [section["suggestion"] for section in record["sections"]] == ["1", "2", "2.1", "2.2"]
    first = record["sections"][0]
    assert first["stance"] == "采纳"
    heading, quote, fact, gap = first["sentences"]
    assert heading["role"] == "frame" and gap["role"] == "placeholder" and gap["sources"] == []
    assert quote["role"] == "quote" and fact["sources"][0]["quote"].endswith("10万元的资助")
    assert {"document", "passage", "start", "end", "quote"} <= set(fact["sources"][0])
    assert record["sections"][2]["sentences"][2]["sources"][0]["document"] == "opinion:1"


def test_placeholders_are_counted_in_the_order_of_the_letter(letter: Draft) -> None:
    assert placeholders(letter) == (
        "【待核实：发文序号】",
        "【待核实：联席会议制度的办理进展和完成时限】",
        "【待核实：措施、牵头处室和完成时限】",
        "【待核实：联席会议制度的办理进展和完成时限】",
        "【待核实：联系人】",
        "【待核实：联系电话】",
    )


def test_runs_make_up_the_text() -> None:
    text = "甲【待核实：乙】丙【待核实：丁】"
    assert list(placeholder_runs(text)) == [
        ("甲", False),
        ("【待核实：乙】", True),
        ("丙", False),
        ("【待核实：丁】", True),
    ]
    assert list(placeholder_runs("")) == []
    assert list(placeholder_runs("【待核实：未完")) == [("【待核实：未完", False)]
