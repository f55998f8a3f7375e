import pytest

from corpus.grammar.articles import article_anchor, article_number


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("第五条　任何单位和个人", "5"),
        ("　　第 五 条 任何", "5"),
        ("第一百二十条之一　资助", "120-1"),
        ("第12条之2", "12-2"),
        ("第一千二百六十条", "1260"),
        ("依照第五条的规定", None),
        ("第五章 总则", None),
        ("第条", None),
        ("第十百条", None),
        ("", None),
    ],
)
def test_the_article_a_text_begins_with(text: str, anchor: str | None) -> None:
    assert article_anchor(text) == anchor


@pytest.mark.parametrize(
    ("cited", "anchor"),
    [
        ("第五条", "5"),
        ("第五条第二款第（三）项", "5"),
        ("五", "5"),
        (" 5 ", "5"),
        ("５", "5"),
        ("120之一", "120-1"),
        ("120-1", "120-1"),
        ("第一百二十条之一", "120-1"),
        ("5.2.-", "5"),
        ("120之一.-.3", "120-1"),
        ("", None),
        ("附则", None),
        ("5条", None),
    ],
)
def test_the_article_a_citation_means(cited: str, anchor: str | None) -> None:
    assert article_number(cited) == anchor
