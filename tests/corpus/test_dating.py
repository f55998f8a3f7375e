import pytest

from corpus.document import Case, Document
from corpus.rulebook.dating import item_year, year_of


def case(item_no: str) -> Case:
    return Case(item_no, "提案", None, None, None, (), ())


@pytest.mark.parametrize(
    ("document", "year"),
    [
        (Document("", "reply", date="2024-06-01", doc_number="澜府〔2023〕1号"), 2024),
        (Document("", "notice", doc_number="澜府〔2023〕1号", title="2022年工作要点"), 2023),
        (Document("", "summary", title="市教育局2022年工作总结"), 2022),
        (Document("", "proposal", case=case("20210118")), 2021),
        (Document("", "proposal", case=case("0118")), None),
        (Document("", "other"), None),
    ],
)
def test_the_year_a_document_speaks_of(document: Document, year: int | None) -> None:
    assert year_of(document) == year


@pytest.mark.parametrize(("number", "year"), [("20230505", 2023), ("0411", None), ("19990101", None), (None, None)])
def test_the_year_of_an_item(number: str | None, year: int | None) -> None:
    assert item_year(number) == year
