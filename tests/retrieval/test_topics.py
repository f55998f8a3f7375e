"""Who leads on a topic."""

import pytest

from index.encoder_tiny import TinyEncoder
from retrieval.filters import Filters
from retrieval.search import search
from retrieval.topics import asks_for_unit
from tests.retrieval.stored_letters import SAMPLE, Letters, stored


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Letters:
    return stored(tmp_path_factory.mktemp("duties"), [SAMPLE / "rules"], TinyEncoder())


@pytest.mark.parametrize(
    "query",
    [
        "谁牵头 检验检测服务能力建设",
        "加装电梯协商机制由哪个部门负责",
        "哪些单位参与老年助餐",
        "数字化转型的牵头单位是谁",
        "托育服务 责任单位",
    ],
)
def test_questions_for_a_unit(query: str) -> None:
    assert asks_for_unit(query)


@pytest.mark.parametrize(
    "query", ["加装电梯补助", "首项建议牵头原则", "负责任的态度", "由市财政局牵头的工作", "主办单位应当答复委员"]
)
def test_other_questions(query: str) -> None:
    assert not asks_for_unit(query)


def test_the_row_and_its_units_come_first(letters: Letters) -> None:
    found = search("谁牵头 提升加装电梯维护保养质量", letters.library)
    charge, first = found.charges[0], found.hits[0]
    assert charge.duty.leads == ("市市场监督管理局",) and charge.duty.participants == ("市住房和城乡建设局",)
    assert first.passage == charge.passage and "职责分工" in first.why.boosts
    document = letters.documents[charge.document]
    assert "提升加装电梯维护保养质量" in document.text[charge.duty.start : charge.duty.end]


def test_nobody_is_named_for_what_no_document_lays_down(letters: Letters) -> None:
    assert search("谁牵头 火星移民", letters.library).charges == ()
    assert search("提升加装电梯维护保养质量", letters.library).charges == ()


def test_filters_hold_for_duties_too(letters: Letters) -> None:
    assert search("谁牵头 提升加装电梯维护保养质量", letters.library, Filters(kind=("measures",))).charges == ()
