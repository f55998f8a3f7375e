from dataclasses import replace

from corpus.storage.stored import StoredPassage
from drafting.citations import link_articles, misquoted
from drafting.draft import AnswerSection, Draft, Paragraph, Sentence, Source

LAW = "第五条　任何单位和个人不得采用任何方式，阻挠和限制供应商自由进入本地区和本行业的政府采购市场。"
CITED = (
    "根据《政府采购法》第五条规定:“任何单位和个人不得采用任何方式,"
    "{verb}和限制供应商自由进入本地区和本行业的政府采购市场”。"
)


def article(title: str, number: str) -> StoredPassage | None:
    if (title, number) != ("政府采购法", "5"):
        return None
    return StoredPassage("law-1#4", "law-1", 4, 10, 10 + len(LAW), ("中华人民共和国政府采购法",), LAW)


def letter(text: str) -> Draft:
    told = Sentence(text, "fact", (Source("opinion:1", None, 0, len(text), text),))
    section = AnswerSection("1", 1, Sentence("一、关于采购", "frame"), None, (Paragraph((told,)),))
    blank = Draft("1", "reply", "", "", None, "", "", (), (section,), (), "", "", "", "", "")
    return replace(blank, text=text)


def sources(draft: Draft) -> tuple[Source, ...]:
    return draft.sections[0].paragraphs[0].sentences[0].sources


def test_a_cited_article_is_linked_once() -> None:
    once = link_articles(letter(CITED.format(verb="阻挠")), article)
    assert [s.passage for s in sources(once)] == [None, "law-1#4"]
    assert link_articles(once, article) == once


def test_an_article_that_is_not_stored_is_left_alone() -> None:
    draft = letter("根据《某法》第九条规定，应当办理。")
    assert link_articles(draft, article) == draft


def test_a_quotation_is_compared_letter_by_letter() -> None:
    right = link_articles(letter(CITED.format(verb="阻挠")), article)
    wrong = link_articles(letter(CITED.format(verb="阻扰")), article)
    assert misquoted(right) == ()
    (finding,) = misquoted(wrong)
    assert finding.rule == "R10"
    assert finding.expected == LAW
    assert finding.start is not None
    assert wrong.text[finding.start : finding.end] == finding.quote
