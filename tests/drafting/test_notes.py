from dataclasses import replace

from corpus.document import Case, Document
from drafting.draft import AnswerSection, Draft, Paragraph, Sentence, Source
from drafting.matter import Matter, Opinion
from drafting.notes import notes


def matter(*co_units: str, opinions: tuple[Opinion, ...] = ()) -> Matter:
    case = Case("20260105", "提案", "关于加装电梯的提案", None, None, (), (), ("市住建局",), co_units)
    return Matter("", case, case.title, "主办", "澜州市住房和城乡建设局", opinions, None, (), None, "2026-05-01")


def letter(*sentences: Sentence, disclosure: str = "主动公开") -> Draft:
    section = AnswerSection("1", 1, Sentence("一、关于补助", "frame"), None, (Paragraph(sentences),))
    blank = Draft("20260105", "reply", "", "", None, "", "", (), (section,), (), "", "", "", disclosure, "")
    return replace(blank, text="".join(s.text for s in sentences))


def told_from(disclosure: str | None) -> Sentence:
    source = Source("opinion:1", None, 0, 4, "支持办理", "会办意见", None, disclosure)
    return Sentence("据市财政局反馈，该局支持办理。", "fact", (source,))


def test_a_co_handler_not_heard_is_named() -> None:
    found = notes(matter("市财政局", "市自然资源局"), letter())
    assert [f.rule for f in found] == ["R15", "R15"]
    assert "市自然资源局" in found[1].message


def test_a_co_handler_heard_is_not() -> None:
    document = Document(text="", kind="opinion")
    heard = Opinion("opinion:1", "澜州市财政局", document, None, None)  # type: ignore[arg-type]
    assert notes(matter("市财政局", opinions=(heard,)), letter()) == ()


def test_text_that_is_not_public_is_shown_once_with_its_place() -> None:
    one, two = told_from("不予公开"), told_from("不予公开")
    found = notes(matter(), letter(one, two))
    assert [(f.rule, f.start, f.source) for f in found] == [("R24", 0, "opinion:1")]


def test_public_sources_and_letters_that_stay_inside_need_no_note() -> None:
    assert notes(matter(), letter(told_from("主动公开"), told_from(None))) == ()
    assert notes(matter(), letter(told_from("不予公开"), disclosure="不予公开")) == ()
