"""Queries taken apart."""

import pytest

from corpus.errors import UnusableInput
from index.words import Words, open_words
from retrieval.query import analyse


@pytest.fixture(scope="module")
def words() -> Words:
    return open_words()


@pytest.mark.parametrize("text", ["", "  \n", "。，！？", "《》…—", "\0", "=+*"])
def test_nothing_to_look_for_is_refused(words: Words, text: str) -> None:
    with pytest.raises(UnusableInput, match="检索词"):
        analyse(text, words)


def test_words_are_counted_and_readable(words: Words) -> None:
    query = analyse("电梯补助和电梯改造", words)
    counts = dict(zip(query.shown, query.words.counts.tolist(), strict=True))
    assert counts["电梯"] == 2 and counts["补助"] == 1
    assert "和" not in counts


@pytest.mark.parametrize("text", ["东府办〔2012〕173号", "东府办[2012]173号是什么文件"])
def test_document_numbers_are_named(words: Words, text: str) -> None:
    assert analyse(text, words).names.numbers == ("东府办〔2012〕173号",)


@pytest.mark.parametrize("text", ["第20170411号提案", "20170411", "20170411号", "第 20170411 号"])
def test_item_numbers_are_named(words: Words, text: str) -> None:
    assert analyse(text, words).names.items == ("20170411",)


def test_a_number_within_a_question_is_no_item(words: Words) -> None:
    assert analyse("安排了20170411元资金", words).names.items == ()


def test_articles_and_titles_are_named(words: Words) -> None:
    names = analyse("《食品安全法》第三十四条怎么规定", words).names
    assert names.titles == ("食品安全法",)
    assert [title for title, _ in names.articles] == ["食品安全法"]


@pytest.mark.parametrize(
    ("text", "article"),
    [("食品安全法第三十四条", ("食品安全法", "34.-.-")), ("政府采购法 第5条的内容", ("政府采购法", "5.-.-"))],
)
def test_an_article_is_named_without_brackets_too(words: Words, text: str, article: tuple[str, str]) -> None:
    assert analyse(text, words).names.articles == (article,)


def test_only_a_short_query_can_be_a_name(words: Words) -> None:
    assert analyse("电梯", words).names.whole == "电梯"
    assert analyse("加装电梯" * 60, words).names.whole is None


def test_an_endless_query_is_cut(words: Words) -> None:
    assert len(analyse("电梯 " * 100_000, words).text) == 4000
