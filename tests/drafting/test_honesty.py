from dataclasses import replace

import pytest

from drafting.draft import AnswerSection, Draft, Paragraph, Sentence, Source
from drafting.honesty import Grounding, guard, known_from, unsupported

CASE = "案由：关于加装电梯的提案（第20260105号）。建议提高补助标准。"
GROUNDING = Grounding((CASE,), ("澜州市住房和城乡建设局", "我局"))
KNOWN = known_from(GROUNDING.texts, GROUNDING.units)


def sourced(text: str, quote: str, role: str = "fact") -> Sentence:
    return Sentence(text, role, (Source("d1", "d1#0", 0, len(quote), quote),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "quote", "missing"),
    [
        ("2025年竣工265台。", "全年竣工265台。", ("2025",)),
        ("竣工265台。", "竣工265台。", ()),
        ("根据澜府办〔2023〕21号文，应当办理。", "应当办理。", ("2023", "21", "澜府办〔2023〕21号")),
        ("据市财政局反馈，暂无依据。", "暂无依据。", ("市财政局",)),
        ("据市财政局反馈，暂无依据。", "澜州市财政局表示暂无依据。", ()),
        ("第20260105号提案收悉。", "", ()),
        ("市住房和城乡建设局将推进。", "将推进。", ()),
    ],
)
def test_what_no_source_holds(text: str, quote: str, missing: tuple[str, ...]) -> None:
    assert unsupported(sourced(text, quote), KNOWN) == missing


def test_a_placeholder_may_say_anything() -> None:
    assert unsupported(Sentence("下一步，【待核实：2027年的措施】。", "placeholder"), KNOWN) == ()


def draft_of(*sentences: Sentence) -> Draft:
    heading = Sentence("一、关于提高补助标准的建议", "frame")
    section = AnswerSection("1", 1, heading, None, (Paragraph(sentences),))
    blank = Draft("20260105", "reply", "", "", None, "", "", (), (), (), "", "", "", "", "")
    return replace(blank, sections=(section,))


def test_an_unsupported_sentence_becomes_a_placeholder_and_a_finding() -> None:
    good, bad = sourced("竣工265台。", "竣工265台。"), sourced("投入9999万元。", "投入资金。")
    mended, findings = guard(draft_of(good, bad), GROUNDING)
    kept = mended.sections[0].paragraphs[0].sentences
    assert kept[0] is good
    assert kept[1].role == "placeholder"
    assert "9999" not in kept[1].text
    assert [f.severity for f in findings] == ["B"]
    assert "9999" in findings[0].message


def test_an_assertion_without_a_source_is_taken_out() -> None:
    mended, findings = guard(draft_of(Sentence("工作已经完成。", "fact")), GROUNDING)
    assert mended.sections[0].paragraphs[0].sentences[0].role == "placeholder"
    assert len(findings) == 1


def test_a_faithful_draft_is_returned_as_it_is() -> None:
    draft = draft_of(sourced("竣工265台。", "竣工265台。"))
    assert guard(draft, GROUNDING) == (draft, ())
